import type { ListDetail } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { formatDay, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { Time } from '../parts/time.tsx'

type Edition = ListDetail['history'][number]

/** Each edition beside the one before it; its counts lead to the entries they count. */
export function EditionHistory({
  list,
  history,
  shown,
}: {
  readonly list: string
  readonly history: readonly Edition[]
  readonly shown: string
}) {
  const text = useText()
  const number = (value: number) => formatNumber(value, text.tag)
  const first = history.at(-1)?.edition
  const count = (edition: Edition, change: 'added' | 'changed' | 'absent') => {
    if (edition.edition === first) return <span className="soft">{change === 'added' ? text('lists.history.first') : '–'}</span>
    if (edition[change] === 0) return number(0)
    return (
      <Link to="/lists/$list" params={{ list }} search={{ edition: edition.edition, change }}>
        {number(edition[change])}
      </Link>
    )
  }
  const columns: readonly Column<Edition>[] = [
    {
      id: 'edition',
      header: text('lists.history.edition'),
      rowHeader: true,
      cell: ({ edition }) => (
        <Link to="/lists/$list" params={{ list }} search={{ edition }} aria-current={edition === shown ? 'true' : undefined}>
          {formatDay(edition, text.tag)}
        </Link>
      ),
    },
    { id: 'entries', header: text('lists.history.entries'), align: 'number', cell: ({ entries }) => number(entries) },
    { id: 'added', header: text('lists.history.added'), align: 'number', cell: (edition) => count(edition, 'added') },
    { id: 'changed', header: text('lists.history.changed'), align: 'number', cell: (edition) => count(edition, 'changed') },
    { id: 'absent', header: text('lists.history.absent'), align: 'number', cell: (edition) => count(edition, 'absent') },
    {
      id: 'read',
      header: text('lists.history.read'),
      align: 'number',
      cell: ({ run }) => (run === null ? <span className="soft">{text('lists.history.none')}</span> : number(run.rowsRead)),
    },
    {
      id: 'reported',
      header: text('lists.history.reported'),
      align: 'number',
      cell: ({ run }) => (run === null ? '' : number(run.reported)),
    },
    { id: 'at', header: text('lists.history.at'), cell: ({ run }) => (run === null ? '' : <Time at={run.at} />) },
  ]
  return (
    <Card title={text('lists.history')} lead={text('lists.history.lead')} flush>
      <DataTable caption={text('lists.history')} columns={columns} rows={history} keyOf={({ edition }) => edition} current={shown} />
    </Card>
  )
}
