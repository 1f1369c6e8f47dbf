import { Button, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { fetchHits } from '../api/questions.ts'
import type { Hit } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { IconSearch } from '../parts/icon.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Empty, Loading } from '../parts/page-state.tsx'
import { RecordRow } from '../parts/record-row.tsx'
import classes from './list.module.css'

const route = getRouteApi('/desk/search')

/** Words without accents, identifiers in any punctuation; only what the reader may see, and why it matched. */
export function Search() {
  const text = useText()
  const navigate = useNavigate()
  const { q } = route.useSearch()
  const [words, setWords] = useState(q ?? '')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const hits = useInfiniteQuery({
    queryKey: ['search', q ?? ''],
    queryFn: ({ pageParam, signal }) => fetchHits({ q: q ?? '', ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: q !== undefined,
  })
  const items = hits.data?.pages.flatMap((page) => page.items)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    navigate({ to: '/search', search: { q: words.trim() || undefined } })
  }
  return (
    <Page title={text('search.title')} lead={text('search.lead')}>
      {/* biome-ignore lint/a11y/useSemanticElements: Mantine's Button needs a form; the landmark says what it is for */}
      <form role="search" className={classes.filters} onSubmit={submit}>
        <TextInput
          ref={field}
          className={classes.search ?? ''}
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
      <div className="stack" aria-live="polite">
        {hits.isError ? <ProblemNotice problem={hits.error} retry={() => hits.refetch()} /> : null}
        {q !== undefined && hits.isPending ? <Loading /> : null}
        {q === undefined ? <Empty icon={<IconSearch size={32} />} title={text('search.start')} /> : null}
        {items?.length === 0 ? (
          <Empty icon={<IconSearch size={32} />} title={text('search.empty', { words: q ?? '' })}>
            {text('search.empty.detail')}
          </Empty>
        ) : null}
        {items !== undefined && items.length > 0 ? (
          <ul className="card">
            {items.map((hit) => (
              <RecordRow key={`${hit.id}${hit.seq}`} record={hit}>
                <Why why={hit.why} />
              </RecordRow>
            ))}
          </ul>
        ) : null}
      </div>
      {hits.hasNextPage ? (
        <div>
          <Button variant="default" onClick={() => hits.fetchNextPage()} loading={hits.isFetchingNextPage}>
            {text('records.more')}
          </Button>
        </div>
      ) : null}
    </Page>
  )
}

function Why({ why }: { readonly why: Hit['why'] }) {
  const text = useText()
  // One word may match by itself and by its stem; the reader needs the place once.
  const places = [...new Set(why.map(({ snippet }) => snippet))]
  return (
    <ul className={classes.why}>
      {places.slice(0, 3).map((snippet) => (
        <li key={snippet}>
          <span className="soft">{text('search.why')}</span> {snippet}
        </li>
      ))}
    </ul>
  )
}
