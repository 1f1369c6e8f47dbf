import type { SearchResults, Suggestions } from '@enlace/api'
import { send } from './send.ts'

/** How a search is narrowed: what stands in the address. */
export type SearchChoice = {
  readonly kind?: string | undefined
  readonly from?: string | undefined
  /** The compartment that holds the record. */
  readonly agency?: string | undefined
  readonly tlp?: string | undefined
  readonly list?: string | undefined
  readonly flag?: string | undefined
  readonly added?: string | undefined
}

/** One page of hits; the first page also says how all of them divide. */
export function searchPage(q: string, choice: SearchChoice, cursor: string, signal?: AbortSignal): Promise<SearchResults> {
  const parts = { q, ...choice, ...(cursor === '' ? { facets: '1' } : { cursor }), limit: '50' }
  return send('GET', `/search?${queryOf(parts)}`, { signal })
}

/** What is offered for the words typed so far. */
export function fetchSuggestions(q: string, signal?: AbortSignal): Promise<Suggestions> {
  return send('GET', `/search/suggestions?${queryOf({ q, limit: '7' })}`, { signal })
}

/** A query of what is given; what is empty is left out. */
export function queryOf(parts: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parts)) if (value !== undefined && value !== '') query.set(name, value)
  return query.toString()
}
