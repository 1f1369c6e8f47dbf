import type { BothLanguages } from './agreement.ts'
import { addMonths, type CivilDay, dayOf, isoOf } from './civil-day.ts'
import { type ClockPause, elapsedMs, type LegalClockRule, type Term } from './instrument.ts'
import type { WorkDays } from './work-days.ts'
import { localDay, startOfDay } from './zone-time.ts'

/** Something that happened, or is supposed to: a code of the instrument, and an ISO day or an ISO instant. */
export type LegalEvent = {
  readonly code: string
  readonly at: string
  readonly court?: string
  readonly number?: string
  /** The last day that it states, for a clock that has no length of its own. */
  readonly until?: string
}

/** One step of a count, for a person to check by hand. Codes are keys `step.<code>` of `packs/locales/<language>/clocks.json`. */
export type ClockStep = {
  readonly code: string
  readonly event?: string
  readonly from?: string
  readonly to?: string
  readonly count?: number
  readonly title?: BothLanguages
  readonly court?: string
  readonly number?: string
}

export type LegalClockState = 'running' | 'paused' | 'met' | 'late' | 'missed' | 'lapsed' | 'cured' | 'ended'

/** What a clock cannot be computed without: events that start it, the hour of its start, the last day that was set, or a month that has the day. */
export type ClockNeed = { readonly needs: 'start' | 'hour' | 'stated_day' | 'day_of_month'; readonly events: readonly string[] }

export type LegalClock = {
  readonly state: LegalClockState
  readonly startedOn: string
  /** The instant of the start; of an event given as a day, when that day begins. */
  readonly startedAt: string
  /** The last day on which the act is in time; null while a pause is open. For hours, the local day of the instant. */
  readonly dueOn: string | null
  /** The instant at which it is too late: the end of that day where the clock is counted. */
  readonly dueAt: string | null
  readonly stoppedOn: string | null
  readonly stoppedAt: string | null
  /** Units of the term that were left when a pause that is still open began; null once the clock has stopped. */
  readonly left: number | null
  /** The owner of the clock, when it did not act in time. */
  readonly late: string | null
  /** Pauses that do not say what the rule wants them to say. */
  readonly lacks: readonly { readonly pause: string; readonly what: readonly string[] }[]
  readonly edition: string
  readonly steps: readonly ClockStep[]
}

export type LegalClockAnswer = { readonly ok: true; readonly clock: LegalClock } | ({ readonly ok: false } & ClockNeed)

type Place = { readonly day: CivilDay; readonly ms: number; readonly timed: boolean; readonly event: LegalEvent }
type Break = { readonly pause: ClockPause; readonly from: Place; readonly to: Place | undefined }
type Count =
  | { readonly open: false; readonly due: CivilDay; readonly steps: readonly ClockStep[] }
  | { readonly open: true; readonly left: number; readonly steps: readonly ClockStep[] }

/** Days that a count may look at: a century. Terms are bounded by the pack's reader, pauses by this. */
const maxDays = 36_600

/**
 * Counts one clock of an instrument: pure, so that it can be counted again in ten years. Days are local days of the calendar's zone; an event given as a
 * day happens on that day there. Days of a pause, from the one on which it begins to the one before it ends, are not counted; months and years
 * are counted first and the days of a pause added. An extension counts when it was given in time. `now` (ISO) decides only the state.
 */
