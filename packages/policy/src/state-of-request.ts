import type { BothLanguages } from './agreement.ts'
import { dayOf } from './civil-day.ts'
import { elapsedMs } from './instrument.ts'
import { type ClockNeed, computeLegalClock, type LegalClock, type LegalEvent } from './legal-clock.ts'
import type { AssuranceState, RequestClock, RequestForm, RequestMove, RequestSide } from './request-form.ts'
import type { WorkDays } from './work-days.ts'
import type { WorkEvent } from './work-event.ts'
import { localDay, startOfDay } from './zone-time.ts'

/** One step as both nodes hold it: who wrote it is the party whose log it came in, never a claim inside it. */
export type RequestStep = {
  readonly id: string
  readonly by: string
  /** When it was written (ISO instant). */
  readonly at: string
  /** When it happened, as its author says: an ISO instant, or a day where the hour is not known. */
  readonly happened?: string | undefined
  readonly step: string
  /** The last step that its author had seen; absent for the first. */
  readonly after?: string | undefined
  readonly document?: string | undefined
  readonly documentState?: string | undefined
  /** What a suspension by a court is found by. */
  readonly court?: string | undefined
  readonly number?: string | undefined
  readonly day?: string | undefined
  readonly offences?: readonly string[] | undefined
  readonly assurance?: string | undefined
  /** Taken back by its author: it counts no more. */
  readonly withdrawn?: boolean
}

/** What the fold needs to know of the request itself. */
export type RequestFacts = { readonly requesting: string; readonly requested: string; readonly at: string; readonly urgency: string }

/** Why a step that is kept moved nothing. */
export type SetAside = 'withdrawn' | 'no_party' | 'unknown_step' | 'unknown_form' | 'other_side' | 'wrong_state'

export type CountedStep = {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly aside: SetAside | null
}

/**
 * Something that counted; court and number where it names them. `on`: when it happened, as a day or an instant, where that is not when it was written;
 * `until`: the last day that it sets.
 */
export type RequestEvent = WorkEvent & { readonly court?: string; readonly number?: string; readonly on?: string; readonly until?: string }

/** What each step makes of the assurance that it is about. */
const assuranceSteps: Readonly<Record<string, AssuranceState>> = {
  ask_assurance: 'asked',
  give_assurance: 'given',
  accept_assurance: 'accepted',
  decline_assurance: 'declined',
  report_breach: 'breached',
}

/** Assurances that nobody has accepted, or that were broken. */
export function outstandingAssurances(assurances: RequestStanding['assurances']): readonly string[] {
  return Object.entries(assurances).flatMap(([id, state]) => (state === 'accepted' ? [] : [id]))
}

/** A stretch of time in one state: from the day or the instant of the step that led there to that of the next. */
export type RequestStage = { readonly state: string; readonly from: string; readonly until: string | null }

export type RequestStanding = {
  /** Null for a form newer than this node. */
  readonly state: string | null
  /** The state before it, to which a lifted suspension leads back. */
  readonly previous: string | null
  /** The party that has the next step. */
  readonly turn: string | null
  /** Every step in the order in which it counts, the same on both nodes. */
  readonly steps: readonly CountedStep[]
  /** What clocks read: since the last reopening. */
  readonly events: readonly RequestEvent[]
  readonly documents: Readonly<Record<string, string>>
  /** Assurances by their code, as far as the last step about each says. */
  readonly assurances: Readonly<Record<string, AssuranceState>>
  /** Offences granted, where the grant names them, and those charged after the surrender. */
  readonly granted: readonly string[] | null
  readonly charged: readonly string[]
  /** The states it went through, oldest first; the last lasts. */
  readonly stages: readonly RequestStage[]
  /** The day agreed in the state it stands in: of the surrender, of the return, until when more is asked for. */
  readonly agreed: { readonly step: string; readonly day: string } | null
  /** The last step that counted: what the next one is written after. */
  readonly head: string | null
}

/** The side on which a party stands, or undefined for a third one. */
export function sideOf(facts: RequestFacts, party: string): RequestSide | undefined {
  return party === facts.requesting ? 'requesting' : party === facts.requested ? 'requested' : undefined
}

/**
 * Where a request stands: a function of its form and the set of its steps. Steps are put in one order by what their authors had seen, then by time
 * and id, so both nodes come to the same state in whatever order the steps reached them. A step that the state does not allow is kept and set aside.
 */
