import { custodyRights } from '@enlace/records'
import { type CaseWarning, type CustodyCheck, type CustodyEvent, inCaseOrder } from './case-records.ts'

/** One event of the chain, who holds the person after it, and what does not fit. */
export type CustodyLink = {
  readonly id: string
  readonly event: string
  readonly holder: string | null
  /** Another record states the same change, from the other side. */
  readonly confirms: string | null
  readonly warnings: readonly CaseWarning[]
  /** Every right of the list at a change of custody; empty for other events. */
  readonly rights: readonly CustodyCheck[]
  /** Rights not done or not known at that change. */
  readonly missing: readonly string[]
}

/** `at_large`: nobody said where the person is. */
export type CustodyState = 'at_large' | 'located' | 'held' | 'released' | 'escaped' | 'died'

export type CustodyChain = {
  readonly state: CustodyState
  /** The party that holds the person now. */
  readonly holder: string | null
  /** The event that says so. */
  readonly since: string | null
  readonly links: readonly CustodyLink[]
  /** Of the last surrender for a time that was not returned: the day, and whether it has passed. */
  readonly returnBy: { readonly day: string; readonly overdue: boolean; readonly event: string } | null
}

/** Events in the order in which they follow each other on a day of which only the day is known. */
const sequence = [
  'located',
  'surrendered_self',
  'detained',
  'moved',
  'handed_over',
  'lent',
  'received',
  'returned',
  'released',
  'escaped',
  'died',
]
const takes: ReadonlySet<string> = new Set(['surrendered_self', 'detained', 'moved', 'handed_over', 'lent', 'received', 'returned'])
const begins: ReadonlySet<string> = new Set(['surrendered_self', 'detained'])
const arrivals: ReadonlySet<string> = new Set(['received', 'returned'])
const ends: Readonly<Record<string, CustodyState>> = { released: 'released', escaped: 'escaped', died: 'died' }
const dayMs = 86_400_000

/** The chain of custody: events by time, who holds the person after each, and where they do not meet. `today` is a day (YYYY-MM-DD). */
export function custodyChain(events: readonly CustodyEvent[], today: string): CustodyChain {
  const rough = new Set(events.filter(({ precision }) => precision === 'day' || precision === 'month').map(dayOf))
  // On a day of which one event has no hour, the hours of the others order nothing.
  const ordered = inCaseOrder(events, (event) => {
    const day = dayOf(event)
    const order = sequence.indexOf(event.event)
    return rough.has(day) ? [day, order, event.happenedAt] : [day, 0, event.happenedAt]
  })
  const links: CustodyLink[] = []
  let [state, holder, since]: [CustodyState, string | null, string | null] = ['at_large', null, null]
  let lent: CustodyEvent | undefined
  let previous: CustodyEvent | undefined
  for (const event of ordered) {
    const confirms = previous !== undefined && sameChange(previous, event) ? previous.id : null
    const warnings = warningsOf(event, { state, holder, confirms: confirms !== null })
    if (takes.has(event.event)) {
      ;[state, holder] = ['held', event.toParty ?? (event.event === 'moved' ? holder : null)]
      if (confirms === null) since = event.id
    } else if (ends[event.event] !== undefined) {
      ;[state, holder, since] = [ends[event.event] as CustodyState, null, event.id]
    } else if (event.event === 'located' && state !== 'held') {
      ;[state, since] = ['located', event.id]
    }
    if (event.event === 'lent' && event.returnBy !== undefined) lent = event
    if (event.event === 'returned') lent = undefined
    const rights = takes.has(event.event) ? rightsOf(event) : []
    links.push({
      id: event.id,
      event: event.event,
      holder,
      confirms,
      warnings,
      rights,
      missing: rights.filter((check) => check.state === 'not_done' || check.state === 'not_known').map(({ right }) => right),
    })
    if (takes.has(event.event)) previous = event
  }
  const day = lent?.returnBy
  const returnBy = lent === undefined || day === undefined ? null : { day, overdue: day < today, event: lent.id }
  return { state, holder, since, links, returnBy }
}

/** Surrenders for a time after which nobody wrote that the person is back: the ids of their events. */
export function waitsForReturn(events: readonly CustodyEvent[]): ReadonlySet<string> {
  const back = events.filter(({ event }) => event === 'returned')
  const isOver = (lent: CustodyEvent) =>
    back.some((one) => {
      // As exactly as both are known.
      const length = Math.min(knownTo(one), knownTo(lent))
      return one.happenedAt.slice(0, length) >= lent.happenedAt.slice(0, length)
    })
  return new Set(events.filter((one) => one.event === 'lent' && !isOver(one)).map(({ id }) => id))
}

/** How many characters of its instant (ISO) are known. */
function knownTo({ precision, happenedAt }: CustodyEvent): number {
  return precision === 'month' ? 7 : precision === 'day' ? 10 : happenedAt.length
}

function warningsOf(
  event: CustodyEvent,
  before: { readonly state: CustodyState; readonly holder: string | null; readonly confirms: boolean },
): CaseWarning[] {
  const found: CaseWarning[] = []
  const { event: code, fromParty: from, toParty: to, soil } = event
  const held = before.state === 'held'
  if (Date.parse(event.happenedAt) > Date.parse(event.at) + slackOf(event)) found.push('impossible_date')
  if (!before.confirms && takes.has(code)) {
    if (begins.has(code)) {
      if (held && before.holder !== null && to !== undefined && to !== before.holder) found.push('overlap')
    } else if (ends[before.state] !== undefined) found.push('after_release')
    else if (!held) found.push('gap')
    else if (from !== undefined && before.holder !== null && from !== before.holder && to !== before.holder) found.push('gap')
    else if (
      from === undefined &&
      code !== 'moved' &&
      before.holder !== null &&
      to !== undefined &&
      to !== before.holder &&
      arrivals.has(code)
    )
      found.push('overlap')
    else if (code === 'moved' && to !== undefined && before.holder !== null && to !== before.holder) found.push('gap')
  }
  if (ends[code] !== undefined && !held && code !== 'died') found.push('gap')
  if (code === 'detained' && event.actingParty !== undefined && event.actingParty !== soil.toLowerCase()) found.push('foreign_arrest')
  if (takes.has(code) && event.authority === undefined && event.instrument === undefined) found.push('no_basis')
  return found
}

// Both sides write the same change: one handed over, the other received, or both wrote that it happened.
function sameChange(a: CustodyEvent, b: CustodyEvent): boolean {
  if (a.by === b.by || a.toParty === undefined || a.toParty !== b.toParty) return false
  const apart = Math.abs(Date.parse(a.happenedAt) - Date.parse(b.happenedAt))
  const met = a.event === b.event || ((a.event === 'handed_over' || a.event === 'lent') && b.event === 'received')
  return met && apart <= Math.max(slackOf(a), slackOf(b), dayMs)
}

function rightsOf(event: CustodyEvent): CustodyCheck[] {
  const said = new Map(event.checks.map((check) => [check.right, check]))
  const more = event.checks.filter(({ right }) => !Object.hasOwn(custodyRights, right))
  return [...Object.keys(custodyRights).map((right) => said.get(right) ?? { right, state: 'not_known' }), ...more]
}

function dayOf(event: CustodyEvent): string {
  return event.happenedAt.slice(0, 10)
}

function slackOf({ precision }: CustodyEvent): number {
  return precision === 'month' ? 31 * dayMs : precision === 'day' ? dayMs : 3_600_000
}
