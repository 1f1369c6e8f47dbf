import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { type Identity, newIdentity, newUuid } from '../identity.ts'
import type { Limits } from '../limits.ts'
import type { PartMark } from '../part-marks.ts'
import type { Stub } from '../stubs.ts'

/** A file that was taken into a draft: its bytes lie on the node, or wait here until it answers. */
export type DraftFile = { readonly name: string; readonly sha256: string; readonly sizeBytes: number; readonly type: string }

/** Everything that an officer has so far of one record: enough to go on in another tab, browser or hour. */
export type FormDraft = {
  readonly id: string
  readonly kind: string
  readonly identity: Identity
  /** The version that is being corrected. */
  readonly base: { readonly object: JsonObject; readonly envelope: JsonObject; readonly seq?: number } | null
  /** Values a person set, by field name; null means: cleared by hand. They win over what is proposed and over the base. */
  readonly written: Readonly<Record<string, Json>>
  readonly pasted: string
  /** The instant of the last paste or key, which times without a day are read against. */
  readonly pastedAt: string
  readonly limits: Limits
  readonly stubs: Readonly<Record<string, Stub>>
  readonly files: readonly DraftFile[]
  /** Fields that travel less far than the record; null: as the base says, or none. */
  readonly marks: readonly PartMark[] | null
  /** The record that this one comes from, and the id of the relationship that will say so. */
  readonly derived: { readonly from: string; readonly link: string } | null
}

/** An empty draft of a kind, or one that corrects a record. `now` is the node's present. */
export function startDraft(
  kind: { readonly name: string; readonly stixType: string },
  limits: Limits,
  now: Date,
  more: Partial<Pick<FormDraft, 'base' | 'written' | 'pasted' | 'id' | 'derived' | 'files'>> = {},
): FormDraft {
  const id = typeof more.base?.object.id === 'string' ? more.base.object.id : undefined
  return {
    id: more.id ?? newUuid(),
    kind: kind.name,
    identity: id === undefined ? newIdentity(kind) : { id },
    base: more.base ?? null,
    written: more.written ?? {},
    pasted: more.pasted ?? '',
    pastedAt: now.toISOString(),
    limits,
    stubs: {},
    files: more.files ?? [],
    marks: null,
    derived: more.derived ?? null,
  }
}

/** True while nobody has written anything into it, so that nothing is kept. */
export function isUntouched(draft: FormDraft): boolean {
  return (
    Object.keys(draft.written).length === 0 &&
    draft.pasted === '' &&
    draft.marks === null &&
    (draft.files.length === 0 || draft.base !== null)
  )
}

/** A kept draft, read with care: an older page or a newer one may have written it. Undefined when it is none. */
export function parseDraft(value: unknown): FormDraft | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { id, kind, identity, written, limits, base, pasted, pastedAt, stubs, files, marks, derived } = value as Partial<
    Record<keyof FormDraft, unknown>
  >
  if (typeof id !== 'string' || typeof kind !== 'string' || !isJsonObject(identity as Json) || !isJsonObject(written as Json))
    return undefined
  const { id: recordId, at } = identity as { id?: unknown; at?: unknown }
  const held = limits as Partial<Limits> | undefined
  if (typeof recordId !== 'string' || !Array.isArray(held?.uses) || typeof held.scheme !== 'string') return undefined
  const whole: Limits = { ...emptyLimits, ...(held as Limits) }
  return {
    id,
    kind,
    identity: { id: recordId, ...(typeof at === 'string' ? { at } : {}) },
    base: isJsonObject(base as Json) ? (base as FormDraft['base']) : null,
    written: written as FormDraft['written'],
    pasted: typeof pasted === 'string' ? pasted : '',
    pastedAt: typeof pastedAt === 'string' ? pastedAt : new Date(0).toISOString(),
    limits: whole,
    stubs: isJsonObject(stubs as Json) ? (stubs as FormDraft['stubs']) : {},
    files: Array.isArray(files) ? (files as FormDraft['files']) : [],
    marks: Array.isArray(marks) ? (marks as FormDraft['marks']) : null,
    derived: isJsonObject(derived as Json) ? (derived as FormDraft['derived']) : null,
  }
}

const emptyLimits: Limits = {
  scheme: '',
  marking: '',
  uses: [],
  instrument: '',
  article: '',
  purpose: '',
  source: 'F',
  information: '6',
  origin: 'human',
  retention: 'operational',
  personStatus: '',
  draftStatus: '',
  to: null,
}
