import { formatDay } from '../language/format.ts'
import type { Text } from '../language/text.ts'

/** A period by its shortest name: a month, a calendar year, a day, or both ends. */
export function sayPeriod({ start, end }: { readonly start: string; readonly end: string }, text: Text): string {
  if (start === end) return formatDay(start, text.tag)
  const nextDay = new Date(Date.parse(end) + 86_400_000).toISOString().slice(0, 10)
  if (start.slice(0, 7) === end.slice(0, 7) && start.endsWith('-01') && nextDay.endsWith('-01'))
    return formatDay(start.slice(0, 7), text.tag)
  if (start.endsWith('-01-01') && end === `${start.slice(0, 4)}-12-31`) return start.slice(0, 4)
  return text('indicators.period', { start: formatDay(start, text.tag), end: formatDay(end, text.tag) })
}
