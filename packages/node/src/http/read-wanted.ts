import { identifierTypes, identify, recognise } from '@enlace/records'
import { identifierDigest } from '../store/keyed-digest.ts'
import { foldWords, queryLexemes, toTsquery } from '../store/lexemes.ts'
import { beginningKey, soundKey } from '../store/name-keys.ts'
import type { SearchTerms } from '../store/search-records.ts'
import type { Wanted } from './find-why.ts'

// A name has few words; a sentence is no name.
const maxNameWords = 5
// Beginnings of other lengths are not kept whole (name-keys.ts), so a search by them would count what its text does not bear out.
const wholeBeginnings: readonly number[] = [3, 4, 5, 6, 8]

/** What a query asks for: its words as keyed lexemes, and every identifier that it may be or holds. */
export function readWanted(searchKey: Uint8Array, query: string): Wanted & { readonly terms: SearchTerms } {
  const required = queryLexemes(searchKey, query)
  const identified = new Map<string, { readonly type: string; readonly canonical: string }>()
  const add = (type: string, canonical: string): void => void identified.set(`${type} ${canonical}`, { type, canonical })
  for (const type of identifierTypes.keys()) {
    const whole = identify(type, query)
    if (whole.matchable) add(type, whole.canonical)
  }
  for (const found of recognise(query)) if (identifierTypes.has(found.type)) add(found.type, found.canonical)
  const identifiers = [...identified.values()]
  const typed = foldWords(query).slice(0, maxNameWords + 1)
  return {
    required,
    identifiers,
    typed,
    terms: {
      tsquery: toTsquery(required),
      identifiers: identifiers.map(({ type, canonical }) => identifierDigest(searchKey, type, canonical)),
      names: namesAlike(searchKey, typed),
    },
  }
}

/** For each word the keys of names that begin or sound like it; empty where one of the words has none, or there are too many for a name. */
function namesAlike(searchKey: Uint8Array, typed: readonly string[]): number[][] {
  if (typed.length === 0 || typed.length > maxNameWords) return []
  const keys = typed.map((word) => {
    const begins = wholeBeginnings.includes(word.length) ? beginningKey(searchKey, word) : undefined
    return [begins, soundKey(searchKey, word)].filter((key) => key !== undefined)
  })
  return keys.every((each) => each.length > 0) ? keys : []
}
