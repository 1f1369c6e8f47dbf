import { identifierTypes, identify, recognise } from '@enlace/records'
import { identifierDigest } from '../store/keyed-digest.ts'
import { queryLexemes, toTsquery } from '../store/lexemes.ts'
import type { SearchTerms } from '../store/search-records.ts'
import type { Wanted } from './find-why.ts'

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
  return {
    required,
    identifiers,
    terms: {
      tsquery: toTsquery(required),
      identifiers: identifiers.map(({ type, canonical }) => identifierDigest(searchKey, type, canonical)),
    },
  }
}
