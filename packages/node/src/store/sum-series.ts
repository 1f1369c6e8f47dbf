import type { SeriesCell, SeriesDetail, SeriesPeriod } from '@enlace/api'
import type { StoredFigure } from './read-series.ts'

/** The words of one line of a series, from the record of its newest value. `classes` are its dimensions, the place last. */
export type LineWords = {
  readonly classes: Readonly<Record<string, string>>
  readonly publisher: string | undefined
  readonly sourceUrl: string | undefined
  readonly caveats: string | undefined
}

export type SeriesLine = LineWords & {
  readonly measure: string
  readonly unit: string
  /** Every edition of each value, oldest first, by the first day of its period; of a rolling one, by its last day. */
  readonly values: ReadonlyMap<string, readonly StoredFigure[]>
}

export type SeriesQuestion = {
  readonly measure: string
  readonly by: string | undefined
  readonly where: Readonly<Record<string, string>>
  readonly period: SeriesPeriod
  /** Months YYYY-MM, both included. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Month (1-12) in which the publisher's fiscal year begins. */
  readonly fiscalYearStarts: number | undefined
}

export type SummedSeries = Pick<SeriesDetail, 'unit' | 'additive' | 'periods' | 'editions' | 'rows' | 'rowsFound'>

const maxRows = 100
const maxPeriods = 1200
const maxRevisions = 6
/** Measures of which two values cannot be added: a rate, and counts that stand for a country and its parts side by side. */
const notAdditive: readonly string[] = ['rate', 'deaths_reported', 'deaths_predicted']

/**
 * Sums the lines of one measure by a dimension and by period. What was not published stays a gap; a sum says of how many values it is made, and
 * what it was in earlier editions. Pure.
 */
export function sumSeries(lines: readonly SeriesLine[], question: SeriesQuestion): SummedSeries {
  const { measure, by, where } = question
  const chosen = lines.filter(
    (line) => line.measure === measure && Object.entries(where).every(([name, value]) => line.classes[name] === value),
  )
  // Units are never mixed: the one most lines use is shown, the others are other series.
  const unit = mostCommon(chosen.map((line) => line.unit)) ?? ''
  const inUnit = chosen.filter((line) => line.unit === unit)
  const additive = !notAdditive.includes(measure)
  const groups = Map.groupBy(inUnit, (line) => (by === undefined && additive ? '' : nameOf(line, by)))
  const months = inUnit.flatMap((line) => [...line.values.keys()].map((day) => day.slice(0, 7)))
  const first = latestOf(question.from, earliest(months))
  const last = earliestOf(question.to, latest(months))
  const periods = first === undefined || last === undefined ? [] : periodsBetween(first, last, question)
  const editions = editionsOf(inUnit)
  // Many publishers leave out a line of which there was nothing: a month counts as published when any line of the measure was.
  const covered = new Set(lines.flatMap((line) => (line.measure === measure ? [...line.values.keys()].map((day) => day.slice(0, 7)) : [])))
  const rows = [...groups].map(([name, members]) => ({
    name,
    lines: members.length,
    cells: cellsOf(members, periods, question, { first: first ?? '', last: last ?? '', covered, additive }),
  }))
  const size = (row: (typeof rows)[number]) => row.cells.reduce((sum, cell) => sum + (cell?.value ?? 0), 0)
  const sizes = new Map(rows.map((row) => [row, size(row)]))
  rows.sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0) || (a.name < b.name ? -1 : 1))
  return { unit, additive, periods, editions, rows: rows.slice(0, maxRows), rowsFound: rows.length }
}

function nameOf(line: SeriesLine, by: string | undefined): string {
  return by === undefined ? Object.values(line.classes).join(' · ') : (line.classes[by] ?? '')
}

