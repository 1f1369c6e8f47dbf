import type { SeriesDetail } from '@enlace/api'
import { formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { sayPeriod } from './say-period.ts'
import classes from './series.module.css'

type Row = SeriesDetail['rows'][number]

/** Every row of the choice with its sum and its latest value; each name narrows the choice to itself. */
export function RowRanking({
  shown,
  say,
  onOnly,
}: {
  readonly shown: SeriesDetail
  readonly say: (value: number) => string
  readonly onOnly: (name: string) => void
}) {
  const text = useText()
  const number = (value: number) => formatNumber(value, text.tag)
  const sum = (row: Row) => row.cells.reduce((total, cell) => total + (cell?.value ?? 0), 0)
  const latest = (row: Row) => {
    const at = row.cells.findLastIndex((cell) => cell?.value != null)
    return at < 0 ? undefined : { value: row.cells[at]?.value ?? 0, period: shown.periods[at] ?? '' }
  }
  const by = shown.by === null ? '' : (text.find(`lists.dimension.${shown.by}`) ?? shown.by)
  const columns: readonly Column<Row>[] = [
    {
      id: 'name',
      header: by,
      rowHeader: true,
      compare: (a, b) => a.name.localeCompare(b.name, text.tag),
      cell: ({ name }) => (
        <button type="button" className={classes.only} onClick={() => onOnly(name)} title={text('lists.ranking.only', { name })}>
          {name || '–'}
        </button>
      ),
    },
    ...(shown.additive
      ? [
          {
            id: 'sum',
            header: text('lists.ranking.total'),
            align: 'number' as const,
            compare: (a: Row, b: Row) => sum(a) - sum(b),
            cell: (row: Row) => say(sum(row)),
          },
        ]
      : []),
    {
      id: 'latest',
      header: text('lists.ranking.latest'),
      align: 'number',
      compare: (a, b) => (latest(a)?.value ?? -1) - (latest(b)?.value ?? -1),
      cell: (row) => {
        const found = latest(row)
        return found === undefined ? (
          '–'
        ) : (
          <span className={classes.cell}>
            <span>{say(found.value)}</span>
            <span className={classes.note}>{sayPeriod(found.period, text.tag)}</span>
          </span>
        )
      },
    },
  ]
  return (
    <>
      <DataTable caption={text('lists.ranking')} columns={columns} rows={shown.rows} keyOf={({ name }) => name} phone="scroll" tall />
      {shown.rowsFound > shown.rows.length ? (
        <p className={`${classes.foot} soft small`}>
          {text('lists.ranking.found', { shown: number(shown.rows.length), found: number(shown.rowsFound) })}
        </p>
      ) : null}
    </>
  )
}
