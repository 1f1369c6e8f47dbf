import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { askLists, askSeriesList } from '../api/list-questions.ts'
import { fetchSuggestions } from '../api/search-questions.ts'
import { useMay } from '../api/use-may.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useText } from '../language/text.ts'
import { findMatches } from '../parts/find-matches.ts'
import { useRecentSearches } from './recent-searches.ts'

/** One line under the search box. */
export type Suggestion = {
  readonly id: string
  readonly label: string
  readonly detail?: string
  /** A path of our own, query included. */
  readonly to: string
}

const fewestLetters = 3
const restMs = 120
const mostShelves = 3

/** What the search box offers for the words typed so far, best first: records, then lists and series; before anything is typed, recent searches. */
export function useSuggestions(words: string): readonly Suggestion[] {
  const text = useText()
  const may = useMay()
  const kindTitle = useKindTitle()
  const recent = useRecentSearches()
  const typed = useRested(words.trim().slice(0, 200))
  const asks = may('search.suggest') && typed.length >= fewestLetters
  const found = useQuery({
    queryKey: ['search', 'suggestions', typed],
    queryFn: ({ signal }) => fetchSuggestions(typed, signal),
    enabled: asks,
    placeholderData: keepPreviousData,
    staleTime: 15_000,
    gcTime: 60_000,
    retry: false,
  })
  const lists = useQuery({ ...askLists, enabled: asks && may('list.list') })
  const series = useQuery({ ...askSeriesList, enabled: asks && may('series.list') })
  if (words.trim() === '') {
    return recent.map((one, place) => ({
      id: `recent-${place}`,
      label: one,
      detail: text('search.recent'),
      to: `/search?q=${encodeURIComponent(one)}`,
    }))
  }
  if (words.trim().length < fewestLetters) return []
  const records = (found.data?.items ?? []).map(({ id, title, kind, why, agency }): Suggestion => {
    const under =
      why === null || title.includes(why.snippet)
        ? undefined
        : why.canonical === undefined
          ? why.snippet
          : `${why.snippet} (${why.canonical})`
    return {
      id,
      label: title || kindTitle(kind),
      detail: [kindTitle(kind), under, agency.toUpperCase()].filter((part) => part !== undefined).join(' · '),
      to: `/records/${encodeURIComponent(id)}`,
    }
  })
  const listed = (lists.data ?? []).map(
    ({ list }): Suggestion => ({
      id: `list-${list}`,
      label: text.find(`imports.list.${list}`) ?? list,
      detail: text('search.offer.list'),
      to: `/lists/${encodeURIComponent(list)}`,
    }),
  )
  const counted = (series.data ?? []).map(
    (one): Suggestion => ({
      id: `series-${one.series}`,
      label: text.find(`imports.list.${one.series}`) ?? one.series,
      detail: text('search.offer.series'),
      to: `/series/${encodeURIComponent(one.series)}`,
    }),
  )
  const shelves = findMatches([...listed, ...counted], words, ({ label }) => label).slice(0, mostShelves)
  return [...records, ...shelves]
}

/** The value once it has rested for a moment, so that fast fingers ask once. */
function useRested(value: string): string {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}
