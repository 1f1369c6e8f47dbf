import { isJsonObject, type JsonObject, parseJson } from '@enlace/core'
import { type Agreement, maxRetentionDays, receivingAgency, usualKeyWithinMinutes } from '@enlace/policy'
import {
  type Body,
  type Leaf,
  leafHash,
  parseBody,
  parseConsentItem,
  parseLeaf,
  recallItemName,
  unsealType,
  type VerifierKey,
} from '@enlace/proof/node'
import {
  type PassedOn,
  parseAttachedFiles,
  parseEnvelope,
  parseRecallNotice,
  type RecallNotice,
  readConsent,
  recallContent,
  validateObject,
} from '@enlace/records'
import type { Sql, TransactionSql } from 'postgres'
import { type EntryDraft, LogFrozen } from '../store/append-entries.ts'
import { openBodyBytes, sealBodyBytes } from '../store/bodies.ts'
import { isDataError } from '../store/data-error.ts'
import type { Keystore } from '../store/keystore.ts'
import type { LogWriter, Writing } from '../store/log-writer.ts'
import { type Log, readEntries, readEntriesAndBodies, readLog, type StoredEntry } from '../store/logs.ts'
import { opensCommitments } from '../store/open-commitments.ts'
import { answeredTo, findOwedFrom, oweFrom } from '../store/owed-answers.ts'
import { type PartnerIds, withOwnIds } from '../store/partner-ids.ts'
import { type QuarantineReason, readOutcomes } from '../store/quarantine.ts'
import { noteRecallAcks, readRecallOutcomes } from '../store/recalls.ts'
import { draftRecord, type RecordDraft, withFiles } from '../store/record-draft.ts'
import { recordItems } from '../store/record-items.ts'
import { verifyRelease } from '../store/release-signature.ts'
import { insertLimits } from '../store/retention.ts'
import { closeSealed, eraseLeftKeys, insertAwaiting, type OpenedEntry, readSealedStates, saveOpened } from '../store/sealed-entries.ts'
import { sealSealingKey } from '../store/sealing-key.ts'
import type { PassStep } from '../store/steps.ts'
import { findKnownVersions, insertVersions, type Judged, judgeBatch, keyDraft } from '../store/write-records.ts'
import { applyKeyNote, isKeyEntry, type PartnerKeys, readKeyNote } from './apply-keys.ts'
import { type ApplyRecalls, createApplyRecalls, type RecallNews } from './apply-recalls.ts'
import { checkAuthorWord, type KeysOfAuthor } from './check-author-word.ts'
import { cameSealed, findTargets, readUnseal, refuseSealed, type SealedTarget, type Unsealed, upToRepeated } from './read-sealed.ts'

/** The leaf types that begin and end a log: the exchange itself reads them, and no record comes of them. */
const boundsOfLog = new Set(['epoch-start', 'epoch-end'])

const batchSize = 256
/** So many entries are read in one turn of the event loop. */
const breath = 16
const maxItemBytes = 1_048_576

/** The opened form of an entry that came sealed, and the entry that handed its key over. */
type Opens = { readonly unseal: StoredEntry; readonly key: Uint8Array; readonly body: Uint8Array; readonly left: readonly number[] }

/** What one received entry turns into. With `opens` it is what came sealed once, read at the place of the entry that opened it. */
type Read = Came & { readonly opens?: Opens }
type Came =
  /** Receipted before it can be read: its key follows. */
  | { readonly what: 'sealed'; readonly entry: StoredEntry }
  /** Of a sealed entry no key comes, or not this one. `unseal`: the entry that says so. */
  | {
      readonly what: 'closed'
      readonly entry: StoredEntry
      readonly unseal: StoredEntry
      readonly state: 'never' | 'refused'
      readonly refused?: Refused
    }
  | { readonly what: 'record'; readonly entry: StoredEntry; readonly draft: RecordDraft; readonly keepDays: number | undefined }
  | ({ readonly what: 'recall' } & RecallNews)
  | { readonly what: 'told'; readonly entry: StoredEntry; readonly leaf: Leaf }
  | { readonly what: 'quarantine'; readonly entry: StoredEntry; readonly reason: QuarantineReason; readonly agency: string }
  | { readonly what: 'key'; readonly entry: StoredEntry; readonly note: string }
  | { readonly what: 'answer'; readonly entry: StoredEntry; readonly leaf: Leaf }
  | { readonly what: 'kept'; readonly entry: StoredEntry }
  | { readonly what: 'nothing'; readonly entry: StoredEntry }

