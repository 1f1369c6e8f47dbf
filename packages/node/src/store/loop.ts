export type Loop = {
  /** Says that there may be work. */
  poke(): void
  /** Stops after the step under way. */
  stop(): Promise<void>
}

/**
 * Runs `step` again and again while it says that more waits, then sleeps until poked (or `everyMs` has passed). An error is told and
 * the step is tried again with full jitter, from half a second up to `maxDelayMs`: never given up.
 */
export function startLoop(options: {
  readonly step: () => Promise<boolean>
  readonly onError: (cause: unknown) => void
  readonly everyMs: number
  readonly maxDelayMs?: number
}): Loop {
  let stopped = false
  let poked = true
  let failures = 0
  let wake: (() => void) | undefined
  const ended = run()

  async function run(): Promise<void> {
    while (!stopped) {
      poked = false
      let waitMs = options.everyMs
      try {
        if (await options.step()) continue
        failures = 0
      } catch (cause) {
        if (stopped) return
        options.onError(cause)
        waitMs = retryDelayMs(++failures, options.maxDelayMs ?? 60_000, Math.random())
      }
      if (!poked && !stopped) await sleep(waitMs)
    }
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms)
      function done(): void {
        clearTimeout(timer)
        wake = undefined
        resolve()
      }
      wake = done
    })
  }

  return {
    poke: () => {
      poked = true
      wake?.()
    },
    stop: async () => {
      stopped = true
      wake?.()
      await ended
    },
  }
}

/** Full jitter: between nothing and 0.5 s doubled with each failure, at most `maxMs`; `random` in [0, 1). */
export function retryDelayMs(failures: number, maxMs: number, random: number): number {
  return random * Math.min(maxMs, 500 * 2 ** Math.min(failures, 20))
}
