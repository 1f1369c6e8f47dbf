import type { Quarantined, QuarantineList as QuarantinePage } from '@enlace/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/send.ts'
import { useMay } from '../api/use-may.ts'
import { formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { DataTable } from '../parts/data-table.tsx'
import { LoadMore } from '../parts/load-more.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'

/** What arrived from one partner for the reader's agency and became no record: why, where and when. Asked for only when it is opened. */
export function QuarantineList({ party }: { readonly party: string }) {
  const text = useText()
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('exchange.read_quarantine')) return null
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{text('quarantine.title')}</summary>
      <p className="soft small">
        {text('quarantine.lead')} <PartyMark party={party} />
      </p>
      {open ? <Opened party={party} /> : null}
    </details>
  )
}

function Opened({ party }: { readonly party: string }) {
  const text = useText()
  const pages = useInfiniteQuery({
    queryKey: ['exchange', party, 'quarantine'],
    queryFn: ({ pageParam, signal }) =>
      send<QuarantinePage>('GET', `/exchange/${encodeURIComponent(party)}/quarantine${pageParam === '' ? '' : `?cursor=${pageParam}`}`, {
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  return (
    <Answered question={pages}>
      {(found) => {
        const items = found.pages.flatMap((page) => page.items)
        if (items.length === 0) return <Empty title={text('quarantine.empty')}>{text('quarantine.empty.detail')}</Empty>
        return (
          <div className="stack">
            <DataTable
              caption={text('quarantine.title')}
              columns={columnsFor(text)}
              rows={items}
              keyOf={(item) => String(item.position.seq)}
            />
            <LoadMore
              shown={items.length}
              hasMore={pages.hasNextPage}
              loading={pages.isFetchingNextPage}
              onMore={() => void pages.fetchNextPage()}
            />
          </div>
        )
      }}
    </Answered>
  )
}

function columnsFor(text: ReturnType<typeof useText>) {
  const reason = (item: Quarantined) =>
    text.find(`quarantine.reason.${item.reason}`) ?? text('quarantine.reason.other', { code: item.reason })
  return [
    {
      id: 'reason',
      header: text('quarantine.column.reason'),
      rowHeader: true as const,
      cell: (item: Quarantined) => reason(item),
    },
    {
      id: 'type',
      header: text('quarantine.column.type'),
      cell: (item: Quarantined) =>
        item.leafType === null ? text('quarantine.type.unknown') : <Tag tone={item.kept ? 'plain' : 'warn'}>{item.leafType}</Tag>,
    },
    {
      id: 'position',
      header: text('quarantine.column.position'),
      align: 'number' as const,
      cell: (item: Quarantined) => formatNumber(item.position.seq, text.tag),
    },
    { id: 'received', header: text('quarantine.column.received'), cell: (item: Quarantined) => <Time at={item.receivedAt} seconds /> },
  ]
}