type Refused = { readonly entry: StoredEntry; readonly reason: QuarantineReason; readonly agency: string }

/** The leaf types that carry a record; anything else that is not an answer is kept for a newer node. */
const carriesRecord = new Set(['offer', 'update', 'recall', 'request', 'result', 'note'])

/** What applying one partner's log stands on. */
export type ApplyOptions = {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly journalId: number
  readonly inLogId: number
  /** The log of the same lane to the partner, where what came is answered. */
  readonly outLogId: number
  /** Our logs to the partner by origin, whose entries it may speak of, and its logs to us. */
  readonly ownLogs: ReadonlyMap<string, number>
  readonly theirLogs: ReadonlyMap<string, number>
  readonly ownParty: string
  readonly partner: string
  /** The partner's release keys by agency; asked for each entry, as its statements change them in log order. */
  readonly releaseKeys: Readonly<Record<string, readonly VerifierKey[]>>
  /** What its statements about keys change; without it they are kept for a newer node. */
  readonly keys?: PartnerKeys
  /** Release keys by agency of any party that this node is paired with; undefined for others. */
  readonly keysOfAuthor?: KeysOfAuthor
  /** Ids that we made for the partner: where the agreement speaks of them, what it says about one is about the record here. */
  readonly partnerIds?: PartnerIds
  /** The compartments that this node keeps, and the one for what names none of them. */
  readonly agencies: readonly string[]
  readonly defaultAgency: string
  readonly agreement: () => Agreement | undefined
  readonly now: () => Date
  readonly pass: PassStep
  /** Its place among what waits for the writer. */
  readonly place?: 'first' | undefined
  /** Lets what cannot wait go first; absent where nothing is to wait. */
  readonly giveWay?: (() => Promise<void>) | undefined
  /** A body that this node stored and can no longer read, or an entry that it could not work on: quarantined, and a person must know. */
  /** The partner took something back, or said something about what we did: pages that show it are stale. */
  readonly onRecall?: () => void
  readonly onTrouble: (code: 'body_damaged' | 'not_storable' | 'not_readable', seq: number, cause?: unknown) => void
}

/**
 * Applies what a partner's log brought, in log order: each entry becomes a record, or is quarantined, and is answered in the reverse log.
 * Journal, records, answers and the cursor commit together, so an entry is applied once whatever is killed in between. Only entries under
 * a checkpoint that we cosigned are applied. A bad body never blocks the ones behind it.
 */
