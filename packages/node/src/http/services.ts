import type { Fault, JsonObject } from '@enlace/core'

/** Who asks: an account of this party, with its one agency and one role. */
export type Actor = { readonly user: string; readonly role: string; readonly agency: string; readonly party: string }

/** Where an entry lies: the log's origin and the index of its leaf. */
export type Position = { readonly origin: string; readonly seq: number }

export type Submission = {
  /** The exact slice of the request that holds the STIX object: what is stored, hashed and exchanged. */
  readonly objectBytes: Uint8Array
  readonly object: JsonObject
  readonly envelope: JsonObject
  readonly actor: Actor
}

export type Submitted = {
  readonly id: string
  readonly modified: string
  readonly kind: string
  readonly position: Position
  readonly status: 'stored' | 'unchanged'
}

/** One answer for each line of a batch, in order: stored, or the fault that refused that line alone. */
export type BatchAnswer = { readonly ok: true; readonly value: Submitted } | { readonly ok: false; readonly fault: Fault }

/** What would leave if the task were released with nothing more struck out than `without`. */
export type OutgoingPreview = {
  /** The exact bytes of the object as they would be released. */
  readonly object: Uint8Array
  /** The exact bytes of the envelope as they would be released. */
  readonly envelope: Uint8Array
  /** Names of the fields that are removed. */
  readonly removed: readonly string[]
}

export type LogStatus = {
  readonly origin: string
  readonly direction: 'out' | 'in'
  readonly size: number
  readonly receipted: number
  readonly waiting: number
  readonly oldestWaitingSince: string | null
  readonly frozen: string | null
  readonly checkpointSize: number
  readonly lastReceiptAt: string | null
  readonly latencyMs: { readonly p50: number | null; readonly p95: number | null }
}

export type PartnerStatus = {
  readonly party: string
  readonly name: Readonly<Record<string, string>>
  readonly link: 'up' | 'down' | 'held'
  readonly since: string
  readonly agreement: { readonly id: string; readonly title: string; readonly from: string; readonly to: string } | null
  readonly keys: readonly { readonly name: string; readonly algorithm: string; readonly fingerprint: string }[]
  readonly logs: readonly LogStatus[]
  readonly lastFault: { readonly code: string; readonly at: string; readonly values: Readonly<Record<string, string | number>> } | null
  readonly quarantined: number
}

export type ProofPosition = {
  readonly origin: string
  readonly seq: number
  readonly role: 'journal' | 'out' | 'in'
  /** Base 64 of the leaf's bytes. */
  readonly leaf: string
  readonly opening: {
    readonly items: readonly { readonly index: number; readonly length: number; readonly salt: string; readonly commitment: string }[]
    readonly commitments: readonly string[]
  }
  /** C2SP tlog-proof text. */
  readonly tlogProof: string
  /** C2SP tlog-policy text. */
  readonly policy: string
  readonly receipt: { readonly by: string; readonly at: string } | null
}

export type RecordProof = {
  readonly record: { readonly id: string; readonly modified: string }
  readonly positions: readonly ProofPosition[]
  readonly proves: { readonly code: string; readonly values: Readonly<Record<string, string | number>> }
  readonly doesNotProve: { readonly code: string; readonly values: Readonly<Record<string, string | number>> }
}

/**
 * What the pages ask of the stages behind them. `assemble.ts` wires it; handlers know nothing else of the node.
 * Every function throws a `Fault` for what cannot be done and has checked nothing about roles: handlers ask `mayDo` first.
 */
export type Services = {
  readonly submitRecord: (submission: Submission) => Promise<Submitted>
  /** Each line stands alone: one refused line does not stop the others. */
  readonly submitBatch: (submissions: readonly Submission[]) => Promise<readonly BatchAnswer[]>
  readonly eraseRecord: (request: {
    readonly id: string
    readonly reason: string
    readonly actor: Actor
  }) => Promise<{ readonly erasedVersions: number; readonly position: Position }>
  readonly shareRecord: (request: {
    readonly id: string
    readonly agency: string
    readonly reason: string
    readonly actor: Actor
  }) => Promise<{ readonly position: Position }>
  readonly decideTask: (request: {
    readonly taskId: number
    readonly outcome: 'release' | 'deny'
    readonly without: readonly string[]
    readonly reason: string
    readonly actor: Actor
  }) => Promise<{ readonly position: Position }>
  /** The exact bytes that a release task would let out; `without` strikes out further fields. */
  readonly previewTask: (taskId: number, without: readonly string[]) => Promise<OutgoingPreview>
  readonly holdLink: (request: {
    readonly party: string
    readonly held: boolean
    readonly reason: string
    readonly actor: Actor
  }) => Promise<void>
  readonly exchangeStatus: () => Promise<readonly PartnerStatus[]>
  /** Proofs of one stored version (its journal seq), one for each log that it lies in. */
  readonly proofOf: (request: { readonly id: string; readonly modified: string; readonly versionSeq: number }) => Promise<RecordProof>
  /** Notes that `actor` read these records; the journal gets them in batches. Never waits. */
  readonly journalRead: (actor: Actor, rids: readonly Uint8Array[]) => void
  /** Calls back soon after the journal grew or a link changed; a hint, so a lost call costs latency only. Returns how to stop. */
  readonly onChange: (listener: (change: NodeChange) => void) => () => void
}

export type NodeChange = { readonly what: 'journal' } | { readonly what: 'exchange'; readonly party: string }
