import type { TimestampStatus, WitnessStatus } from '@enlace/api'
import { formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { DataTable } from '../parts/data-table.tsx'
import { Notice } from '../parts/notice.tsx'
import { Ago, Time } from '../parts/time.tsx'

/** Up to where somebody outside has seen each of this node's logs; `sizeHeader` says what seeing is. */
export function SeenLogs({
  caption,
  sizeHeader,
  logs,
}: {
  readonly caption: string
  readonly sizeHeader: string
  readonly logs: TimestampStatus['logs']
}) {
  const text = useText()
  const number = (value: number) => formatNumber(value, text.tag)
  return (
    <DataTable
      caption={caption}
      rows={logs}
      keyOf={(log) => log.origin}
      columns={[
        {
          id: 'log',
          header: text('courier.witness.log'),
          cell: (log) => <span className="mono small">{log.origin}</span>,
          rowHeader: true,
        },
        { id: 'size', header: sizeHeader, cell: (log) => number(log.size), align: 'number' },
        { id: 'signed', header: text('courier.witness.signed'), cell: (log) => number(log.signed), align: 'number' },
        {
          id: 'at',
          header: text('courier.witness.at'),
          cell: (log) => (log.at === null ? text('courier.witness.never') : <Time at={log.at} brief />),
        },
      ]}
    />
  )
}

/** What was wrong the last time with whoever sees the logs, and when; `isGrave` when it contradicts this node or its own word. */
export function SeenFault({ fault, isGrave }: { readonly fault: WitnessStatus['items'][number]['lastFault']; readonly isGrave: boolean }) {
  const text = useText()
  if (fault === null) return null
  return (
    <Notice
      tone={isGrave ? 'bad' : 'warn'}
      title={text.find(`courier.${fault.code}`, fault.values) ?? text('exchange.fault.code', { code: fault.code })}
    >
      <Ago at={fault.at} />
    </Notice>
  )
}