export function stateOfRequest(form: RequestForm | undefined, facts: RequestFacts, steps: readonly RequestStep[]): RequestStanding {
  const ordered = inOrder(steps)
  const counted: CountedStep[] = []
  const documents: Record<string, string> = {}
  const assurances: Record<string, AssuranceState> = {}
  let granted: RequestStanding['granted'] = null
  const charged: string[] = []
  let events: RequestEvent[] = [{ code: 'sent', at: facts.at, by: facts.requesting }]
  const start = form?.course.start ?? ''
  let state = start
  // A suspension within a supplement leads back to the supplement, and that to where it was asked.
  const back: string[] = []
  const entered: { readonly state: string; readonly at: string }[] = [{ state: start, at: facts.at }]
  let agreed: RequestStanding['agreed'] = null
  let head: string | null = null
  for (const step of ordered) {
    const move = findMove(form, step.step, state)
    const aside = asideOf(form, facts, step, move, state)
    if (aside !== null || move === undefined) {
      counted.push({ id: step.id, from: state, to: state, aside: aside ?? 'wrong_state' })
      continue
    }
    const to = move.to === undefined ? state : move.to === 'previous' ? (back.pop() ?? start) : move.to
    counted.push({ id: step.id, from: state, to, aside: null })
    const day = step.day === undefined || Number.isNaN(dayOf(step.day)) ? undefined : step.day
    const happened = move.happens && day !== undefined ? day : happenedOf(step)
    if (to !== state) {
      if (move.to !== 'previous') back.push(state)
      entered.push({ state: to, at: happened ?? step.at })
      agreed = null
    }
    state = to
    if (!move.happens && day !== undefined) agreed = { step: step.step, day }
    if (step.document !== undefined && step.documentState !== undefined) documents[step.document] = step.documentState
    const promised = assuranceSteps[step.step]
    if (promised !== undefined && step.assurance !== undefined) assurances[step.assurance] = promised
    const offences = step.offences ?? []
    if (step.step === 'grant' && offences.length > 0) granted = offences
    if (step.step === 'charge') charged.push(...offences)
    if (step.step === 'reopen') events = []
    const { court, number } = step
    events.push({
      code: step.step,
      at: step.at,
      by: step.by,
      ...(court === undefined ? {} : { court }),
      ...(number === undefined ? {} : { number }),
      ...(happened === undefined ? {} : { on: happened }),
      ...(day === undefined || move.happens ? {} : { until: day }),
    })
    head = step.id
  }
  const turn = form?.course.states[state]?.turn ?? 'nobody'
  return {
    state: form === undefined ? null : state,
    previous: form === undefined ? null : (back.at(-1) ?? start),
    turn: turn === 'nobody' ? null : facts[turn],
    steps: counted,
    events,
    documents,
    assurances,
    granted,
    charged,
    stages: form === undefined ? [] : entered.map(({ at, ...stage }, i) => ({ ...stage, from: at, until: entered[i + 1]?.at ?? null })),
    agreed,
    head,
  }
}

/** A move that somebody may make now, or why it may not. `states` are those in which it would be allowed. */
export type MoveChoice = RequestMove & {
  readonly refused: null | 'other_side' | 'wrong_state' | 'role' | 'no_assurance'
  readonly states: readonly string[]
}

/** Every move of the form for one officer of one side, the allowed ones first. */
export function movesOf(
  form: RequestForm,
  facts: RequestFacts,
  state: string,
  actor: { party: string; role: string },
  assurances: RequestStanding['assurances'] = {},
): readonly MoveChoice[] {
  const side = sideOf(facts, actor.party)
  const choices = form.course.moves.map((move): MoveChoice => {
    const mine = side !== undefined && (move.by === 'either' || move.by === side)
    const role = move.roles.length === 0 || move.roles.includes(actor.role)
    const none = move.assuranceIs.length > 0 && assurancesFor(move, assurances).length === 0
    const refused = !mine ? 'other_side' : !move.from.includes(state) ? 'wrong_state' : !role ? 'role' : none ? 'no_assurance' : null
    return { ...move, refused, states: move.from }
  })
  return [...choices.filter(({ refused }) => refused === null), ...choices.filter(({ refused }) => refused !== null)]
}

/** The assurances that a move can be about now, by their codes; of a move that takes any of the library, none. */
export function assurancesFor({ assuranceIs }: RequestMove, assurances: RequestStanding['assurances']): readonly string[] {
  return Object.entries(assurances).flatMap(([id, state]) => (assuranceIs.includes(state) ? [id] : []))
}

/** What a clock of a request cannot be computed without; `calendar`: none is known for the party that counts. */
export type RequestClockNeed = { readonly needs: ClockNeed['needs'] | 'calendar'; readonly events: readonly BothLanguages[] }

/** One clock of a request as its instrument counts it; `owner` is a party where the instrument means a side. */
export type RequestClockState = {
  readonly rule: RequestClock['rule']
  readonly instrument: string
  readonly owner: string
  /** Where its days begin and end (IANA); null where no calendar of the instrument counts for the party. */
  readonly zone: string | null
  /** Steps that stop it. */
  readonly stops: readonly string[]
} & ({ readonly clock: LegalClock; readonly need: null } | { readonly clock: null; readonly need: RequestClockNeed })