export function computeLegalClock(rule: LegalClockRule, events: readonly LegalEvent[], calendar: WorkDays, now: string): LegalClockAnswer {
  const { zone } = calendar
  const places = events.map((event) => placeOf(event, zone)).sort((a, b) => a.ms - b.ms)
  const first = (codes: readonly string[], from = Number.NEGATIVE_INFINITY) =>
    places.find((place) => codes.includes(place.event.code) && place.ms >= from)
  const since = rule.again ? roundOf(rule, places) : Number.NEGATIVE_INFINITY
  const start = first(rule.starts, since)
  if (start === undefined) return { ok: false, needs: 'start', events: rule.starts }
  const elapsed = elapsedMs(rule.term) !== undefined
  if (elapsed && !start.timed) return { ok: false, needs: 'hour', events: [start.event.code] }
  // What was owed and done before the start (the request came before the arrest) is done at once; a right was not used before there was one.
  if (rule.term.unit === 'stated' && Number.isNaN(dayOf(start.event.until ?? '')))
    return { ok: false, needs: 'stated_day', events: [start.event.code] }
  const before = rule.nature === 'right' || first(rule.stops, since) === undefined ? undefined : start
  const acted = first(rule.stops, start.ms) ?? before
  const end = first(rule.ends, start.ms)
  const ended = end !== undefined && (acted === undefined || end.ms < acted.ms)
  const stop = ended ? end : acted
  const breaks = rule.pauses
    .flatMap((pause) => breaksOf(pause, places, start))
    .filter(({ from }) => stop === undefined || from.ms < stop.ms)
    .sort((a, b) => a.from.ms - b.from.ms)
  const extensions = rule.extension === null ? [] : places.filter((place) => rule.extension?.by.includes(place.event.code))

  const given: ClockStep[] = [{ code: 'start', event: start.event.code, from: isoOf(start.day) }]
  let term: Term = rule.term
  let counted = count(rule, term, start, breaks, calendar)
  let times = 0
  for (const place of extensions) {
    if (counted === undefined || rule.extension === null || times >= rule.extension.times) break
    if (!counted.open && place.day > counted.due) break
    times++
    term = { ...term, count: term.count + rule.extension.count }
    given.push({ code: `extended_${term.unit}`, event: place.event.code, from: isoOf(place.day), count: rule.extension.count })
    counted = count(rule, term, start, breaks, calendar)
  }
  if (counted === undefined) return { ok: false, needs: 'day_of_month', events: [start.event.code] }
  const last = counted.open ? Number.POSITIVE_INFINITY : counted.due
  const lacks = breaks.flatMap(({ pause, from }) => {
    if (from.day > last) return []
    const what = pause.needs.filter((name) => (from.event[name] ?? '') === '')
    return what.length === 0 ? [] : [{ pause: pause.id, what }]
  })
  const shared = {
    startedOn: isoOf(start.day),
    startedAt: new Date(start.ms).toISOString(),
    stoppedOn: stop === undefined ? null : isoOf(stop.day),
    stoppedAt: stop === undefined ? null : new Date(stop.ms).toISOString(),
    lacks,
    edition: calendar.edition.id,
  }
  const over: ClockStep[] = ended ? [{ code: 'ended', event: end.event.code, from: isoOf(end.day) }] : []
  const steps = [...given, ...counted.steps, ...over]
  if (counted.open) {
    const stopped: Pick<LegalClock, 'state' | 'dueOn' | 'dueAt' | 'left' | 'late'> = {
      state: stop === undefined ? 'paused' : ended ? 'ended' : 'met',
      dueOn: null,
      dueAt: null,
      left: stop === undefined ? counted.left : null,
      late: null,
    }
    return { ok: true, clock: { ...shared, ...stopped, steps } }
  }
  const length = elapsedMs(term)
  const tooLate = length !== undefined ? dueElapsed(length, start, breaks) : startOfDay(counted.due + 1, zone)
  const cure = rule.cure === null ? undefined : first(rule.cure.by, tooLate)
  // A deadline that passed is healed only by what comes within the term of the cure.
  const cured = cure !== undefined && rule.cure !== null && isWithin(rule, cure, counted.due, calendar)
  const nowMs = Date.parse(now)
  const late = (state: LegalClockState): LegalClockState => (rule.nature === 'right' ? 'lapsed' : cured ? 'cured' : state)
  // The last hour itself is in time; the first instant of the day after the last is not.
  const inTime = (ms: number) => (elapsed ? ms <= tooLate : ms < tooLate)
  const untilNow = (): LegalClockState => (inTime(nowMs) ? 'running' : late('missed'))
  const untilStop = (ms: number): LegalClockState => (inTime(ms) ? (ended ? 'ended' : 'met') : late(ended ? 'missed' : 'late'))
  const state = stop === undefined ? untilNow() : untilStop(stop.ms)
  const missed = state === 'missed' || state === 'late' || state === 'cured'
  const ends: ClockStep = { code: elapsed ? 'ends_hours' : 'ends', from: isoOf(counted.due) }
  const healed: ClockStep[] =
    state === 'cured' && cure !== undefined ? [{ code: 'cured', event: cure.event.code, from: isoOf(cure.day) }] : []
  return {
    ok: true,
    clock: {
      ...shared,
      state,
      dueOn: isoOf(counted.due),
      dueAt: new Date(tooLate).toISOString(),
      left: null,
      late: missed ? rule.owner : null,
      steps: [...steps, ends, ...healed],
    },
  }
}

