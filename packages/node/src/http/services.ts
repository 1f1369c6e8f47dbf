import type { Erased, PartnerStatus, Position, RecordProof, ReleaseChosen, ReleaseTaskDetail, StoppedLog, Stored } from '@enlace/api'
import type { Fault, JsonObject } from '@enlace/core'
import type { Actor, Explanation, PersonalAct, WorkCalendars } from '@enlace/policy'
import type { NoteReading } from '../store/read-note.ts'
import type { CourierServices } from './courier-services.ts'
import type { EvidenceServices } from './evidence-services.ts'
import type { JointServices } from './joint-services.ts'
import type { Metric } from './metrics.ts'
import type { PeopleServices } from './people-services.ts'
import type { RecallServices } from './recall-services.ts'
import type { ResultServices } from './result-services.ts'
import type { RetentionServices } from './retention-services.ts'
import type { WitnessServices } from './witness-routes.ts'

export type Submission = {
  /** The exact slice of the request that holds the STIX object: what is stored, hashed and exchanged. */
  readonly objectBytes: Uint8Array
  readonly object: JsonObject
  readonly envelope: JsonObject
  readonly actor: Actor
  readonly files?: readonly { readonly sha256: string; readonly name: string }[]
  /** Journal seq of the version that the author started from. */
  readonly base?: number
}

/** One answer for each line of a batch, in order: stored, or the fault that refused that line alone. */
export type BatchAnswer = { readonly ok: true; readonly value: Stored } | { readonly ok: false; readonly fault: Fault }

/** What a person does to a document on its way; `round` and `step` are what they saw. */
export type ClearanceRequest = {
  readonly id: number
  readonly act: PersonalAct
  readonly round: number
  readonly step: number | null
  readonly words: string
  readonly reference?: string
  readonly actor: Actor
}

/** What would leave if the task were released with nothing more struck out than `without`. */
export type OutgoingPreview = {
  /** The exact bytes of the object as they would be released. */
  readonly object: Uint8Array
  /** The exact bytes of the envelope as they would be released. */
  readonly envelope: Uint8Array
  /** Names of the fields that are struck by name. */
  readonly removed: readonly string[]
  readonly parts: readonly Readonly<ReleaseTaskDetail['parts'][number]>[]
  /** Declared fields that are present in the record. */
  readonly fields: readonly string[]
  /** Why the rule asks today. */
  readonly explanation: Explanation
  readonly limits: ReleaseTaskDetail['limits']
  /** Why it may not leave yet where it goes by note. */
  readonly needsNote?: 'note_unsealed' | 'note_missing'
  /** How many releasing persons have to agree. */
  readonly persons: 1 | 2
  /** Who handed it in; null where the node does not know. */
  readonly author: string | null
}

/** What names an item of the inbox. */
export type ItemName = { readonly source: string; readonly ref: Uint8Array }

/** What is to change of one item; absent members stay as they are. */
export type MarkChange = ItemName & { readonly assignee?: string | null; readonly snoozedUntil?: Date | null; readonly done?: boolean }

/** Whether an item was changed, and how it stood before: what an undo sends back. */
export type MarkedItem = {
  readonly outcome: 'changed' | 'unknown'
  readonly before: { readonly assignee: string | null; readonly snoozedUntil: Date | null; readonly done: boolean }
}

/**
 * What the pages ask of the stages behind them. `assemble.ts` wires it; handlers know nothing else of the node.
 * Every function throws a `Fault` for what cannot be done and has checked nothing about roles: handlers ask `mayDo` first.
 */
