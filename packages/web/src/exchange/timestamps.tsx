import { useQuery } from '@tanstack/react-query'
import { formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { Notice } from '../parts/notice.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { Ago, Time } from '../parts/time.tsx'
import { askTimestamps } from './courier-questions.ts'

/** Up to where an outside authority has put its own time on this node's logs, and what is wrong with it. Nothing waits for it. */
export default function Timestamps() {
  const text = useText()
  const timestamps = useQuery({ ...askTimestamps, refetchInterval: 30_000 })
  const number = (value: number) => formatNumber(value, text.tag)
  return (
    <Card title={text('courier.time.title')} lead={text('courier.time.lead')}>
      <Answered question={timestamps} lines={2}>
        {({ authority, logs }) =>
          authority === null ? (
            <Empty title={text('courier.time.none')}>{text('courier.time.none.detail')}</Empty>
          ) : (
            <div className="stack">
              <p className="soft small">
                <span className="mono">{authority.url}</span> · {text('courier.time.every', { minutes: authority.everyMinutes })}
              </p>
              {authority.lastFault === null ? null : (
                <Notice
                  tone={authority.lastFault.code === 'timestamp_untrue' ? 'bad' : 'warn'}
                  title={
                    text.find(`courier.${authority.lastFault.code}`, authority.lastFault.values) ??
                    text('exchange.fault.code', { code: authority.lastFault.code })
                  }
                >
                  <Ago at={authority.lastFault.at} />
                </Notice>
              )}
              <DataTable
                caption={text('courier.time.title')}
                rows={logs}
                keyOf={(log) => log.origin}
                columns={[
                  {
                    id: 'log',
                    header: text('courier.witness.log'),
                    cell: (log) => <span className="mono small">{log.origin}</span>,
                    rowHeader: true,
                  },
                  { id: 'size', header: text('courier.time.size'), cell: (log) => number(log.size), align: 'number' },
                  { id: 'signed', header: text('courier.witness.signed'), cell: (log) => number(log.signed), align: 'number' },
                  {
                    id: 'at',
                    header: text('courier.witness.at'),
                    cell: (log) => (log.at === null ? text('courier.witness.never') : <Time at={log.at} brief />),
                  },
                ]}
              />
            </div>
          )
        }
      </Answered>
    </Card>
  )
}
