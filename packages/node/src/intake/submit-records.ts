import { setImmediate as turn } from 'node:timers/promises'
import { Fault, type FieldProblem, type JsonObject } from '@enlace/core'
import { type AttachedFile, type EnvelopeDefaults, envelopeBytes, isFileName, parseEnvelope, validateObject } from '@enlace/records'
import { LogFrozen } from '../store/append-entries.ts'
import { createBatcher } from '../store/batcher.ts'
import { isDataError } from '../store/data-error.ts'
import type { FileStore } from '../store/files.ts'
import type { FreshRecords } from '../store/fresh-records.ts'
import type { Alongside, LogWriter, Writing } from '../store/log-writer.ts'
import { draftRecord, type RecordDraft, withFiles } from '../store/record-draft.ts'
import { keepFlags, notAbout, rightsFlagKind } from '../store/rights-flags.ts'
import type { PassStep } from '../store/steps.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import {
  findKnownVersions,
  insertUsesOf,
  insertVersions,
  type Judged,
  judgeBatch,
  type Keyed,
  keyDraft,
  type VersionRow,
  versionsWritten,
} from '../store/write-records.ts'

/** Most records of one commit: whoever writes one alone waits for no more than these. */
const maxPiece = 256
/** So many are checked in one turn of the event loop. */
const breath = 32

/** What an author hands in: the exact bytes of the object, the object they parse to, and what the envelope says. */
export type Handed = {
  readonly objectBytes: Uint8Array
  readonly object: JsonObject
  readonly envelope: JsonObject
  readonly agency: string
  /** Files that the agency has uploaded, in the order they are to be shown. */
  readonly files?: readonly { readonly sha256: string; readonly name: string }[]
  /** Journal seq of the version that the author started from: another latest one refuses this. */
  readonly base?: number
  /** The account that hands it in; absent for imports. */
  readonly author?: string
}

export type Stored = {
  readonly id: string
  readonly modified: string
  readonly kind: string
  readonly position: { readonly origin: string; readonly seq: number }
  readonly status: 'stored' | 'unchanged'
}

export type Outcome = { readonly ok: true; readonly value: Stored } | { readonly ok: false; readonly fault: Fault }

/**
 * The way in for own records: check, draft, then write in batches that share one commit. A record that is refused stops no other;
 * what is reported stored is durable, sealed and in the journal.
 */
