import type { RequestDetail } from '@enlace/api'
import { useText } from '../language/text.ts'
import { Tag, type Tone } from '../parts/tag.tsx'

type Clock = RequestDetail['clocks'][number]

const tones: Readonly<Record<string, Tone>> = {
  missed: 'bad',
  late: 'bad',
  met: 'good',
  paused: 'warn',
  ended: 'plain',
  cannot_compute: 'plain',
}

/** How a clock stands; while a court holds the request also whether this one stands still with it, by which rule, or runs on. */
export function ClockStands({ clock, suspended }: { readonly clock: Clock; readonly suspended: boolean }) {
  const text = useText()
  const { state, standsBy, stoppable, verified } = clock
  const runsOn = suspended && state === 'running'
  return (
    <span className="stack-tight">
      <span>
        <Tag tone={tones[state] ?? 'info'}>{text.find(`requests.clock.${state}`) ?? state}</Tag>
      </span>
      {standsBy === null ? null : (
        <span className="small">
          {text('requests.clock.standsBy', { title: text.of(standsBy.title), article: standsBy.article })}{' '}
          {standsBy.verified ? null : <Tag tone="warn">{text('requests.unverified')}</Tag>}
        </span>
      )}
      {runsOn ? (
        <span className="small">
          {text(stoppable ? 'requests.clock.runsOn' : 'requests.clock.noPause')}{' '}
          {verified ? null : <Tag tone="warn">{text('requests.unverified')}</Tag>}
        </span>
      ) : null}
    </span>
  )
}
