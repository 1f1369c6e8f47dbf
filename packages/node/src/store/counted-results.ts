import type { SealedResult } from '@enlace/proof/node'
import type { QueryCount, StatedQuery } from '@enlace/records'
import type { PlacedValue } from './sealed-events.ts'

/** How far a count is: positions of the journal looked through, of how many. */
export type Progress = (done: number, of: number) => void

/** A count over what both parties hold. */
export type Counted = {
  readonly count: QueryCount
  /** Entries whose body is erased or cannot be read: they count for nothing. */
  readonly unreadable: number
}

/** A seal that reads, and the parties whose keys signed it. */
export type ReadSeal = {
  readonly seal: SealedResult
  readonly text: string
  readonly digest: Uint8Array
  readonly partner: string
  readonly signedBy: readonly string[]
}

export type Recounted = {
  readonly agrees: boolean
  readonly sum: bigint
  readonly count: number
  readonly unreadable: number
  /** The first entry that differs, where the other's list of events is at hand; a value is null where that side does not count the entry. */
  readonly difference: {
    readonly origin: string
    readonly seq: number
    readonly theirs: number | null
    readonly ours: number | null
  } | null
}

/** One event of a seal as it is opened to whoever may look behind it. */
export type OpenedEvent = PlacedValue & {
  readonly index: number
  readonly origin: string
  readonly versionSeq: number | null
  readonly erased: boolean
}

/** Every stated query over the same period, counted in one pass. */
export type PeriodAsk = Omit<ResultAsk, 'query'>

export type ResultAsk = { readonly query: StatedQuery; readonly from: string; readonly to: string; readonly partner: string }