export function createSubmit(options: {
  readonly writer: LogWriter
  readonly journal: { readonly logId: number; readonly origin: string }
  readonly searchKey: Uint8Array
  readonly party: string
  readonly envelopeDefaults: (agency: string) => EnvelopeDefaults
  readonly now: () => Date
  readonly pass: PassStep
  readonly maxItemBytes: number
  readonly files?: Pick<FileStore, 'want'>
  readonly alongside?: Alongside | undefined
  /** Where what is written waits for the follower that reads every version. */
  readonly fresh?: Pick<FreshRecords, 'put'>
  /** What this node's own state refuses, beside the rules of the kind. */
  readonly refuse?: (draft: RecordDraft) => Promise<Fault | undefined>
}): { submit(handed: Handed): Promise<Outcome>; submitMany(handed: readonly Handed[]): Promise<readonly Outcome[]> } {
  const write = async (
    drafts: readonly RecordDraft[],
    place?: 'first',
    alongside: Alongside | 'nobody' = options.alongside ?? 'nobody',
  ): Promise<readonly Outcome[]> => {
    if (drafts.length === 0) return []
    try {
      const outcomes = await options.writer.transact(
        (writing) => writeDrafts(writing, drafts, alongside),
        place,
        standAlone(drafts) ? 'at_end' : undefined,
      )
      options.pass('intake.committed')
      return outcomes
    } catch (cause) {
      // Trouble of what would have come along, such as a partner's log that froze at this moment, is none of the author's.
      if (cause instanceof LogFrozen && cause.origin !== options.journal.origin) return await write(drafts, place, 'nobody')
      if (!isDataError(cause)) throw cause
      if (drafts.length === 1) return [{ ok: false, fault: new Fault('body_invalid', {}, { cause }) }]
      // One of them holds what the database cannot: each alone, so that it refuses no other.
      const outcomes: Outcome[] = []
      for (const draft of drafts) outcomes.push(...(await write([draft], place)))
      return outcomes
    }
  }
  const batched = createBatcher<RecordDraft, Outcome>(maxPiece, (drafts) => write(drafts, 'first'))

  async function writeDrafts(writing: Writing, drafts: readonly RecordDraft[], alongside: Alongside | 'nobody'): Promise<Outcome[]> {
    const now = options.now()
    const keyed = drafts.map((draft) => keyDraft(options.searchKey, draft))
    const [known, takeAlong] = await Promise.all([
      findKnownVersions(
        writing.sql,
        keyed.map((item) => item.rid),
      ),
      alongside === 'nobody' ? undefined : alongside(writing),
      writing.lock(options.journal.logId),
    ])
    const judged = judgeBatch(keyed, known, { now, ownParty: options.party })
    const fresh = keyed.flatMap((item, i) => {
      const verdict = judged[i]
      return verdict?.outcome === 'new' ? [{ keyed: item, ...verdict }] : []
    })
    const seqs = await writing.append(
      options.journal.logId,
      fresh.map(({ keyed: { draft } }) => ({
        type: 'record',
        at: now,
        body: {
          agency: draft.agency,
          items: [draft.objectBytes, draft.envelopeBytes, ...(draft.filesBytes === undefined ? [] : [draft.filesBytes])],
        },
      })),
    )
    const rows = fresh.map((item, i) => ({
      ...item,
      seq: seqs[i] as number,
      body: { logId: options.journal.logId, seq: seqs[i] as number },
    }))
    const context = { journalId: options.journal.logId, addedAt: now }
    // What is decided about these may hang on rows of theirs that it then looks for.
    const isLookedFor = takeAlong?.looks === true || known.size > 0 || fresh.some(({ keyed: { draft } }) => speaks(draft))
    if (isLookedFor) writing.queue(insertVersions(writing.sql, options.searchKey, rows, context))
    else if (rows.length > 0) {
      writing.beside({ parts: versionsWritten(writing.sql, options.searchKey, rows, context) })
      writing.queue(insertUsesOf(writing.sql, options.searchKey, rows))
    }
    // Before anything is decided: what this same commit lets out must meet a flag that it raises.
    const flags = rows.filter(({ keyed: { draft } }) => draft.kind === rightsFlagKind)
    if (flags.length > 0) {
      const versions = flags.map((row) => ({ ...storedRecord(row, writing, now), author: row.keyed.draft.author }))
      writing.queue(keepFlags(writing.sql, options.searchKey, versions))
    }
    options.pass('intake.written')
    const written = rows.map((row) => storedRecord(row, writing, now))
    for (const [i, record] of written.entries()) options.fresh?.put(record, (rows[i] as VersionRow).keyed.digest)
    await takeAlong?.decide(written, known.size > 0)
    const seqOf = new Map(rows.map((row) => [row.keyed, row.seq]))
    return keyed.map((item, i) => {
      const verdict = judged[i] as Judged
      // A repetition inside the batch names its first occurrence by place, since that had no position yet.
      const first = verdict.outcome === 'unchanged' && verdict.seq < 0 ? keyed[-1 - verdict.seq] : item
      return outcomeOf(item, verdict, first === undefined ? undefined : seqOf.get(first))
    })
  }

  /** What a reader of the store would find of a version that is being written. */
  function storedRecord(row: VersionRow, writing: Writing, addedAt: Date): StoredRecord {
    const { draft, rid } = row.keyed
    const slot = writing.slotOf(options.journal.logId, row.seq)
    if (slot === undefined) throw new Error('a version without a key')
    const { kind, agency, fromParty, revoked, objectBytes, object, envelopeBytes, envelope, filesBytes } = draft
    const { seq, modified, flags } = row
    const version = { seq, rid, kind, agency, fromParty, modified, revoked, flags, addedAt, slot }
    return { ...version, objectBytes, object, envelopeBytes, envelope, ...(filesBytes === undefined ? {} : { filesBytes }) }
  }

  function outcomeOf({ draft }: Keyed, verdict: Judged, seq: number | undefined): Outcome {
    if (verdict.outcome === 'changed') return { ok: false, fault: new Fault('record_changed', { id: draft.id, latest: verdict.latest }) }
    if (verdict.outcome === 'conflict') return { ok: false, fault: new Fault('version_conflict', { id: draft.id }) }
    if (verdict.outcome === 'erased') return { ok: false, fault: new Fault('record_erased', { id: draft.id }) }
    const position = {
      origin: options.journal.origin,
      seq: verdict.outcome === 'unchanged' && verdict.seq >= 0 ? verdict.seq : (seq as number),
    }
    const status = verdict.outcome === 'unchanged' ? 'unchanged' : 'stored'
    return { ok: true, value: { id: draft.id, modified: verdict.modified.toISOString(), kind: draft.kind, position, status } }
  }

  function check(handed: Handed): RecordDraft | Fault {
    if (handed.objectBytes.length > options.maxItemBytes) return new Fault('body_too_large', { limit: options.maxItemBytes })
    const checked = validateObject(handed.object)
    if (!checked.ok) {
      const problems = checked.problems.map((problem) => ({ ...problem, field: `/object${problem.field}` }))
      return new Fault('body_invalid', {}, { problems })
    }
    const envelope = parseEnvelope(handed.envelope, options.envelopeDefaults(handed.agency))
    if (!envelope.ok)
      return new Fault(
        'body_invalid',
        {},
        { problems: envelope.problems.map((problem) => ({ ...problem, field: `/envelope${problem.field}` })) },
      )
    if (envelope.value.author_agency !== handed.agency)
      return new Fault('not_permitted', {}, { problems: [{ field: '/envelope/author_agency', code: 'not_your_agency' }] })
    const draft = draftRecord({
      object: handed.object,
      objectBytes: handed.objectBytes,
      kind: checked.value.kind,
      envelope: envelope.value,
      envelopeBytes: envelopeBytes(envelope.value),
      agency: handed.agency,
      fromParty: options.party,
      flags: checked.value.kind === undefined ? ['newer_than_node'] : [],
    })
    return {
      ...draft,
      ...(handed.base === undefined ? {} : { base: handed.base }),
      ...(handed.author === undefined ? {} : { author: handed.author }),
    }
  }

  /** Adds the handed files to a draft, or says which of them this agency has not uploaded. */
  async function attach(handed: Handed, draft: RecordDraft | Fault): Promise<RecordDraft | Fault> {
    const wanted = handed.files ?? []
    if (draft instanceof Fault || wanted.length === 0) return draft
    const owner = { agency: handed.agency, fromParty: options.party }
    const held = await options.files?.want(
      owner,
      wanted.map((file) => file.sha256),
    )
    const problems: FieldProblem[] = []
    const seen = new Set<string>()
    const files = wanted.flatMap(({ sha256, name }, i): AttachedFile[] => {
      const row = held?.get(sha256)
      if (row === undefined) problems.push({ field: `/files/${i}/sha256`, code: 'file_not_uploaded' })
      if (seen.has(sha256)) problems.push({ field: `/files/${i}/sha256`, code: 'duplicate_item' })
      if (!isFileName(name)) problems.push({ field: `/files/${i}/name`, code: 'name_malformed' })
      seen.add(sha256)
      return row === undefined ? [] : [{ name, sha256, sizeBytes: row.size, type: row.type }]
    })
    return problems.length > 0 ? new Fault('body_invalid', {}, { problems }) : withFiles(draft, files)
  }

  return {
    submit: async (handed) => {
      const draft = handed.files === undefined ? check(handed) : await attach(handed, check(handed))
      const fault = draft instanceof Fault ? draft : await options.refuse?.(draft)
      return draft instanceof Fault || fault !== undefined ? { ok: false, fault: fault as Fault } : await batched(draft)
    },
    submitMany: async (handed) => {
      const drafts: (RecordDraft | Fault)[] = []
      for (const [i, one] of handed.entries()) {
        if (i % breath === breath - 1) await turn()
        drafts.push(check(one))
      }
      for (const [i, one] of handed.entries()) if (one.files !== undefined) drafts[i] = await attach(one, drafts[i] as RecordDraft | Fault)
      for (const [i, draft] of drafts.entries()) if (!(draft instanceof Fault)) drafts[i] = (await options.refuse?.(draft)) ?? draft
      const good = drafts.filter((draft): draft is RecordDraft => !(draft instanceof Fault))
      const written: Outcome[] = []
      for (let at = 0; at < good.length; at += maxPiece) written.push(...(await write(good.slice(at, at + maxPiece))))
      const results = written.values()
      return drafts.map((draft) => (draft instanceof Fault ? { ok: false, fault: draft } : (results.next().value as Outcome)))
    },
  }
}

/** Whether a record says anything of others, beside who wrote it and how it is marked. */
function speaks({ references, kind }: RecordDraft): boolean {
  return kind === rightsFlagKind || references.some(({ relation }) => !notAbout.includes(relation))
}

/** Whether none of these speaks of another: then nothing that is decided about one looks for the body of another in the store. */
function standAlone(drafts: readonly RecordDraft[]): boolean {
  const ids = new Set(drafts.map(({ id }) => id))
  return !drafts.some(({ references }) => references.some(({ target }) => ids.has(target)))
}
