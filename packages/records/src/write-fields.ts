import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { findField, type Kind } from './kind.ts'

/**
 * The object with one value put at a path; undefined takes it away, and with it whatever that leaves empty (STIX allows neither null nor an
 * empty list). Everything else, known or not, stays as it is. Pure.
 */
export function writeField(object: JsonObject, path: readonly string[], value: Json | undefined): JsonObject {
  const [step, ...rest] = path
  if (step === undefined) return object
  const { [step]: held, ...others } = object as Readonly<Record<string, Json>>
  const inner = rest.length === 0 ? value : writeField(isJsonObject(held) ? held : {}, rest, value)
  if (inner === undefined || (rest.length > 0 && isJsonObject(inner) && Object.keys(inner).length === 0)) return others
  return Object.hasOwn(object, step) ? { ...object, [step]: inner } : { ...others, [step]: inner }
}

/**
 * A STIX object of a kind with values by field name, each put where the definition says: undefined, empty text and empty lists take a field
 * away, names that the kind does not have are passed over, and what the object held besides stays. The extension's type is always there.
 */
export function writeFields(kind: Kind, object: JsonObject, values: Readonly<Record<string, Json | undefined>>): JsonObject {
  const start =
    kind.extension === undefined ? object : writeField(object, ['extensions', kind.extension, 'extension_type'], 'property-extension')
  return Object.entries(values).reduce((written, [name, value]) => {
    const placed = findField(kind, name)
    return placed === undefined ? written : writeField(written, placed.path, tidy(value))
  }, start)
}

/** A value without empty texts, empty lists and empty parts; undefined when nothing is left. */
export function tidy(value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (Array.isArray(value)) {
    const items = value.flatMap((item: Json) => {
      const kept = tidy(item)
      return kept === undefined ? [] : [kept]
    })
    return items.length === 0 ? undefined : items
  }
  if (!isJsonObject(value)) return value
  const parts = Object.entries(value).flatMap(([name, part]) => {
    const kept = tidy(part as Json)
    return kept === undefined ? [] : [[name, kept] as const]
  })
  return parts.length === 0 ? undefined : Object.fromEntries(parts)
}
