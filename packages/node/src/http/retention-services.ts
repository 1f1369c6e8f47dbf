import type { RetentionEnd, RetentionPack } from '@enlace/policy'

/** What the page about retention asks of its stage. */
export type RetentionServices = {
  readonly pack: RetentionPack
  /** When the run last looked at everything, and what it has erased since the node started. */
  readonly status: () => { readonly lookedAt: Date | null; readonly erased: number; readonly running: boolean }
  /** Copies of the keystore that still lie where this node wrote them, oldest first. */
  readonly copies: () => Promise<readonly { readonly at: Date; readonly endsAt: Date }[]>
  /** What a changed period would do at once, in records. Throws Fault `retention_rule_unknown`. */
  readonly foresee: (asked: {
    readonly agency: string
    readonly rule: string
    readonly days: number | null
    readonly atEnd: RetentionEnd
  }) => Promise<{ readonly kept: number; readonly wouldErase: number; readonly wouldReview: number; readonly held: number }>
}
