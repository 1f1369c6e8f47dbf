import type { Recall, RecallBranch } from '@enlace/api'
import type { Text } from '../language/text.ts'
import type { Tone } from '../parts/tag.tsx'

/** Why a record was taken back, in words; a reason newer than these pages is named as it is. */
export function sayReason(reason: string, text: Text): string {
  return text.find(`recall.reason.${reason}`) ?? text('recall.reason.unknown', { code: reason })
}

/** How far a recall has come, in words. */
export function sayRecallState({ state, overdue }: Pick<Recall | RecallBranch, 'state' | 'overdue'>, text: Text): string {
  return overdue ? text('recall.state.overdue', { state: text(`recall.state.${state}`) }) : text(`recall.state.${state}`)
}

/** The tone that goes with it: done, under way, or for somebody to look at. */
export function toneOf({ state, overdue }: Pick<Recall | RecallBranch, 'state' | 'overdue'>): Tone {
  if (state === 'purged' || state === 'already_erased') return 'good'
  if (overdue || state === 'refused' || state === 'objected' || state === 'not_told' || state === 'unreached') return 'bad'
  if (state === 'withdrawn' || state === 'replaced' || state === 'never_received' || state === 'never_readable') return 'plain'
  return 'warn'
}
