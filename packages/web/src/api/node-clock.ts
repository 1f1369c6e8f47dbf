/**
 * The node's clock as this browser knows it. What a record says about its own time follows the node, not a browser that may be hours off:
 * each answer's `Date` header tells the difference.
 */
let differenceMs = 0
let known = false

/** Beyond this the browser's clock is called wrong: a header has whole seconds, and an answer may take one. */
export const clockToleranceMs = 90_000

/** Notes an answer's `Date` header. `askedAt` and `answeredAt` in ms on the browser's clock. */
export function noteNodeTime(header: string | null, askedAt: number, answeredAt: number): void {
  const at = header === null ? Number.NaN : Date.parse(header)
  // A slow answer says little about the clock.
  if (Number.isNaN(at) || answeredAt - askedAt > 5000) return
  differenceMs = at + 500 - (askedAt + answeredAt) / 2
  known = true
}

/** How far the browser's clock is behind the node's in ms, or 0 while it is within tolerance or not known. */
export function clockDifferenceMs(): number {
  return known && Math.abs(differenceMs) > clockToleranceMs ? differenceMs : 0
}

/** The present by the node's clock; by the browser's own where both agree. */
export function nodeNow(): Date {
  return new Date(Date.now() + clockDifferenceMs())
}
