import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { type Field, fieldValue, identify, kindOf, kinds } from '@enlace/records'
import { lexemesOf } from '../store/lexemes.ts'

/** What a search asked for: for each word any of its lexemes, and identifiers in canonical form. */
export type Wanted = {
  readonly required: readonly (readonly string[])[]
  readonly identifiers: readonly { readonly type: string; readonly canonical: string }[]
}

export type Why = { readonly field: string; readonly snippet: string }

/** Most reasons given for one hit, characters shown on each side of the word, and words looked at in one field. */
const maxReasons = 3
const around = 60
const maxWords = 4000

/** Where a record matches: the field's name and the words around the first match in it, identifiers first. */
export function findWhy(searchKey: Uint8Array, kindName: string, object: JsonObject, wanted: Wanted): Why[] {
  const kind = kinds.get(kindName) ?? kindOf(object)
  const fields = kind?.fields.map((placed) => ({
    name: placed.name,
    field: placed.field as Field | undefined,
    value: fieldValue(placed, object),
  }))
  const all = fields ?? ['name', 'description', 'labels'].map((name) => ({ name, field: undefined, value: object[name] }))
  const lexemes = new Set(wanted.required.flat())
  const [identified, worded]: [Why[], Why[]] = [[], []]
  for (const { name, field, value } of all) {
    if (value === undefined) continue
    const raw = findIdentifier(field, value, wanted.identifiers)
    if (raw !== undefined) identified.push({ field: name, snippet: raw })
    else if (worded.length < maxReasons) {
      const snippet = textsIn(value)
        .map((text) => cutSnippet(searchKey, text, lexemes))
        .find((cut) => cut !== undefined)
      if (snippet !== undefined) worded.push({ field: name, snippet })
    }
  }
  return [...identified, ...worded].slice(0, maxReasons)
}

function findIdentifier(field: Field | undefined, value: Json, wanted: Wanted['identifiers']): string | undefined {
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = findIdentifier(field?.of ?? field, item as Json, wanted)
      if (found !== undefined) return found
    }
    return undefined
  }
  const inner = field?.of ?? field
  if (inner?.type !== 'identifier') {
    if (!isJsonObject(value)) return undefined
    for (const [name, part] of Object.entries(inner?.fields ?? {})) {
      const found = value[name] === undefined ? undefined : findIdentifier(part, value[name], wanted)
      if (found !== undefined) return found
    }
    return undefined
  }
  const type = isJsonObject(value) ? value.type : inner.identifierTypes?.[0]
  const raw = isJsonObject(value) ? value.value : value
  if (typeof type !== 'string' || typeof raw !== 'string') return undefined
  const { canonical, matchable } = identify(type, raw)
  return matchable && wanted.some((one) => one.type === type && one.canonical === canonical) ? raw : undefined
}

/** Every text in a value, depth and number bounded by what one request could bring. */
function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap((item: Json) => textsIn(item))
  return isJsonObject(value) ? Object.values(value).flatMap((item) => textsIn(item)) : []
}

function cutSnippet(searchKey: Uint8Array, text: string, wanted: ReadonlySet<string>): string | undefined {
  let looked = 0
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (++looked > maxWords) return undefined
    if (!lexemesOf(searchKey, [match[0]]).some((lexeme) => wanted.has(lexeme))) continue
    const [start, end] = [Math.max(0, match.index - around), Math.min(text.length, match.index + match[0].length + around)]
    const cut = text.slice(start, end).toWellFormed().replaceAll(/\s+/g, ' ').trim()
    return `${start > 0 ? '…' : ''}${cut}${end < text.length ? '…' : ''}`
  }
  return undefined
}
