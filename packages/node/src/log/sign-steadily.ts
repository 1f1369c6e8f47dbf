import type { Checkpoints } from './checkpoints.ts'

/**
 * Signs a log's new entries soon after they come: at most one checkpoint each `everyMs`. Returns how to stop; a failure is told and
 * the next tick tries again.
 */
export function signSteadily(options: {
  readonly checkpoints: Checkpoints
  readonly logId: number
  readonly everyMs: number
  readonly onError: (cause: unknown) => void
}): { poke(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let work: Promise<unknown> = Promise.resolve()
  let stopped = false
  function run(): void {
    timer = undefined
    work = options.checkpoints.sign(options.logId).catch((cause: unknown) => {
      options.onError(cause)
      poke()
    })
  }
  function poke(): void {
    if (stopped || timer !== undefined) return
    timer = setTimeout(run, options.everyMs)
  }
  return {
    poke,
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await work
    },
  }
}
