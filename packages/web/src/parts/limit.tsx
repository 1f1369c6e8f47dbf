import { formatDay, formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'

/** The limit of a clock, said one way everywhere: the last day that still counts, or the hour where the law counts hours. */
export function Limit({ at, lastDay }: { readonly at: string; readonly lastDay: string | null | undefined }) {
  const text = useText()
  return (
    <time dateTime={lastDay ?? at} className="nowrap" title={formatInstant(at, text.tag, { seconds: true, zone: 'UTC' })}>
      {lastDay == null
        ? text('clock.due', { time: formatInstant(at, text.tag) })
        : text('clock.lastDay', { day: formatDay(lastDay, text.tag) })}
    </time>
  )
}
