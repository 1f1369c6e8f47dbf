/** Formats are cached: making an Intl formatter costs a hundred times more than using it. */
const made = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>()

function dateFormat(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${tag}${JSON.stringify(options)}`
  const known = made.get(key)
  if (known instanceof Intl.DateTimeFormat) return known
  const format = new Intl.DateTimeFormat(tag, options)
  made.set(key, format)
  return format
}

function numberFormat(tag: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${tag}${JSON.stringify(options)}`
  const known = made.get(key)
  if (known instanceof Intl.NumberFormat) return known
  const format = new Intl.NumberFormat(tag, options)
  made.set(key, format)
  return format
}

/** An instant as the reader's clock shows it, always with the zone: «21 nov 2026, 14:02 CST». Text that is no instant comes back as it is. */
export function formatInstant(instant: string, tag: string, options: { readonly seconds?: boolean; readonly zone?: string } = {}): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  const shape: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }
  if (options.seconds === true) shape.second = '2-digit'
  if (options.zone !== undefined) shape.timeZone = options.zone
  return dateFormat(tag, shape).format(at)
}

/** Only the time of day, with the zone: «14:02 CST». */
export function formatTimeOfDay(instant: string, tag: string, zone?: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  const shape: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' }
  if (zone !== undefined) shape.timeZone = zone
  return dateFormat(tag, shape).format(at)
}

/** A day (`2026-11-21`), month (`2026-11`) or year, no more exact than it was written. */
export function formatDay(day: string, tag: string): string {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(day)
  if (parts === null) return day
  const at = new Date(Date.UTC(Number(parts[1]), Number(parts[2] ?? 1) - 1, Number(parts[3] ?? 1)))
  if (Number.isNaN(at.getTime())) return day
  if (parts[2] === undefined) return parts[1]!
  const shape: Intl.DateTimeFormatOptions = { month: parts[3] === undefined ? 'long' : 'short', year: 'numeric', timeZone: 'UTC' }
  if (parts[3] !== undefined) shape.day = 'numeric'
  return dateFormat(tag, shape).format(at)
}

/** A whole day with its weekday, in words: «jueves, 15 de enero de 2026». What is no day comes back as it is. */
export function formatLongDay(day: string, tag: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  if (!/^\d{4,6}-\d{2}-\d{2}$/.test(day) || Number.isNaN(at.getTime())) return day
  return dateFormat(tag, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at)
}

/** A number with the language's separators. */
export function formatNumber(value: number, tag: string, options: Intl.NumberFormatOptions = {}): string {
  return numberFormat(tag, options).format(value)
}

/** A length of time by its two largest units: «4 min 12 s», «2 h 05 min», «3 d 4 h», «0.4 s» under ten seconds when exact. */
export function formatDuration(ms: number, tag: string): string {
  const whole = Math.floor(Math.abs(ms) / 1000)
  if (Math.abs(ms) < 10_000 && Math.abs(ms) % 1000 !== 0) return unit(Math.abs(ms) / 1000, 'second', tag, 1)
  const [days, hours, minutes, seconds] = [
    Math.floor(whole / 86_400),
    Math.floor(whole / 3600) % 24,
    Math.floor(whole / 60) % 60,
    whole % 60,
  ]
  if (days > 0) return `${unit(days, 'day', tag)}${hours > 0 ? ` ${unit(hours, 'hour', tag)}` : ''}`
  if (hours > 0) return `${unit(hours, 'hour', tag)}${minutes > 0 ? ` ${unit(minutes, 'minute', tag)}` : ''}`
  if (minutes > 0) return `${unit(minutes, 'minute', tag)}${minutes < 10 && seconds > 0 ? ` ${unit(seconds, 'second', tag)}` : ''}`
  return unit(seconds, 'second', tag)
}

function unit(value: number, name: string, tag: string, digits = 0): string {
  return numberFormat(tag, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits }).format(value)
}

/** A size in bytes, in the unit that keeps it short. */
export function formatBytes(bytes: number, tag: string): string {
  const [divisor, name] = bytes < 1000 ? [1, 'byte'] : bytes < 1_000_000 ? [1000, 'kilobyte'] : [1_000_000, 'megabyte']
  return numberFormat(tag, {
    style: 'unit',
    unit: name,
    unitDisplay: bytes < 1000 ? 'long' : 'short',
    maximumFractionDigits: bytes < 1000 ? 0 : 1,
  }).format(bytes / divisor)
}
