import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askExchangeHistory, type HistorySpan } from '../api/people-questions.ts'
import { formatDuration, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { DataTable } from '../parts/data-table.tsx'
import { Answered } from '../parts/page-state.tsx'
import { Segments } from '../parts/segments.tsx'
import { Time } from '../parts/time.tsx'
import classes from './history.module.css'
import { Sparkline } from './sparkline.tsx'

const spans = ['hour', 'day', 'week'] as const
const lines = ['sent', 'receipted', 'received'] as const

/** What flowed with one partner over an hour, a day or a week: three small lines, their figures in words, and the table behind them. */
export function History({ party }: { readonly party: string }) {
  const text = useText()
  const [span, setSpan] = useState<HistorySpan>('hour')
  const history = useQuery(askExchangeHistory(party, span))
  return (
    <section className="stack-tight" aria-label={text('people.history.title')}>
      <div className="spread">
        <h3>{text('people.history.title')}</h3>
        <Segments
          label={text('people.history.span')}
          value={span}
          onChoose={(value) => setSpan(value as HistorySpan)}
          segments={spans.map((value) => ({ value, label: text(`people.history.${value}`) }))}
        />
      </div>
      <Answered question={history} lines={3}>
        {({ points, stepSeconds }) => {
          const busy = points.filter((point) => point.sent + point.received + point.receipted > 0)
          const slowest = Math.max(0, ...points.map((point) => point.p95 ?? 0))
          return (
            <div className="stack-tight">
              <div className={classes.lines}>
                {lines.map((line) => {
                  const values = points.map((point) => point[line])
                  const total = values.reduce((sum, value) => sum + value, 0)
                  const peak = Math.max(0, ...values)
                  const said = text('people.history.said', {
                    total: formatNumber(total, text.tag),
                    peak: formatNumber(peak, text.tag),
                    step: formatDuration(stepSeconds * 1000, text.tag),
                  })
                  return (
                    <div key={line} className={classes.line}>
                      <strong>{text(`people.history.line.${line}`)}</strong>
                      <Sparkline values={values} label={`${text(`people.history.line.${line}`)}: ${said}`} />
                      <span className="soft small">{said}</span>
                    </div>
                  )
                })}
              </div>
              {slowest > 0 ? (
                <p className="soft small">{text('people.history.slowest', { time: formatDuration(slowest, text.tag) })}</p>
              ) : null}
              <details>
                <summary>{text('people.history.table', { count: busy.length })}</summary>
                <DataTable
                  caption={text('people.history.title')}
                  rows={[...busy].reverse()}
                  keyOf={(row) => row.at}
                  empty={text('people.history.quiet')}
                  tall
                  columns={[
                    {
                      id: 'at',
                      header: text('people.history.from'),
                      rowHeader: true,
                      cell: (row) => <Time at={row.at} brief={span === 'hour'} />,
                    },
                    ...lines.map((line) => ({
                      id: line,
                      header: text(`people.history.line.${line}`),
                      align: 'number' as const,
                      cell: (row: (typeof busy)[number]) => formatNumber(row[line], text.tag),
                    })),
                    {
                      id: 'p50',
                      header: text('people.history.p50'),
                      align: 'number',
                      cell: (row) => (row.p50 === null ? '–' : formatDuration(row.p50, text.tag)),
                    },
                    {
                      id: 'p95',
                      header: text('people.history.p95'),
                      align: 'number',
                      cell: (row) => (row.p95 === null ? '–' : formatDuration(row.p95, text.tag)),
                    },
                  ]}
                />
              </details>
            </div>
          )
        }}
      </Answered>
    </section>
  )
}
