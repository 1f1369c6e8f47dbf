import { identify } from './identifiers/identify.ts'
import { likelyPlateCountry } from './identifiers/plate.ts'
import { type Finding, isFree, rawOf, takeIdentifier } from './recognise-found.ts'
import type { Token } from './recognise-tokens.ts'
import { connectors, fillers, issuerPhrases, labelPhrases, phraseAt, stateCodes } from './recognise-words.ts'

/** Finds identifiers: first those whose shape says what they are, then those that a word in front names, then the likely ones. */
export function findIdentifiers(finding: Finding): void {
  const count = finding.tokens.length
  for (let i = 0; i < count; i++) findByShape(finding, i)
  for (let i = 0; i < count; i++) findByLabel(finding, i)
  for (let i = 0; i < count; i++) findLikely(finding, i)
}

const digits = /^[0-9]+$/

/** The index after the longest run from `from` of at most `most` tokens that the given characters join. */
function runEnd(tokens: readonly Token[], from: number, most: number, glues: string): number {
  let to = from + 1
  while (to < tokens.length && to - from < most && tokens[to]!.glue.length === 1 && glues.includes(tokens[to]!.glue)) to++
  return to
}

// Shapes nobody writes by chance: container, VIN, CURP, RFC.
function findByShape(finding: Finding, at: number): void {
  const { tokens } = finding
  const { word } = tokens[at]!
  if (!isFree(finding, at, at + 1) || word.length > 24) return
  if (/^[a-z]{3}[ujz][0-9]{0,7}$/.test(word)) {
    for (let to = runEnd(tokens, at, 3, ' -.'); to > at; to--) {
      if (/^[a-z]{3}[ujz][0-9]{6,7}$/.test(joined(tokens, at, to)) && takeIdentifier(finding, 'container', at, to)) return
    }
  }
  if (/^[a-hj-npr-z0-9]{17}$/.test(word) && /[0-9]{4}/.test(word) && /[a-z]/.test(word)) takeIdentifier(finding, 'vin', at, at + 1)
  else if (/^[a-z]{4}[0-9]{6}[hmx][a-z]{5}[a-z0-9][0-9]$/.test(word)) takeIdentifier(finding, 'curp', at, at + 1)
  else if (/^[a-z]{3,4}$/.test(word) || /^[a-z]{3,4}[0-9]{6}[a-z0-9]{3}$/.test(word)) {
    const to = word.length > 4 ? at + 1 : runEnd(tokens, at, 3, '-')
    if (
      /^[a-z]{3,4}[0-9]{6}[a-z0-9]{2}[0-9a]$/.test(joined(tokens, at, to)) &&
      identify('rfc', rawOf(finding, at, to)).reason !== 'date_impossible'
    ) {
      takeIdentifier(finding, 'rfc', at, to)
    }
  }
}

function joined(tokens: readonly Token[], from: number, to: number): string {
  let text = ''
  for (let i = from; i < to && text.length <= 40; i++) text += tokens[i]!.word
  return text
}

// A word in front says what follows, so a wrong length is listed too: better flagged than missed.
function findByLabel(finding: Finding, at: number): void {
  const { tokens } = finding
  const glued = /^(imo|mmsi)[0-9]{6,10}$/.exec(tokens[at]!.word)
  if (glued !== null) takeIdentifier(finding, glued[1]!, at, at + 1)
  const label = phraseAt(labelPhrases, tokens, at)
  if (label === undefined || !isFree(finding, at, label.next)) return
  const from = skipFillers(finding, label.next)
  if (from >= tokens.length) return
  if (label.code === 'plate') findPlates(finding, from)
  else if (label.code === 'phone') findPhone(finding, from, true)
  else {
    const shape = labelled[label.code]
    if (shape === undefined) return
    for (let to = runEnd(tokens, from, 4, shape.glues); to > from; to--) {
      if (shape.fits.test(joined(tokens, from, to)) && takeIdentifier(finding, label.code, from, to)) return
    }
  }
}

const labelled: Readonly<Record<string, { readonly fits: RegExp; readonly glues: string }>> = {
  vin: { fits: /^(?=.*[0-9])[a-z0-9]{11,18}$/, glues: '-' },
  container: { fits: /^[a-z]{3,4}[0-9]{6,7}$/, glues: ' -' },
  imo: { fits: /^[0-9]{6,8}$/, glues: '' },
  mmsi: { fits: /^[0-9]{8,10}$/, glues: ' ' },
  rfc: { fits: /^[a-z0-9]{12,13}$/, glues: '-' },
  curp: { fits: /^[a-z0-9]{17,19}$/, glues: '-' },
  cas: { fits: /^[0-9]{5,10}$/, glues: '-' },
  hs: { fits: /^[0-9]{4,10}$/, glues: '.' },
  pedimento: { fits: /^[0-9]{14,16}$/, glues: ' -' },
  awb: { fits: /^[0-9]{11}$/, glues: '- ' },
  'us-entry': { fits: /^[a-z0-9]{3}[0-9]{8}$/, glues: '-' },
  scac: { fits: /^[a-z]{4}$/, glues: '' },
}