/** The finest period by which a line can be shown: its values say nothing of a shorter one. */
export function finestPeriod(lines: readonly SeriesLine[]): SeriesPeriod {
  const precisions = new Set(lines.flatMap((line) => [...line.values.values()].flatMap((all) => all.at(-1)?.precision ?? [])))
  const finest = (['month', 'quarter', 'half_year', 'year', 'fiscal_year'] as const).find((period) => precisions.has(period))
  // A rolling value ends in a month, and so has its place there.
  return precisions.has('other') || precisions.has('day') ? 'month' : (finest ?? 'month')
}

/** The period that a month belongs to: `2026-01`, `2026-Q1`, `2026-H1`, `2026`, `FY2026`. */
export function periodOf(month: string, period: SeriesPeriod, fiscalYearStarts: number | undefined): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  if (period === 'month') return month
  if (period === 'quarter') return `${year}-Q${Math.ceil(number / 3)}`
  if (period === 'half_year') return `${year}-H${number <= 6 ? 1 : 2}`
  if (period === 'year' || fiscalYearStarts === undefined || fiscalYearStarts === 1) return period === 'year' ? `${year}` : `FY${year}`
  // A fiscal year is named after the calendar year in which it ends.
  return `FY${number >= fiscalYearStarts ? year + 1 : year}`
}

function periodsBetween(first: string, last: string, { period, fiscalYearStarts }: SeriesQuestion): string[] {
  const found = new Set<string>()
  let [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))]
  for (let i = 0; i < maxPeriods; i++) {
    const text = `${year}-${String(month).padStart(2, '0')}`
    if (text > last) break
    found.add(periodOf(text, period, fiscalYearStarts))
    month = month === 12 ? 1 : month + 1
    if (month === 1) year++
  }
  return [...found]
}

const monthsIn: Readonly<Record<SeriesPeriod, number>> = {
  month: 1,
  quarter: 3,
  half_year: 6,
  year: 12,
  fiscal_year: 12,
}

/** How many months one value covers, where values add up to longer periods. */
const partsOf: Readonly<Record<string, number>> = { month: 1, quarter: 3, half_year: 6, year: 12 }

function isRolling({ precision }: StoredFigure): boolean {
  return precision === 'other'
}

