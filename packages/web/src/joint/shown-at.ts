import { formatInstant } from '../language/format.ts'

/** An instant in UTC, as both parties certify it, and as the reader’s clock shows it. */
export function shownAt(instant: string, tag: string): string {
  const utc = formatInstant(instant, tag, { seconds: true, zone: 'UTC' })
  const own = formatInstant(instant, tag, { seconds: true })
  return utc === own ? utc : `${own} (${utc})`
}
