import { accept, type Json, parseJson, type Result, refuse } from '@enlace/core'
import { isZone } from '@enlace/records'
import type { BothLanguages } from './agreement.ts'
import { type PackProblem, readMembers } from './pack-reader.ts'
import type { CalendarPack, HolidayOn, HolidayRule } from './work-days.ts'

const code = /^[a-z][a-z0-9_-]{0,63}$/
const monthDay = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
type Reader = ReturnType<typeof readMembers>

/** Reads `packs/calendars/<id>.json` (docs/formats/instruments.md). Never throws; a calendar with one rule that cannot be read is refused whole. */
export function parseCalendarPack(json: Uint8Array): Result<CalendarPack, 'calendar_not_json' | 'calendar_invalid'> {
  const parsed = parseJson(json, { maxBytes: 262_144, maxDepth: 8 })
  if (!parsed.ok) return refuse('calendar_not_json', { ...parsed.detail, why: parsed.reason })
  const problems: PackProblem[] = []
  const read = readMembers(parsed.value.value, '', problems)
  const both = (reader: Reader, name: string) => readBoth(reader, name, problems)
  const zone = read.text('zone')
  if (!isZone(zone)) problems.push({ field: '/zone', wanted: 'a time zone of the IANA list' })
  const pack: CalendarPack = {
    id: read.text('id', code),
    party: read.text('party', code),
    title: both(read, 'title'),
    note: both(read, 'note'),
    zone,
    days: read.texts('days', /^[1-7]$/, 1).map(Number),
    editions: read.list('editions', 1, (item, at) => {
      const edition = readMembers(item, at, problems)
      return { id: edition.text('id', code), known: edition.day('known'), title: both(edition, 'title') }
    }),
    rules: read.list('rules', 0, (item, at): HolidayRule => {
      const rule = readMembers(item, at, problems)
      return {
        id: rule.text('id', code),
        title: both(rule, 'title'),
        when: readWhen(rule, problems),
        observed: rule.choice('observed', ['that_day', 'nearest']),
        from: rule.day('from'),
        published: rule.has('published') ? rule.day('published') : rule.day('from'),
        until: rule.has('until') ? rule.day('until') : null,
        endedBy: rule.has('until') ? rule.day('ended_by') : null,
        basis: rule.text('basis'),
        source: rule.text('source'),
        verified: rule.flag('verified'),
      }
    }),
  }
  const known = pack.editions.map((edition) => edition.known)
  if (known.some((day, i) => i > 0 && day <= (known[i - 1] ?? ''))) problems.push({ field: '/editions', wanted: 'oldest first' })
  if (new Set(pack.rules.map(({ id }) => id)).size !== pack.rules.length) problems.push({ field: '/rules', wanted: 'each id once' })
  const [problem] = problems
  return problem === undefined ? accept(pack) : refuse('calendar_invalid', problem)
}

/** A label in both languages of a pack. */
export function readBoth(reader: Reader, name: string, problems: PackProblem[]): BothLanguages {
  const { value, at } = reader.member(name)
  const label = readMembers(value, at, problems)
  return { es: label.text('es'), en: label.text('en') }
}

function readWhen(rule: Reader, problems: PackProblem[]): HolidayOn {
  const { value, at } = rule.member('when')
  const when = readMembers(value, at, problems)
  const on = when.choice('on', ['date', 'weekday', 'easter', 'every', 'span', 'days'] as const)
  switch (on) {
    case 'date':
      return { on, ...readDate(when, 'date') }
    case 'weekday':
      return {
        on,
        month: when.count('month', 1, 12),
        weekday: when.count('weekday', 1, 7),
        nth: when.count('nth', -1, 4) || notZero(at, problems),
      }
    case 'easter':
      return { on, offset: when.count('offset', -100, 100) }
    case 'every':
      return { on, years: when.count('years', 2, 100), since: when.count('since', 1800, 2200), ...readDate(when, 'date') }
    case 'span': {
      const [from, until] = [readDate(when, 'from'), readDate(when, 'until')]
      if (from.month > until.month || (from.month === until.month && from.day > until.day))
        problems.push({ field: `${at}/until`, wanted: 'a day of the same year behind `from`' })
      return { on, from: [from.month, from.day], until: [until.month, until.day] }
    }
    case 'days':
      return { on, days: when.list('days', 1, (item: Json, place) => readDay(item, place, problems)) }
  }
}

function notZero(at: string, problems: PackProblem[]): number {
  problems.push({ field: `${at}/nth`, wanted: '1 to 4, or -1 for the last' })
  return 1
}

function readDate(when: Reader, name: string): { readonly month: number; readonly day: number } {
  const [month = 1, day = 1] = when.text(name, monthDay).split('-').map(Number)
  return { month, day }
}

function readDay(item: Json, at: string, problems: PackProblem[]): string {
  return readMembers({ day: item }, at, problems).day('day')
}
