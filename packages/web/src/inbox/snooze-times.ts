export const snoozePresets = ['hour', 'shift', 'tomorrow'] as const
export type SnoozePreset = (typeof snoozePresets)[number]

/** The local hours at which shifts end where no roster says so; a duty room of three shifts. */
const shiftEnds = [7, 15, 23]

type Shift = { readonly user: string; readonly startsAt: string; readonly endsAt: string }

/** When the shift that runs now ends, by the roster: the officer's own, else that of whoever is on duty; undefined when nobody is. */
export function shiftEndOf(shifts: readonly Shift[], user: string, now: Date): Date | undefined {
  const running = shifts.filter(({ startsAt, endsAt }) => Date.parse(startsAt) <= now.getTime() && now.getTime() < Date.parse(endsAt))
  const own = running.filter((shift) => shift.user === user)
  // Of two that overlap the longer one: until then the officer is there.
  const ends = (own.length > 0 ? own : running).map(({ endsAt }) => Date.parse(endsAt))
  return ends.length === 0 ? undefined : new Date(Math.max(...ends))
}

/**
 * Until when each preset puts aside, in the reader's zone: an hour from now, the end of the shift (`rostered`, else the next of 07:00, 15:00 and
 * 23:00) when it is more than a quarter of an hour away, tomorrow at 08:00. Day-light saving is the platform's: 08:00 is what the clock on the wall shows.
 */
export function snoozeTimes(now: Date, rostered?: Date): Readonly<Record<SnoozePreset, Date>> {
  const at = (days: number, hour: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)
  const soonest = now.getTime() + 15 * 60_000
  const ends = [...(rostered === undefined ? [] : [rostered]), ...shiftEnds.map((hour) => at(0, hour)), at(1, shiftEnds[0] ?? 7)]
  return {
    hour: new Date(Math.ceil((now.getTime() + 3_600_000) / 60_000) * 60_000),
    shift: ends.find((end) => end.getTime() > soonest) ?? at(1, 7),
    tomorrow: at(1, 8),
  }
}
