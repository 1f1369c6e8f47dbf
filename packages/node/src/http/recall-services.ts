import type { Actor } from '@enlace/policy'
import type { RecallReason } from '@enlace/records'

/** What the pages about recalls and legal holds ask of the stages. Every function throws a `Fault` and has checked no role. */
export type RecallServices = {
  readonly recall: (request: {
    readonly id: string
    readonly agency: string
    readonly kind: string
    /** Undefined: all that got a copy. */
    readonly partners: readonly string[] | undefined
    readonly reason: RecallReason
    readonly words: string
    readonly purgeBy: Date
    readonly actor: Actor
  }) => Promise<{ readonly seq: number; readonly partners: readonly string[] }>
  readonly withdraw: (request: {
    readonly recallId: number
    readonly words: string
    readonly actor: Actor
  }) => Promise<{ readonly seq: number }>
  readonly object: (request: {
    readonly recallId: number
    readonly words: string
    readonly actor: Actor
  }) => Promise<{ readonly seq: number }>
  readonly restore: (request: {
    readonly recallId: number
    readonly id: string
    readonly reason: string
    readonly actor: Actor
  }) => Promise<{ readonly seq: number }>
  readonly placeHold: (request: {
    readonly id: string
    readonly agency: string
    readonly reason: string
    readonly actor: Actor
  }) => Promise<{ readonly seq: number }>
  /** Whether a second person is already asked to lift the hold on this record. */
  readonly isLiftProposed: (id: string) => Promise<boolean>
}
