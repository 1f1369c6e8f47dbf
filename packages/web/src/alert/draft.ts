import type { Json } from '@enlace/core'
import { draftMirrorAlert, type Found, type Kind, type PlacedField, recognise } from '@enlace/records'
import type { Identity } from './compose.ts'

/** What an officer has so far: the pasted message, what the form proposes from it, and what a person wrote over that. */
export type AlertDraft = {
  readonly identity: Identity
  readonly pasted: string
  /** The instant of the last paste or key, which times without a day are read against. */
  readonly pastedAt: string
  /** Values a person set, by field name; null means: cleared by hand. They win over what is proposed. */
  readonly written: Readonly<Record<string, Json>>
}

export type Proposal = {
  readonly found: readonly Found[]
  readonly fields: Readonly<Record<string, Json>>
  /** Fields that the message itself gave; the present instant, when it tells no time, is none of them. */
  readonly told: ReadonlySet<string>
}

/** What the message says, read here in the browser: nothing is sent while the officer types. */
export function propose(draft: Pick<AlertDraft, 'pasted' | 'pastedAt'>, zone: string, language: string): Proposal {
  const found = recognise(draft.pasted, { locale: language })
  const { fields, from } = draftMirrorAlert(draft.pasted, found, { now: new Date(draft.pastedAt), zone })
  const told = Object.keys(fields).filter(
    (name) => (from[name]?.length ?? 0) > 0 || fields[name] !== new Date(draft.pastedAt).toISOString(),
  )
  return { found, fields, told: new Set(told) }
}

/** The values of the form: written by a person, else proposed. */
export function valuesOf(draft: Pick<AlertDraft, 'written'>, proposal: Pick<Proposal, 'fields'>): Readonly<Record<string, Json>> {
  const values = Object.entries({ ...proposal.fields, ...draft.written }).filter(([, value]) => value !== null && value !== '')
  return Object.fromEntries(values)
}

/** Required fields without a value, in the order of the form. */
export function missingFields(fields: readonly PlacedField[], values: Readonly<Record<string, Json>>): readonly string[] {
  return fields.filter(({ name, field }) => field.required === true && values[name] === undefined).map(({ name }) => name)
}

/** The fields of a kind that a form draws: its short form first, the others that it shows after. */
export function formFields(kind: Kind): { readonly short: readonly PlacedField[]; readonly more: readonly PlacedField[] } {
  const shown = kind.shows.flatMap((name) => kind.fields.filter((placed) => placed.name === name))
  return {
    short: shown.filter(({ field }) => field.short === true || field.required === true),
    more: shown.filter(({ field }) => field.short !== true && field.required !== true),
  }
}