function count(rule: LegalClockRule, term: Term, start: Place, breaks: readonly Break[], calendar: WorkDays): Count | undefined {
  const ms = elapsedMs(term)
  if (ms !== undefined) return countElapsed(term, ms, start, breaks, calendar)
  if (term.unit === 'stated') {
    const due = dayOf(start.event.until ?? '')
    return { open: false, due, steps: [{ code: 'count_stated', to: isoOf(due) }] }
  }
  const counted =
    term.unit === 'months' || term.unit === 'years'
      ? countMonths(rule, term, start, breaks)
      : countDays(rule, term, start, breaks, calendar)
  if (counted === undefined || counted.open || rule.lastDay === 'stays' || calendar.isWorking(counted.due)) return counted
  let due = counted.due
  while (!calendar.isWorking(due) && due < counted.due + maxDays) due++
  const title = calendar.holiday(counted.due)?.title
  const rolled: ClockStep = { code: 'rolls', from: isoOf(counted.due), to: isoOf(due), ...(title === undefined ? {} : { title }) }
  return { open: false, due, steps: [...counted.steps, rolled] }
}

/** Counts day by day, because a pause or a holiday can be any of them. */
function countDays(rule: LegalClockRule, term: Term, start: Place, breaks: readonly Break[], calendar: WorkDays): Count {
  const working = term.unit === 'working_days'
  const excluded = rule.firstDay === 'excluded'
  const steps: ClockStep[] = [{ code: excluded ? 'first_day_excluded' : 'first_day_included', from: isoOf(start.day) }]
  const holidays: ClockStep[] = []
  let counted = 0
  let off = 0
  let day = excluded ? start.day : start.day - 1
  const said = new Set<Break>()
  while (counted < term.count && day - start.day < maxDays) {
    day++
    const paused = breaks.find(({ from, to }) => day >= from.day && (to === undefined || day < to.day))
    if (paused !== undefined) {
      if (!said.has(paused)) steps.push(pauseStep(paused))
      said.add(paused)
      if (paused.to === undefined) return { open: true, left: term.count - counted, steps }
    } else if (working && !calendar.isWorking(day)) {
      off++
      const holiday = calendar.holiday(day)
      if (holiday !== undefined) holidays.push({ code: 'holiday', from: isoOf(day), title: holiday.title })
    } else counted++
  }
  if (working) steps.push(...holidays, { code: 'skipped', count: off })
  steps.push({ code: `count_${term.unit}`, count: term.count, to: isoOf(day) })
  return { open: false, due: day, steps }
}

