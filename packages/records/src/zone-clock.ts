/**
 * What clocks on walls show, by IANA zone. Asking the runtime for the offset of an instant takes microseconds; offsets are remembered by UTC day,
 * and of a day on which the offset changes every instant is asked for. That a zone changes at most once within a day is all that this supposes.
 */
const dayMs = 86_400_000
/** Remembered days of one zone, about 300 years; then it starts again. */
const maxDays = 110_000
const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, Map<number, number | 'changes'>>()

/** What a clock on a wall of the zone shows at an instant, as if it were UTC, in milliseconds. Throws RangeError for an unknown zone. */
export function wallAt(ms: number, zone: string): number {
  return ms + offsetAt(ms, zone)
}

/** The instant (milliseconds) at which a clock on a wall of the zone shows `wall`; one that a spring leap skips is the instant just behind the leap. */
export function instantAt(wall: number, zone: string): number {
  const guess = wall - offsetAt(wall, zone)
  return wall - offsetAt(guess, zone)
}

/** Whether the runtime knows a zone of that name. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone)
    return zone !== ''
  } catch {
    return false
  }
}

function offsetAt(ms: number, zone: string): number {
  const days = offsets.get(zone) ?? new Map<number, number | 'changes'>()
  if (days.size === 0 || days.size > maxDays) {
    days.clear()
    offsets.set(zone, days)
  }
  const day = Math.floor(ms / dayMs)
  const known = days.get(day)
  if (known !== undefined) return known === 'changes' ? askOffset(ms, zone) : known
  const [first, last] = [askOffset(day * dayMs, zone), askOffset((day + 1) * dayMs, zone)]
  days.set(day, first === last ? first : 'changes')
  return first === last ? first : askOffset(ms, zone)
}

function askOffset(ms: number, zone: string): number {
  const whole = Math.floor(ms / 1000) * 1000
  const parts = formatOf(zone).formatToParts(whole)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - whole
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(zone, format)
  return format
}
