import { Button, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { queryOf, type SearchChoice, searchPage } from '../api/search-questions.ts'
import type { Hit } from '../api/shapes.ts'
import { formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconSearch } from '../parts/icon.tsx'
import { LoadMore } from '../parts/load-more.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/page-state.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { RecordRow } from '../parts/record-row.tsx'
import { useKeys } from '../parts/use-keys.ts'
import { FacetPanel, Narrowed } from '../search/facet-panel.tsx'
import { NothingFound } from '../search/nothing-found.tsx'
import { noteSearch } from '../search/recent-searches.ts'
import classes from '../search/search.module.css'
import { SearchStart } from '../search/search-start.tsx'
import { WhyFound } from '../search/why-found.tsx'
import listClasses from './list.module.css'

const route = getRouteApi('/desk/search')

/** Words without accents, identifiers in any punctuation, names alike; only what the reader may see, how it divides, and why each was found. */
export function Search() {
  const text = useText()
  const navigate = useNavigate()
  const { q, ...choice } = route.useSearch()
  const [words, setWords] = useState(q ?? '')
  const field = useRef<HTMLInputElement>(null)
  const results = useRef<HTMLDivElement>(null)
  // Whoever comes with words wants the results, whoever comes without wants to type.
  useEffect(() => {
    setWords(q ?? '')
    if (q === undefined) field.current?.focus()
    else noteSearch(q)
  }, [q])
  const hits = useInfiniteQuery({
    queryKey: ['search', q ?? '', choice],
    queryFn: ({ pageParam, signal }) => searchPage(q ?? '', choice, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: q !== undefined,
  })
  const items = hits.data?.pages.flatMap((page) => page.items)
  const facets = hits.data?.pages[0]?.facets
  const walk = (by: 1 | -1) => () => {
    const links = [...(results.current?.querySelectorAll<HTMLAnchorElement>('li > div > a') ?? [])]
    const at = links.findIndex((link) => link.matches(':focus'))
    links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus()
  }
  useKeys({ j: walk(1), k: walk(-1) })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    navigate({ to: '/search', search: { q: words.trim() || undefined } })
  }
  return (
    <Page
      title={text('search.title')}
      lead={text('search.lead')}
      actions={q === undefined ? undefined : <PrintList list="search" of={queryOf({ q, ...choice })} />}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: Mantine's Button needs a form; the landmark says what it is for */}
      <form role="search" aria-label={text('search.title')} className={listClasses.filters} onSubmit={submit}>
        <TextInput
          ref={field}
          className={listClasses.search ?? ''}
          type="search"
          label={text('search.words')}
          value={words}
          maxLength={400}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Button type="submit" leftSection={<IconSearch size={18} />}>
          {text('search.go')}
        </Button>
      </form>
      {q === undefined ? <SearchStart /> : null}
      {q === undefined ? null : <Narrowed q={q} choice={choice} />}
      {hits.isError ? <ProblemNotice problem={hits.error} retry={() => hits.refetch()} /> : null}
      {q !== undefined && hits.isPending ? <Loading /> : null}
      {q === undefined || items === undefined ? null : (
        <>
          <p role="status">{sayCount(items.length, facets, text)}</p>
          {items.length === 0 ? (
            <div className="card">
              <NothingFound q={q} choice={choice} />
            </div>
          ) : (
            <div className={classes.layout} data-alone={facets === undefined || facets.counted < 2 || undefined}>
              <Facets q={q} choice={choice} facets={facets} />
              <div className="stack" ref={results}>
                <Hits items={items} />
                <LoadMore
                  shown={items.length}
                  total={facets?.capped === true ? undefined : facets?.counted}
                  hasMore={hits.hasNextPage}
                  loading={hits.isFetchingNextPage}
                  onMore={() => hits.fetchNextPage()}
                />
              </div>
            </div>
          )}
        </>
      )}
    </Page>
  )
}

type FacetsOf = Awaited<ReturnType<typeof searchPage>>['facets']

/** Beside the results where there is room; folded above them on a telephone. */
function Facets({ q, choice, facets }: { readonly q: string; readonly choice: SearchChoice; readonly facets: FacetsOf }) {
  const text = useText()
  const wide = useWide()
  if (facets === undefined || facets.counted < 2) return null
  const panel = <FacetPanel q={q} choice={choice} counts={facets.counts} />
  if (wide) return panel
  return (
    <details className={classes.more}>
      <summary>{text('search.narrow')}</summary>
      {panel}
    </details>
  )
}

function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia('(min-width: 52.01rem)').matches)
  useEffect(() => {
    const query = matchMedia('(min-width: 52.01rem)')
    const note = () => setWide(query.matches)
    query.addEventListener('change', note)
    return () => query.removeEventListener('change', note)
  }, [])
  return wide
}

function Hits({ items }: { readonly items: readonly Hit[] }) {
  const text = useText()
  const exact = items.filter((hit) => !hit.alike)
  const alike = items.filter((hit) => hit.alike)
  return (
    <>
      {exact.length === 0 ? null : (
        <ul className="card" aria-label={text('search.results.label')}>
          {exact.map((hit) => (
            <HitRow key={`${hit.id}${hit.seq}`} hit={hit} />
          ))}
        </ul>
      )}
      {alike.length === 0 ? null : (
        <section className="stack-tight" aria-labelledby="alike">
          <h2 id="alike">{text('search.alike')}</h2>
          <p className="soft">{text('search.alike.lead')}</p>
          <ul className="card">
            {alike.map((hit) => (
              <HitRow key={`${hit.id}${hit.seq}`} hit={hit} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function HitRow({ hit }: { readonly hit: Hit }) {
  return (
    <RecordRow record={hit}>
      <WhyFound kind={hit.kind} why={hit.why} />
    </RecordRow>
  )
}

function sayCount(shown: number, facets: FacetsOf, text: ReturnType<typeof useText>): string {
  const count = facets?.counted ?? shown
  const number = formatNumber(count, text.tag)
  return facets?.capped === true ? text('search.results.capped', { shown: number }) : text('search.results', { count, shown: number })
}
