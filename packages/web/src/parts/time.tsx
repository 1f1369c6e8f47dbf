import { nodeNow } from '../api/node-clock.ts'
import { formatDuration, formatInstant, formatTimeOfDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useNow } from '../live/now.ts'

/** An instant with its zone; hovering shows it in UTC, to the second. Today's show the time only when `brief`. */
export function Time({
  at,
  brief = false,
  seconds = false,
}: {
  readonly at: string
  readonly brief?: boolean
  readonly seconds?: boolean
}) {
  const text = useText()
  const today = new Date(at).toDateString() === nodeNow().toDateString()
  const shown = brief && today ? formatTimeOfDay(at, text.tag) : formatInstant(at, text.tag, { seconds })
  return (
    <time dateTime={at} title={formatInstant(at, text.tag, { seconds: true, zone: 'UTC' })} className="nowrap">
      {shown}
    </time>
  )
}

/** How long ago, counting. */
export function Ago({ at }: { readonly at: string }) {
  const text = useText()
  const ms = Math.max(0, useNow() - Date.parse(at))
  const [amount, unit] = ms < 60_000 ? [0, ''] : [Math.floor(ms / 60_000) * 60_000, '']
  return (
    <time dateTime={at} title={formatInstant(at, text.tag, { seconds: true })} className="nowrap">
      {amount === 0 ? text('time.justNow') : text('time.ago', { time: formatDuration(amount, text.tag) + unit })}
    </time>
  )
}
