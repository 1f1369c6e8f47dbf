import type { Json, JsonObject } from '@enlace/core'
import { draftFields, type Found, fieldValue, type Kind, partsOf, predefinedExtensions, recognise } from '@enlace/records'

export type Proposal = {
  readonly found: readonly Found[]
  readonly fields: Readonly<Record<string, Json>>
  /** Fields that the message itself gave; the present instant, when it tells no time, is none of them. */
  readonly told: ReadonlySet<string>
}

/** True for a kind that a message can fill: it takes identifiers of several types and has a short form. */
export function readsMessages(kind: Kind): boolean {
  const takes = kind.fields.some(({ field }) => field.type === 'list' && field.of?.type === 'identifier' && partsOf(field.of) !== undefined)
  return takes && kind.fields.some(({ field, native }) => !native && field.short === true)
}

/** What a message says, read here in the browser: nothing is sent while the officer types. */
export function propose(
  kind: Kind,
  draft: { readonly pasted: string; readonly pastedAt: string },
  zone: string,
  language: string,
  reads = true,
): Proposal {
  if (!reads) return { found: [], fields: {}, told: new Set() }
  const found = recognise(draft.pasted, { locale: language })
  const { fields, from } = draftFields(kind, draft.pasted, found, { now: new Date(draft.pastedAt), zone })
  const told = Object.keys(fields).filter(
    (name) => (from[name]?.length ?? 0) > 0 || fields[name] !== new Date(draft.pastedAt).toISOString(),
  )
  return { found, fields: fields as Readonly<Record<string, Json>>, told: new Set(told) }
}

/** The values of the form: written by a person, else proposed; null is cleared by hand. */
export function valuesOf(
  proposed: Readonly<Record<string, Json>>,
  written: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> {
  return Object.fromEntries(Object.entries({ ...proposed, ...written }).filter(([, value]) => value !== null))
}

/** What an object says, by field name. */
export function valuesOfObject(kind: Kind, object: JsonObject): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    [...kind.fields, ...predefinedExtensions(kind)].flatMap((placed) => {
      const value = placed.name === 'extensions' ? undefined : fieldValue(placed, object)
      return value === undefined ? [] : [[placed.name, value] as const]
    }),
  )
}

/** The values with what a person cleared said too, so that it is taken out of the version that is being corrected. */
export function withCleared(
  values: Readonly<Record<string, Json>>,
  written: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json | undefined>> {
  const cleared = Object.entries(written).filter(([, value]) => value === null)
  return { ...values, ...Object.fromEntries(cleared.map(([name]) => [name, undefined])) }
}

/** What has to be written over one object to say what another says, by field name; null where that says nothing. */
export function differingFields(kind: Kind, from: JsonObject, to: JsonObject): Readonly<Record<string, Json>> {
  const [before, after] = [valuesOfObject(kind, from), valuesOfObject(kind, to)]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const differing = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  const kept = new Set(['type', 'spec_version', 'id', 'created', 'modified'])
  return Object.fromEntries(differing.filter((name) => !kept.has(name)).map((name) => [name, after[name] ?? null]))
}

/** The instant of a new version: now, but later than the version it follows, whatever the clocks say. */
export function laterThan(now: Date, before: Json | undefined): string {
  const least = typeof before === 'string' ? Date.parse(before) + 1 : Number.NEGATIVE_INFINITY
  return new Date(Math.max(now.getTime(), Number.isNaN(least) ? now.getTime() : least)).toISOString()
}
