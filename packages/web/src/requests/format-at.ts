/** An instant as the clock on the wall of its own place shows it, with the zone's name; in UTC where the zone is not known. `tag` is BCP 47. */
export function formatAt(instant: string, zone: string | null, tag: string): string {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) return instant
  const show = (timeZone: string) =>
    `${new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23', timeZone }).format(ms)} (${timeZone})`
  try {
    return show(zone ?? 'UTC')
  } catch {
    return show('UTC')
  }
}
