import { checked, type IdentifierType, isShortDate, verdict, weightedSum } from './identifier.ts'

type Span = readonly [line: number, from: number, to: number]
/** One layout of a machine-readable zone (ICAO Doc 9303): where its fields lie, counted from 0. */
type Layout = {
  readonly lines: number
  readonly width: number
  readonly number: Span
  readonly birth: Span
  readonly expiry: Span
  /** Where a number longer than nine characters goes on; a visa has no such place. */
  readonly rest?: Span
  /** A second number with a check digit of its own, which may be left empty. */
  readonly personal?: Span
  readonly composite?: { readonly at: Span; readonly over: readonly Span[] }
}

const second = { number: [1, 0, 9], birth: [1, 13, 19], expiry: [1, 21, 27] } as const
// Parts 4 to 7 of Doc 9303: passports (TD3), cards (TD1, TD2), visas (MRV-A, MRV-B).
const layouts: Readonly<Record<string, Layout>> = {
  TD3: {
    ...{ lines: 2, width: 44, ...second, personal: [1, 28, 42] },
    composite: {
      at: [1, 43, 44],
      over: [
        [1, 0, 10],
        [1, 13, 20],
        [1, 21, 43],
      ],
    },
  },
  TD2: {
    ...{ lines: 2, width: 36, ...second, rest: [1, 28, 35] },
    composite: {
      at: [1, 35, 36],
      over: [
        [1, 0, 10],
        [1, 13, 20],
        [1, 21, 35],
      ],
    },
  },
  TD1: {
    ...{ lines: 3, width: 30, number: [0, 5, 14], birth: [1, 0, 6], expiry: [1, 8, 14], rest: [0, 15, 30] },
    composite: {
      at: [1, 29, 30],
      over: [
        [0, 5, 30],
        [1, 0, 7],
        [1, 8, 15],
        [1, 18, 29],
      ],
    },
  },
  'MRV-A': { lines: 2, width: 44, ...second },
  'MRV-B': { lines: 2, width: 36, ...second },
}

/**
 * Machine-readable zone of a passport, card or visa (ICAO Doc 9303 parts 3 to 7): weights 7, 3, 1 modulo 10 over number, birth, expiry and all
 * together. Lines are separated by line breaks, or by the two characters `\n`. The letters O and I are read as 0 and 1 in numeric places only.
 */
export const mrz: IdentifierType = {
  name: 'mrz',
  title: 'Machine-readable zone of a travel document (MRZ)',
  personal: true,
  maxLength: 120,
  canonicalise(raw) {
    const written = linesOf(raw)
    const layout = layoutOf(written)
    if (layout === undefined) return verdict(written.join('\n'), false, 'wrong_length')
    const lines = readNumericPlaces(written, layout)
    const canonical = lines.join('\n')
    if (lines.some((line) => !/^[A-Z0-9<]+$/.test(line)) || !/^[A-Z]/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    const text = ([line, from, to]: Span) => lines[line]!.slice(from, to)
    const dates = [text(layout.birth), text(layout.expiry)]
    if (dates.some((date) => !/^[0-9<]{6}$/.test(date))) return verdict(canonical, false, 'wrong_shape')
    // Unknown parts of a date are left as fillers.
    if (dates.some((date) => !date.includes('<') && !isShortDate(date))) return verdict(canonical, false, 'date_impossible')
    const agrees = fieldsOf(layout, text).every(([over, digit, mayBeEmpty]) => {
      if (digit === '<') return mayBeEmpty && /^<*$/.test(over)
      return String(weightedSum(over, weightOf, (i) => [7, 3, 1][i % 3]!) % 10) === digit
    })
    return checked(canonical, agrees)
  },
}

function linesOf(raw: string): string[] {
  const lines = raw
    .normalize('NFKC')
    .toUpperCase()
    .split(/\r?\n|\\N/)
    .map((line) => line.replace(/\s/g, '').replaceAll('«', '<<').replaceAll('‹', '<'))
    .filter((line) => line !== '')
  const [only = ''] = lines
  const width = lines.length === 1 ? { 88: 44, 72: 36, 90: 30 }[only.length] : undefined
  return width === undefined ? lines : Array.from({ length: only.length / width }, (_, i) => only.slice(i * width, (i + 1) * width))
}

function layoutOf(lines: readonly string[]): Layout | undefined {
  const isVisa = lines[0]?.startsWith('V') === true
  return Object.entries(layouts).find(
    ([name, { lines: count, width }]) =>
      name.startsWith('MRV') === (isVisa && count === 2) && lines.length === count && lines.every((line) => line.length === width),
  )?.[1]
}

/** Optical readers confuse O with 0 and I with 1: dates and check digits hold digits only. */
function readNumericPlaces(lines: readonly string[], layout: Layout): string[] {
  const after = ([line, , to]: Span): Span => [line, to, to + 1]
  const numeric = [layout.birth, layout.expiry, after(layout.number), after(layout.birth), after(layout.expiry)]
  if (layout.personal !== undefined) numeric.push(after(layout.personal))
  if (layout.composite !== undefined) numeric.push(layout.composite.at)
  return lines.map((line, index) =>
    Array.from(line, (character, at) => {
      const isNumeric = numeric.some(([of, from, to]) => of === index && at >= from && at < to)
      return isNumeric ? character.replace('O', '0').replace('I', '1') : character
    }).join(''),
  )
}

/** What each check digit covers, the digit, and whether an empty field may have none. */
function fieldsOf(layout: Layout, text: (span: Span) => string): [over: string, digit: string, mayBeEmpty: boolean][] {
  const checkedField = ([line, from, to]: Span, mayBeEmpty = false): [string, string, boolean] => [
    text([line, from, to]),
    text([line, to, to + 1]),
    mayBeEmpty,
  ]
  const fields = [longNumber(layout, text) ?? checkedField(layout.number), checkedField(layout.birth), checkedField(layout.expiry)]
  if (layout.personal !== undefined) fields.push(checkedField(layout.personal, true))
  if (layout.composite !== undefined) fields.push([layout.composite.over.map(text).join(''), text(layout.composite.at), false])
  return fields
}

/** A number of more than nine characters: a filler stands for its check digit, the rest and the digit lie in the optional data (part 5, 4.2.2). */
function longNumber({ number, rest }: Layout, text: (span: Span) => string): [string, string, boolean] | undefined {
  if (rest === undefined || text([number[0], number[2], number[2] + 1]) !== '<') return undefined
  const more = /^([A-Z0-9]+)([0-9])(?:<|$)/.exec(text(rest))
  return more === null ? undefined : [text(number) + more[1], more[2]!, false]
}

function weightOf(character: string): number {
  return character === '<' ? 0 : Number.parseInt(character, 36)
}
