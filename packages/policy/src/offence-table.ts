import { accept, parseJson, type Result, refuse } from '@enlace/core'
import type { BothLanguages } from './agreement.ts'
import { type PackProblem, readMembers } from './pack-reader.ts'

/** An offence as one code names it; `maxYears` null where no number of years bounds it. */
export type OffenceSide = {
  readonly law: BothLanguages
  readonly article: string
  readonly maxYears: number | null
  readonly life: boolean
  readonly death: boolean
  readonly verified: boolean
}

/** Two codes' names of one conduct, element by element: `in` names the parties whose code asks for the element. */
export type Offence = {
  readonly id: string
  readonly title: BothLanguages
  /** By party; absent where its code has none. */
  readonly sides: Readonly<Record<string, OffenceSide>>
  readonly elements: readonly { readonly title: BothLanguages; readonly in: readonly string[] }[]
}

/** `packs/offences/<id>.json`: docs/formats/offences.md. */
export type OffenceTable = {
  readonly id: string
  readonly parties: readonly string[]
  readonly instrument: string
  readonly article: string
  readonly leastYears: number
  readonly leastMonthsLeft: number
  readonly note: BothLanguages
  readonly offences: readonly Offence[]
}

/** What stands between an offence and being punishable in both codes. Told to whoever decides, never decided here. */
export type OffenceGap = 'not_in_table' | 'no_counterpart' | 'below_threshold' | 'element_missing' | 'sentence_too_short' | 'unverified'

export type ComparedOffence = { readonly asked: string; readonly offence: Offence | null; readonly gaps: readonly OffenceGap[] }

const code = /^[a-z][a-z0-9_-]{0,63}$/

/**
 * Compares each offence of a request with the table: punishable in both codes by the least the treaty asks, element by element, and enough of the
 * sentence left. `asked` are codes of the table, or articles as one code writes them (`841`, `400 Bis`).
 */
export function compareOffences(table: OffenceTable, asked: readonly string[], monthsLeft?: number): readonly ComparedOffence[] {
  return asked.map((name) => {
    const offence = findOffence(table, name)
    if (offence === undefined) return { asked: name, offence: null, gaps: ['not_in_table'] }
    const sides = table.parties.map((party) => offence.sides[party])
    const gaps: readonly (readonly [OffenceGap, boolean])[] = [
      ['no_counterpart', sides.includes(undefined)],
      ['below_threshold', sides.some((side) => side !== undefined && !isEnough(side, table.leastYears))],
      ['element_missing', offence.elements.some((element) => table.parties.some((party) => !element.in.includes(party)))],
      ['sentence_too_short', monthsLeft !== undefined && monthsLeft < table.leastMonthsLeft],
      ['unverified', sides.some((side) => side !== undefined && !side.verified)],
    ]
    return { asked: name, offence, gaps: gaps.flatMap(([gap, there]) => (there ? [gap] : [])) }
  })
}

/** Offences charged after the surrender that were not granted: the person may not be tried for them without consent. */
export function outsideGrant(granted: readonly string[], charged: readonly string[]): readonly string[] {
  const within = new Set(granted.map(fold))
  return [...new Set(charged.filter((one) => !within.has(fold(one))))]
}

function findOffence(table: OffenceTable, name: string): Offence | undefined {
  const wanted = fold(name)
  const articlesOf = ({ sides }: Offence) => Object.values(sides).flatMap(({ article }) => article.split(',').map(fold))
  return table.offences.find(({ id }) => id === wanted) ?? table.offences.find((offence) => articlesOf(offence).includes(wanted))
}

function isEnough({ maxYears, life, death }: OffenceSide, least: number): boolean {
  return life || death || (maxYears !== null && maxYears >= least)
}

function fold(text: string): string {
  return text.trim().toLowerCase()
}

/** Reads a table of offences. Never throws; names the first member that is wrong. */
export function parseOffenceTable(json: Uint8Array): Result<OffenceTable, 'offences_not_json' | 'offences_invalid'> {
  const parsed = parseJson(json, { maxBytes: 1_048_576, maxDepth: 10 })
  if (!parsed.ok) return refuse('offences_not_json', { ...parsed.detail, why: parsed.reason })
  const problems: PackProblem[] = []
  const read = readMembers(parsed.value.value, '', problems)
  const both = (from: ReturnType<typeof readMembers>, name: string) => {
    const { value, at } = from.member(name)
    const words = readMembers(value, at, problems)
    return { es: words.text('es'), en: words.text('en') }
  }
  const parties = read.texts('parties', code, 2)
  const table: OffenceTable = {
    id: read.text('id', code),
    parties,
    instrument: read.text('instrument', code),
    article: read.text('article'),
    leastYears: read.count('least_years', 0, 100),
    leastMonthsLeft: read.count('least_months_left', 0, 1200),
    note: both(read, 'note'),
    offences: read.list('offences', 1, (item, at) => {
      const offence = readMembers(item, at, problems)
      const { value, at: place } = offence.member('sides')
      const sides = readMembers(value, place, problems)
      const known = parties.filter((party) => sides.has(party))
      return {
        id: offence.text('id', code),
        title: both(offence, 'title'),
        sides: Object.fromEntries(
          known.map((party) => {
            const { value: given, at: where } = sides.member(party)
            const side = readMembers(given, where, problems)
            return [
              party,
              {
                law: both(side, 'law'),
                article: side.text('article'),
                maxYears: side.has('max_years') ? side.count('max_years', 0, 200) : null,
                life: side.has('life') && side.flag('life'),
                death: side.has('death') && side.flag('death'),
                verified: side.flag('verified'),
              },
            ]
          }),
        ),
        elements: offence.list('elements', 1, (one, where) => {
          const element = readMembers(one, where, problems)
          return { title: { es: element.text('es'), en: element.text('en') }, in: element.texts('in', code, 1) }
        }),
      }
    }),
  }
  const [problem] = problems
  return problem === undefined ? accept(table) : refuse('offences_invalid', problem)
}
