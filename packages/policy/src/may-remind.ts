import type { RequestClockState, RequestFacts, RequestStep } from './state-of-request.ts'

/** Nobody is reminded twice within this time of one piece of work, whoever reminds. */
export const betweenRemindersMs = 86_400_000

/** Why nobody may remind of an answer now; `hours` until the next reminder. */
export type ReminderRefusal = { readonly why: 'not_late' } | { readonly why: 'reminded'; readonly hours: number }

/**
 * Whether the author of a request may remind of its answer: only when the side asked missed a clock or the day wished (`replyBy`, ISO) is over, and once a
 * day. Undefined where it may. `now` is an ISO instant.
 */
export function refuseReminding(
  facts: RequestFacts,
  clocks: readonly RequestClockState[],
  steps: readonly Pick<RequestStep, 'step' | 'at' | 'withdrawn'>[],
  replyBy: string | undefined,
  now: string,
): ReminderRefusal | undefined {
  const missed = clocks.some(({ clock, owner }) => owner === facts.requested && clock?.state === 'missed')
  if (!missed && (replyBy === undefined || replyBy >= now.slice(0, 10))) return { why: 'not_late' }
  const reminders = steps.filter(({ step, withdrawn }) => step === 'remind' && withdrawn !== true).map(({ at }) => Date.parse(at))
  const sinceMs = Date.parse(now) - Math.max(...reminders, Number.NEGATIVE_INFINITY)
  return sinceMs < betweenRemindersMs ? { why: 'reminded', hours: Math.ceil((betweenRemindersMs - sinceMs) / 3_600_000) } : undefined
}
