import type { ClockDifference } from '@enlace/policy'

/** A surer measure than the last one takes its place at once, and so does one that cannot be true beside it: then a clock was set. A less sure one does once that is so old. */
const keepMs = 60_000

/**
 * How far a partner's clock is ahead of ours, by the date of its answers (RFC 9110 section 6.6.1), which has whole seconds: it was written between our
 * asking and its arrival. Its certificate is pinned, so nobody between can shift it.
 */
export function openPartnerClock() {
  let last: (ClockDifference & { readonly at: number }) | undefined

  /** `date` as the answer has it; when we asked and when it came, in milliseconds since 1970. */
  function note(date: string, askedAt: number, cameAt: number): void {
    const second = Date.parse(date)
    if (Number.isNaN(second) || cameAt < askedAt) return
    // Its clock showed this second, whole or nearly over, at some time between.
    const [least, most] = [second - cameAt, second + 1000 - askedAt]
    const measure = { aheadMs: Math.round((least + most) / 2), withinMs: Math.ceil((most - least) / 2), at: cameAt }
    const wasSet = last !== undefined && Math.abs(measure.aheadMs - last.aheadMs) > measure.withinMs + last.withinMs
    if (last === undefined || wasSet || measure.withinMs <= last.withinMs || cameAt - last.at > keepMs || cameAt < last.at) last = measure
  }

  return { note, read: (): ClockDifference | undefined => last && { aheadMs: last.aheadMs, withinMs: last.withinMs } }
}

export type PartnerClock = ReturnType<typeof openPartnerClock>