export function createApply(options: ApplyOptions): { step(): Promise<boolean> } {
  const { sql } = options
  const recalls: ApplyRecalls = createApplyRecalls(options)

  /** Whether answers are owed from a time when our own log was frozen; looked up once after a start. */
  let owes: boolean | undefined

  /** Whether keys that nothing needs any more were destroyed since something left some, or since the start. */
  let swept = false

  async function sweep(): Promise<void> {
    swept = true
    for (const logId of options.theirLogs.values()) await eraseLeftKeys(sql, options.keystore, logId)
  }

  async function step(): Promise<boolean> {
    await options.giveWay?.()
    const log = await readLog(sql, options.inLogId)
    if (!swept) await sweep()
    owes ??= (await findOwedFrom(sql, log.logId)) !== undefined
    if (owes && (await makeUpAnswers(log))) return true
    const end = Math.min(log.checkpointSize, log.appliedSize + batchSize)
    if (log.appliedSize >= end) return false
    const { entries, bodies } = await readEntriesAndBodies(sql, log.logId, log.appliedSize, end)
    if (entries.length !== end - log.appliedSize) throw new Error(`${log.origin} lacks entries before ${end}`)
    const bodyOf = new Map(bodies.map((body) => [body.seq, body]))
    const targets = await findTargets(sql, log, entries)
    const read: Read[] = []
    for (const [i, entry] of upToRepeated(upToKeys(entries), targets).entries()) {
      if (i % breath === breath - 1) await options.giveWay?.()
      const stored = bodyOf.get(entry.seq)
      const bytes = stored === undefined ? undefined : openBodyBytes(options.keystore, log.origin, stored)
      read.push(readEntry(log.origin, entry, bytes, targets.get(entry.seq), stored?.slot ?? undefined))
    }
    try {
      await applyAll(log, read)
    } catch (cause) {
      if (!isDataError(cause)) throw cause
      // One of them holds what the database cannot: each alone, so that it stops no other.
      for (const item of read) await applyOne(log, item)
    }
    options.pass('apply.committed')
    if (!swept) await sweep()
    if (read.some(tellsOfRecall)) options.onRecall?.()
    return log.appliedSize + read.length < log.checkpointSize
  }

  /** As far as the next statement about keys, which goes alone: what stands behind it is read with the keys that it leaves. */
  function upToKeys(entries: readonly StoredEntry[]): readonly StoredEntry[] {
    const at = entries.findIndex(({ leaf }) => isKeyEntry(leaf))
    return at < 0 ? entries : entries.slice(0, Math.max(1, at))
  }

  async function applyOne(log: Log, item: Read): Promise<void> {
    try {
      await applyAll(log, [item])
    } catch (cause) {
      if (!isDataError(cause)) throw cause
      options.onTrouble('not_storable', item.entry.seq, cause)
      const { opens } = item
      await applyAll(log, [{ ...quarantine(item.entry, 'not_storable'), ...(opens === undefined ? {} : { opens }) }])
    }
  }

  async function applyAll(log: Log, read: readonly Read[]): Promise<void> {
    const [start, end] = [placeOf(read[0] as Read), placeOf(read.at(-1) as Read) + 1]
    const reopened = await openAgain(log.origin, read)
    await options.writer.transact(async (writing) => {
      const agreed = options.agreement()?.receiptBeforeRead
      const dueAt = new Date(options.now().getTime() + (agreed?.keyWithinMinutes ?? usualKeyWithinMinutes) * 60_000)
      const sealed = read.flatMap((item) => (item.what === 'sealed' ? [item.entry.seq] : []))
      await insertAwaiting(writing.sql, log.logId, sealed, { at: options.now(), dueAt })
      for (const item of reopened) await saveOpened(writing.sql, log.logId, item, options.now())
      const closed = read.filter((item) => item.what === 'closed')
      for (const { entry, state } of closed) await closeSealed(writing.sql, log.logId, entry.seq, state, options.now())
      // A recall may have closed one as well.
      if (read.some((item) => item.what === 'closed' || item.what === 'recall' || item.opens !== undefined)) swept = false
      const outcomes = await storeRecords(
        writing,
        read.filter((item) => item.what === 'record'),
        log.origin,
      )
      const recalled = await recalls.apply(
        writing,
        log,
        read.filter((item) => item.what === 'recall'),
        read.flatMap((item) => (item.what === 'record' && item.draft.revoked ? [{ entry: item.entry, id: item.draft.id }] : [])),
      )
      await recalls.note(
        writing,
        log,
        read.filter((item) => item.what === 'told'),
      )
      const stated = await applyKeys(
        writing,
        log.origin,
        read.filter((item) => item.what === 'key'),
      )
      const refused = recalled.filter((answer) => answer.type === 'nack')
      const quarantined = [
        ...read.filter((item) => item.what === 'quarantine'),
        ...closed.flatMap(({ refused }) => refused ?? []),
        ...stated.flatMap(({ entry, refused: reason }) => (reason === undefined ? [] : [{ entry, reason, agency: options.defaultAgency }])),
        ...refused.map(({ entry, code }) => ({
          entry,
          reason: code === 'recall_word_invalid' ? ('recall_word_invalid' as const) : ('recall_not_yours' as const),
          agency: options.defaultAgency,
        })),
      ]
      const kept = read.flatMap((item) =>
        item.what === 'kept' ? [{ ...item, reason: 'kept_newer' as const, agency: options.defaultAgency }] : [],
      )
      writing.queue(insertQuarantine(writing.sql, log.logId, [...quarantined, ...kept], options.now()))
      writing.queue(
        insertAnswers(
          writing.sql,
          options.ownLogs,
          read.filter((item) => item.what === 'answer'),
        ),
      )
      if (
        read.some(
          (item) =>
            item.what === 'answer' &&
            item.leaf.code !== undefined &&
            item.leaf.code in { never_received: 0, never_readable: 0, already_erased: 0 },
        )
      )
        writing.queue(noteRecallAcks(writing.sql, [...options.ownLogs.values()]))
      await appendAnswers(writing, log, [
        ...outcomes.map(({ entry, code }) => ({ entry, type: 'ack', code })),
        ...recalled.filter((answer) => answer.type === 'ack'),
        ...stated.flatMap(({ entry, ack }) => (ack === undefined ? [] : [{ entry, type: 'ack', code: ack }])),
        ...quarantined.map(({ entry, reason }) => ({ entry, type: 'nack', code: reason })),
      ])
      // Last, for from here on the receiver waits for this row until the commit.
      writing.queue(moveApplied(writing.sql, log, start, end))
      options.pass('apply.written')
    }, options.place)
  }

  type Stated = { readonly entry: StoredEntry; readonly ack?: string; readonly refused?: QuarantineReason }

  async function applyKeys(writing: Writing, origin: string, items: readonly (Read & { what: 'key' })[]): Promise<Stated[]> {
    const { keys } = options
    const stated: Stated[] = []
    for (const { entry, note } of items) {
      if (keys !== undefined) stated.push({ entry, ...(await applyKeyNote(keys, writing, origin, entry, note)) })
    }
    return stated
  }

  async function moveApplied(tx: TransactionSql, log: Log, start: number, end: number): Promise<void> {
    const moved = await tx`update log set applied_size = ${end} where log_id = ${log.logId} and applied_size = ${start}`
    if (moved.count !== 1) throw new Error(`${log.origin} was applied by somebody else`)
  }

  /** Whether a log can be appended to: one that shows damage or two histories is frozen. */
  async function takesEntries(writing: Writing, logId: number): Promise<boolean> {
    try {
      await writing.lock(logId)
      return true
    } catch (cause) {
      if (cause instanceof LogFrozen) return false
      throw cause
    }
  }

  type Answer = { readonly entry: StoredEntry; readonly type: string; readonly code: string }

  /** Answers go out in log order. While our own log to the partner is frozen nothing can: what it sends is applied all the same, and answered later. */
  async function appendAnswers(writing: Writing, log: Log, answers: readonly Answer[]): Promise<void> {
    if (answers.length === 0) return
    // Answers go in log order: while older ones are owed, so are these.
    if (owes === true || !(await takesEntries(writing, options.outLogId))) {
      await oweFrom(writing.sql, log.logId, Math.min(...answers.map(({ entry }) => entry.seq)))
      owes = true
      return
    }
    const inOrder = answers.toSorted((a, b) => a.entry.seq - b.entry.seq)
    await writing.append(
      options.outLogId,
      inOrder.map(({ entry, type, code }) => answerDraft(log.origin, entry, type, code, options.now())),
      log.checkpointSize,
    )
  }

  /** Answers a batch of what was applied while our own log was frozen; true when more is owed. Nothing happens while it still is. */
  async function makeUpAnswers(log: Log): Promise<boolean> {
    const owed = await options.writer.transact(async (writing): Promise<'nothing' | 'more' | 'frozen'> => {
      const start = await findOwedFrom(writing.sql, log.logId)
      const out = await readLog(writing.sql, options.outLogId)
      if (start === undefined) return 'nothing'
      if (out.frozen !== null || out.endedAt !== null) return 'frozen'
      const end = Math.min(log.appliedSize, start + batchSize)
      const [entries, { refused, stored }, recalled, sealed] = await Promise.all([
        readEntries(writing.sql, log.logId, start, end),
        readOutcomes(writing.sql, log.logId, start, end),
        readRecallOutcomes(writing.sql, log.logId, start, end),
        readSealedStates(writing.sql, log.logId, start, end),
      ])
      const answers = entries.flatMap((entry) => {
        const reason = refused.get(entry.seq)
        if (reason !== undefined) return reason === 'kept_newer' ? [] : [{ entry, type: 'nack', code: reason }]
        const leaf = parseLeaf(entry.leaf)
        const recall = recalled.get(entry.seq)
        if (recall !== undefined) return [{ entry, type: 'ack', code: recall }]
        // What was not opened is answered when it is.
        if ((sealed.get(entry.seq) ?? 'opened') !== 'opened') return []
        const isRecord = leaf.ok && leaf.value.n > 0 && carriesRecord.has(leaf.value.t)
        if (isKeyEntry(entry.leaf)) return [{ entry, type: 'ack', code: 'already_held' }]
        return isRecord ? [{ entry, type: 'ack', code: stored.has(entry.seq) ? 'accepted' : 'already_held' }] : []
      })
      await writing.append(
        options.outLogId,
        answers.map(({ entry, type, code }) => answerDraft(log.origin, entry, type, code, options.now())),
        log.checkpointSize,
      )
      await answeredTo(writing.sql, log.logId, end, log.appliedSize)
      return end < log.appliedSize ? 'more' : 'nothing'
    })
    owes = owed !== 'nothing'
    return owed === 'more'
  }

  function quarantine(entry: StoredEntry, reason: QuarantineReason) {
    return { what: 'quarantine' as const, entry, reason, agency: options.defaultAgency }
  }

  /**
   * What was opened, sealed anew for the compartment that it turned out to be for; new keys are durable when this resolves. The sealed form and the
   * entry that brought the key lose theirs once this is committed.
   */
  async function openAgain(origin: string, read: readonly Read[]): Promise<OpenedEntry[]> {
    const opened: OpenedEntry[] = []
    for (const item of read) {
      if (item.opens === undefined) continue
      const { unseal, key, body, left } = item.opens
      const agency = item.what === 'record' ? item.draft.agency : options.defaultAgency
      const [slot] = await options.keystore.allocate(agency, 1)
      if (slot === undefined) throw new Error('no key was made')
      const { seq } = item.entry
      const sealed = sealBodyBytes(slot.key, origin, seq, body)
      opened.push({ seq, unsealSeq: unseal.seq, slot: slot.slot, sealed, key: sealSealingKey(slot.key, origin, seq, key), left })
    }
    return opened
  }

  /** Reads what a key opens, or says why it opens nothing. */
  function readOpened(origin: string, unseal: StoredEntry, slot: number | undefined, given: Unsealed): Read {
    if (given.what === 'known' || given.what === 'never') return { what: 'closed', entry: given.target.entry, unseal, state: 'never' }
    if (given.what === 'unreadable') {
      const { entry } = given.target
      return { what: 'closed', entry, unseal, state: 'refused', refused: quarantine(entry, 'sealed_unreadable') }
    }
    if (given.what === 'refused') {
      const refused = quarantine(unseal, given.reason)
      return given.target === undefined ? refused : { what: 'closed', entry: given.target.entry, unseal, state: 'refused', refused }
    }
    const { target, key, body } = given
    const left = [...new Set([target.stored.slot, slot ?? null])].filter((one) => one !== null)
    return { ...readEntry(origin, target.entry, body), opens: { unseal, key, body, left } }
  }

  function readEntry(
    origin: string,
    entry: StoredEntry,
    stored: Uint8Array | 'erased' | 'unreadable' | undefined,
    target?: SealedTarget,
    slot?: number,
  ): Read {
    const leaf = parseLeaf(entry.leaf)
    if (!leaf.ok) return quarantine(entry, 'leaf_malformed')
    if (leaf.value.t === unsealType) {
      const body = typeof stored === 'string' ? undefined : stored
      return readOpened(origin, entry, slot, readUnseal(options.keystore, origin, leaf.value, body, target))
    }
    if (leaf.value.t === 'ack' || leaf.value.t === 'nack') return { what: 'answer', entry, leaf: leaf.value }
    const isTold = recalls.isTold(leaf.value)
    if (isTold && leaf.value.t !== 'recall-tree') return { what: 'told', entry, leaf: leaf.value }
    if (boundsOfLog.has(leaf.value.t)) return { what: 'nothing', entry }
    const statesKey = options.keys !== undefined && isKeyEntry(entry.leaf)
    if (leaf.value.n === 0 || !(isTold || statesKey || carriesRecord.has(leaf.value.t))) return { what: 'kept', entry }
    if (stored === undefined || typeof stored === 'string') {
      options.onTrouble('body_damaged', entry.seq)
      return quarantine(entry, 'body_damaged')
    }
    if (cameSealed(leaf.value, stored)) {
      const wrong = refuseSealed(leaf.value, stored)
      return wrong === undefined ? { what: 'sealed', entry } : quarantine(entry, wrong)
    }
    const body = parseBody(stored)
    if (!body.ok) return quarantine(entry, 'body_malformed')
    if (body.value.items.length === 0) return quarantine(entry, 'body_erased')
    try {
      if (isTold)
        return opensCommitments(leaf.value, body.value)
          ? { what: 'told', entry, leaf: leaf.value }
          : quarantine(entry, 'commitment_differs')
      if (statesKey) {
        const read = opensCommitments(leaf.value, body.value) ? readKeyNote(leaf.value, body.value) : 'commitment_differs'
        return typeof read === 'string' ? quarantine(entry, read) : { what: 'key', entry, ...read }
      }
      if (leaf.value.t === 'recall' && leaf.value.ct === recallContent) {
        const notice = readRecall(origin, leaf.value, body.value)
        if (typeof notice === 'string') return quarantine(entry, notice)
        return { what: 'recall', entry, leaf: leaf.value, notice, word: readWord(body.value) }
      }
      const draft = readRecord(origin, leaf.value, body.value)
      return typeof draft === 'string' ? quarantine(entry, draft) : { what: 'record', entry, draft, keepDays: keepDaysOf(body.value) }
    } catch (cause) {
      // A bug that a stranger's bytes found: it is told, and the entries behind go on.
      options.onTrouble('not_readable', entry.seq, cause)
      return quarantine(entry, 'not_readable')
    }
  }

  /** What a recall says, or why it is quarantined. No agreement is asked for: what was sent under one that is over can be taken back. */
  function readRecall(origin: string, leaf: Leaf, body: Body): RecallNotice | QuarantineReason {
    if (!opensCommitments(leaf, body)) return 'commitment_differs'
    const release = readRelease(origin, leaf, body)
    if (release !== undefined) return release
    // A recall hides what others work with, so it is never a machine's word alone.
    if (body.releaseSignature.length === 0) return 'release_signature_invalid'
    const [item] = body.items
    if (item === undefined) return 'items_missing'
    const notice = parseRecallNotice(item.bytes)
    if (!notice.ok || leaf.re_seq === undefined || !options.theirLogs.has(leaf.re_origin ?? '')) return 'recall_malformed'
    // Between two logs there is no order: what a recall on the flash lane names may still be on its way.
    if (leaf.re_origin === origin && leaf.re_seq >= leaf.seq) return 'recall_malformed'
    return notice.value
  }

  /** The word of the author whose recall a holder passes on; undefined where the sender speaks for itself. */
  function readWord({ release, items }: Body): RecallNews['word'] {
    const parsed = release === null ? undefined : parseJson(release.bytes, { maxBytes: 65_536, maxDepth: 8 })
    const by = parsed?.ok && isJsonObject(parsed.value.value) ? parsed.value.value.by : undefined
    if (!isJsonObject(by) || by.mode !== 'passed_on') return undefined
    const author = typeof by.from === 'string' ? by.from : options.partner
    const shown = items[1] === undefined ? undefined : parseConsentItem(items[1].bytes, recallItemName)
    return shown?.ok === true ? { author, proof: shown.value } : { author }
  }

  /** The record of a body, or why it is quarantined. Every check is on a stranger's bytes. */
  function readRecord(origin: string, leaf: Leaf, body: Body): RecordDraft | QuarantineReason {
    if (!opensCommitments(leaf, body)) return 'commitment_differs'
    const release = readRelease(origin, leaf, body)
    if (release !== undefined) return release
    const { object: objectBytes, envelope: envelopeBytes, files: filesBytes, consent: consentBytes, further } = recordItems(body.items)
    if (objectBytes === undefined || envelopeBytes === undefined) return 'items_missing'
    const object = readObject(objectBytes)
    if (typeof object === 'string') return object
    const envelopeValue = readObject(envelopeBytes)
    if (typeof envelopeValue === 'string') return 'envelope_malformed'
    const checked = validateObject(object, { from: 'partner' })
    if (!checked.ok) return 'object_invalid'
    const envelope = parseEnvelope(envelopeValue, { newerCodes: 'keep' })
    if (!envelope.ok) return 'envelope_invalid'
    const passedOn = envelope.value.passed_on
    const consented = passedOn === undefined ? undefined : checkConsent(consentBytes, String(object.id), passedOn)
    if (consented === 'invalid') return 'consent_invalid'
    const files = filesBytes === undefined ? undefined : parseAttachedFiles(filesBytes)
    if (files?.ok === false) return files.reason
    const agreement = options.agreement()
    if (agreement === undefined) return 'no_agreement'
    const kindName = checked.value.kind?.name ?? 'unknown'
    const named = receivingAgency(agreement, kindName, options.partner, envelope.value.to)
    const agency = named !== undefined && options.agencies.includes(named) ? named : options.defaultAgency
    const newer =
      further.length > 0 ||
      checked.value.kind === undefined ||
      checked.value.newer.length > 0 ||
      envelope.flags.some((flag) => flag.startsWith('newer_'))
    const covered = agreement.rules.some((rule) => rule.from === options.partner && rule.kinds.includes(kindName))
    const flags = [
      ...(newer ? ['newer_than_node'] : []),
      ...(covered ? [] : ['kind_not_in_agreement']),
      ...envelope.flags.filter((flag) => flag === 'tlp_differs'),
      ...(passedOn === undefined ? [] : ['passed_on']),
      ...(consented === 'author_unknown' ? ['consent_not_checked'] : []),
    ]
    const draft = draftRecord({
      object,
      objectBytes,
      kind: checked.value.kind,
      envelope: envelope.value,
      envelopeBytes,
      agency,
      fromParty: options.partner,
      flags,
    })
    const whole = filesBytes === undefined || files?.ok !== true ? draft : withFiles(draft, files.value, filesBytes)
    if (agreement.partnerIds === undefined || options.partnerIds === undefined) return whole
    return { ...whole, references: withOwnIds(options.partnerIds, options.partner, whole.references) }
  }

  /** How far the consent of its author holds, with which a partner passes a copy on: it is granted, for this record, for us, and not over. */
  function checkConsent(item: Uint8Array | undefined, id: string, passedOn: PassedOn): ReturnType<typeof checkAuthorWord> {
    const proof = item === undefined ? undefined : parseConsentItem(item)
    if (proof?.ok !== true) return 'invalid'
    const stated = readObject(proof.value.object)
    const consent = typeof stated === 'string' ? undefined : readConsent(stated)
    if (consent === undefined || typeof stated === 'string' || stated.id !== passedOn.consent || !consent.about.includes(id))
      return 'invalid'
    const granted = consent.answer === 'granted' || consent.answer === 'granted_with_conditions'
    if (!granted || consent.toParty !== options.ownParty || options.now().toISOString().slice(0, 10) > consent.until) return 'invalid'
    return checkAuthorWord(proof.value, { author: passedOn.from, holder: options.partner, keysOfAuthor: options.keysOfAuthor })
  }

  /**
   * What is wrong with the release that came with a record, or undefined. A record comes with the decision that let it out; one that was made
   * for another party is void here, and one that an officer made must carry the signature of that officer's agency.
   */
  function readRelease(origin: string, leaf: Leaf, body: Body): QuarantineReason | undefined {
    if (body.release === null || leaf.c === undefined || leaf.rel === undefined) return 'release_missing'
    const parsed = parseJson(body.release.bytes, { maxBytes: 65_536, maxDepth: 8 })
    const release = parsed.ok && isJsonObject(parsed.value.value) ? parsed.value.value : undefined
    if (release === undefined || !isJsonObject(release.to) || !isJsonObject(release.by)) return 'release_malformed'
    if (release.to.party !== options.ownParty) return 'release_for_another'
    if (release.by.mode !== 'officer' && body.releaseSignature.length === 0) return undefined
    const keys = typeof release.by.agency === 'string' ? (options.releaseKeys[release.by.agency] ?? []) : []
    const place = { origin, seq: leaf.seq, c: leaf.c, rel: leaf.rel }
    return verifyRelease(body.releaseSignature, place, keys) ? undefined : 'release_signature_invalid'
  }

  async function storeRecords(
    writing: Writing,
    items: readonly (Read & { what: 'record' })[],
    origin: string,
  ): Promise<{ entry: StoredEntry; code: string }[]> {
    if (items.length === 0) return []
    const now = options.now()
    const keyed = items.map((item) => keyDraft(options.searchKey, item.draft))
    const [known] = await Promise.all([
      findKnownVersions(
        writing.sql,
        keyed.map((item) => item.rid),
      ),
      writing.lock(options.journalId),
    ])
    const judged = judgeBatch(keyed, known, { now, ownParty: options.ownParty })
    const fresh = items.flatMap((item, i) => {
      const verdict = judged[i]
      const key = keyed[i]
      return verdict?.outcome === 'new' && key !== undefined ? [{ item, keyed: key, ...verdict }] : []
    })
    const seqs = await writing.append(
      options.journalId,
      fresh.map(({ item }) => ({
        type: 'received',
        at: now,
        members: { re_origin: origin, re_seq: item.entry.seq, re_hash: Buffer.from(item.entry.hash).toString('base64url') },
      })),
    )
    const rows = fresh.map(({ item, keyed: key, latest, flags, modified }, i) => ({
      seq: seqs[i] as number,
      keyed: key,
      body: { logId: options.inLogId, seq: item.entry.seq },
      latest,
      flags,
      modified,
    }))
    writing.queue(insertVersions(writing.sql, options.searchKey, rows, { journalId: options.journalId, addedAt: now }))
    const limits = fresh.flatMap(({ item: { keepDays } }, i) =>
      keepDays === undefined ? [] : [{ seq: seqs[i] as number, days: keepDays }],
    )
    writing.queue(insertLimits(writing.sql, limits))
    return items.map((item, i) => ({ entry: item.entry, code: ackCode(judged[i]?.outcome) }))
  }

  return { step }
}

