import type { BriefLineShape } from '@enlace/api'
import type { Cell, SheetPart } from '@enlace/documents'
import { and, both, choice, day, inLine, party, say, several, text } from './print-cells.ts'

export const word = (key: string, values: Readonly<Record<string, string | number | Cell>> = {}) => say('briefs', key, values)

/** Lines whose sentence is another where no day is known. */
const undated: readonly string[] = ['at_work', 'not_begun']

/** Where a line stands, as a sentence; `parties`: whose codes are names, since a body stands by its own. */
export function stateOfLine(line: BriefLineShape, parties: readonly string[]): Cell {
  const { code, by, lastDay, days, more } = line
  const who = and(by.map((one) => (parties.includes(one) ? party(one) : text(one))))
  const ground = code === 'refused' && more !== null ? choice('expectation-answer', 'ground', more) : text(more)
  const key = lastDay === null && undated.includes(code) ? `line.${code}.undated` : `line.${code}`
  const known = say(
    'briefs',
    key,
    { who, day: day(lastDay), days: days ?? 0, more: ground, party: line.party === null ? '' : party(line.party) },
    code,
  )
  const next = more === null || ['refused', 'value', 'value_disputed', 'value_new', 'value_revised', 'workstream'].includes(code)
  return next ? known : several(known, word('line.next', { words: more ?? '' }))
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

/** What the word of a line is worth, as a mark before it. */
export function markOf({ mark }: Pick<BriefLineShape, 'mark'>): Cell | undefined {
  return mark === null ? undefined : word(`mark.${mark}`)
}

/** The record that a line opens, by enough of its id to be found in the desk. */
export function sourceOfLine(id: string): Cell {
  return { type: 'code', text: id.replace(/^[a-z0-9-]+--/, '').slice(0, 8) }
}

/** A box of the first page: its first lines, and how many more there are. */
export function boxOf(title: Cell, lines: readonly BriefLineShape[], parties: readonly string[], most: number, empty = word('box.empty')) {
  const left = lines.length - most
  return {
    title,
    lines: lines.slice(0, most).map((line) => {
      const mark = markOf(line)
      return {
        text: wordsOfLine({ ...line, words: shortened(line.words, 92) }),
        detail: inLine(
          ' · ',
          ...(line.party === null ? [] : [party(line.party)]),
          stateOfLine({ ...line, more: line.code === 'refused' || line.kind === 'indicator-value' ? line.more : null }, parties),
        ),
        ...(mark === undefined ? {} : { mark }),
        ...(line.mark === 'disputed' ? { strong: true as const } : {}),
      }
    }),
    foot: lines.length === 0 ? empty : left > 0 ? word('more.lines', { count: left }) : undefined,
  }
}

/** Lines in full, each with whose part it is, where it stands, and its record. */
export function tableOf(caption: Cell, lines: readonly BriefLineShape[], parties: readonly string[]): SheetPart {
  return {
    type: 'table',
    caption,
    columns: [
      { title: word('column.what'), share: 42 },
      { title: word('column.party'), share: 13 },
      { title: word('column.state'), share: 34 },
      { title: word('column.record'), share: 11, code: true },
    ],
    rows: lines.map((line) => {
      const mark = markOf(line)
      return [
        wordsOfLine(line),
        line.party === null ? text('') : party(line.party),
        several(...(mark === undefined ? [] : [inLine('', mark)]), stateOfLine(line, parties)),
        sourceOfLine(line.id),
      ]
    }),
  }
}
