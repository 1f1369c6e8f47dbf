const shape = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?Z$/
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** True for an RFC 3339 date-time in UTC with `Z` that exists in the calendar (STIX 2.1 section 2.13). Second 60 is a leap second. */
export function isInstant(text: string): boolean {
  // 40 covers picoseconds; longer fractions are a way to send weight, not precision.
  if (text.length < 20 || text.length > 40) return false
  const parts = shape.exec(text)
  if (parts === null) return false
  return (
    isDay(Number(parts[1]), Number(parts[2]), Number(parts[3])) && Number(parts[4]) < 24 && Number(parts[5]) < 60 && Number(parts[6]) <= 60
  )
}

/** Digits after the decimal point of an instant's seconds. */
export function fractionDigits(instant: string): number {
  return instant.length === 20 ? 0 : instant.length - 21
}

/** Order of two instants: negative when `a` is earlier. Exact at any precision; feed it only what `isInstant` passed. */
export function compareInstants(a: string, b: string): number {
  const [left, right] = [a.slice(0, 19), b.slice(0, 19)]
  if (left !== right) return left < right ? -1 : 1
  const digits = Math.max(fractionDigits(a), fractionDigits(b))
  const [x, y] = [a.slice(20, -1).padEnd(digits, '0'), b.slice(20, -1).padEnd(digits, '0')]
  return x === y ? 0 : x < y ? -1 : 1
}

const dayShape = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/

/** True for a calendar day YYYY-MM-DD; with `partial` also for a year YYYY or a month YYYY-MM (ISO 8601). */
export function isDate(text: string, partial = false): boolean {
  const parts = dayShape.exec(text)
  if (parts === null || (!partial && parts[3] === undefined)) return false
  return isDay(Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1))
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth[month - 1]!) return false
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))
}