/** The position at which an entry of the log is applied: of what came sealed, that of the entry that opened it or closed it. */
function placeOf(item: Read): number {
  return (item.what === 'closed' ? item.unseal : (item.opens?.unseal ?? item.entry)).seq
}

const aboutRecalls = new Set(['hidden', 'shown_again', 'never_received', 'never_readable', 'already_erased', 'no_recall_stands'])

/** Whether an entry moves a recall, ours or theirs. What a machine refuses may be one. */
function tellsOfRecall(item: Read): boolean {
  if (item.what === 'recall' || item.what === 'told') return true
  return item.what === 'answer' && (item.leaf.t === 'nack' || aboutRecalls.has(item.leaf.code ?? ''))
}

function ackCode(outcome: Judged['outcome'] | undefined): string {
  if (outcome === 'erased') return 'already_erased'
  return outcome === 'unchanged' ? 'already_held' : 'accepted'
}

/** For how many days the sender lets a copy be kept, as its release decision says; undefined where it says nothing that can be counted. */
function keepDaysOf({ release }: Body): number | undefined {
  const parsed = release === null ? undefined : parseJson(release.bytes, { maxBytes: 65_536, maxDepth: 8 })
  const days = parsed?.ok && isJsonObject(parsed.value.value) ? parsed.value.value.retention_days : undefined
  return typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= maxRetentionDays ? days : undefined
}

