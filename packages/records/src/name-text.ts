import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { Field } from './field.ts'
import type { Kind } from './kind.ts'
import { partsOf } from './parts.ts'
import { fieldValue } from './present-fields.ts'
import { titleOf } from './record-facts.ts'
import { searchTextOf } from './search-text.ts'

const mostNames = 400

/**
 * What somebody would begin to type to find a record: its title, the names in its identifying fields, and its identifiers in canonical form.
 * Places and dates identify too, but nobody looks a record up by them alone. At most 400 texts. Never throws.
 */
export function nameTextOf(kind: Kind | undefined, object: JsonObject): readonly string[] {
  const names = new Set<string>([titleOf(kind, object)])
  for (const placed of kind?.fields ?? []) {
    const value = fieldValue(placed, object)
    if (value !== undefined && placed.field.identifying === true) addNames(placed.field, value, names)
  }
  for (const { canonical } of searchTextOf(kind, object).identifiers) names.add(canonical)
  return [...names].slice(0, mostNames)
}

function addNames(field: Field, value: Json, names: Set<string>): void {
  if (names.size > mostNames || field.type === 'place') return
  if (Array.isArray(value)) {
    for (const item of value) addNames(field.of ?? field, item as Json, names)
    return
  }
  if (typeof value === 'string') {
    if (field.type === 'text' || field.type === 'localized_text') names.add(value)
    return
  }
  if (!isJsonObject(value)) return
  const parts = partsOf(field)
  for (const [name, inner] of Object.entries(value)) {
    const part = parts?.[name]
    if (part === undefined ? field.type === 'localized_text' : part.coded !== true) addNames(part ?? field, inner, names)
  }
}