/** Steps over "no.", "de", a state's name and the like, at most five tokens. */
function skipFillers({ tokens }: Finding, from: number): number {
  let at = from
  while (at < tokens.length && at - from < 5 && !/\n/.test(tokens[at]!.glue)) {
    const state = phraseAt(issuerPhrases, tokens, at)
    if (state !== undefined) at = state.next
    else if (fillers.has(tokens[at]!.word) || isStateCode(tokens[at]!)) at++
    else break
  }
  return at
}

/** The postal letters of a United States state, in capitals: `in` and `OR` would otherwise be everywhere. */
export function isStateCode(token: Token): boolean {
  return token.raw.length === 2 && stateCodes.has(`US-${token.raw}`)
}

function findPlates(finding: Finding, from: number): void {
  const { tokens } = finding
  let at = from
  for (let plates = 0; plates < 4 && at < tokens.length; plates++) {
    const to = plateEnd(finding, at, plates > 0)
    if (to === undefined || !takeIdentifier(finding, 'plate', at, to)) return
    at = to
    for (let skipped = 0; skipped < 2 && connectors.has(tokens[at]?.word ?? ''); skipped++) at++
    if (at === to && !/^[,/&;] ?$/.test(tokens[at]?.glue ?? '')) return
    at = skipFillers(finding, at)
  }
}

function plateEnd({ tokens }: Finding, at: number, mixed: boolean): number | undefined {
  for (let to = runEnd(tokens, at, 3, '-'); to > at; to--) if (isPlate(joined(tokens, at, to), mixed)) return to
  const to = runEnd(tokens, at, 3, ' ')
  for (let end = to; end > at; end--) {
    const short = tokens
      .slice(at, end)
      .every((token) => token.word.length <= 4 && (digits.test(token.word) || /^[a-z]{1,3}$/.test(token.word)))
    if (short && isPlate(joined(tokens, at, end), true)) return end
  }
  return undefined
}

function isPlate(text: string, mixed: boolean): boolean {
  return /^[a-z0-9]{5,8}$/.test(text) && /[0-9]/.test(text) && (!mixed || /[a-z]/.test(text))
}

// No label, yet hardly anything else: Mexican plates, a plate behind a state, telephone groups, a CAS number or waybill whose digit agrees.
function findLikely(finding: Finding, at: number): void {
  const { tokens } = finding
  if (!isFree(finding, at, at + 1)) return
  const { word } = tokens[at]!
  if (isStateCode(tokens[at]!) && at + 1 < tokens.length && /^[ :-]{1,2}$/.test(tokens[at + 1]!.glue)) {
    const to = plateEnd(finding, at + 1, true)
    if (to !== undefined && takeIdentifier(finding, 'plate', at + 1, to)) return
  }
  if (digits.test(word)) {
    const to = runEnd(tokens, at, 3, '-')
    const raw = rawOf(finding, at, to)
    if (/^[0-9]{2,7}-[0-9]{2}-[0-9]$/.test(raw) && identify('cas', raw).valid === true && takeIdentifier(finding, 'cas', at, to)) return
    if (/^[0-9]{3}-[0-9]{8}$/.test(raw) && identify('awb', raw).valid === true && takeIdentifier(finding, 'awb', at, to)) return
    const four = at + 4
    if (groupLengths(tokens, at, 4).join() === '2,2,4,7' && isFree(finding, at, four) && takeIdentifier(finding, 'pedimento', at, four))
      return
    findPhone(finding, at, false)
  }
  if (word.length > 4) return
  const to = runEnd(tokens, at, 3, '-')
  if (to - at > 1 && likelyPlateCountry(rawOf(finding, at, to)) !== undefined) takeIdentifier(finding, 'plate', at, to)
}

/** Lengths of the digit tokens from `at` on that are joined as telephone numbers are, at most `most`. */
function groupLengths(tokens: readonly Token[], at: number, most: number): readonly number[] {
  const parts: number[] = []
  for (let i = at; i < at + most; i++) {
    const token = tokens[i]
    if (token === undefined || !digits.test(token.word) || (i > at && !/^(?:[ .-]|\) ?|\)-| \(| {2})$/.test(token.glue))) break
    parts.push(token.word.length)
  }
  return parts
}

const phoneGroups = new Set(['1,3,3,4', '2,1,3,3,4', '2,3,3,4', '2,2,4,4', '2,10', '1,10', '3,3,4', '2,4,4', '3,7', '3,3,2,2', '10'])

function findPhone(finding: Finding, at: number, labelled: boolean): void {
  const { text, tokens } = finding
  const before = text.slice(Math.max(0, tokens[at]!.start - 2), tokens[at]!.start)
  const earlier = before.endsWith('+') || before.endsWith('(') ? (before === '+(' || before === '(+' ? 2 : 1) : 0
  const plus = before.includes('+') && earlier > 0
  const parts = groupLengths(tokens, at, 6)
  for (let count = parts.length; count > 0; count--) {
    const groups = parts.slice(0, count).join()
    const total = parts.slice(0, count).reduce((sum, part) => sum + part, 0)
    const fits = phoneGroups.has(groups) || (plus && total >= 8 && total <= 15) || (labelled && total >= 7 && total <= 15)
    if (!fits || !(plus || labelled || isDialled(joined(tokens, at, at + count)))) continue
    if (takeIdentifier(finding, 'phone', at, at + count, earlier)) return
  }
}

function isDialled(number: string): boolean {
  return /^(?:521?|1)?[2-9][0-9]{9}$/.test(number)
}
