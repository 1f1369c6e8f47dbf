import type { Block, PrintDocument } from './model.ts'
import { framePage } from './page-frame.ts'
import type { PrintedList } from './printed-list.ts'
import { sayCell } from './say-cell.ts'
import type { Words } from './words.ts'

/** Lays a list out: what it was narrowed by, its rows as a table that repeats its head, and what its hash is of. */
export function toListDocument(list: PrintedList, words: Words): PrintDocument {
  const { say } = words
  const title = say(`list.title.${list.list}`)
  const count = list.rows.length
  const blocks: Block[] = [
    { type: 'heading', level: 1, text: say('list.filters') },
    list.filters.length === 0
      ? { type: 'paragraphs', text: say('list.filters.none') }
      : {
          type: 'facts',
          rows: list.filters.map(({ name, value }) => ({
            label: words.find('documents', `list.filter.${name}`) ?? name,
            value: { type: 'text', text: sayCell(value, words) },
          })),
        },
    { type: 'heading', level: 1, text: say('list.rows', { count }) },
    ...(count === 0
      ? []
      : [
          {
            type: 'table' as const,
            caption: title,
            columns: list.columns.map(({ name, share }) => ({ title: say(`list.column.${name}`), share })),
            rows: list.rows.map((row) => row.map((cell) => sayCell(cell, words))),
          },
        ]),
    ...(list.more ? [{ type: 'note' as const, tone: 'warn' as const, title: say('list.more', { count }), lines: [] }] : []),
  ]
  return framePage(list, { title, eyebrow: [], blocks, is: 'list' }, words)
}
