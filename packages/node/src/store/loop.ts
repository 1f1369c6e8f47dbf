export type Loop = {
  /** Says that there may be work: ends a sleep. It never ends the wait after an error, so a busy writer cannot make a failing step spin. */
  poke(): void
  /** Says that what failed may work again: ends the wait after an error too, though not its first `leastRetryMs`. */
  retry(): void
  /** Stops after the step under way. */
  stop(): Promise<void>
}

/** What ends a sleep. */
type Waking = 'poke' | 'retry' | 'stop'

/** However often `retry` is called, a failing step runs at most this often. */
const leastRetryMs = 200

/**
 * Runs `step` again and again while it says that more waits, then sleeps until poked (or `everyMs` has passed). An error is told and
 * the step is tried again with full jitter, from half a second up to `maxDelayMs`, and not before what the error itself asks for: never given up.
 */
export function startLoop(options: {
  readonly step: () => Promise<boolean>
  readonly onError: (cause: unknown) => void
  readonly everyMs: number
  /**
   * Rest after a step that left nothing: pokes of that time are met by one step together, so that steady small work is done in batches. The
   * first poke after a quiet time is met at once, or after `leadMs`.
   */
  readonly restMs?: number
  /** How long the first poke after a quiet time waits: what wrote goes on its way before it is looked at. */
  readonly leadMs?: number
  /** Longest wait after an error, which may depend on it. */
  readonly maxDelayMs?: number | ((cause: unknown) => number)
  /** How long an error asks to wait, as a partner's Retry-After does; never longer than `maxDelayMs`. */
  readonly waitAskedMs?: (cause: unknown) => number
}): Loop {
  const { maxDelayMs = 60_000 } = options
  let stopped = false
  let poked = true
  let retried = false
  let failures = 0
  let wake: ((why: Waking) => void) | undefined
  const ended = run()

  async function run(): Promise<void> {
    while (!stopped) {
      poked = false
      try {
        const more = await options.step()
        failures = 0
        if (more) continue
        if ((options.restMs ?? 0) > 0 && !stopped) await sleep(options.restMs ?? 0, ['stop'])
        if (poked || stopped) continue
        const why = await sleep(options.everyMs, ['poke', 'retry', 'stop'])
        if (why === 'poke' && (options.leadMs ?? 0) > 0) await sleep(options.leadMs ?? 0, ['retry', 'stop'])
      } catch (cause) {
        if (stopped) return
        options.onError(cause)
        await waitAfterError(cause)
      }
    }
  }

  async function waitAfterError(cause: unknown): Promise<void> {
    retried = false
    const longestMs = typeof maxDelayMs === 'number' ? maxDelayMs : maxDelayMs(cause)
    const asked = Math.min(options.waitAskedMs?.(cause) ?? 0, longestMs)
    const delayMs = Math.max(retryDelayMs(++failures, longestMs, Math.random()), asked)
    const leastMs = Math.min(delayMs, leastRetryMs)
    await sleep(leastMs, ['stop'])
    if (!stopped && !retried) await sleep(delayMs - leastMs, ['retry', 'stop'])
  }

  /** Gives what ended it before its time. */
  function sleep(ms: number, by: readonly Waking[]): Promise<Waking | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms)
      function done(why?: Waking): void {
        clearTimeout(timer)
        wake = undefined
        resolve(why)
      }
      wake = (why) => {
        if (by.includes(why)) done(why)
      }
    })
  }

  return {
    poke: () => {
      poked = true
      wake?.('poke')
    },
    retry: () => {
      poked = true
      retried = true
      wake?.('retry')
    },
    stop: async () => {
      stopped = true
      wake?.('stop')
      await ended
    },
  }
}

/** Full jitter: between nothing and 0.5 s doubled with each failure, at most `maxMs`; `random` in [0, 1). */
export function retryDelayMs(failures: number, maxMs: number, random: number): number {
  return random * Math.min(maxMs, 500 * 2 ** Math.min(failures, 20))
}
