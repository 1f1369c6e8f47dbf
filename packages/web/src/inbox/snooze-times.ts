export const snoozePresets = ['hour', 'shift', 'tomorrow'] as const
export type SnoozePreset = (typeof snoozePresets)[number]

/** The local hours at which shifts end; a duty room of three shifts. */
const shiftEnds = [7, 15, 23]

/**
 * Until when each preset puts aside, in the reader's zone: an hour from now, the end of the shift (the next of 07:00, 15:00 and 23:00 that is
 * more than a quarter of an hour away), tomorrow at 08:00. Day-light saving is the platform's: 08:00 is what the clock on the wall shows.
 */
export function snoozeTimes(now: Date): Readonly<Record<SnoozePreset, Date>> {
  const at = (days: number, hour: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)
  const soonest = now.getTime() + 15 * 60_000
  const ends = [...shiftEnds.map((hour) => at(0, hour)), at(1, shiftEnds[0] ?? 7)]
  return {
    hour: new Date(Math.ceil((now.getTime() + 3_600_000) / 60_000) * 60_000),
    shift: ends.find((end) => end.getTime() > soonest) ?? at(1, 7),
    tomorrow: at(1, 8),
  }
}
