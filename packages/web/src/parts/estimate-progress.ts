export type Estimate = {
  /** Share done, 0 to 1; undefined while the whole is not known. */
  readonly part: number | undefined
  readonly perSecond: number | undefined
  /** Undefined while too little was done to say. */
  readonly leftMs: number | undefined
}

/** What a long work can honestly say of itself. Nothing is foretold before two seconds and a hundredth of the work have passed. */
export function estimateProgress(work: {
  readonly done: number
  readonly total: number | undefined
  readonly startedAtMs: number
  readonly nowMs: number
}): Estimate {
  const { done, total, startedAtMs, nowMs } = work
  const part = total === undefined || total <= 0 ? undefined : Math.min(1, Math.max(0, done / total))
  const tookMs = nowMs - startedAtMs
  if (tookMs < 2000 || done <= 0) return { part, perSecond: undefined, leftMs: undefined }
  const perSecond = done / (tookMs / 1000)
  const leftMs = total === undefined || part === undefined || part < 0.01 ? undefined : (Math.max(0, total - done) / perSecond) * 1000
  return { part, perSecond, leftMs }
}
