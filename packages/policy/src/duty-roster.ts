/** A time in which one officer answers for an agency. Instants are milliseconds since 1970; `endsAt` is the first instant that is not theirs. */
export type Shift = { readonly user: string; readonly startsAt: number; readonly endsAt: number }

/** A time in which nobody answers. */
export type Gap = { readonly startsAt: number; readonly endsAt: number }

/** Who answers at an instant: everyone whose shift holds it, the one who came first on top. */
export function onDutyAt<S extends Shift>(shifts: readonly S[], at: number): readonly S[] {
  return shifts.filter((shift) => shift.startsAt <= at && at < shift.endsAt).sort((a, b) => a.startsAt - b.startsAt)
}

/** The first shift that begins after an instant. */
export function nextShift<S extends Shift>(shifts: readonly S[], at: number): S | undefined {
  return shifts.filter((shift) => shift.startsAt > at).sort((a, b) => a.startsAt - b.startsAt)[0]
}

/** The times between `from` and `to` that no shift covers, in order. */
export function gapsIn(shifts: readonly Shift[], from: number, to: number): readonly Gap[] {
  const gaps: Gap[] = []
  let covered = from
  for (const shift of [...shifts].sort((a, b) => a.startsAt - b.startsAt)) {
    if (shift.startsAt >= to) break
    if (shift.startsAt > covered) gaps.push({ startsAt: covered, endsAt: shift.startsAt })
    covered = Math.max(covered, shift.endsAt)
  }
  if (covered < to) gaps.push({ startsAt: covered, endsAt: to })
  return gaps
}

/** Shifts of the same officer that overlap a new one: nobody is on duty twice at once. */
export function clashes<S extends Shift>(shifts: readonly S[], wanted: Shift): readonly S[] {
  return shifts.filter((shift) => shift.user === wanted.user && shift.startsAt < wanted.endsAt && wanted.startsAt < shift.endsAt)
}
