/** An instant as `<input type="datetime-local">` writes it, in the reader's zone, to the minute; empty for what is no instant. */
export function toLocalInput(instant: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return ''
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** What was chosen in that input as an instant in UTC; undefined for an empty or impossible one. */
export function fromLocalInput(local: string): string | undefined {
  const at = new Date(local)
  return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** The reader's zone by its short name at an instant, as in «CST» or «GMT-6». */
export function zoneName(tag: string, at: Date): string {
  return new Intl.DateTimeFormat(tag, { timeZoneName: 'short' }).formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? ''
}
