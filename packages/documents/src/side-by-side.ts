import { paragraphsOf } from './clean-text.ts'
import type { Block, Boxes, Fact, PrintDocument, Said } from './model.ts'

/**
 * One document in two languages: what both say alike stands once, what differs stands side by side, paragraphs aligned by number. Both must be
 * laid out by the same function; where they are not of one shape, the second follows the first whole.
 */
export function sideBySide(left: PrintDocument, right: PrintDocument): PrintDocument {
  const { parts, ...own } = left
  const others = right.parts ?? []
  const languages = [left.language, right.language] as const
  return {
    ...own,
    ...(left.title === right.title
      ? {
          eyebrow: once(left.eyebrow, right.eyebrow, '  /  '),
          lead: left.lead.flatMap((line, i) => (line === right.lead[i] ? [line] : [line, right.lead[i] ?? ''])),
        }
      : { beside: { title: right.title, eyebrow: right.eyebrow, lead: right.lead } }),
    marking: once(left.marking, right.marking, '  /  '),
    status: left.status === undefined ? right.status : once(left.status, right.status ?? left.status, '\n'),
    blocks: joinBlocks(left.blocks, right.blocks, languages),
    footer: {
      printed: once(left.footer.printed, right.footer.printed, '\n'),
      position: left.footer.position,
      page: (page, pages) => once(left.footer.page(page, pages), right.footer.page(page, pages), '  /  '),
    },
    unprintable: (count) => {
      const [first, second] = [left.unprintable(count), right.unprintable(count)]
      return { ...first, title: once(first.title, second.title, '\n'), lines: [...first.lines, ...second.lines] }
    },
    ...(parts === undefined ? {} : { parts: parts.map((part, i) => sideBySide(part, others[i] ?? part)) }),
  }
}

type Languages = readonly [string, string]

function once(left: string, right: string, between: string): string {
  return left === right ? left : `${left}${between}${right}`
}

/** Lines that are the same in both stand once; texts of so many lines and so many other lines follow each other whole. */
function lineByLine(left: string, right: string): string {
  const [first, second] = [left.split('\n'), right.split('\n')]
  if (first.length !== second.length) return once(left, right, '\n')
  return first.map((line, i) => once(line, second[i] ?? line, '\n')).join('\n')
}

function joinBlocks(left: readonly Block[], right: readonly Block[], languages: Languages): readonly Block[] {
  if (left.length !== right.length || left.some(({ type }, i) => type !== right[i]?.type)) return [...left, ...right]
  return left.flatMap((block, i) => joinBlock(block, right[i] ?? block, languages))
}

function joinBlock(left: Block, right: Block, languages: Languages): Block[] {
  if (JSON.stringify(left) === JSON.stringify(right)) return [left]
  if (left.type === 'heading' && right.type === 'heading')
    return [
      left.beside === undefined
        ? { ...left, beside: right.text }
        : { ...left, text: once(left.text, right.text, ' / '), beside: once(left.beside, right.beside ?? left.beside, ' / ') },
    ]
  if (left.type === 'facts' && right.type === 'facts') return [{ type: 'facts', rows: joinFacts(left.rows, right.rows) }]
  if (left.type === 'paragraphs' && right.type === 'paragraphs') {
    // The same words under a note about their language are one text, not two.
    if (left.text === right.text) return [left]
    const [first, second] = [paragraphsOf(left.text), paragraphsOf(right.text)]
    const rows = Array.from({ length: Math.max(first.length, second.length) }, (_, i) => ({
      ...(first.length + second.length > 2 ? { number: `${i + 1}.` } : {}),
      left: first[i] ?? '',
      right: second[i] ?? '',
    }))
    return [{ type: 'aligned', languages: [left.language ?? languages[0], right.language ?? languages[1]], rows }]
  }
  if (left.type === 'table' && right.type === 'table')
    return [
      {
        ...left,
        caption: once(left.caption, right.caption, ' / '),
        columns: left.columns.map((column, i) => ({ ...column, title: once(column.title, right.columns[i]?.title ?? column.title, '\n') })),
        rows: left.rows.map((row, i) => row.map((cell, j) => lineByLine(cell, right.rows[i]?.[j] ?? cell))),
      },
    ]
  if (left.type === 'boxes' && right.type === 'boxes') return [joinBoxes(left, right)]
  if (left.type === 'bars' && right.type === 'bars')
    return [
      {
        ...left,
        caption: once(left.caption, right.caption, ' / '),
        legend: left.legend.map((word, i) => once(word, right.legend[i] ?? word, ' / ')),
        rows: left.rows.map((row, i) => ({
          ...row,
          label: once(row.label, right.rows[i]?.label ?? row.label, ' / '),
          said: once(row.said, right.rows[i]?.said ?? row.said, '\n'),
        })),
      },
    ]
  if (left.type === 'timeline' && right.type === 'timeline')
    return [
      {
        type: 'timeline',
        events: left.events.map((event, i) => {
          const other = right.events[i] ?? event
          return {
            at: once(event.at, other.at, '\n'),
            what: once(event.what, other.what, ' / '),
            ...(event.detail === undefined ? {} : { detail: once(event.detail, other.detail ?? event.detail, '\n') }),
          }
        }),
      },
    ]
  if (left.type === 'signing' && right.type === 'signing')
    return [
      {
        ...left,
        lines: left.lines.map((line, i) => once(line, right.lines[i] ?? line, ' / ')),
        ...(left.seal === undefined ? {} : { seal: once(left.seal, right.seal ?? left.seal, '\n') }),
        ...(left.initials === undefined ? {} : { initials: once(left.initials, right.initials ?? left.initials, '\n') }),
      },
    ]
  if (left.type === 'contents' && right.type === 'contents')
    return [{ type: 'contents', titles: [once(left.titles[0], right.titles[0], ' / '), once(left.titles[1], right.titles[1], ' / ')] }]
  return [{ type: 'beside', left, right }]
}

/** Each line under its own in the other language: a box keeps its place on the page. */
function joinBoxes(left: Boxes, right: Boxes): Boxes {
  return {
    type: 'boxes',
    boxes: left.boxes.map((box, i) => {
      const other = right.boxes[i] ?? box
      return {
        title: once(box.title, other.title, ' / '),
        lines: box.lines.map((line, j) => {
          const beside = other.lines[j] ?? line
          return {
            ...line,
            text: once(line.text, beside.text, '\n'),
            detail: once(line.detail, beside.detail, '\n'),
            ...(line.mark === undefined ? {} : { mark: once(line.mark, beside.mark ?? line.mark, ' / ') }),
          }
        }),
        ...(box.foot === undefined ? {} : { foot: once(box.foot, other.foot ?? box.foot, '\n') }),
      }
    }),
  }
}

function joinFacts(left: readonly Fact[], right: readonly Fact[]): readonly Fact[] {
  return left.map(({ label, value }, i) => {
    const other = right[i]
    return other === undefined ? { label, value } : { label: once(label, other.label, '\n'), value: joinSaid(value, other.value) }
  })
}

function joinSaid(left: Said, right: Said): Said {
  return JSON.stringify(left) === JSON.stringify(right) ? left : { type: 'beside', left, right }
}
