import type { StatedQuery } from '@enlace/records'
import type { Counted, OpenedEvent, PeriodAsk, Progress, ReadSeal, Recounted, ResultAsk } from '../store/counted-results.ts'

/** What pages ask about results. Every function throws a `Fault` for what cannot be done and has checked nothing about roles. */
export type ResultServices = {
  readonly queries: ReadonlyMap<string, StatedQuery>
  /** SHA-256 of a query, as a seal names it. */
  readonly cardOf: (query: StatedQuery) => string
  readonly count: (ask: ResultAsk, onProgress: Progress) => Promise<Counted>
  /** Counts every stated query in one pass; the counts hold no events. */
  readonly countAll: (
    ask: PeriodAsk,
    onProgress: Progress,
  ) => Promise<readonly { readonly query: StatedQuery; readonly counted: Counted }[]>
  /** Counts, keeps what stands behind the total, and signs with the party's key. */
  readonly seal: (
    ask: ResultAsk,
    agency: string,
    onProgress: Progress,
  ) => Promise<{ readonly note: string; readonly events: Uint8Array | undefined; readonly counted: Counted }>
  /** Reads a signed note and checks it with the keys of both parties; undefined when it is no seal of theirs. */
  readonly read: (note: string) => ReadSeal | undefined
  /** Counts again from the own copy at the sizes that the seal names. `theirs`: the events that came with it. */
  readonly recount: (read: ReadSeal, theirs: Uint8Array | undefined, agency: string, onProgress: Progress) => Promise<Recounted>
  /** Signs the same text with the own party's key. */
  readonly sign: (read: ReadSeal) => string
  readonly events: (read: ReadSeal, from: number, limit: number) => Promise<readonly OpenedEvent[]>
  /** The bytes of `result.json`. */
  readonly file: (
    read: ReadSeal,
    notes: readonly string[],
    shown:
      | { readonly what: 'none' | 'all' }
      | { readonly what: 'sample'; readonly by: 'event' | 'amount'; readonly events: number; readonly signature: string },
  ) => Promise<Uint8Array>
}
