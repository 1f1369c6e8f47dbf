import type { IndicatorDetail } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { useParties } from '../parts/party.ts'
import { Tag } from '../parts/tag.tsx'
import { isOther } from './chart-shape.ts'
import { Travels } from './figure-cell.tsx'
import classes from './indicators.module.css'
import { sayFigure } from './say-figure.ts'
import { sayPeriod } from './say-period.ts'

type Line = IndicatorDetail['lines'][number]

/** Every figure that was ever given, line by line, the newest period first; what was restated stays beside what took its place, with the reason. */
export function ValuesCard({ detail, actions }: { readonly detail: IndicatorDetail; readonly actions?: ReactNode }) {
  const text = useText()
  const parties = useParties()
  const title = ({ own, side, from, breakdown }: Line) => {
    const named = side === 'all' ? text('indicators.column.side.all') : parties.nameOf(side)
    const line = own
      ? text('indicators.line.own', { party: parties.nameOf(from) })
      : text('indicators.line.rival', { side: named, party: parties.nameOf(from) })
    const classesOf = Object.values(breakdown)
    return classesOf.length === 0 ? line : `${line} · ${text('indicators.line.breakdown', { classes: classesOf.join(', ') })}`
  }
  return (
    <Card
      title={text('indicators.values')}
      lead={detail.lines.length === 0 ? text('indicators.values.none') : undefined}
      actions={actions}
      flush
    >
      {detail.lines.map((line) => {
        const name = `${title(line)} · ${line.source}`
        return (
          <section key={name}>
            <h3 className={classes.caption}>{name}</h3>
            <DataTable
              caption={name}
              tall={line.entries.length > 24}
              phone={line.entries.length > 24 ? 'scroll' : 'stack'}
              rows={line.entries.toReversed()}
              keyOf={({ current }) => `${current.id ?? ''} ${current.start} ${current.end} ${current.at}`}
              columns={[
                { id: 'period', header: text('indicators.value.period'), rowHeader: true, cell: ({ current }) => sayPeriod(current, text) },
                {
                  id: 'figure',
                  header: text('indicators.value.figure'),
                  align: 'number',
                  cell: ({ current, counts }) => (
                    <span className="stack-tight">
                      <strong>{counts ? sayFigure(current, text) : `${sayFigure(current, text)} ${current.unit}`}</strong>
                      <Travels value={current} />
                    </span>
                  ),
                },
                {
                  id: 'earlier',
                  header: text('indicators.value.earlier'),
                  cell: ({ current, earlier }) => (
                    <span className="stack-tight">
                      {earlier
                        .filter((value) => value.id !== null || isOther(value, current))
                        .map((value) => (
                          <span key={`${value.id ?? ''} ${value.at}`}>
                            <span className={classes.struck}>{sayFigure(value, text)}</span>{' '}
                            <span className="small soft">{text('indicators.asOf', { day: formatDay(value.asOf, text.tag) })}</span>
                          </span>
                        ))}
                      {current.reason === null || (current.id === null && !earlier.some((value) => isOther(value, current))) ? null : (
                        <span className="small">
                          {text.find(`indicators.reason.${current.reason}`) ?? current.reason}
                          {text.of(current.note) === '' ? null : `: ${text.of(current.note)}`}
                        </span>
                      )}
                    </span>
                  ),
                },
                {
                  id: 'asOf',
                  header: text('indicators.field.asOf'),
                  cell: ({ current }) => (
                    <span className="stack-tight">
                      {formatDay(current.asOf, text.tag)}
                      {current.id === null ? (
                        <span className="small soft">{text('indicators.parts', { count: current.parts ?? 1 })}</span>
                      ) : (
                        <Link to="/records/$id" params={{ id: current.id }} className="small">
                          {text('indicators.value.record')}
                        </Link>
                      )}
                    </span>
                  ),
                },
                {
                  id: 'marks',
                  header: text('indicators.value.marks'),
                  cell: ({ current, marks }) => (
                    <span className={classes.marks}>
                      {marks.map((code) => (
                        <Tag key={code} tone={code === 'older_than_card' ? 'plain' : 'warn'}>
                          {text.find(`indicators.mark.${code}`) ?? code}
                        </Tag>
                      ))}
                      {current.confidence === null ? null : (
                        <span className="small soft">
                          {text('indicators.field.confidence')}: {text.find(`indicators.field.confidence.${current.confidence}`)}
                          {text.of(current.confidenceWhy) === '' ? null : `, ${text.of(current.confidenceWhy)}`}
                        </span>
                      )}
                      {current.words === '' ? null : <span className="small">{current.words}</span>}
                    </span>
                  ),
                },
              ]}
            />
          </section>
        )
      })}
    </Card>
  )
}