function monthAfter(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

/** Whether a period is shorter than another. */
export function isFiner(one: SeriesPeriod, other: SeriesPeriod): boolean {
  return monthsIn[one] < monthsIn[other]
}

type Span = { readonly first: string; readonly last: string; readonly covered: ReadonlySet<string>; readonly additive: boolean }
type Value = { readonly now: StoredFigure; readonly all: readonly StoredFigure[] }

function cellsOf(
  lines: readonly SeriesLine[],
  periods: readonly string[],
  { period, fiscalYearStarts }: SeriesQuestion,
  { first, last, covered, additive }: Span,
): (SeriesCell | null)[] {
  const byPeriod = new Map<string, Value[]>()
  for (const line of lines) {
    for (const [day, all] of line.values) {
      const month = day.slice(0, 7)
      const now = all.at(-1)
      if (now === undefined || month < first || month > last) continue
      const name = periodOf(month, period, fiscalYearStarts)
      // Rolling values overlap: of a longer period only the one that ends with it says something, and two are never added.
      if (isRolling(now) && name === periodOf(monthAfter(month), period, fiscalYearStarts)) continue
      const values = byPeriod.get(name)
      if (values === undefined) byPeriod.set(name, [{ now, all }])
      else values.push({ now, all })
    }
  }
  const months = Map.groupBy(
    [...covered].filter((month) => month >= first && month <= last),
    (month) => periodOf(month, period, fiscalYearStarts),
  )
  return periods.map((name) => {
    const values = byPeriod.get(name)
    if (values === undefined || (!additive && values.length > 1)) return null
    const parts = partsOf[values[0]?.now.precision ?? '']
    // A value that covers the whole period by itself, or more, makes it whole.
    if (parts === undefined || parts > monthsIn[period] || values.some(({ now }) => partsOf[now.precision] !== parts)) {
      return cellOf(values, { months: 1, of: 1 })
    }
    return cellOf(values, { months: (months.get(name)?.length ?? 0) * parts, of: monthsIn[period] })
  })
}

function cellOf(values: readonly Value[], whole: { readonly months: number; readonly of: number }): SeriesCell {
  const known = values.filter(({ now }) => now.value !== null)
  const ranges = values.filter(({ now }) => now.value === null && now.low !== null && now.high !== null)
  const missing = values.find(({ now }) => now.missing !== null)?.now.missing ?? null
  const value = known.length === 0 ? null : sum(known.map(({ now }) => now.value ?? 0))
  const extra = (end: 'low' | 'high') => sum([...known.map(({ now }) => now.value ?? 0), ...ranges.map(({ now }) => now[end] ?? 0)])
  const revised = revisionsOf(values, value)
  return {
    value,
    ...(ranges.length === 0 ? {} : { low: extra('low'), high: extra('high') }),
    published: known.length + ranges.length,
    ...whole,
    edition: values.reduce((newest, { now }) => (now.edition > newest ? now.edition : newest), ''),
    ...(values.some(({ now }) => now.provisional) ? { provisional: true as const } : {}),
    ...(value === null && missing !== null ? { missing } : {}),
    ...(revised.length === 0 ? {} : { revised }),
  }
}

/**
 * What the same sum was in each earlier edition that said otherwise of a value, newest of them first. An edition that knew fewer values says so by
 * `published`; that it knew fewer is by itself no revision.
 */
function revisionsOf(values: readonly Value[], current: number | null): NonNullable<SeriesCell['revised']> {
  const earlier = new Set(values.flatMap(({ all }) => all.slice(0, -1).map((version) => version.edition)))
  const found: NonNullable<SeriesCell['revised']> = []
  let shown = current
  for (const edition of [...earlier].sort().reverse()) {
    const then = values.flatMap(({ now, all }) => {
      const version = all.findLast((candidate) => candidate.edition <= edition)
      return version === undefined ? [] : [{ now: now.value, was: version.value }]
    })
    const known = then.flatMap(({ was }) => was ?? [])
    const value = known.length === 0 ? null : sum(known)
    if (same(value, shown) || then.every(({ now, was }) => same(now, was))) continue
    found.push({ edition, value, published: known.length })
    shown = value
  }
  return found.slice(0, maxRevisions)
}

function editionsOf(lines: readonly SeriesLine[]): SummedSeries['editions'] {
  const counts = new Map<string, { values: number; revised: number }>()
  for (const line of lines) {
    for (const versions of line.values.values()) {
      for (const [i, version] of versions.entries()) {
        const count = counts.get(version.edition) ?? { values: 0, revised: 0 }
        count.values++
        const before = versions[i - 1]
        if (before !== undefined && !same(before.value, version.value)) count.revised++
        counts.set(version.edition, count)
      }
    }
  }
  return [...counts]
    .map(([edition, count]) => ({ edition, ...count }))
    .sort((a, b) => (a.edition < b.edition ? 1 : -1))
    .slice(0, 60)
}

/** Equal but for the last digits, which differ between two computations of one published sum. */
function same(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return one === other
  return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other))
}

// Published weights have a dozen digits; adding them must not make more.
function sum(values: readonly number[]): number {
  return Math.round(values.reduce((total, value) => total + value, 0) * 1e6) / 1e6
}

function mostCommon(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0]
}

function earliest(values: readonly string[]): string | undefined {
  return values.reduce<string | undefined>((least, value) => (least === undefined || value < least ? value : least), undefined)
}

function latest(values: readonly string[]): string | undefined {
  return values.reduce<string | undefined>((most, value) => (most === undefined || value > most ? value : most), undefined)
}

function latestOf(one: string | undefined, other: string | undefined): string | undefined {
  return other === undefined ? undefined : latest([other, ...(one === undefined ? [] : [one])])
}

function earliestOf(one: string | undefined, other: string | undefined): string | undefined {
  return other === undefined ? undefined : earliest([other, ...(one === undefined ? [] : [one])])
}
