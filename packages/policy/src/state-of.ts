import type { WorkEvent } from './work-event.ts'

export const workStates = ['new', 'received', 'acknowledged', 'acting', 'cannot_act', 'outcome'] as const
export type WorkState = (typeof workStates)[number]

const rank: Readonly<Record<WorkState, number>> = { new: 0, received: 1, acknowledged: 2, acting: 3, cannot_act: 3, outcome: 4 }

/**
 * Where a mirror alert stands: new, received, acknowledged, acting or cannot act, outcome. A function of the set of events, so late,
 * repeated and reordered responses give the same answer: the furthest step counts, and between acting and cannot act the later word.
 * At the same instant `cannot_act` wins, because nobody should rely on an action that may not come. Unknown codes (a newer partner) say nothing.
 */
export function stateOf(events: readonly WorkEvent[]): WorkState {
  let state: WorkState = 'new'
  let at = ''
  for (const event of events) {
    const next = workStates.find((name) => name === event.code)
    if (next === undefined || rank[next] < rank[state]) continue
    const instant = new Date(event.at).toISOString()
    const later = instant > at || (instant === at && next === 'cannot_act')
    if (rank[next] > rank[state] || later) {
      state = next
      at = instant
    }
  }
  return state
}
