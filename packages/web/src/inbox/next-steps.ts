import type { WorkItem } from '../api/shapes.ts'

export const steps = ['acknowledged', 'acting', 'cannot_act', 'outcome'] as const
export type Step = (typeof steps)[number]

/** Steps that say something and so need words; to acknowledge says all by itself. */
export function needsWords(step: Step): boolean {
  return step !== 'acknowledged'
}

/** What the receiving side may say next, the usual step first. The sender says nothing: each party speaks for itself. */
export function nextSteps(item: Pick<WorkItem, 'direction' | 'state'> & { readonly record?: { readonly kind: string } }): readonly Step[] {
  // A request is answered on its page.
  if (item.direction !== 'received' || item.record?.kind === 'onward-request' || item.record?.kind === 'request') return []
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

/** Nobody is reminded twice within this time; the node holds everybody to it. */
const betweenRemindersMs = 86_400_000
const owed: readonly string[] = ['acknowledgement', 'action', 'outcome']

/** Whether the author of an alert may remind of a late answer now, and when they last did within the day before. */
export function reminderOf(
  item: Pick<WorkItem, 'direction' | 'clocks' | 'events'>,
  nowMs: number,
): { readonly may: boolean; readonly lastAt: string | undefined } {
  const lastAt = item.events.findLast(({ code, at }) => code === 'reminded' && nowMs - Date.parse(at) < betweenRemindersMs)?.at
  const late = item.clocks.some(({ id, stoppedAt, dueAt }) => owed.includes(id) && stoppedAt === null && Date.parse(dueAt) < nowMs)
  return { may: item.direction === 'sent' && late && lastAt === undefined, lastAt: item.direction === 'sent' ? lastAt : undefined }
}
