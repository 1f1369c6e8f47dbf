import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useText } from '../language/text.ts'
import classes from './data-table.module.css'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from './icon.tsx'
import { nextSort, type Sort, sortRows } from './sort-rows.ts'

export type Column<Row> = {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** Numbers stand at the end of their cell, digits under digits. */
  readonly align?: 'number'
  /** The cell that names its row to a screen reader; one column at most. */
  readonly rowHeader?: true
  /** How two rows compare, for a table that sorts here. */
  readonly compare?: (a: Row, b: Row) => number
  /** The table's owner sorts by this column (`onSort`). */
  readonly sortable?: true
}

/**
 * A table: caption, headers that sort, a header row that stays, rows that arrows walk. With `onSort` its owner sorts (a server, an address);
 * without, columns with `compare` sort here. On a telephone each row stands as a card (`phone="scroll"`: the table scrolls sideways).
 */
export function DataTable<Row>({
  caption,
  showCaption = false,
  columns,
  rows,
  keyOf,
  sort,
  onSort,
  current,
  empty,
  tall = false,
  phone = 'stack',
}: {
  readonly caption: string
  readonly showCaption?: boolean
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly sort?: Sort | undefined
  readonly onSort?: (sort: Sort) => void
  /** Key of the row whose record stands beside the table. */
  readonly current?: string | undefined
  readonly empty?: ReactNode
  /** Scrolls in a box of its own under a header that stays. */
  readonly tall?: boolean
  readonly phone?: 'stack' | 'scroll'
}) {
  const text = useText()
  const [own, setOwn] = useState<Sort>()
  const sorted = onSort === undefined ? own : sort
  const shown = onSort === undefined ? sortRows(rows, columns, own) : rows
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs, and a section would be one more landmark
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it (WCAG 2.2, 2.1.1)
    <div className={classes.box} role="group" aria-label={caption} tabIndex={0} data-tall={tall || undefined} data-phone={phone}>
      <table className={classes.table}>
        <caption className={showCaption ? undefined : 'unseen'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Header
                key={column.id}
                column={column}
                sort={sorted}
                onSort={onSort === undefined ? (column.compare === undefined ? undefined : setOwn) : column.sortable ? onSort : undefined}
              />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={walkRows}>
          {shown.map((row) => {
            const key = keyOf(row)
            return (
              <tr key={key} aria-current={key === current ? 'true' : undefined}>
                {columns.map((column) => {
                  const Cell = column.rowHeader ? 'th' : 'td'
                  return (
                    <Cell
                      key={column.id}
                      scope={column.rowHeader ? 'row' : undefined}
                      className={column.align === 'number' ? classes.number : undefined}
                      data-label={column.header}
                    >
                      {column.cell(row)}
                    </Cell>
                  )
                })}
              </tr>
            )
          })}
          {shown.length === 0 ? (
            <tr>
              <td className={classes.empty} colSpan={columns.length}>
                {empty ?? text('parts.table.empty')}
              </td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  )
}

function Header<Row>({
  column,
  sort,
  onSort,
}: {
  readonly column: Column<Row>
  readonly sort: Sort | undefined
  readonly onSort: ((sort: Sort) => void) | undefined
}) {
  const order = sort?.by === column.id ? sort.order : undefined
  const Icon = order === 'asc' ? IconArrowUp : order === 'desc' ? IconArrowDown : IconArrowsSort
  return (
    <th
      scope="col"
      className={column.align === 'number' ? classes.number : undefined}
      aria-sort={order === undefined ? undefined : order === 'asc' ? 'ascending' : 'descending'}
    >
      {onSort === undefined ? (
        column.header
      ) : (
        <button type="button" className={classes.sort} onClick={() => onSort(nextSort(sort, column.id))}>
          {column.header}
          <Icon size={14} aria-hidden="true" />
        </button>
      )}
    </th>
  )
}

/** Arrows walk from row to row along the first thing in each that can be focused; Enter then does what that thing does. */
function walkRows(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1, Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY }[event.key]
  const { target, currentTarget } = event
  if (by === undefined || !(target instanceof HTMLElement) || ['INPUT', 'SELECT', 'TEXTAREA'].includes(target.tagName)) return
  const rows = [...currentTarget.rows]
  const at = rows.findIndex((row) => row.contains(target))
  const row = rows[Math.min(rows.length - 1, Math.max(0, at + by))]
  const next = row?.querySelector<HTMLElement>('a, button, [tabindex="0"]')
  if (next == null) return
  event.preventDefault()
  next.focus()
  row?.scrollIntoView({ block: 'nearest' })
}
