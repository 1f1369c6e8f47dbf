import type { Clock, WorkItem } from '../api/shapes.ts'

export type Urgency = 'over' | 'running' | 'settled'

/** States after which nothing more is expected of anybody. */
const closed: readonly string[] = ['outcome', 'cannot_act']

/** True while a step is still expected from one side or the other. */
export function isOpen(item: WorkItem): boolean {
  return !closed.includes(item.state)
}

/** True while the next step is ours: an open alert that the partner sent us. */
export function waitsForMe(item: WorkItem): boolean {
  return item.direction === 'received' && isOpen(item)
}

/** The clock to look at first: of those still running the one due soonest, else undefined. */
export function nextClock(item: WorkItem): Clock | undefined {
  return [...item.clocks].filter((clock) => clock.stoppedAt === null).sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))[0]
}

/** How a piece of work stands at an instant (ms since 1970): past a deadline, before it, or with nothing left to wait for. */
export function urgencyOf(item: WorkItem, nowMs: number): Urgency {
  if (!isOpen(item)) return 'settled'
  const clock = nextClock(item)
  return clock !== undefined && Date.parse(clock.dueAt) < nowMs ? 'over' : 'running'
}

const rank: Readonly<Record<Urgency, number>> = { over: 0, running: 1, settled: 2 }

/** The order of an inbox: what is over first, then by the instant due, then what is settled, newest first. Same instants keep the journal's order. */
export function orderWork(items: readonly WorkItem[], nowMs: number): readonly WorkItem[] {
  const keyed = items.map((item) => {
    const urgency = urgencyOf(item, nowMs)
    const at = urgency === 'settled' ? -Date.parse(item.startedAt) : Date.parse(nextClock(item)?.dueAt ?? item.startedAt)
    return { item, urgency, at }
  })
  return keyed
    .sort((a, b) => rank[a.urgency] - rank[b.urgency] || a.at - b.at || b.item.record.seq - a.item.record.seq)
    .map(({ item }) => item)
}

export const shows = ['open', 'received', 'sent', 'closed'] as const
export type Show = (typeof shows)[number]

/** The part of the inbox that a tab shows; an address with another word shows what is open. */
export function parseShow(word: string | undefined): Show {
  return shows.find((name) => name === word) ?? 'open'
}

/** True when the tab shows the item. */
export function isShown(item: WorkItem, show: Show): boolean {
  if (show === 'closed') return !isOpen(item)
  return isOpen(item) && (show === 'open' || item.direction === show)
}
