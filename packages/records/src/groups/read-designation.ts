import { isJsonObject, type Json, type JsonObject } from '@enlace/core'

/** Extension of a designation: one party's own label for a group or a person. */
export const designationExtension = 'extension-definition--eab74b2e-1f22-463f-ba3d-6f9d4fe81fd3'

/** A designation as the registry needs it; days are ISO dates. */
export type Designation = {
  readonly id: string
  /** The record that it is about; undefined when it names none. */
  readonly group: string | undefined
  /** The party whose label it is. */
  readonly by: string
  readonly as: string
  readonly name: string
  readonly instrument: string
  readonly article: string | undefined
  readonly authority: string | undefined
  readonly number: string | undefined
  readonly from: string
  readonly until: string | undefined
  readonly publisher: string | undefined
  readonly url: string | undefined
}

/** The designation that an object states, or undefined when it states none. */
export function readDesignation(object: JsonObject): Designation | undefined {
  const inside = isJsonObject(object.extensions) ? object.extensions[designationExtension] : undefined
  if (!isJsonObject(inside) || typeof object.id !== 'string') return undefined
  const { by_party: by, designated_as: as, name_used: name, instrument, from } = inside
  if (typeof by !== 'string' || typeof from !== 'string') return undefined
  const about = Array.isArray(object.object_refs) ? (object.object_refs as readonly Json[])[0] : undefined
  return {
    id: object.id,
    group: textOf(about),
    by,
    // A partner's copy may come without what was struck.
    as: textOf(as) ?? '',
    name: textOf(name) ?? '',
    instrument: textOf(instrument) ?? '',
    article: textOf(inside.article),
    authority: textOf(inside.authority),
    number: textOf(inside.number),
    from,
    until: textOf(inside.until),
    publisher: textOf(inside.publisher),
    url: textOf(inside.source_url),
  }
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
