/** The last day (YYYY-MM-DD) that a day, a month or a year covers; null for what is none of these, or a day that does not exist. */
export function endOfDate(partial: string): string | null {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(partial)
  if (parts === null) return null
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 12), parts[3]]
  if (month < 1 || month > 12) return null
  // Day 0 of the month behind it is its last day.
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const wanted = day === undefined ? last : Number(day)
  if (wanted < 1 || wanted > last) return null
  return `${parts[1]}-${String(month).padStart(2, '0')}-${String(wanted).padStart(2, '0')}`
}
