import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { Field } from './field.ts'
import { identify } from './identifiers/identify.ts'
import type { Kind } from './kind.ts'
import { partsOf } from './parts.ts'
import { fieldValue } from './present-fields.ts'

export type SearchText = {
  /** Runs of text as written, for the lexeme maker to fold and split; each from one field. */
  readonly words: readonly string[]
  /** Identifiers in the form to match on; fillers and unreadable ones are left out. */
  readonly identifiers: readonly { readonly type: string; readonly canonical: string }[]
}

// Bounds of what one record can put into the index.
const mostTexts = 2000
const mostIdentifiers = 500

/**
 * What a search can find a record by: the words of fields marked `find`, and its identifiers in canonical form. Of a kind this node does
 * not know, only `name`, `description` and `labels` are read, which mean the same on every STIX type. Never throws.
 */
export function searchTextOf(kind: Kind | undefined, object: JsonObject): SearchText {
  const found: Found = { words: [], identifiers: new Map() }
  if (kind === undefined) for (const name of ['name', 'description', 'labels']) addWords(object[name], found)
  else {
    for (const placed of kind.fields) {
      const value = fieldValue(placed, object)
      if (value !== undefined) read(placed.field, value, placed.field.find === true, found)
    }
    const { extensions } = object
    if (isJsonObject(extensions)) {
      for (const [key, field] of Object.entries(kind.extensions)) {
        if (key !== kind.extension && extensions[key] !== undefined) read(field, extensions[key], false, found)
      }
    }
  }
  return { words: found.words, identifiers: [...found.identifiers.values()] }
}

type Found = { readonly words: string[]; readonly identifiers: Map<string, { readonly type: string; readonly canonical: string }> }

function read(field: Field, value: Json, find: boolean, found: Found): void {
  const wanted = find || field.find === true
  if (field.type === 'list') {
    if (Array.isArray(value) && field.of !== undefined) for (const item of value) read(field.of, item as Json, wanted, found)
    return
  }
  if (field.type === 'identifier') addIdentifier(field, value, found)
  const parts = partsOf(field)
  if (field.type === 'identifier' && isJsonObject(value)) addWords(wanted ? value.value : undefined, found)
  else if (parts !== undefined && isJsonObject(value)) {
    for (const [name, part] of Object.entries(parts)) {
      // Codes and figures inside a searchable group are not words.
      const inner = value[name]
      if (inner !== undefined) read(part, inner, part.find === true || (wanted && isWordy(part)), found)
    }
  } else if (wanted) addWords(value, found)
}

function isWordy({ type }: Field): boolean {
  return type === 'text' || type === 'long_text' || type === 'localized_text' || type === 'list' || type === 'group'
}

function addIdentifier({ identifierTypes = [] }: Field, value: Json, found: Found): void {
  const type = isJsonObject(value) ? value.type : identifierTypes[0]
  const raw = isJsonObject(value) ? value.value : value
  if (typeof type !== 'string' || typeof raw !== 'string' || found.identifiers.size >= mostIdentifiers) return
  const { canonical, matchable } = identify(type, raw)
  if (matchable) found.identifiers.set(`${type}:${canonical}`, { type, canonical })
}

function addWords(value: Json | undefined, found: Found): void {
  if (found.words.length >= mostTexts) return
  if (typeof value === 'string') {
    if (value.trim() !== '') found.words.push(value)
  } else if (typeof value === 'number') found.words.push(String(value))
  else if (Array.isArray(value)) for (const item of value) addWords(item as Json, found)
  else if (isJsonObject(value)) for (const inner of Object.values(value)) addWords(inner, found)
}
