/** Slows down guessing: after a few failures for one key, each further failure doubles the wait. Bounded in memory. */
export type Throttle = {
  /** Seconds to wait before the next attempt; 0 when it may go ahead. */
  readonly waitSeconds: (key: string, nowMs: number) => number
  readonly failed: (key: string, nowMs: number) => void
  readonly succeeded: (key: string) => void
}

type Failures = { count: number; untilMs: number }

/** `free` failures cost nothing; then 1 s, 2 s, 4 s ... up to `maxSeconds`. Beyond `maxKeys` the oldest key is forgotten. */
export function createThrottle({ free = 5, maxSeconds = 300, maxKeys = 10_000 } = {}): Throttle {
  const failures = new Map<string, Failures>()
  return {
    waitSeconds(key, nowMs) {
      const known = failures.get(key)
      return known === undefined ? 0 : Math.max(0, Math.ceil((known.untilMs - nowMs) / 1000))
    },
    failed(key, nowMs) {
      const count = (failures.get(key)?.count ?? 0) + 1
      const seconds = count < free ? 0 : Math.min(maxSeconds, 2 ** Math.min(count - free, 20))
      // Set again at the end, so that the first key of the map is always the one that failed longest ago.
      failures.delete(key)
      failures.set(key, { count, untilMs: nowMs + seconds * 1000 })
      if (failures.size > maxKeys) failures.delete(failures.keys().next().value as string)
    },
    succeeded(key) {
      failures.delete(key)
    },
  }
}
