import type { FieldProblem } from '@enlace/core'
import { dayOf, localDay } from '@enlace/policy'

/** How far the clock of whoever writes may be ahead, in milliseconds. */
const tolerance = 300_000

/**
 * Says of a step why it cannot have happened when it says so: not in the future, and not before its request unless the course lets it. Days are held to
 * what they are in any of the zones (IANA) in which the law counts; `asked` and `now` are instants.
 */
export function refuseHappened(
  said: { readonly field: string; readonly at: string }[],
  limits: { readonly asked: string; readonly now: Date; readonly zones: readonly string[]; readonly earlier: boolean },
): readonly FieldProblem[] {
  const { asked, now, zones, earlier } = limits
  const days = (ms: number) => zones.map((zone) => localDay(ms, zone))
  return said.flatMap(({ field, at }): FieldProblem[] => {
    const day = dayOf(at)
    const ms = Date.parse(at)
    const future = Number.isNaN(day) ? ms > now.getTime() + tolerance : day > Math.max(...days(now.getTime()))
    if (future) return [{ field, code: 'step_in_future' }]
    const before = Number.isNaN(day) ? ms < Date.parse(asked) - tolerance : day < Math.min(...days(Date.parse(asked)))
    return before && !earlier ? [{ field, code: 'step_before_request' }] : []
  })
}
