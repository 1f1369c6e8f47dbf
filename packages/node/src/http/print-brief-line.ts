import type { BriefFigureShape, BriefLineShape, BriefPartShape } from '@enlace/api'
import type { Cell, SheetPart } from '@enlace/documents'
import { dayAfter } from '@enlace/records'
import { and, both, choice, day, inLine, party, say, several, text } from './print-cells.ts'

export const word = (key: string, values: Readonly<Record<string, string | number | Cell>> = {}) => say('briefs', key, values)

/** Lines whose sentence is another where no day is known. */
const undated: readonly string[] = ['at_work', 'not_begun', 'new']
/** What is still to be done, of what has a next step. */
const follows: readonly string[] = ['commitment', 'evaluation']
const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })

/** Whose part something is, or both together. */
export function sideOf(side: string): Cell {
  return side === 'all' ? say('indicators', 'column.side.all') : party(side)
}

/** A figure with its unit, or why there is none; a range with both its ends. */
export function figureOf({ span, notAvailable, unit }: Pick<BriefFigureShape, 'span' | 'notAvailable' | 'unit'>): Cell {
  if (span === null) return say('indicators', `notAvailable.${notAvailable ?? 'not_collected'}`, {}, notAvailable ?? '')
  const said = span.low === span.high ? number.format(span.low) : `${number.format(span.low)} – ${number.format(span.high)}`
  // A longer unit is said by the title of the indicator.
  return text(/^(?:%|[a-zA-Z]{1,3})$/.test(unit) ? `${said} ${unit}` : said)
}

/** A period by its shortest name: a month, a calendar year, or both ends. */
export function periodOf({ start, end }: Pick<BriefFigureShape, 'start' | 'end'>): Cell {
  if (start === end) return day(start)
  const isWhole = start.endsWith('-01') && dayAfter(end).endsWith('-01')
  if (isWhole && start.slice(0, 7) === end.slice(0, 7)) return day(start.slice(0, 7))
  if (start.endsWith('-01-01') && end === `${start.slice(0, 4)}-12-31`) return text(start.slice(0, 4))
  return say('indicators', 'period', { start: day(start), end: day(end) })
}

/** Where a part of a line stands, as a sentence; `parties`: whose codes are names, since a body stands by its own. */
export function stateOfPart(part: BriefPartShape, kind: string, parties: readonly string[]): Cell {
  const { code, by, lastDay, days, more, figure } = part
  const who = and(by.map((one) => (parties.includes(one) ? party(one) : text(one))))
  const isGround = (code === 'refused' || code === 'expectation_refused') && more !== null
  const value = figure === null ? text(more) : inLine(', ', figureOf(figure), periodOf(figure))
  const key = lastDay === null && undated.includes(code) ? `line.${code}.undated` : `line.${code}`
  const known = say(
    'briefs',
    key,
    {
      ...{ who, day: day(lastDay), days: days ?? 0, party: part.party === null ? '' : sideOf(part.party) },
      more: isGround ? choice('expectation-answer', 'ground', more) : value,
    },
    code,
  )
  return more === null || !follows.includes(kind) ? known : several(known, word('line.next', { words: more }))
}

/** Every part of a line: whose it is, what its word is worth, and where it stands. */
function partsOf(line: BriefLineShape, parties: readonly string[], withNext: boolean): Cell[] {
  return [line, ...line.also].map((part, i) => {
    const mark = i === 0 || part.mark === null || part.mark === line.mark ? [] : [word(`mark.${part.mark}`)]
    const whose = part.parties.length === 0 ? [] : [and(part.parties.map(sideOf))]
    const told = withNext ? part : { ...part, more: follows.includes(line.kind) ? null : part.more }
    return inLine(' · ', ...whose, ...mark, stateOfPart(told, line.kind, parties))
  })
}

/** The words of a line; what calls somebody guilty stands in quotation, and says so. */
export function wordsOfLine({ words, quoted }: Pick<BriefLineShape, 'words' | 'quoted'>): Cell {
  if (!quoted) return both(words)
  return several(both(Object.fromEntries(Object.entries(words).map(([tag, said]) => [tag, `“${said}”`]))), word('quoted'))
}

/** Enough of a text for the first page: whole words, and a mark that there is more. */
export function shortened(words: Readonly<Record<string, string>>, most: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(words).map(([tag, said]) => {
      const cut = said.length <= most ? said : said.slice(0, said.lastIndexOf(' ', most) || most)
      return [tag, cut === said ? said : `${cut.replace(/[\s.,;:]+$/u, '')} …`]
    }),
  )
}

/** Whether anything that a line says is disputed. */
function isDisputed(line: BriefLineShape): boolean {
  return [line, ...line.also].some(({ mark }) => mark === 'disputed')
}

/** What the word of a line is worth, as a mark before it: a dispute before all else. */
export function markOf(line: BriefLineShape): Cell | undefined {
  if (isDisputed(line)) return word('mark.disputed')
  return line.mark === null ? undefined : word(`mark.${line.mark}`)
}

/** The record that a line opens, by enough of its id to be found in the desk. */
export function sourceOfLine(id: string): Cell {
  return { type: 'code', text: id.replace(/^[a-z0-9-]+--/, '').slice(0, 8) }
}

/** The parties of a brief, whose codes are names, and where its lines are opened. */
export type Whose = { readonly parties: readonly string[]; readonly origin: string }

const places: Readonly<Record<string, string>> = {
  commitment: '/commitments',
  evaluation: '/programme/evaluations',
  'indicator-card': '/programme/indicators',
  session: '/programme/sessions',
}

/** Where the desk shows the record of a line. */
export function addressOf({ kind, id }: { readonly kind: string; readonly id: string }, origin: string): string {
  if (kind === 'expectation' || kind === 'emerging-issue') return `${origin}/programme/register#${encodeURIComponent(id)}`
  return `${origin}${places[kind] ?? '/records'}/${encodeURIComponent(id)}`
}

/** A box of the first page: its first lines, and how many more there are. */
export function boxOf(title: Cell, lines: readonly BriefLineShape[], { parties, origin }: Whose, most: number, empty = word('box.empty')) {
  const left = lines.length - most
  return {
    title,
    lines: lines.slice(0, most).map((line) => {
      const mark = markOf(line)
      return {
        text: wordsOfLine({ ...line, words: shortened(line.words, 92) }),
        detail: inLine('; ', ...partsOf(line, parties, false)),
        link: addressOf(line, origin),
        ...(mark === undefined ? {} : { mark }),
        ...(isDisputed(line) ? { strong: true as const } : {}),
      }
    }),
    foot: lines.length === 0 ? empty : left > 0 ? word('more.lines', { count: left }) : undefined,
  }
}

/** Lines in full, each with whose part it is, where it stands, and its record. */
export function tableOf(caption: Cell, lines: readonly BriefLineShape[], { parties, origin }: Whose): SheetPart {
  return {
    type: 'table',
    caption,
    columns: [
      { title: word('column.what'), share: 45 },
      { title: word('column.state'), share: 44 },
      { title: word('column.record'), share: 11, code: true },
    ],
    rows: lines.map((line) => {
      const mark = markOf(line)
      return [wordsOfLine(line), several(...(mark === undefined ? [] : [mark]), ...partsOf(line, parties, true)), sourceOfLine(line.id)]
    }),
    links: lines.map((line) => addressOf(line, origin)),
  }
}
