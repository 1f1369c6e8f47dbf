export type Planned = { readonly startsAt: string; readonly endsAt: string }

export type Plan = {
  /** Day and time as the reader's clock shows them. */
  readonly day: string
  readonly time: string
  readonly hours: number
  readonly repeat: 'none' | 'daily' | 'weekly'
  readonly times: number
}

/** The shifts of a plan, in the reader's own time zone: a shift at 08:00 stays at 08:00 when the clocks change. Undefined: not a time. */
export function planShifts(plan: Plan): readonly Planned[] | undefined {
  const { day, time, hours, repeat, times } = plan
  const first = new Date(`${day}T${time}`)
  if (Number.isNaN(first.getTime()) || !(hours > 0)) return undefined
  const count = repeat === 'none' ? 1 : times
  const stepDays = repeat === 'weekly' ? 7 : 1
  return Array.from({ length: count }, (_, index) => {
    const startsAt = new Date(first)
    startsAt.setDate(startsAt.getDate() + index * stepDays)
    return { startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + hours * 3_600_000).toISOString() }
  })
}