export type Services = {
  readonly people: PeopleServices
  readonly evidence: EvidenceServices
  readonly joint: JointServices
  readonly courier: CourierServices
  readonly recalls: RecallServices
  readonly results: ResultServices
  readonly retention: RetentionServices
  readonly witnesses: WitnessServices
  readonly submitRecord: (submission: Submission) => Promise<Stored>
  /** Each line stands alone: one refused line does not stop the others. */
  readonly submitBatch: (submissions: readonly Submission[]) => Promise<readonly BatchAnswer[]>
  readonly eraseRecord: (request: {
    readonly id: string
    readonly reason: string
    /** The compartment that holds the record. */
    readonly agency: string
    readonly actor: Actor
  }) => Promise<Erased>
  /** What a partner's id would name here if it were one that we made for that partner. */
  readonly ownId: (party: string, id: string) => string | undefined
  readonly passOn: (request: { readonly versionSeq: number; readonly partner: string }) => Promise<{ readonly position: Position }>
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
    readonly asDraft: boolean
    readonly holdSeconds: number
    readonly actor: Actor
  }) => Promise<ReleaseChosen>
  /** Takes back a choice about a task that has not taken effect. */
  readonly undoChoice: (request: { readonly taskId: number; readonly actor: Actor }) => Promise<{ readonly position: Position }>
  /** One person's act about a document on its way through the party. */
  readonly answerClearance: (request: ClearanceRequest) => Promise<{ readonly position: Position }>
  /** Calendars of the party's clearance terms. */
  readonly workCalendars: WorkCalendars
  /** What reading a diplomatic note takes beside the store. */
  readonly notes: Omit<NoteReading, 'sql'>
  /** The exact bytes that a release task would let out; `without` names all fields to strike, absent those that the rule strikes. */
  readonly previewTask: (taskId: number, without?: readonly string[]) => Promise<OutgoingPreview>
  readonly holdLink: (request: {
    readonly party: string
    readonly held: boolean
    readonly hours?: number
    readonly reason: string
    readonly actor: Actor
  }) => Promise<void>
  /** Entries of an outbound log whose bytes the partner has taken, receipted or not. */
  readonly sentSize: (outLogId: number) => number
  /** A resource of the log whose origin has this hash, as tlog-tiles names it; `open`: anybody may read it. Undefined where there is none. */
  readonly readLog: (
    originHash: string,
    path: string,
  ) => Promise<{ readonly open: boolean; readonly contentType: string; readonly body: Uint8Array } | undefined>
  /** What a log with a partner was stopped for; undefined where it was not. */
  readonly readStopped: (party: string, origin: string) => Promise<StoppedLog | undefined>
  readonly exchangeStatus: () => Promise<readonly PartnerStatus[]>
  /** Proofs of one stored version (its journal seq), one for each log that it lies in. */
  readonly proofOf: (request: { readonly id: string; readonly modified: string; readonly versionSeq: number }) => Promise<RecordProof>
  /** Gives items to people, puts them aside, says duties are done; items that the officer may not see answer `unknown`. */
  readonly markItems: (actor: Actor, changes: readonly MarkChange[]) => Promise<readonly MarkedItem[]>
  readonly saveView: (actor: Actor, view: { readonly name: string; readonly filter: JsonObject }) => Promise<{ readonly viewId: number }>
  readonly giveHandover: (
    actor: Actor,
    handover: { readonly items: readonly ItemName[]; readonly to: string | null; readonly note: string },
  ) => Promise<{ readonly handoverId: number }>
  readonly closeHandover: (actor: Actor, handoverId: number, outcome: 'accepted' | 'withdrawn') => Promise<{ readonly items: number }>
  /** False while the logs cannot be appended: the store is away or the journal is frozen. */
  readonly isHealthy: () => Promise<boolean>
  /** Sizes, waits and counts of the stages, for `/metrics`. */
  readonly metrics: () => Promise<readonly Metric[]>
  /** Notes that `actor` read these records; the journal gets them in batches. Never waits. */
  readonly journalRead: (actor: Actor, rids: readonly Uint8Array[]) => void
  /** Calls back soon after the journal grew or a link changed; a hint, so a lost call costs latency only. Returns how to stop. */
  readonly onChange: (listener: (change: NodeChange) => void) => () => void
}

/**
 * The journal grew; a joint statement was published; a record is being erased, so its text must leave every memory; a link changed; whose the items of an agency's inbox are changed, or what is handed over; a piece of work moved (also by a
 * receipt, which has no journal entry of its own).
 */
export type NodeChange =
  | { readonly what: 'journal' }
  | { readonly what: 'released' }
  | { readonly what: 'erased'; readonly rid: Uint8Array }
  | { readonly what: 'exchange'; readonly party: string }
  | { readonly what: 'inbox'; readonly agency: string }
  | { readonly what: 'work'; readonly rid: Uint8Array; readonly state: string }
