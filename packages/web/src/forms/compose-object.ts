import type { JsonObject } from '@enlace/core'
import { type Kind, writeFields } from '@enlace/records'

/**
 * The STIX object of a new record: id, times where its type has them, and the values by field name, each put where the definition says.
 * `at` is UTC with milliseconds.
 */
export function composeNew(kind: Kind, id: string, at: string, values: Parameters<typeof writeFields>[2]): JsonObject {
  const has = (name: string) => kind.fields.some((placed) => placed.name === name)
  return writeFields(
    kind,
    {
      type: kind.stixType,
      spec_version: '2.1',
      id,
      ...(has('created') ? { created: at } : {}),
      ...(has('modified') ? { modified: at } : {}),
    },
    values,
  )
}

/** A new version of a record: everything of its base that no field of the form says stays, `modified` is new. */
export function composeNext(kind: Kind, base: JsonObject, at: string, values: Parameters<typeof writeFields>[2]): JsonObject {
  const written = writeFields(kind, base, values)
  return kind.fields.some((placed) => placed.name === 'modified') ? { ...written, modified: at } : written
}
