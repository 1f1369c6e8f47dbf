import type { BothLanguages } from './agreement.ts'
import { type CivilDay, dayFrom, dayOf, weekdayOf, yearOf } from './civil-day.ts'

/** On which days of a year a rule falls. `nth` -1 is the last of the month. `span` includes both ends and lies within one year. */
export type HolidayOn =
  | { readonly on: 'date'; readonly month: number; readonly day: number }
  | { readonly on: 'weekday'; readonly month: number; readonly weekday: number; readonly nth: number }
  | { readonly on: 'easter'; readonly offset: number }
  | { readonly on: 'every'; readonly years: number; readonly since: number; readonly month: number; readonly day: number }
  | { readonly on: 'span'; readonly from: readonly [number, number]; readonly until: readonly [number, number] }
  | { readonly on: 'days'; readonly days: readonly string[] }

/**
 * One rule about days off. `from` and `until` say on which days it has effect; `published` and `endedBy` when that became known: an edition of the
 * calendar knows what was published by its day, and nothing later. `observed: nearest` moves a Saturday to Friday and a Sunday to Monday.
 */
export type HolidayRule = {
  readonly id: string
  readonly title: BothLanguages
  readonly when: HolidayOn
  readonly observed: 'that_day' | 'nearest'
  readonly from: string
  readonly published: string
  readonly until: string | null
  readonly endedBy: string | null
  readonly basis: string
  readonly source: string
  readonly verified: boolean
}

export type CalendarEdition = { readonly id: string; readonly known: string; readonly title: BothLanguages }

/** The working days of one authority of one party, and how they changed. Zone: IANA; days: ISO numbers, Monday is 1. */
export type CalendarPack = {
  readonly id: string
  readonly party: string
  readonly title: BothLanguages
  readonly note: BothLanguages
  readonly zone: string
  readonly days: readonly number[]
  /** Oldest first. */
  readonly editions: readonly CalendarEdition[]
  readonly rules: readonly HolidayRule[]
}

/** A calendar as one edition knows it. */
export type WorkDays = {
  readonly id: string
  readonly party: string
  readonly zone: string
  readonly edition: CalendarEdition
  readonly isWorking: (day: CivilDay) => boolean
  /** The rule that makes a day one off; undefined on a working day and on a plain weekend. */
  readonly holiday: (day: CivilDay) => HolidayRule | undefined
}

/**
 * Opens a calendar as it was known on a day (ISO), or as the latest edition knows it. Of a day before the first edition the first edition answers: the
 * result names the edition, so that nobody takes it for more.
 */
export function openCalendar(pack: CalendarPack, knownOn?: string): WorkDays {
  const edition = pack.editions.findLast((one) => knownOn === undefined || one.known <= knownOn) ?? pack.editions[0]
  if (edition === undefined) throw new RangeError(`calendar ${pack.id} has no edition`)
  const rules = pack.rules
    .filter((rule) => rule.published <= edition.known)
    .map((rule) => (rule.endedBy !== null && rule.endedBy > edition.known ? { ...rule, until: null } : rule))
  const years = new Map<number, ReadonlyMap<CivilDay, HolidayRule>>()
  const holiday = (day: CivilDay) => {
    const year = yearOf(day)
    const known = years.get(year) ?? holidaysOf(rules, year)
    years.set(year, known)
    return known.get(day)
  }
  const weekdays = new Set(pack.days)
  return {
    id: pack.id,
    party: pack.party,
    zone: pack.zone,
    edition,
    isWorking: (day) => weekdays.has(weekdayOf(day)) && holiday(day) === undefined,
    holiday,
  }
}

function holidaysOf(rules: readonly HolidayRule[], year: number): ReadonlyMap<CivilDay, HolidayRule> {
  const found = new Map<CivilDay, HolidayRule>()
  for (const rule of rules) {
    const [from, until] = [dayOf(rule.from), rule.until === null ? Number.POSITIVE_INFINITY : dayOf(rule.until)]
    // A New Year's Day that falls on a Saturday is kept on the last day of the year before.
    for (const nominal of [year - 1, year, year + 1])
      for (const day of daysOf(rule.when, nominal)) {
        if (day < from || day > until) continue
        const kept = rule.observed === 'nearest' ? nearest(day) : day
        if (yearOf(kept) === year && !found.has(kept)) found.set(kept, rule)
      }
  }
  return found
}

function daysOf(when: HolidayOn, year: number): readonly CivilDay[] {
  switch (when.on) {
    case 'date':
      return [dayFrom(year, when.month, when.day)]
    case 'weekday':
      return [nthWeekday(year, when.month, when.weekday, when.nth)]
    case 'easter':
      return [easter(year) + when.offset]
    case 'every':
      return year >= when.since && (year - when.since) % when.years === 0 ? [dayFrom(year, when.month, when.day)] : []
    case 'span': {
      const [first, last] = [dayFrom(year, ...when.from), dayFrom(year, ...when.until)]
      return Array.from({ length: last - first + 1 }, (_, i) => first + i)
    }
    case 'days':
      return when.days.filter((day) => day.startsWith(`${year}-`)).map(dayOf)
  }
}

function nthWeekday(year: number, month: number, weekday: number, nth: number): CivilDay {
  if (nth < 0) {
    const last = dayFrom(year, month + 1, 0)
    return last - ((weekdayOf(last) - weekday + 7) % 7)
  }
  const first = dayFrom(year, month, 1)
  return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1)
}

function nearest(day: CivilDay): CivilDay {
  const weekday = weekdayOf(day)
  return weekday === 6 ? day - 1 : weekday === 7 ? day + 1 : day
}

/** Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8). */
function easter(year: number): CivilDay {
  const a = year % 19
  const [b, c] = [Math.floor(year / 100), year % 100]
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dayFrom(year, Math.floor(n / 31), (n % 31) + 1)
}