function readObject(bytes: Uint8Array): JsonObject | QuarantineReason {
  const parsed = parseJson(bytes, { maxBytes: maxItemBytes, maxDepth: 32 })
  if (!parsed.ok) return `object_${parsed.reason}`
  return isJsonObject(parsed.value.value) ? parsed.value.value : 'object_not_an_object'
}

function answerDraft(origin: string, entry: StoredEntry, type: string, code: string, at: Date): EntryDraft {
  return {
    type,
    at,
    members: { code, re_origin: origin, re_seq: entry.seq, re_hash: Buffer.from(leafHash(entry.leaf)).toString('base64url') },
  }
}

async function insertQuarantine(
  sql: TransactionSql,
  logId: number,
  items: readonly { readonly entry: StoredEntry; readonly reason: QuarantineReason; readonly agency: string }[],
  at: Date,
): Promise<void> {
  for (const item of items) {
    await sql`insert into quarantine (log_id, seq, reason, agency, at) values (${logId}, ${item.entry.seq}, ${item.reason}, ${item.agency}, ${at})`
  }
}

/** Keeps what the partner answered about our entries; an answer about an entry that we never wrote, or about other bytes, is ignored. */
async function insertAnswers(
  sql: TransactionSql,
  ownLogs: ReadonlyMap<string, number>,
  given: readonly (Read & { what: 'answer' })[],
): Promise<void> {
  const answers = given.flatMap(({ leaf }) => {
    const logId = ownLogs.get(leaf.re_origin ?? '')
    return logId === undefined ? [] : [{ leaf, logId }]
  })
  if (answers.length === 0) return
  await sql`insert into answer (log_id, seq, outcome, reason, at)
    select given.log_id, given.seq, given.outcome, given.reason, given.at
    from unnest(
      ${sql.array(
        answers.map(({ logId }) => logId),
        21,
      )}::smallint[],
      ${sql.array(
        answers.map(({ leaf }) => leaf.re_seq ?? -1),
        20,
      )}::bigint[],
      ${sql.array(
        answers.map(({ leaf }) => Buffer.from(leaf.re_hash ?? '', 'base64url')),
        17,
      )}::bytea[],
      ${sql.array(
        answers.map(({ leaf }) => leaf.t),
        25,
      )}::text[],
      ${sql.array(
        answers.map(({ leaf }) => leaf.code ?? ''),
        25,
      )}::text[],
      ${sql.array(
        answers.map(({ leaf }) => leaf.at),
        25,
      )}::timestamptz[]) with ordinality as given (log_id, seq, hash, outcome, reason, at, place)
    join entry on entry.log_id = given.log_id and entry.seq = given.seq and entry.hash = given.hash
    order by place
    on conflict do nothing`
}