/** The clocks of a request by its urgency and by who is asked, those that cannot be computed last, with what they need. */
export function clocksOfRequest(
  form: RequestForm,
  facts: RequestFacts,
  events: readonly RequestEvent[],
  calendarOf: (id: string) => WorkDays,
  now: string,
): readonly RequestClockState[] {
  const partyOf = (name: string) => (name === 'requesting' || name === 'requested' ? facts[name] : name)
  const clocks = form.clocks.flatMap(({ rule, instrument, calendars, urgency, asked, words, events: names }): RequestClockState[] => {
    if (urgency.length > 0 && !urgency.includes(facts.urgency)) return []
    if (asked.length > 0 && !asked.includes(facts.requested)) return []
    const said = Object.entries(names).flatMap(([code, steps]): LegalEvent[] =>
      events.filter((event) => steps.includes(event.code)).map((event) => ({ ...event, code, at: event.on ?? event.at })),
    )
    const owner = partyOf(rule.owner)
    const stops = [...new Set(rule.stops.flatMap((code) => names[code] ?? []))]
    const named = calendarFor(rule, calendars, partyOf)
    if (named === undefined) return [{ rule, instrument, owner, zone: null, stops, clock: null, need: { needs: 'calendar', events: [] } }]
    const calendar = calendarOf(named)
    const shared = { rule, instrument, owner, zone: calendar.zone, stops }
    const answer = computeLegalClock({ ...rule, owner }, said, calendar, now)
    if (answer.ok) return [{ ...shared, clock: answer.clock, need: null }]
    const needed = answer.events.flatMap((code) => words[code] ?? [])
    return [{ ...shared, clock: null, need: { needs: answer.needs, events: needed } }]
  })
  return [...clocks.filter(({ clock }) => clock !== null), ...clocks.filter(({ clock }) => clock === null)]
}

/** The calendar that counts; any of the instrument's for a term that runs day and night, which is as long in each. */
function calendarFor(
  { calendar, term }: RequestClock['rule'],
  calendars: RequestClock['calendars'],
  partyOf: (name: string) => string,
): string | undefined {
  if (calendar !== 'requesting' && calendar !== 'requested') return calendar
  return calendars[partyOf(calendar)] ?? (elapsedMs(term) === undefined ? undefined : Object.values(calendars)[0])
}

/** When the next of them or the day that was agreed runs out (ISO), past or not; undefined when nothing does. */
export function nextDueOf(clocks: readonly RequestClockState[], agreedDay?: string): string | undefined {
  const zone = clocks[0]?.zone ?? 'UTC'
  const agreed = agreedDay === undefined ? [] : [new Date(startOfDay(dayOf(agreedDay) + 1, zone)).toISOString()]
  const running = clocks.flatMap(({ clock }) => (clock !== null && clock.stoppedOn === null && clock.dueAt !== null ? [clock.dueAt] : []))
  return [...running, ...agreed].sort()[0]
}

/**
 * When a step happened, where its author says so: no later than it was written, since nobody knows what is still to come. The zone of its day is not
 * known here, so a day counts while it has begun anywhere.
 */
function happenedOf({ happened, at }: RequestStep): string | undefined {
  if (happened === undefined || Number.isNaN(Date.parse(happened))) return undefined
  const written = Date.parse(at)
  if (!Number.isNaN(dayOf(happened))) return dayOf(happened) > localDay(written, firstZone) ? undefined : happened
  return Date.parse(happened) < written ? happened : undefined
}

/** Where every day begins first. */
const firstZone = 'Pacific/Kiritimati'

function findMove(form: RequestForm | undefined, step: string, state: string): RequestMove | undefined {
  const moves = form?.course.moves.filter((move) => move.step === step) ?? []
  return moves.find(({ from }) => from.includes(state)) ?? moves[0]
}

function asideOf(
  form: RequestForm | undefined,
  facts: RequestFacts,
  step: RequestStep,
  move: RequestMove | undefined,
  state: string,
): SetAside | null {
  const side = sideOf(facts, step.by)
  if (step.withdrawn === true) return 'withdrawn'
  if (side === undefined) return 'no_party'
  if (form === undefined) return 'unknown_form'
  if (move === undefined) return 'unknown_step'
  if (move.by !== 'either' && move.by !== side) return 'other_side'
  return move.from.includes(state) ? null : 'wrong_state'
}

/** Causes before effects; what nobody ordered, by time and then by id. A step whose cause is not here counts as if it had none. */
function inOrder(steps: readonly RequestStep[]): readonly RequestStep[] {
  const one = new Map(steps.map((step) => [step.id, step]))
  const sorted = [...one.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1))
  const done = new Set<string>()
  const ordered: RequestStep[] = []
  let waiting = sorted
  while (waiting.length > 0) {
    const next = waiting.find(({ after }) => after === undefined || done.has(after) || !one.has(after)) ?? (waiting[0] as RequestStep)
    done.add(next.id)
    ordered.push(next)
    waiting = waiting.filter((step) => step !== next)
  }
  return ordered
}
