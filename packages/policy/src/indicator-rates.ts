import type { DirectionOfGood } from './state-of-indicator.ts'

/** A number, or the ends of a range: never its middle. */
export type Span = { readonly low: number; readonly high: number }

export type Rates = {
  /** From the baseline to the last value, in units a year; undefined while both are of one day. */
  readonly achieved: Span | undefined
  /** From the last value to the threshold, or the target where none was agreed, at its date, in units a year; undefined once the date has come. */
  readonly needed: Span | undefined
  /** What was needed when the way began at the baseline. */
  readonly neededAtFirst: number | undefined
  /** Share of the way from baseline to target, below 0 where it went backwards. */
  readonly done: Span | undefined
  readonly standing: 'reached' | 'on_pace' | 'behind' | 'missed' | 'unclear'
}

const yearMs = 365.25 * 86_400_000

/**
 * The rate that a target needs against the rate achieved. `baseline.on` and `last.on` are the last days of their periods (YYYY-MM-DD). A range is carried
 * through as a range, and says `unclear` where its ends disagree.
 */
export function ratesOf(
  baseline: { readonly value: number; readonly on: string },
  last: Span & { readonly on: string },
  target: { readonly value: number; readonly threshold: number | undefined; readonly dueOn: string },
  direction: DirectionOfGood,
  today: string,
): Rates {
  const passed = yearsBetween(baseline.on, last.on)
  const left = yearsBetween(last.on, target.dueOn)
  const whole = yearsBetween(baseline.on, target.dueOn)
  const way = target.value - baseline.value
  // What was agreed to count as reached: the rates lead there, so that «on pace» and «as fast as needed» are one.
  const limit = target.threshold ?? target.value
  const achieved = passed > 0 ? span(last, (value) => (value - baseline.value) / passed) : undefined
  const needed = left > 0 ? span(last, (value) => (limit - value) / left) : undefined
  const judged = [last.low, last.high].map((value): Rates['standing'] => {
    if (direction === 'up' ? value >= limit : value <= limit) return 'reached'
    if (today > target.dueOn) return 'missed'
    if (achieved === undefined || left <= 0) return 'unclear'
    const ahead = value + ((value - baseline.value) / passed) * left
    return (direction === 'up' ? ahead >= limit : ahead <= limit) ? 'on_pace' : 'behind'
  })
  const [one, other] = judged
  return {
    achieved,
    needed: direction === 'ambiguous' ? undefined : needed,
    neededAtFirst: direction !== 'ambiguous' && whole > 0 ? (limit - baseline.value) / whole : undefined,
    done: way === 0 ? undefined : span(last, (value) => (value - baseline.value) / way),
    standing: direction === 'ambiguous' || one === undefined || one !== other ? 'unclear' : one,
  }
}

function span({ low, high }: Span, of: (value: number) => number): Span {
  const [a, b] = [of(low), of(high)]
  return { low: Math.min(a, b), high: Math.max(a, b) }
}

function yearsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / yearMs
}
