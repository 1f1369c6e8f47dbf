import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { type Field, fieldValue, identify, kindOf, kinds } from '@enlace/records'
import { foldWords, lexemesOf } from '../store/lexemes.ts'
import { soundOf } from '../store/name-keys.ts'

/** What a search asked for: for each word any of its lexemes, identifiers in canonical form, and the folded words as they were typed. */
export type Wanted = {
  readonly required: readonly (readonly string[])[]
  readonly identifiers: readonly { readonly type: string; readonly canonical: string }[]
  readonly typed: readonly string[]
}

/** Where a record matches. `match` is the word as the record writes it; `canonical` the form under which an identifier was found. */
export type Why = { readonly field: string; readonly snippet: string; readonly match?: string; readonly canonical?: string }

/** Most reasons given for one hit, characters shown on each side of the word, and words looked at in one field. */
const maxReasons = 3
const around = 60
const maxWords = 4000

/** Where a record matches: the field's name and the words around the first match in it, identifiers first. */
export function findWhy(searchKey: Uint8Array, kindName: string, object: JsonObject, wanted: Wanted): Why[] {
  const lexemes = new Set(wanted.required.flat())
  return findWhere(kindName, object, wanted.identifiers, (word) => lexemesOf(searchKey, [word]).some((lexeme) => lexemes.has(lexeme)))
}

/** Where names of a record begin like the words typed, or sound like them. */
export function findAlike(kindName: string, object: JsonObject, { typed, identifiers }: Wanted): Why[] {
  const sounds = new Set(typed.map(soundOf).filter((sound) => sound !== undefined))
  const meets = (word: string) =>
    foldWords(word).some((folded) => typed.some((begin) => folded.startsWith(begin)) || sounds.has(soundOf(folded) ?? ''))
  return findWhere(kindName, object, identifiers, meets, 'names')
}

function findWhere(
  kindName: string,
  object: JsonObject,
  identifiers: Wanted['identifiers'],
  meets: (word: string) => boolean,
  only: 'names' | 'all' = 'all',
): Why[] {
  const kind = kinds.get(kindName) ?? kindOf(object)
  // What the page shows first is said first; an extension's fields stand among the kind's own, and nobody searches for an address.
  const placeOf = (name: string) => {
    const place = kind?.shows.indexOf(name) ?? -1
    return place < 0 ? Number.MAX_SAFE_INTEGER : place
  }
  const titles = kind?.titleFrom ?? []
  const fields = kind?.fields
    .filter(({ name, field }) => name !== 'extensions' && field.type !== 'link')
    .filter(({ name, field }) => only === 'all' || field.identifying === true || field.type === 'identifier' || titles.includes(name))
    .sort((a, b) => placeOf(a.name) - placeOf(b.name))
    .map((placed) => ({
      name: placed.name,
      field: placed.field as Field | undefined,
      value: fieldValue(placed, object),
    }))
  const all = fields ?? ['name', 'description', 'labels'].map((name) => ({ name, field: undefined, value: object[name] }))
  const [identified, worded]: [Why[], Why[]] = [[], []]
  for (const { name, field, value } of all) {
    if (value === undefined) continue
    const found = findIdentifier(field, value, identifiers)
    if (found !== undefined) identified.push({ field: name, snippet: found.raw, canonical: found.canonical })
    else if (worded.length < maxReasons) {
      const cut = firstCut(textsIn(value), meets)
      if (cut !== undefined) worded.push({ field: name, ...cut })
    }
  }
  return [...identified, ...worded].slice(0, maxReasons)
}

type FoundIdentifier = { readonly raw: string; readonly canonical: string }

function findIdentifier(field: Field | undefined, value: Json, wanted: Wanted['identifiers']): FoundIdentifier | undefined {
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
  return matchable && wanted.some((one) => one.type === type && one.canonical === canonical) ? { raw, canonical } : undefined
}

/** Every text in a value, depth and number bounded by what one request could bring. */
function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap((item: Json) => textsIn(item))
  return isJsonObject(value) ? Object.values(value).flatMap((item) => textsIn(item)) : []
}

type Cut = { readonly snippet: string; readonly match: string }

function firstCut(texts: readonly string[], meets: (word: string) => boolean): Cut | undefined {
  for (const text of texts) {
    const cut = cutSnippet(text, meets)
    if (cut !== undefined) return cut
  }
  return undefined
}

function cutSnippet(text: string, meets: (word: string) => boolean): Cut | undefined {
  let looked = 0
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (++looked > maxWords) return undefined
    if (!meets(match[0])) continue
    const [start, end] = [Math.max(0, match.index - around), Math.min(text.length, match.index + match[0].length + around)]
    const cut = text.slice(start, end).toWellFormed().replaceAll(/\s+/g, ' ').trim()
    return { snippet: `${start > 0 ? '…' : ''}${cut}${end < text.length ? '…' : ''}`, match: match[0] }
  }
  return undefined
}
