import type { WorkItem } from '../api/shapes.ts'

export const steps = ['acknowledged', 'acting', 'cannot_act', 'outcome'] as const
export type Step = (typeof steps)[number]

/** Steps that say something and so need words; to acknowledge says all by itself. */
export function needsWords(step: Step): boolean {
  return step !== 'acknowledged'
}

/** What the receiving side may say next, the usual step first. The sender says nothing: each party speaks for itself. */
export function nextSteps(item: Pick<WorkItem, 'direction' | 'state'>): readonly Step[] {
  if (item.direction !== 'received') return []
  switch (item.state) {
    case 'new':
    case 'received':
      return ['acknowledged', 'acting', 'cannot_act']
    case 'acknowledged':
      return ['acting', 'cannot_act', 'outcome']
    case 'acting':
      return ['outcome', 'cannot_act']
    case 'cannot_act':
      return ['acting']
    default:
      return []
  }
}
