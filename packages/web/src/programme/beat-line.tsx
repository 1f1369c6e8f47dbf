import type { BeatRow } from '@enlace/api'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { StatusMark } from '../parts/status-mark.tsx'

/** Whether a body meets as often as was agreed, with what is planned. */
export function BeatLine({ beat }: { readonly beat: BeatRow }) {
  const text = useText()
  const { days, everyDays, dueBy, missed, nextPlanned, willMiss } = beat
  const words =
    days === null
      ? text('programme.beat.none', { agreed: everyDays })
      : missed
        ? text(beat.lastHeld === null ? 'programme.beat.never' : 'programme.beat.missed', { days, agreed: everyDays })
        : text('programme.beat.kept', { days, agreed: everyDays, day: dueBy === null ? '' : formatDay(dueBy, text.tag) })
  return (
    <div className="stack-tight">
      <StatusMark status={missed ? 'bad' : willMiss ? 'warn' : days === null ? 'plain' : 'good'}>{words}</StatusMark>
      <span className="soft small">
        {nextPlanned === null
          ? text('programme.beat.nothingPlanned')
          : text(willMiss ? 'programme.beat.plannedLate' : 'programme.beat.planned', { day: formatDay(nextPlanned, text.tag) })}
      </span>
    </div>
  )
}
