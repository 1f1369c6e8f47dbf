import { type Finding, isFree, take } from './recognise-found.ts'
import type { Token } from './recognise-tokens.ts'
import { etaPhrases, hourWords, monthPhrases, phraseAt } from './recognise-words.ts'

/**
 * Finds instants, dates and times of day. Canonical forms: an instant in UTC; `2026-11-21`, or `--11-21` without a year; `T14:30`.
 * A time of day behind a word of arrival is of type `eta`. Which of 03/04 is the month follows the locale and is flagged.
 */
export function findTimes(finding: Finding, locale: string): void {
  for (let i = 0; i < finding.tokens.length; i++) {
    if (!isFree(finding, i, i + 1)) continue
    findInstant(finding, i) || findDate(finding, i, locale) || findTime(finding, i)
  }
}

function findInstant(finding: Finding, at: number): boolean {
  const { text, tokens } = finding
  const { start } = tokens[at]!
  const written = /^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})/.exec(
    text.slice(start, start + 40),
  )?.[0]
  if (written === undefined) return false
  const instant = new Date(written.replace(' ', 'T').toUpperCase())
  if (Number.isNaN(instant.getTime())) return false
  let to = at
  while (to < tokens.length && tokens[to]!.end <= start + written.length) to++
  return take(finding, at, to, { type: isEta(tokens, at) ? 'eta' : 'instant', canonical: instant.toISOString(), valid: true })
}

function findDate(finding: Finding, at: number, locale: string): boolean {
  const { tokens } = finding
  const [a, b, c] = [tokens[at]!, tokens[at + 1], tokens[at + 2]]
  const number = (token: Token | undefined, most: number) =>
    token !== undefined && token.word.length <= most && /^[0-9]+$/.test(token.word) ? Number(token.word) : undefined
  if (/^[0-9]{4}$/.test(a.word) && b?.glue === '-' && c?.glue === '-') {
    const canonical = toDate(Number(a.word), number(b, 2), number(c, 2))
    if (canonical !== undefined) return take(finding, at, at + 3, { type: 'date', canonical, valid: true })
  }
  const [first, second, year] = [number(a, 2), number(b, 2), number(c, 4)]
  if (first !== undefined && second !== undefined && year !== undefined && b!.glue === c!.glue && /^[/.-]$/.test(b!.glue)) {
    const full = year < 100 ? 2000 + year : year
    const dayFirst = toDate(full, second, first)
    const monthFirst = toDate(full, first, second)
    const chosen = locale.startsWith('en') ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst)
    const sure = dayFirst === undefined || monthFirst === undefined || dayFirst === monthFirst
    if (chosen !== undefined)
      return take(finding, at, at + 3, {
        type: 'date',
        canonical: chosen,
        valid: sure ? true : null,
        reason: sure ? null : 'day_month_order',
      })
  }
  return findWrittenDate(finding, at, number)
}

type ReadNumber = (token: Token | undefined, most: number) => number | undefined

// "21 de noviembre de 2026", "21 nov", "Nov 21, 2026"
function findWrittenDate(finding: Finding, at: number, number: ReadNumber): boolean {
  const { tokens } = finding
  const month = phraseAt(monthPhrases, tokens, at)
  const dayAfter = number(tokens[at + 1], 2)
  if (month !== undefined && dayAfter !== undefined && tokens[at + 1]!.glue.length <= 2) {
    return takeWritten(finding, at, at + 2, Number(month.code), dayAfter, number)
  }
  const day = number(tokens[at], 2)
  const next = tokens[at + 1]?.word === 'de' ? at + 2 : at + 1
  const named = day === undefined ? undefined : phraseAt(monthPhrases, tokens, next)
  if (day === undefined || named === undefined || (tokens[next]?.glue.length ?? 9) > 1) return false
  return takeWritten(finding, at, named.next, Number(named.code), day, number)
}

function takeWritten(finding: Finding, from: number, to: number, month: number, day: number, number: ReadNumber): boolean {
  const { tokens } = finding
  const yearAt = ['de', 'del'].includes(tokens[to]?.word ?? '') ? to + 1 : to
  const year = tokens[yearAt]?.word.length === 4 && (tokens[yearAt]?.glue.length ?? 9) <= 2 ? number(tokens[yearAt], 4) : undefined
  const canonical = toDate(year ?? 2024, month, day)
  if (canonical === undefined) return false
  const end = year === undefined ? to : yearAt + 1
  return take(finding, from, end, { type: 'date', canonical: year === undefined ? `-${canonical.slice(4)}` : canonical, valid: true })
}

function toDate(year: number, month: number | undefined, day: number | undefined): string | undefined {
  if (month === undefined || day === undefined || year < 1900 || year > 2100) return undefined
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined
}

function findTime(finding: Finding, at: number): boolean {
  const { tokens } = finding
  const [a, b] = [tokens[at]!, tokens[at + 1]]
  const clock = b?.glue === ':' && /^[0-9]{1,2}$/.test(a.word) ? /^([0-9]{2})(h|hr|hrs|hs|am|pm|z)?$/.exec(b.word) : null
  const together = /^([0-9]{2})([0-9]{2})(h|hr|hrs|hs|z)?$/.exec(a.word)
  const half = /^([0-9]{1,2})(am|pm)$/.exec(a.word)
  if (clock !== null) return takeTime(finding, at, at + 2, Number(a.word), Number(clock[1]), clock[2])
  if (together !== null && (together[3] !== undefined || (hourWords.has(b?.word ?? '') && b!.glue === ' '))) {
    return takeTime(finding, at, at + 1, Number(together[1]), Number(together[2]), together[3])
  }
  if (half !== null) return takeTime(finding, at, at + 1, Number(half[1]), 0, half[2])
  const halfWord = b?.word === 'am' || b?.word === 'pm' || (/^[ap]$/.test(b?.word ?? '') && tokens[at + 2]?.word === 'm')
  if (/^[0-9]{1,2}$/.test(a.word) && halfWord && b?.glue === ' ') return takeTime(finding, at, at + 1, Number(a.word), 0, undefined)
  return false
}

function takeTime(finding: Finding, from: number, end: number, hour: number, minute: number, suffix: string | undefined): boolean {
  const { tokens } = finding
  let to = end
  let half = suffix
  const after = tokens[to]
  if (after !== undefined && after.glue.length <= 1 && /^(?:am|pm|z|utc)$/.test(after.word)) {
    half = after.word
    to++
  } else if (after !== undefined && after.glue === ' ' && hourWords.has(after.word)) to++
  else if (after?.glue === ' ' && /^[ap]$/.test(after.word) && tokens[to + 1]?.word === 'm') {
    half = `${after.word}m`
    to += 2
  }
  const hours = half === 'pm' ? (hour % 12) + 12 : half === 'am' ? hour % 12 : hour
  const fits = hours < 24 && minute < 60 && (half !== 'am' && half !== 'pm' ? true : hour >= 1 && hour <= 12)
  if (!fits) return false
  const zone = half === 'z' || half === 'utc' ? 'Z' : ''
  const canonical = `T${String(hours).padStart(2, '0')}:${String(minute).padStart(2, '0')}${zone}`
  return take(finding, from, to, { type: isEta(tokens, from) ? 'eta' : 'time', canonical, valid: true })
}

/** True when one of the four tokens before speaks of arrival. */
function isEta(tokens: readonly Token[], at: number): boolean {
  for (let i = Math.max(0, at - 4); i < at; i++) if (phraseAt(etaPhrases, tokens, i) !== undefined) return true
  return false
}
