import { isJsonObject, type Json, type JsonObject } from '@enlace/core'

/** Extension in which a reduced copy names what was struck out. Property extension on any type. */
export const removedFieldsExtension = 'extension-definition--70bee640-0f0d-4c7f-93f2-2da0e6f88b28'

/** The names struck from a copy, as its extension lists them; empty for a whole record. */
export function removedFieldsOf(object: JsonObject): readonly string[] {
  const { extensions } = object
  const extension = isJsonObject(extensions) ? extensions[removedFieldsExtension] : undefined
  const names = isJsonObject(extension) ? extension.removed_fields : undefined
  if (!Array.isArray(names)) return []
  return (names as readonly Json[]).filter((name): name is string => typeof name === 'string' && fieldName.test(name))
}

// Dotted names of properties, extensions and parts, as `removeFields` takes them.
const fieldName = /^[a-zA-Z0-9_-]{1,250}(?:\.[a-zA-Z0-9_-]{1,250}){0,8}$/
