import type { InboxCounts, SavedViews } from '@enlace/api'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type RefObject, useEffect, useState } from 'react'
import { send } from '../api/send.ts'
import { useText } from '../language/text.ts'
import { IconSearch, IconX } from '../parts/icon.tsx'
import { useParties } from '../parts/party.ts'
import { Tabs } from '../parts/tabs.tsx'
import { doWithUndo } from '../parts/undo.ts'
import classes from './filter-bar.module.css'
import { fromFilter, groupOf, type InboxSearch, inboxGroups, inboxShows, isNarrowed, toFilter } from './inbox-search.ts'
import { SaveView } from './save-view.tsx'
import { sayState, useSayKind } from './say-entry.ts'

const waitMs = 250

/** The views with how much each holds, the saved ones after the usual, and what narrows the one that is shown. */
export function FilterBar({
  search,
  counts,
  views,
  words,
}: {
  readonly search: InboxSearch
  readonly counts: InboxCounts | undefined
  readonly views: SavedViews['items']
  readonly words: RefObject<HTMLInputElement | null>
}) {
  const text = useText()
  const navigate = useNavigate()
  const kindTitle = useSayKind()
  const { nameOf } = useParties()
  const narrow = (change: Partial<InboxSearch>) =>
    navigate({ to: '/inbox', search: { ...search, item: undefined, ...change }, replace: true, resetScroll: false })
  const facet = (
    name: 'from' | 'kind' | 'state' | 'assignee',
    say: (value: string) => string,
    toAddress: (value: string) => string = (value) => value,
  ) => {
    const values = (counts?.facets[name] ?? []).map(({ value, count }) => ({ value: toAddress(value), label: `${say(value)} (${count})` }))
    const held = search[name]
    // A value that the view holds no more can still be seen, and taken off.
    const known = held === undefined || values.some(({ value }) => value === held) ? values : [...values, { value: held, label: say(held) }]
    if (known.length < 2 && held === undefined) return null
    return (
      <NativeSelect
        key={name}
        aria-label={text(`inbox.by.${name}`)}
        value={held ?? ''}
        onChange={(event) => narrow({ [name]: event.currentTarget.value || undefined })}
        data={[{ value: '', label: text(`inbox.any.${name}`) }, ...known]}
      />
    )
  }
  const filter = toFilter(search)
  const same = (view: SavedViews['items'][number]) => JSON.stringify(sorted(view.filter)) === JSON.stringify(sorted(filter))
  const saved = views.find(same)
  return (
    <div className="stack-tight" data-no-print>
      <Tabs
        label={text('inbox.filter')}
        tabs={[
          ...inboxShows.map((name) => ({
            name,
            to: name === 'open' ? '/inbox' : `/inbox?show=${name}`,
            current: saved === undefined && name === (search.show ?? 'open'),
            label: text(`inbox.view.${name}`),
            ...(counts === undefined ? {} : { count: counts.shows[name] ?? 0 }),
          })),
          ...views.map((view) => ({
            name: `saved ${view.id}`,
            to: `/inbox?${new URLSearchParams(fromFilter(view.filter) as Record<string, string>)}`,
            current: saved?.id === view.id,
            label: view.name,
            count: view.count,
          })),
        ]}
      />
      <div className={classes.bar}>
        <Words search={search} words={words} onWords={(q) => narrow({ q })} />
        {facet('from', nameOf)}
        {facet('kind', kindTitle)}
        {facet('state', (state) => sayState(state, text))}
        {facet(
          'assignee',
          (user) => (user === '' || user === '-' ? text('inbox.nobody') : user),
          (user) => (user === '' ? '-' : user),
        )}
        <NativeSelect
          aria-label={text('inbox.group')}
          value={groupOf(search) ?? 'none'}
          onChange={(event) => narrow({ group: event.currentTarget.value as InboxSearch['group'] })}
          data={[...inboxGroups, 'none' as const].map((group) => ({ value: group, label: text(`inbox.group.${group}`) }))}
        />
        {isNarrowed(search) ? (
          <Link to="/inbox" search={{ show: search.show, group: search.group }} className={classes.clear} resetScroll={false}>
            <IconX size={16} aria-hidden="true" />
            {text('inbox.clearFilter')}
          </Link>
        ) : null}
        {saved === undefined ? <SaveView filter={filter} /> : <DeleteView view={saved} />}
      </div>
    </div>
  )
}

/** Words that the records hold; asked for when the typing rests. */
function Words({
  search,
  words,
  onWords,
}: {
  readonly search: InboxSearch
  readonly words: RefObject<HTMLInputElement | null>
  readonly onWords: (q: string | undefined) => void
}) {
  const text = useText()
  const [typed, setTyped] = useState(search.q ?? '')
  useEffect(() => setTyped(search.q ?? ''), [search.q])
  useEffect(() => {
    const wanted = typed.trim()
    if (wanted === (search.q ?? '')) return
    const timer = setTimeout(() => onWords(wanted === '' ? undefined : wanted), waitMs)
    return () => clearTimeout(timer)
  }, [typed, search.q, onWords])
  return (
    <TextInput
      ref={words}
      className={classes.words}
      aria-label={text('inbox.words')}
      placeholder={text('inbox.words')}
      leftSection={<IconSearch size={16} />}
      type="search"
      maxLength={200}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        event.currentTarget.blur()
      }}
    />
  )
}

function DeleteView({ view }: { readonly view: SavedViews['items'][number] }) {
  const text = useText()
  const client = useQueryClient()
  const path = `/inbox/views/${encodeURIComponent(view.id)}`
  const changed = () => client.invalidateQueries({ queryKey: ['inbox', 'views'] })
  return (
    <Button
      variant="subtle"
      onClick={() => {
        doWithUndo({
          act: async () => {
            await send('DELETE', path)
            await changed()
          },
          undo: async () => {
            await send('POST', `${path}/restore`)
            await changed()
          },
          done: text('inbox.view.deleted', { name: view.name }),
        }).catch(() => undefined)
      }}
    >
      {text('inbox.view.delete')}
    </Button>
  )
}

function sorted(filter: object): object {
  return Object.fromEntries(Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)))
}
