import type { JointDraftDetail } from '@enlace/api'

/** How the state of a release is coloured. */
export function releaseTone(state: JointDraftDetail['release']['state']): 'good' | 'bad' | 'warn' | 'plain' {
  if (state === 'published' || state === 'armed') return 'good'
  if (state === 'blocked' || state === 'withdrawn' || state === 'lapsed') return 'bad'
  return state === 'none' ? 'plain' : 'warn'
}
