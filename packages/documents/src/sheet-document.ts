import type { Block, PrintDocument, Said } from './model.ts'
import { framePage } from './page-frame.ts'
import type { Cell, PrintedSheet, SheetPart } from './printed-list.ts'
import { sayCell } from './say-cell.ts'
import type { Words } from './words.ts'

/** Lays a page of the desk out that is no list: what it is about, its parts one under the other, and what its hash is of. */
export function toSheetDocument(sheet: PrintedSheet, words: Words): PrintDocument {
  const name = words.say(`list.title.${sheet.sheet}`)
  const about = sheet.title === undefined ? '' : sayCell(sheet.title, words)
  const blocks = sheet.parts.map((part) => sayPart(part, words))
  const called = about === '' ? { title: name, eyebrow: [] } : { title: about, eyebrow: [name] }
  return framePage(sheet, { ...called, blocks, is: 'sheet' }, words)
}

function sayPart(part: SheetPart, words: Words): Block {
  const say = (cell: Cell) => sayCell(cell, words)
  switch (part.type) {
    case 'code':
    case 'break':
      return part
    case 'boxes':
      return {
        type: 'boxes',
        boxes: part.boxes.map(({ title, lines, foot }) => ({
          title: say(title),
          lines: lines.map(({ text, detail, mark, ...line }) => ({
            ...line,
            text: say(text),
            detail: say(detail),
            ...(mark === undefined ? {} : { mark: say(mark) }),
          })),
          ...(foot === undefined ? {} : { foot: say(foot) }),
        })),
      }
    case 'bars':
      return {
        ...part,
        caption: say(part.caption),
        legend: part.legend.map(say),
        rows: part.rows.map(({ label, parts, said }) => ({ label: say(label), parts, said: say(said) })),
      }
    case 'heading':
    case 'paragraphs':
      return { ...part, text: say(part.text) }
    case 'facts':
      return { type: 'facts', rows: part.rows.map(({ label, value }) => ({ label: say(label), value: sayValue(value, words) })) }
    case 'list':
      return { type: 'list', items: part.items.map(say) }
    case 'note':
      return { ...part, title: say(part.title), lines: part.lines.map(say) }
    case 'table':
      return {
        type: 'table',
        caption: say(part.caption),
        columns: wholeWidth(part.columns).map((column) => ({ ...column, title: say(column.title) })),
        rows: part.rows.map((row) => row.map(say)),
        ...(part.links === undefined ? {} : { links: part.links }),
      }
  }
}

/** Columns whose shares make up the whole width, whatever measure they were given in: a column too narrow for a letter would print nothing. */
function wholeWidth<T extends { readonly share: number }>(columns: readonly T[]): readonly T[] {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  return columns.map((column) => ({ ...column, share: (column.share * 100) / whole }))
}

function sayValue(cell: Cell, words: Words): Said {
  if (cell.type === 'several' && cell.between === undefined)
    return { type: 'several', items: cell.cells.filter((one) => sayCell(one, words) !== '').map((one) => sayValue(one, words)) }
  return { type: 'text', text: sayCell(cell, words), ...(cell.type === 'code' ? { code: true } : {}) }
}
