const firstMs = 500
const longestMs = 30_000

/** How long to wait before try number `attempt` (from 0), in ms: full jitter, so that a hundred browsers do not return in one instant. */
export function retryDelayMs(attempt: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10)))
}