function countMonths(rule: LegalClockRule, term: Term, start: Place, breaks: readonly Break[]): Count | undefined {
  const months = term.unit === 'years' ? term.count * 12 : term.count
  const end = addMonths(start.day, months, rule.monthEnd)
  if (end === undefined) return undefined
  const steps: ClockStep[] = [{ code: `count_${term.unit}`, count: term.count, to: isoOf(end) }]
  if (addMonths(start.day, months, 'refuse') === undefined) steps.push({ code: `month_end_${rule.monthEnd}`, to: isoOf(end) })
  let due = end
  if (rule.firstDay === 'included') {
    due--
    steps.push({ code: 'first_day_included', from: isoOf(start.day), to: isoOf(due) })
  }
  for (const pause of breaks) {
    if (pause.from.day > due) break
    steps.push(pauseStep(pause))
    if (pause.to === undefined) return { open: true, left: due - pause.from.day + 1, steps }
    due += pause.to.day - Math.max(pause.from.day, start.day)
    steps.push({ code: 'pause_added', count: pause.to.day - pause.from.day, to: isoOf(due) })
  }
  return { open: false, due, steps }
}

function countElapsed(term: Term, ms: number, start: Place, breaks: readonly Break[], calendar: WorkDays): Count {
  const open = breaks.find(({ to }) => to === undefined)
  const steps: ClockStep[] = breaks.map(pauseStep)
  const done = breaks.filter(({ to }) => to !== undefined)
  const due = dueElapsed(ms, start, done)
  if (open !== undefined && open.from.ms < due) return { open: true, left: Math.ceil(((due - open.from.ms) / ms) * term.count), steps }
  steps.push({ code: `count_${term.unit}`, count: term.count })
  return { open: false, due: localDay(due, calendar.zone), steps }
}

function dueElapsed(ms: number, start: Place, breaks: readonly Break[]): number {
  return breaks.reduce(
    (due, { from, to }) => (to === undefined || from.ms >= due ? due : due + to.ms - Math.max(from.ms, start.ms)),
    start.ms + ms,
  )
}

/** When the round began that the last start belongs to: at the first start behind the stop before it. */
function roundOf(rule: LegalClockRule, places: readonly Place[]): number {
  const last = places.findLast(({ event }) => rule.starts.includes(event.code))
  const ended = places.findLast(({ event, ms }) => rule.stops.includes(event.code) && last !== undefined && ms < last.ms)
  return ended === undefined ? Number.NEGATIVE_INFINITY : ended.ms + 1
}

/** The times at which a pause lasted, from the start of the clock on; one inside another is part of it. */
function breaksOf(pause: ClockPause, places: readonly Place[], start: Place): Break[] {
  const found: Break[] = []
  let open: Place | undefined
  for (const place of places) {
    if (open === undefined && pause.by.includes(place.event.code)) open = place
    else if (open !== undefined && pause.until.includes(place.event.code)) {
      if (place.ms > start.ms) found.push({ pause, from: open, to: place })
      open = undefined
    }
  }
  return open === undefined ? found : [...found, { pause, from: open, to: undefined }]
}

function pauseStep({ pause, from, to }: Break): ClockStep {
  const { court, number } = from.event
  return {
    code: to === undefined ? 'paused_still' : 'paused',
    title: pause.title,
    event: from.event.code,
    from: isoOf(from.day),
    ...(to === undefined ? {} : { to: isoOf(to.day), count: to.day - from.day }),
    ...(court === undefined ? {} : { court }),
    ...(number === undefined ? {} : { number }),
  }
}

function isWithin(rule: LegalClockRule, cure: Place, due: CivilDay, calendar: WorkDays): boolean {
  const within = rule.cure?.within ?? null
  if (within === null) return true
  const from: Place = { day: due, ms: 0, timed: false, event: cure.event }
  const counted = count({ ...rule, firstDay: 'excluded' }, within, from, [], calendar)
  return counted !== undefined && !counted.open && cure.day <= counted.due
}

function placeOf(event: LegalEvent, zone: string): Place {
  const day = dayOf(event.at)
  if (!Number.isNaN(day)) return { day, ms: startOfDay(day, zone), timed: false, event }
  const ms = Date.parse(event.at)
  return { day: localDay(ms, zone), ms, timed: true, event }
}
