import type { SeriesCell, SeriesDetail } from '@enlace/api'
import { formatDay, formatNumber } from '../language/format.ts'
import { type Text, useText } from '../language/text.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { mostDrawn } from './chart-options.ts'
import { sayPeriod } from './say-period.ts'
import classes from './series.module.css'

type Line = { readonly period: string; readonly at: number }

/** The figures behind the chart, newest period first: every value with what is unsure about it, and what an earlier edition said. */
export function FiguresTable({
  shown,
  caption,
  everything,
  say,
}: {
  readonly shown: SeriesDetail
  readonly caption: string
  readonly everything: string
  readonly say: (value: number) => string
}) {
  const text = useText()
  const lines = shown.periods.map((period, at) => ({ period, at })).reverse()
  const columns: readonly Column<Line>[] = [
    {
      id: 'period',
      header: text('lists.table.period'),
      rowHeader: true,
      cell: ({ period }) => <span className="nowrap">{sayPeriod(period, text.tag)}</span>,
    },
    ...shown.rows.slice(0, mostDrawn).map(
      (row): Column<Line> => ({
        id: row.name || everything,
        header: row.name || everything,
        align: 'number',
        cell: ({ at }) => <Cell cell={row.cells[at] ?? null} text={text} say={say} />,
      }),
    ),
  ]
  return (
    <div className={classes.figures}>
      <DataTable caption={caption} columns={columns} rows={lines} keyOf={({ period }) => period} phone="scroll" tall />
    </div>
  )
}

function Cell({ cell, text, say }: { readonly cell: SeriesCell | null; readonly text: Text; readonly say: (value: number) => string }) {
  const number = (value: number) => formatNumber(value, text.tag)
  if (cell === null) return <Gap words={text('lists.table.gap')} />
  const { value, low, high } = cell
  const range = low !== undefined && high !== undefined ? text('lists.table.rangeValue', { low: say(low), high: say(high) }) : undefined
  const main = range ?? (value === null ? undefined : say(value))
  return (
    <span className={classes.cell}>
      {main === undefined ? (
        <Gap words={text.find(`lists.table.missing.${cell.missing}`) ?? text('lists.table.gap')} />
      ) : (
        <span>{main}</span>
      )}
      {cell.months < cell.of && main !== undefined ? (
        <span className={classes.note}>{text('lists.table.partial', { months: number(cell.months), of: number(cell.of) })}</span>
      ) : null}
      {cell.provisional === true ? <span className={classes.note}>{text('lists.table.provisional')}</span> : null}
      {(cell.revised ?? []).map((old) => {
        const values = {
          value: old.value === null ? '–' : say(old.value),
          edition: formatDay(old.edition, text.tag),
          published: number(old.published),
        }
        return (
          <span key={old.edition} className={classes.was}>
            {text(old.published === cell.published ? 'lists.table.was' : 'lists.table.wasOf', values)}
          </span>
        )
      })}
    </span>
  )
}

function Gap({ words }: { readonly words: string }) {
  return (
    <span className={classes.gap} title={words}>
      <span aria-hidden="true">–</span>
      <span className="unseen">{words}</span>
    </span>
  )
}
