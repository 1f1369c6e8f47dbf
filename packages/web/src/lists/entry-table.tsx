import type { ListDetail, ListEntries } from '@enlace/api'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type SyntheticEvent, useEffect, useState } from 'react'
import { type EntriesFilter, fetchEntries } from '../api/list-questions.ts'
import { formatDay, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { IconSearch } from '../parts/icon.tsx'
import { LoadMore } from '../parts/load-more.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { Empty, Loading } from '../parts/page-state.tsx'
import { type Status, StatusMark } from '../parts/status-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import classes from './lists.module.css'

type Entry = ListEntries['items'][number]

const marks: Readonly<Record<Entry['change'], Status>> = { added: 'active', changed: 'warn', same: 'plain', absent: 'off' }

/** The entries of one edition in the order of the list, narrowed by words, by number, by programme and by what happened to them. */
export function EntryTable({
  list,
  detail,
  filter,
  onFilter,
}: {
  readonly list: string
  readonly detail: ListDetail
  readonly filter: EntriesFilter
  readonly onFilter: (change: EntriesFilter) => void
}) {
  const text = useText()
  const entries = useInfiniteQuery({
    queryKey: ['lists', list, 'entries', filter],
    queryFn: ({ pageParam, signal }) => fetchEntries(list, filter, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const items = entries.data?.pages.flatMap((page) => page.items)
  const narrowed = filter.q !== undefined || filter.change !== undefined || filter.program !== undefined || filter.entityClass !== undefined
  const total = detail.history.find((one) => one.edition === (filter.edition ?? detail.edition))?.entries
  return (
    <Card title={text('lists.entries.caption')} flush>
      <Filters detail={detail} filter={filter} onFilter={onFilter} narrowed={narrowed} />
      {entries.isError ? <ProblemNotice problem={entries.error} retry={() => entries.refetch()} /> : null}
      {items === undefined && !entries.isError ? <Loading /> : null}
      {items?.length === 0 ? (
        <Empty icon={<IconSearch size={32} />} title={text('lists.entries.none')}>
          {text('lists.entries.none.detail')}
        </Empty>
      ) : null}
      {items === undefined || items.length === 0 ? null : (
        <>
          <DataTable
            caption={text('lists.entries.caption')}
            columns={columnsOf(text)}
            rows={items}
            keyOf={({ record, edition }) => `${record.id}${edition}`}
          />
          <div className={classes.foot}>
            <LoadMore
              shown={items.length}
              total={narrowed ? undefined : total}
              hasMore={entries.hasNextPage}
              loading={entries.isFetchingNextPage}
              onMore={() => entries.fetchNextPage()}
            />
          </div>
        </>
      )}
    </Card>
  )
}

function Filters({
  detail,
  filter,
  onFilter,
  narrowed,
}: {
  readonly detail: ListDetail
  readonly filter: EntriesFilter
  readonly onFilter: (change: EntriesFilter) => void
  readonly narrowed: boolean
}) {
  const text = useText()
  const [words, setWords] = useState(filter.q ?? '')
  useEffect(() => setWords(filter.q ?? ''), [filter.q])
  const number = (value: number) => formatNumber(value, text.tag)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    onFilter({ q: words.trim() || undefined })
  }
  const newest = detail.history[0]?.edition
  const hasBefore = detail.history.length > 1 && (filter.edition ?? newest) !== detail.history.at(-1)?.edition
  return (
    // biome-ignore lint/a11y/useSemanticElements: the button needs a form; the landmark says what it is for
    <form role="search" aria-label={text('lists.search')} className={classes.filters} onSubmit={submit}>
      <TextInput
        className={classes.search ?? ''}
        type="search"
        label={text('lists.search')}
        value={words}
        maxLength={400}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" leftSection={<IconSearch size={18} />}>
        {text('lists.search.go')}
      </Button>
      {detail.facets.programs.length < 2 ? null : (
        <NativeSelect
          label={text('lists.programme')}
          value={filter.program ?? ''}
          onChange={(event) => onFilter({ program: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: text('lists.programme.all') },
            ...detail.facets.programs.map(({ code, count }) => ({ value: code, label: `${code} (${number(count)})` })),
          ]}
        />
      )}
      {detail.facets.classes.length < 2 ? null : (
        <NativeSelect
          label={text('lists.class')}
          value={filter.entityClass ?? ''}
          onChange={(event) => onFilter({ entityClass: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: text('lists.class.all') },
            ...detail.facets.classes.map(({ code, count }) => ({
              value: code,
              label: `${text.find(`lists.class.${code}`) ?? code} (${number(count)})`,
            })),
          ]}
        />
      )}
      {hasBefore ? (
        <NativeSelect
          label={text('lists.change')}
          value={filter.change ?? ''}
          onChange={(event) => onFilter({ change: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: text('lists.change.all') },
            ...(['added', 'changed', 'absent', 'same'] as const).map((change) => ({
              value: change,
              label: text(`lists.change.${change}`),
            })),
          ]}
        />
      ) : null}
      {narrowed ? (
        <Button variant="subtle" onClick={() => onFilter({ q: undefined, change: undefined, program: undefined, entityClass: undefined })}>
          {text('lists.search.clear')}
        </Button>
      ) : null}
    </form>
  )
}

function columnsOf(text: ReturnType<typeof useText>): readonly Column<Entry>[] {
  return [
    {
      id: 'name',
      header: text('lists.entry.name'),
      rowHeader: true,
      cell: ({ record, aliases }) => (
        <span className="stack-tight">
          <Link to="/records/$id" params={{ id: record.id }} className={classes.entry}>
            {record.title}
          </Link>
          {aliases === 0 ? null : <span className="soft small">{text('lists.entry.aliases', { count: aliases })}</span>}
        </span>
      ),
    },
    { id: 'number', header: text('lists.entry.number'), cell: ({ entryNumber }) => <span className="mono">{entryNumber}</span> },
    {
      id: 'class',
      header: text('lists.class'),
      cell: ({ entityClass }) => text.find(`lists.class.${entityClass}`) ?? entityClass,
    },
    {
      id: 'programmes',
      header: text('lists.programmes'),
      cell: ({ programs }) => (
        <span className={classes.codes}>
          {programs.map((code) => (
            <Tag key={code}>{code}</Tag>
          ))}
        </span>
      ),
    },
    {
      id: 'status',
      header: text('lists.entry.status'),
      cell: ({ status, statusText, change }) => (
        <span className="stack-tight">
          <span>{[text.find(`lists.status.${status}`) ?? status, statusText].filter((part) => part !== null).join(' · ')}</span>
          {change === 'same' ? null : <StatusMark status={marks[change]}>{text(`lists.change.${change}`)}</StatusMark>}
        </span>
      ),
    },
    {
      id: 'listed',
      header: text('lists.entry.listedOn'),
      cell: ({ listedOn }) => (listedOn === null ? '' : <span className="nowrap">{formatDay(listedOn, text.tag)}</span>),
    },
  ]
}
