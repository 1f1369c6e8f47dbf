import { canonicalBytes, Fault, isJsonObject, type Json, type JsonObject } from '@enlace/core'
import {
  type Actor,
  type Agreement,
  applyOfficerDecision,
  type Decision,
  decideRelease,
  type Explanation,
  type Held,
  type HoldReason,
  holdForClearance,
  isAbove,
  isReceiptedFirst,
  laneOf,
  militaryBodies,
  type RecordFacts,
  type Released,
  usesWith,
  type Withheld,
  withhold,
} from '@enlace/policy'
import type { ReleasePlace } from '@enlace/proof/node'
import {
  type Addressee,
  attachedFilesField,
  type BorrowedLabel,
  borrowedLabels,
  type FieldMark,
  fieldMarksOf,
  isDraft,
  type Kind,
  kindOf,
  kinds,
  locatesPerson,
  narrower,
  objectLabelOf,
  personalFieldsIn,
  presentFields,
  recallDefaultHours,
  referencesOf,
  removeFields,
  rewriteIds,
  type TlpLabel,
  tearLinesOf,
  tellingIdsIn,
  translatedMarks,
} from '@enlace/records'
import type { Sql, TransactionSql } from 'postgres'
import type { EntryDraft } from '../store/append-entries.ts'
import { type HeldConsent, newestFor, readConsents } from '../store/consents.ts'
import {
  closeTask,
  type DecisionRow,
  findDecided,
  findRecovered,
  findSentBefore,
  findSources,
  findTask,
  hasOpenTask,
  holdLive,
  insertDecisions,
  isRecalledSince,
  listHeld,
} from '../store/decisions.ts'
import { findAuthorsOfSubjects } from '../store/find-subjects.ts'
import { beginAtEnd, readPosition, savePosition } from '../store/followers.ts'
import { findTainted, restsOn } from '../store/hidden.ts'
import type { Keystore } from '../store/keystore.ts'
import type { Lane } from '../store/log-names.ts'
import type { LogWriter, Writing } from '../store/log-writer.ts'
import { type Querier, readLog } from '../store/logs.ts'
import { idsFor, type PartnerIds } from '../store/partner-ids.ts'
import { findRecalledFrom, insertRecall } from '../store/recalls.ts'
import { anyFlagStanding, findPaused, rightsFlagKind } from '../store/rights-flags.ts'
import type { PassStep } from '../store/steps.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'
import { insertPositions } from '../store/write-records.ts'
import type { ClearanceGate } from './clearance.ts'
import type { NoteGate } from './note-gate.ts'

/** A partner as the release stage sees it: where released copies go, and under what. */
export type ReleasePartner = {
  readonly party: string
  readonly agreement: Agreement | undefined
  readonly outLogId: number
  /** The log of what must not wait; absent while the partner's node keeps none, and then everything goes the other way. */
  readonly flashLogId?: number | undefined
  /** Whether its node knows entries that are receipted before they can be read; absent: it does not. */
  readonly takesSealed?: boolean
  /** How much of the partner's log of the same lane we have receipted: what an outgoing entry can have known. */
  readonly seen: (outLogId: number) => number
}

export type ReleaseStage = {
  /**
   * Places each partner that is new to this node behind what the journal holds: what was written before a partner was paired does not flow to
   * it by itself. Call once, before `step` and before anything is written.
   */
  begin(): Promise<void>
  /**
   * Decides over the next own versions for one partner, in journal order; true while more wait. Each partner has a cursor of its own, so one
   * whose log is frozen waits without holding up the others.
   */
  step(party: string): Promise<boolean>
  /**
   * Joins the transaction of new own versions: for partners whose cursor has nothing before them, they are decided in the same commit.
   * Undefined where there is nobody to decide for; `step` meets what was not joined. `updates`: whether one of them has an earlier version.
   */
  join(writing: Writing): Promise<((records: readonly StoredRecord[], updates: boolean) => Promise<void>) | undefined>
  /** A releasing officer answers a task; `first` names the other of two persons who agreed. */
  decideTask(request: TaskChoice): Promise<{ readonly seq: number }>
  /** Throws what `decideTask` would throw now, and does nothing. */
  checkTask(request: TaskChoice): Promise<void>
  /**
   * Puts before a releasing officer that a received record be passed on to a partner. Throws Fault `body_invalid` with the reason where its
   * author's consent or the agreement does not allow it, and `release_already_decided` where that was asked for this version before.
   */
  passOn(request: { readonly versionSeq: number; readonly partner: string }): Promise<{ readonly seq: number }>
  /** Exactly what a task would let out. */
  previewTask(taskId: number, without?: readonly string[]): Promise<Preview>
}

export type TaskChoice = {
  readonly taskId: number
  readonly outcome: 'release' | 'deny'
  readonly without: readonly string[]
  readonly reason: string
  readonly asDraft?: boolean
  readonly actor: Actor
  readonly first?: string
}

export type Outgoing = {
  readonly object: Uint8Array
  readonly envelope: Uint8Array
  /** The list of attached files that go with it; undefined when none do. */
  readonly files?: Uint8Array
  /** The consent of its author, in a copy that is passed on. */
  readonly consent?: Uint8Array
  readonly removed: readonly string[]
  /** Selectors of fields in which a tear-line stands for the full text. */
  readonly torn: readonly string[]
  /** Ids in it that were made for this partner, by those that they stand for. */
  readonly ids: ReadonlyMap<string, string>
}

/** What a task would let out, and what an officer needs to know beside it. */
export type Preview = Outgoing & {
  readonly fields: readonly string[]
  /** Struck by name; what goes because it is marked stands in `parts`. */
  readonly removed: readonly string[]
  /** Parts of the whole record that are marked by themselves, and the label of the tear-line that each has. */
  readonly parts: readonly { readonly selector: string; readonly tlp: TlpLabel; readonly tearLine: TlpLabel | null }[]
  readonly explanation: Explanation
  /** Why it may not leave yet where it goes by note. */
  readonly needsNote?: 'note_unsealed' | 'note_missing'
  readonly limits: {
    readonly under: string
    readonly toAgency: string
    readonly permittedUse: string[]
    readonly retentionDays: number | null
  }
}

type Judged = {
  readonly record: StoredRecord
  readonly partner: ReleasePartner
  readonly decision: Decision
  readonly lane: Lane
  readonly outgoing?: Outgoing
  readonly update: boolean
  readonly consent?: ProvenConsent
  readonly ids?: FactsBeside['ids']
  /** It was held, and is decided again. */
  readonly ofHold?: boolean
}

/** A consent that this node holds, with the item that shows it to others. */
type ProvenConsent = { readonly said: HeldConsent; readonly item: Uint8Array }

const followerVersion = 1
const followerOf = (party: string) => `release:${party}`
const batchSize = 256

/**
 * The release stage: follows the journal, asks `decideRelease` of every own version for every partner, and appends what may leave to that
 * partner's log. Decision, copy and cursor commit together, so nothing leaves without its decision and a crash repeats nothing.
 */
export function createRelease(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly journalId: number
  readonly party: string
  readonly classification: string
  readonly partners: () => readonly ReleasePartner[]
  readonly now: () => Date
  readonly pass: PassStep
  /** An own version whose body cannot be unsealed: it is passed over, and a person must know. */
  readonly onDamage: (versionSeq: number) => void
  /** Signs an officer's release with the agency's release key (detached JWS, EXCHANGE 2.3). */
  readonly signRelease: (agency: string, place: ReleasePlace) => Promise<Uint8Array>
  /** What the party's own offices clear first; absent: nothing. */
  readonly clearance?: ClearanceGate
  /** What goes by note, and notes themselves; absent: nothing waits for a seal. */
  readonly notes?: NoteGate
  /** The item that proves a received consent: where it lies in its author's log, opened. Undefined when it is not under a checkpoint yet. */
  readonly proveConsent?: (versionSeq: number) => Promise<Uint8Array | undefined>
  /** Ids made for partners whose agreement asks for them, and the key that records are known by. */
  readonly ids?: { readonly partnerIds: PartnerIds; readonly searchKey: Uint8Array }
}): ReleaseStage {
  const { sql, writer, keystore, journalId } = options
  /** Up to where each partner's cursor found nothing more: what lies before is not looked through again. */
  const lookedTo = new Map<string, number>()

  function judge(
    record: StoredRecord,
    partner: ReleasePartner,
    sentBefore: boolean,
    without?: readonly string[],
    more: FactsBeside = {},
  ): Judged {
    const facts = withFactsBeside(factsOf(record, sentBefore), more)
    const decided = decideRelease(
      {
        record: facts,
        self: options.party,
        classification: options.classification,
        recipient: partner.party,
        military: militaryBodies,
        today: options.now().toISOString().slice(0, 10),
      },
      partner.agreement,
    )
    // What another party wrote was cleared by its own offices.
    const held = record.fromParty === options.party && (options.clearance?.isNeeded(facts) || options.notes?.isNeeded(record))
    const decision = held ? holdForClearance(decided) : decided
    return withOutgoing(
      {
        ...{ record, partner, decision, lane: laneOf(facts, partner.agreement), update: sentBefore },
        ...(more.held === undefined ? {} : { consent: more.held }),
        ...(more.ids === undefined ? {} : { ids: more.ids }),
      },
      without,
    )
  }

  async function step(party: string): Promise<boolean> {
    const partner = options.partners().find((candidate) => candidate.party === party)
    if (partner === undefined || isHeldBack(partner)) return false
    const [logs, position] = await Promise.all([
      Promise.all(logsOf(partner).map((logId) => readLog(sql, logId))),
      readPosition(sql, followerOf(party), followerVersion),
    ])
    if (logs.some((log) => log.frozen !== null || log.endedAt !== null)) return false
    const { seqs, top } = await findOwnVersions(Math.max(position, lookedTo.get(party) ?? -1))
    const last = seqs.at(-1)
    if (last === undefined) {
      lookedTo.set(party, top)
      return await decideHeld(partner)
    }
    const records = await readStoredRecords(sql, keystore, seqs)
    const unreadable = await writer.transact(async (writing) => {
      const [live, recovered, sentBefore, beside] = await Promise.all([
        holdLive(writing.sql, seqs),
        findRecovered(writing.sql, party, seqs),
        findSentBefore(writing.sql, party, seqs),
        readFactsBeside(writing.sql, party, records),
      ])
      const judged = judgeInOrder(
        records.filter((one) => live.has(one.seq) && !recovered.has(one.seq)),
        partner,
        sentBefore,
        beside,
      )
      writing.queue(savePosition(writing.sql, followerOf(party), followerVersion, position, last))
      const { ids } = await record(writing, judged, { mode: 'rule' })
      writing.queue(ids)
      options.pass('release.written')
      return [...live].filter((seq) => !records.some((one) => one.seq === seq))
    })
    options.pass('release.committed')
    for (const seq of unreadable) options.onDamage(seq)
    return seqs.length === batchSize
  }

  /** Decides again over what was held and need not be any more, or is for another reason; true while more may wait. */
  async function decideHeld(partner: ReleasePartner): Promise<boolean> {
    const { party } = partner
    const held = new Map((await listHeld(sql, party, batchSize)).map(({ versionSeq, reason }) => [versionSeq, reason]))
    const paused = await findPaused(sql, [...held.keys()])
    const due = [...held].flatMap(([seq, reason]) => (paused.get(seq) === reason ? [] : [seq]))
    if (due.length === 0) return false
    const records = await readStoredRecords(sql, keystore, due)
    await writer.transact(async (writing) => {
      const [live, sentBefore, beside] = await Promise.all([
        holdLive(writing.sql, due),
        findSentBefore(writing.sql, party, due),
        readFactsBeside(writing.sql, party, records),
      ])
      const standing = records.filter(({ seq }) => live.has(seq) && beside.get(seq)?.rights !== held.get(seq))
      const judged = judgeInOrder(standing, partner, sentBefore, beside).map((one) => ({ ...one, ofHold: true }))
      const { ids } = await record(writing, judged, { mode: 'rule' })
      writing.queue(ids)
    })
    return false
  }

  /** The next own versions behind a position, and the last version of all at the same moment. */
  async function findOwnVersions(after: number): Promise<{ readonly seqs: number[]; readonly top: number }> {
    const [found] = await sql<{ seqs: number[] | null; top: number | null }[]>`select (select max(seq) from version) as top,
      array(select seq from version where seq > ${after} and from_party = ${options.party} order by seq limit ${batchSize}) as seqs`
    return { seqs: found?.seqs ?? [], top: found?.top ?? -1 }
  }

  async function join(writing: Writing): Promise<((records: readonly StoredRecord[], updates: boolean) => Promise<void>) | undefined> {
    const partners = options.partners()
    const standing = await Promise.all(partners.map((partner) => readStanding(writing.sql, partner)))
    const joined = partners.flatMap((partner, i) => {
      const found = standing[i]
      return found === undefined ? [] : [{ partner, ...found }]
    })
    if (joined.length === 0) return undefined
    return async (records, updates) => {
      const last = records.at(-1)?.seq
      if (last === undefined) return
      const seqs = records.map((one) => one.seq)
      const judged: Judged[] = []
      const raises = records.some(({ kind }) => kind === rightsFlagKind)
      for (const { partner, position, flagged } of joined) {
        const sentBefore = updates ? await findSentBefore(writing.sql, partner.party, seqs) : new Set<number>()
        const beside = await readFactsBeside(writing.sql, partner.party, records, { updates, flagged: flagged || raises })
        judged.push(...judgeInOrder(records, partner, sentBefore, beside))
        writing.queue(savePosition(writing.sql, followerOf(partner.party), followerVersion, position, last))
      }
      const { ids } = await record(writing, judged, { mode: 'rule' })
      writing.queue(ids)
      options.pass('release.written')
      writing.onCommit(() => options.pass('release.committed'))
    }
  }

  /** Where a partner's cursor stands, and whether any rights flag does, if all own versions so far are behind it and its logs take entries; else undefined. */
  async function readStanding(
    tx: TransactionSql,
    partner: ReleasePartner,
  ): Promise<{ readonly position: number; readonly flagged: boolean } | undefined> {
    const { party } = partner
    if (isHeldBack(partner)) return undefined
    const looked = lookedTo.get(party) ?? -1
    const [found] = await tx<{ position: number; waiting: boolean; flagged: boolean }[]>`select position, exists (
        select from version where seq > greatest(position, ${looked}) and from_party = ${options.party}) as waiting,
        ${anyFlagStanding(tx)} as flagged
      from follower where name = ${followerOf(party)} and version = ${followerVersion}
        and not exists (select from log where log_id = any(${logsOf(partner)}) and (frozen is not null or ended_at is not null))`
    return found === undefined || found.waiting ? undefined : found
  }

  /** A recall must follow the offer that this same batch lets out, so what leaves on the way counts as sent. */
  function judgeInOrder(
    records: readonly StoredRecord[],
    partner: ReleasePartner,
    sentBefore: ReadonlySet<number>,
    beside: ReadonlyMap<number, FactsBeside>,
  ): Judged[] {
    const leaving = new Set<string>()
    return records.map((one) => {
      const rid = Buffer.from(one.rid).toString('hex')
      const judged = judge(one, partner, sentBefore.has(one.seq) || leaving.has(rid), undefined, beside.get(one.seq))
      if (judged.decision.outcome === 'release') leaving.add(rid)
      return judged
    })
  }

  /** Journals the decisions, appends what leaves to the partners' logs and keeps the rows; returns decision ids and the journal positions. */
  async function record(
    writing: Writing,
    judged: readonly Judged[],
    by: { readonly mode: 'rule' } | { readonly mode: 'officer'; readonly actor: Actor; readonly reason: string; readonly first?: string },
  ): Promise<{ readonly ids: Promise<readonly number[]>; readonly seqs: readonly number[] }> {
    const at = options.now()
    const byAgency = [...Map.groupBy(judged, (item) => item.record.agency)]
    const journaled = await writing.append(
      journalId,
      byAgency.map(([agency, items]) => ({
        type: 'decision',
        at,
        body: { agency, key: 'day' as const, items: items.map((item) => canonicalBytes(decisionDocument(item, by, at))) },
      })),
    )
    const seqOf = new Map(byAgency.map(([agency], i) => [agency, journaled[i] as number]))
    const places = new Map<Judged, { logId: number; seq: number }>()
    for (const [logId, items] of Map.groupBy(
      judged.filter((item) => item.decision.outcome === 'release'),
      logFor,
    )) {
      const drafts = items.map((item) => outgoingDraft(item, at, by.mode, options.signRelease))
      const seqs = await writing.append(logId, drafts, items[0]?.partner.seen(logId))
      for (const [i, item] of items.entries()) places.set(item, { logId, seq: seqs[i] as number })
    }
    const rows = judged.map((item): DecisionRow => {
      const { decision } = item
      return {
        seq: seqOf.get(item.record.agency) as number,
        versionSeq: item.record.seq,
        partner: item.partner.party,
        agency: item.record.agency,
        outcome: decision.outcome,
        reason: isHome(decision) ? decision.reason : decision.explanation.code,
        agreement: isHome(decision) ? null : decision.under,
        without: [...new Set([...withoutOf(decision), ...(item.outgoing?.removed ?? [])])].sort(),
        tearLines: item.outgoing?.torn ?? [],
        decidedBy: by.mode === 'officer' ? [by.first ?? [], by.actor.user].flat().join(', ') : null,
        decidedAt: at,
        outLog: places.get(item)?.logId ?? null,
        outSeq: places.get(item)?.seq ?? null,
        ...(item.ofHold === true ? { ofHold: true } : {}),
        ...(item.consent === undefined ? {} : { consentSeq: item.consent.said.seq }),
        partnerId: item.outgoing?.ids.has(String(item.record.object.id)) ?? false,
      }
    })
    const positions = [...places].map(([item, place]) => ({ seq: item.record.seq, logId: place.logId, logSeq: place.seq }))
    writing.queue(insertPositions(writing.sql, positions))
    for (const [item, place] of places) if (item.record.revoked) writing.queue(noteRevoked(writing.sql, item, place, seqOf, at))
    return { ids: insertDecisions(writing.sql, rows), seqs: rows.map((row) => row.seq) }
  }

  async function openTask(
    taskId: number,
  ): Promise<{ record: StoredRecord; partner: ReleasePartner; sentBefore: boolean; beside: FactsBeside; closed: boolean }> {
    const task = await findTask(sql, taskId)
    const partner = options.partners().find((candidate) => candidate.party === task?.partner)
    if (task === undefined || partner === undefined) throw new Fault('release_task_unknown', { id: taskId })
    const [stored] = await readStoredRecords(sql, keystore, [task.versionSeq])
    if (stored === undefined) throw new Fault('record_erased', {})
    const sent = await findSentBefore(sql, partner.party, [task.versionSeq])
    const beside = await readBesideOne(stored, partner.party)
    return { record: stored, partner, sentBefore: sent.has(task.versionSeq), beside, closed: task.closed }
  }

  /** What a choice comes to, judged on the day of the choice; throws the fault that refuses it. */
  async function judgeChoice({ taskId, actor, ...choice }: TaskChoice) {
    const task = await openTask(taskId)
    if (task.closed) throw new Fault('release_already_decided', { id: taskId })
    if (choice.outcome === 'release' && isHeldBack(task.partner)) throw heldBack()
    if (choice.outcome === 'release') await refusePaused(sql, task)
    const standing = judge(task.record, task.partner, task.sentBefore, undefined, task.beside)
    if (standing.decision.outcome === 'deny') throw new Error('rules never deny')
    const facts = factsOf(task.record, task.sentBefore)
    const applied = applyOfficerDecision(standing.decision, choice, actor, facts)
    if (!applied.ok) {
      if (applied.reason === 'not_permitted') throw new Fault('not_permitted', {})
      throw new Fault('body_invalid', {}, { problems: [{ field: applied.detail?.field ?? '', code: applied.reason }] })
    }
    const judged = withOutgoing({ ...standing, decision: applied.value }, choice.without)
    if (isHome(judged.decision)) {
      throw new Fault('body_invalid', {}, { problems: [{ field: '/without', code: judged.decision.reason }] })
    }
    if (choice.outcome === 'release') await refuseUnready(sql, task.record, facts)
    return { task, facts, judged }
  }

  /** What was taken back, by us from this partner or by somebody from us, of what these versions are about, and what they translate. */
  async function readFactsBeside(
    tx: TransactionSql,
    party: string,
    records: readonly StoredRecord[],
    { updates, flagged } = { updates: true, flagged: true },
  ): Promise<Map<number, FactsBeside>> {
    const linked = records.filter((one) => referencesOf(one.object).some(({ relation }) => restsOn(relation))).map((one) => one.seq)
    const tainted = await findTainted(tx, linked)
    const seqs = records.map((one) => one.seq)
    const paused = flagged ? await findPaused(tx, seqs) : new Map<number, HoldReason>()
    const subjects = await readSubjects(tx, records)
    const recalled = updates ? await findRecalledFrom(tx, party, seqs) : new Set<number>()
    const translations = await readTranslatedMarks(tx, records)
    const beside = new Map<number, FactsBeside>()
    for (const one of records) {
      const translated = translations.get(one.seq)
      const rights = paused.get(one.seq)
      const about = subjects.get(one.seq)
      beside.set(one.seq, {
        ...{ recalled: recalled.has(one.seq), sourceRecalled: tainted.has(one.seq) },
        ...(rights === undefined ? {} : { rights }),
        ...(about === undefined ? {} : { about }),
        ...(translated === undefined ? {} : { translated }),
        ...(await readIds(tx, party, one)),
      })
    }
    return beside
  }

  /** Whose records these are about, of those that name no addressee. */
  async function readSubjects(querier: Querier, records: readonly StoredRecord[]): Promise<ReadonlyMap<number, readonly Addressee[]>> {
    const open = records.filter(({ fromParty, envelope, object }) => {
      return fromParty === options.party && envelope.to === undefined && referencesOf(object).length > 0
    })
    return await findAuthorsOfSubjects(
      { sql: querier, keystore, party: options.party },
      open.map(({ seq }) => seq),
    )
  }

  /** Ids that a record leaves with in place of its own. Nothing is looked up for a partner whose agreement never spoke of them. */
  async function readIds(querier: Querier, party: string, { objectBytes }: StoredRecord): Promise<Pick<FactsBeside, 'ids'>> {
    const asked = options.partners().find((partner) => partner.party === party)?.agreement?.partnerIds
    if (asked === undefined || options.ids === undefined) return {}
    const { partnerIds, searchKey } = options.ids
    return { ids: (await idsFor(querier, searchKey, partnerIds, { partner: party, asked }, objectBytes)) ?? 'impossible' }
  }

  /** Marks of the records that these translate, as selectors of the translation. Most translate nothing. */
  async function readTranslatedMarks(querier: Querier, records: readonly StoredRecord[]): Promise<Map<number, readonly FieldMark[]>> {
    const translations = records.filter((one) => one.kind === 'language-content')
    const sources = await readStoredRecords(
      querier,
      keystore,
      await findSources(
        querier,
        translations.map((one) => one.seq),
      ),
    )
    return new Map(
      translations.map((one) => {
        const marks = sources
          .filter((source) => source.object.id === one.object.object_ref)
          .flatMap((source) => fieldMarksOf(source.object))
        return [one.seq, translatedMarks(marks, one.object)]
      }),
    )
  }

  /** What a decision about one version alone depends on beside it: marks that it translates, and its author's consent where it is another's. */
  async function readBesideOne(stored: StoredRecord, partner: string): Promise<FactsBeside> {
    const translated = (await readTranslatedMarks(sql, [stored])).get(stored.seq)
    const rights = (await findPaused(sql, [stored.seq])).get(stored.seq)
    const about = (await readSubjects(sql, [stored])).get(stored.seq)
    const marks = {
      ...(about === undefined ? {} : { about }),
      ...(rights === undefined ? {} : { rights }),
      ...(translated === undefined ? {} : { translated }),
      ...(await readIds(sql, partner, stored)),
    }
    if (stored.fromParty === options.party) return marks
    const said = newestFor(await readConsents(sql, keystore, stored.rid, stored.fromParty), partner)
    if (said === undefined) return marks
    const item = await options.proveConsent?.(said.seq)
    return { ...marks, consent: said, ...(item === undefined ? {} : { held: { said, item } }) }
  }

  /** Throws why an own version may not leave yet: its offices, or the note that it goes by. What another party wrote was cleared by its own. */
  async function refuseUnready(querier: Querier, version: StoredRecord, facts: RecordFacts): Promise<void> {
    if (facts.from !== options.party) return
    const isCleared = (await options.clearance?.isCleared(querier, version.seq, facts)) ?? true
    if (!isCleared) throw new Fault('body_invalid', {}, { problems: [{ field: '/outcome', code: 'clearance_open' }] })
    const missing = await options.notes?.findMissing(querier, version)
    if (missing !== undefined) throw new Fault('release_needs_note', {}, { problems: [{ field: '/outcome', code: missing }] })
  }

  return {
    begin: async () => {
      for (const { party } of options.partners()) await beginAtEnd(sql, followerOf(party), followerVersion)
    },
    step,
    join,
    previewTask: async (taskId, without) => {
      const { record: stored, partner, sentBefore, beside } = await openTask(taskId)
      if (await isRecalledSince(sql, stored.seq, partner.party)) throw recalledSince()
      // A flag that was raised meanwhile stops the release and hides nothing of what it is about.
      const { rights: _flag, ...open } = beside
      const { decision, outgoing } = judge(stored, partner, sentBefore, without, open)
      if (outgoing !== undefined && (decision.outcome === 'ask' || decision.outcome === 'release')) {
        const { fields, envelope } = factsOf(stored, sentBefore)
        const { under, toAgency, retentionDays, explanation, addedUses = [] } = decision
        const permittedUse = [...usesWith(envelope.permitted_use ?? [], beside.consent), ...addedUses]
        const limits = { under, toAgency, permittedUse, retentionDays }
        // Struck because of a mark is not struck by name: an officer's own list must not grow by it.
        const named = new Set([...(without ?? decision.without), attachedFilesField])
        const removed = outgoing.removed.filter((name) => named.has(name))
        const needsNote = await options.notes?.findMissing(sql, stored)
        return {
          ...outgoing,
          removed,
          fields,
          explanation,
          limits,
          parts: partsOf(stored, beside),
          ...(needsNote === undefined ? {} : { needsNote }),
        }
      }
      const code = isHome(decision) ? decision.reason : decision.outcome
      throw new Fault('parameter_invalid', {}, { problems: [{ field: '/without', code }] })
    },
    checkTask: async (choice) => {
      await judgeChoice(choice)
    },
    passOn: async ({ versionSeq, partner: name }) => {
      const partner = options.partners().find((candidate) => candidate.party === name)
      if (partner === undefined) throw new Fault('partner_unknown', { party: name })
      const [stored] = await readStoredRecords(sql, keystore, [versionSeq])
      if (stored === undefined) throw new Fault('record_erased', {})
      const beside = await readBesideOne(stored, name)
      const sent = await findSentBefore(sql, name, [versionSeq])
      const judged = judge(stored, partner, sent.has(versionSeq), undefined, beside)
      const { decision } = judged
      if (isHome(decision)) {
        throw new Fault(
          'body_invalid',
          {},
          { problems: [{ field: '/partner', code: decision.reason, values: decision.explanation.values }] },
        )
      }
      // One question and one answer for each version and recipient.
      const decided = await findDecided(sql, name, [versionSeq])
      if (decided.has(versionSeq) || (await hasOpenTask(sql, versionSeq, name)))
        throw new Fault('release_already_decided', { id: versionSeq })
      const seq = await writer.transact(async (writing) => {
        if (!(await holdLive(writing.sql, [versionSeq])).has(versionSeq)) throw new Fault('record_erased', {})
        if (await isRecalledSince(writing.sql, versionSeq, name)) throw recalledSince()
        const { ids, seqs } = await record(writing, [judged], { mode: 'rule' })
        await ids
        return seqs[0] as number
      })
      return { seq }
    },
    decideTask: async (given) => {
      const { taskId, actor, first, ...choice } = given
      const { task, facts, judged } = await judgeChoice(given)
      return await writer.transact(async (writing) => {
        if (!(await holdLive(writing.sql, [task.record.seq])).has(task.record.seq)) throw new Fault('record_erased', {})
        if (choice.outcome === 'release' && (await isRecalledSince(writing.sql, task.record.seq, task.partner.party))) throw recalledSince()
        if (choice.outcome === 'release') await refuseUnready(writing.sql, task.record, facts)
        if (choice.outcome === 'release') await refusePaused(writing.sql, task)
        const by = { mode: 'officer' as const, actor, reason: choice.reason, ...(first === undefined ? {} : { first }) }
        const { ids, seqs } = await record(writing, [judged], by)
        const [decisionId] = await ids
        if (!(await closeTask(writing.sql, taskId, decisionId as number))) throw new Fault('release_already_decided', { id: taskId })
        return { seq: seqs[0] as number }
      }, 'first')
    },
  }
}

/** Stays home or waits: either has a reason, and neither has terms. */
function isHome(decision: Decision): decision is Withheld | Held {
  return decision.outcome === 'withhold' || decision.outcome === 'hold'
}

/** A flag that was raised since the officer chose counts; what the partner holds already may be corrected. */
async function refusePaused(tx: Querier, task: { readonly record: StoredRecord; readonly sentBefore: boolean }): Promise<void> {
  const { seq, revoked } = task.record
  const code = task.sentBefore || revoked ? undefined : (await findPaused(tx, [seq])).get(seq)
  if (code !== undefined) throw new Fault('release_paused', {}, { problems: [{ field: '/outcome', code }] })
}

/** A partner whose node does not know sealed entries gets nothing under an agreement that asks for them, rather than plain text. */
export function isHeldBack({ agreement, takesSealed }: Pick<ReleasePartner, 'agreement' | 'takesSealed'>): boolean {
  return agreement?.receiptBeforeRead !== undefined && takesSealed !== true
}

function heldBack(): Fault {
  return new Fault('body_invalid', {}, { problems: [{ field: '/outcome', code: 'partner_takes_no_sealed' }] })
}

/** Whether a record is to be receipted before it can be read. A recall must work at once. */
function isSealed({ record, partner }: Pick<Judged, 'record' | 'partner'>): boolean {
  return !record.revoked && isReceiptedFirst(partner.agreement, record.kind)
}

/** The log that a released copy goes to. */
function logFor({ partner, lane }: Judged): number {
  return lane === 'flash' ? (partner.flashLogId ?? partner.outLogId) : partner.outLogId
}

function logsOf({ outLogId, flashLogId }: ReleasePartner): number[] {
  return flashLogId === undefined ? [outLogId] : [outLogId, flashLogId]
}

/** What a decision depends on beside the version itself. */
type FactsBeside = Pick<RecordFacts, 'recalled' | 'sourceRecalled' | 'rights' | 'about' | 'consent'> & {
  /** Marks of the record that this one translates. */
  readonly translated?: readonly FieldMark[]
  /** The proof of that consent. */
  readonly held?: ProvenConsent
  /** Ids that leave as others, where the agreement speaks of them. */
  readonly ids?: ReadonlyMap<string, string> | 'impossible'
}

function withFactsBeside(facts: RecordFacts, { translated = [], held: _held, ids: _ids, ...recall }: FactsBeside): RecordFacts {
  return { ...facts, ...recall, marks: [...(facts.marks ?? []), ...translated] }
}

/** A revoked version that leaves is a recall: its tree is followed like that of any other. */
async function noteRevoked(
  tx: TransactionSql,
  { record, partner }: Judged,
  place: { readonly logId: number; readonly seq: number },
  seqOf: ReadonlyMap<string, number>,
  at: Date,
): Promise<void> {
  const { rid, agency, kind } = record
  const purgeBy = new Date(at.getTime() + recallDefaultHours * 3_600_000)
  const said = { direction: 'out', reason: 'revoked', state: 'open', answer: null } as const
  const seq = seqOf.get(agency) as number
  await insertRecall(tx, { ...said, rid, partner: partner.party, agency, kind, purgeBy, seq, logId: place.logId, logSeq: place.seq, at })
}

function partsOf({ object }: StoredRecord, { translated = [] }: FactsBeside): Preview['parts'] {
  const lines = tearLinesOf(object)
  return [...fieldMarksOf(object), ...translated].map(({ selector, label }) => {
    return { selector, tlp: label, tearLine: lines.find((line) => line.selector === selector)?.tlp ?? null }
  })
}

function withoutOf(decision: Decision): readonly string[] {
  return decision.outcome === 'release' || decision.outcome === 'ask' ? decision.without : []
}

// Its recall was withheld because nothing had left; letting the older version out now would leave the partner with what its author took back.
function recalledSince(): Fault {
  return new Fault('body_invalid', {}, { problems: [{ field: '/outcome', code: 'revoked' }] })
}

/** Adds the exact bytes that would leave, under the ids that the partner knows; what cannot be so written stays home. */
function withOutgoing(judged: Judged, without?: readonly string[]): Judged {
  const whole = withCopy(judged, without)
  const { outgoing, ids, partner } = whole
  if (outgoing === undefined || ids === undefined) return whole
  // The copy of another's record goes as its author named it; its consent is about that.
  if (judged.consent !== undefined) return whole
  const written = ids === 'impossible' ? undefined : rewriteIds(outgoing.object, ids)
  if (ids === 'impossible' || written?.ok !== true)
    return { ...judged, decision: withhold('id_not_rewritable', { recipient: partner.party }) }
  const made = new Map([...ids].filter(([id]) => tellingIdsIn(outgoing.object).includes(id)))
  return { ...whole, outgoing: { ...outgoing, object: written.value, ids: made } }
}

/** Adds the copy that would leave; what is no longer a valid object without the struck fields stays home. */
function withCopy(judged: Judged, without?: readonly string[]): Judged {
  const { decision, record, partner } = judged
  if (decision.outcome !== 'release' && decision.outcome !== 'ask') return judged
  const { consent: held } = judged
  const received = decision.explanation.code === 'ask_onward' || held !== undefined
  // A copy that nobody can be shown the consent of does not leave.
  if (received && held === undefined) return { ...judged, decision: withhold('not_ours_to_release', { from: record.fromParty }) }
  const consent = held === undefined ? {} : { consent: held.item }
  const envelope = envelopeFor(record, partner.party, held?.said, decision)
  const struck = without ?? decision.without
  // A file is named in the body alone, which the partner cannot read before its receipt: it stays home.
  const withoutFiles = struck.includes(attachedFilesField) || (record.filesBytes !== undefined && isSealed(judged))
  const files = record.filesBytes === undefined || withoutFiles ? {} : { files: record.filesBytes }
  const inObject = struck.filter((name) => name !== attachedFilesField)
  const filesRemoved = withoutFiles ? [attachedFilesField] : []
  const whole = inObject.length === 0 && decision.marked === undefined && tearLinesOf(record.object).length === 0
  if (whole)
    return {
      ...judged,
      outgoing: { object: record.objectBytes, envelope, ...files, ...consent, removed: filesRemoved, torn: [], ids: new Map() },
    }
  const ceiling = partner.agreement?.ceiling ?? 'clear'
  const mayRead = (label: TlpLabel) => !isAbove(label, ceiling)
  const reduced = removeFields(record.objectBytes, inObject, { marked: decision.marked ?? [], mayRead })
  if (!reduced.ok) return { ...judged, decision: withhold('invalid_after_redaction', { fields: struck.length }) }
  const removed = [...reduced.value.removed, ...filesRemoved]
  return {
    ...judged,
    outgoing: { object: reduced.value.bytes, envelope, ...files, ...consent, removed, torn: reduced.value.torn, ids: new Map() },
  }
}

/** The envelope as it stands with what the decision adds, unless it names other recipients: to whom else a record goes is not this partner's to know. */
function envelopeFor(
  record: StoredRecord,
  party: string,
  consent: HeldConsent | undefined,
  { addedUses: added = [], addedTo }: Pick<Released, 'addedUses' | 'addedTo'>,
): Uint8Array {
  const { to } = record.envelope
  const uses = Array.isArray(record.envelope.permitted_use) ? (record.envelope.permitted_use as readonly Json[]) : []
  const limited = added.length === 0 ? {} : { permitted_use: [...uses, ...added] }
  if (consent !== undefined) {
    return canonicalBytes({
      ...record.envelope,
      passed_on: { consent: consent.id, from: record.fromParty, until: consent.until },
      permitted_use: [
        ...usesWith(
          uses.filter((use) => typeof use === 'string'),
          consent,
        ),
        ...added,
      ],
      to: [{ party }],
    })
  }
  if (!Array.isArray(to)) {
    const addressed = addedTo === undefined ? {} : { to: [{ ...addedTo }] }
    const same = added.length === 0 && addedTo === undefined
    return same ? record.envelopeBytes : canonicalBytes({ ...record.envelope, ...limited, ...addressed })
  }
  const own = (to as readonly Json[]).filter((one) => isJsonObject(one) && one.party === party)
  const same = own.length === to.length && added.length === 0
  return same ? record.envelopeBytes : canonicalBytes({ ...record.envelope, ...limited, to: own })
}

function draftOf(record: StoredRecord): string | undefined {
  return typeof record.envelope.draft_status === 'string' ? record.envelope.draft_status : undefined
}

/** What the decision depends on, read from the unsealed record. */
export function factsOf(record: StoredRecord, sentBefore: boolean): RecordFacts {
  const kind: Kind | undefined = kinds.get(record.kind) ?? kindOf(record.object)
  const fields = kind === undefined ? [] : presentFields(kind, record.object)
  const said = record.envelope as unknown as RecordFacts['envelope']
  // A label on the object narrows what the envelope says, and never widens it.
  const label = objectLabelOf(record.object)
  const envelope = label === undefined ? said : { ...said, tlp: narrower(label, said.tlp) }
  // What a file shows nobody has read: like an undescribed field it counts as personal.
  const attached = record.filesBytes === undefined ? [] : [attachedFilesField]
  const personal = [...(kind === undefined ? [] : personalFieldsIn(kind, record.object).map((placed) => placed.name)), ...attached]
  return {
    kind: record.kind,
    from: record.fromParty,
    agency: record.agency,
    envelope,
    // Parts of fields that may be struck alone (`aliases.name`) stand beside the whole fields.
    fields: [...new Set([...fields.map((placed) => placed.name), ...personal])],
    personalFields: personal,
    marks: fieldMarksOf(record.object),
    coded: codedValues(fields, record.object),
    ...ownersOfLabels(borrowedLabels(record.object, record.fromParty)),
    itemBytes: Math.max(record.objectBytes.length, record.envelopeBytes.length),
    locatedPerson: locatesPerson(envelope.person_status, fields),
    revoked: record.revoked,
    sentBefore,
  }
}

function ownersOfLabels(labels: readonly BorrowedLabel[]): Pick<RecordFacts, 'labelsOfOthers' | 'wordsOfOthers'> {
  const owners = (as: BorrowedLabel['as']) => [...new Set(labels.filter((one) => one.as === as).map(({ owner }) => owner))]
  return labels.length === 0 ? {} : { labelsOfOthers: owners('code'), wordsOfOthers: owners('words') }
}

function codedValues(fields: Kind['fields'], object: JsonObject): Record<string, string> {
  const values = fields
    .filter(({ field }) => field.type === 'choice' || field.type === 'open_choice')
    .map((placed) => [placed.name, placed.path.reduce<unknown>((at, step) => (at as JsonObject | undefined)?.[step], object)] as const)
  return Object.fromEntries(values.filter((pair): pair is readonly [string, string] => typeof pair[1] === 'string'))
}

function decisionDocument(
  { record, partner, decision }: Judged,
  by: { readonly mode: 'rule' } | { readonly mode: 'officer'; readonly actor: Actor; readonly reason: string; readonly first?: string },
  at: Date,
): JsonObject {
  return {
    at: at.toISOString(),
    explanation: { code: decision.explanation.code, values: { ...decision.explanation.values } },
    outcome: decision.outcome,
    partner: partner.party,
    version: record.seq,
    ...(isHome(decision) ? { reason: decision.reason } : { under: decision.under }),
    ...(decision.outcome === 'release' || decision.outcome === 'ask'
      ? {
          to_agency: decision.toAgency,
          without: [...decision.without],
          ...(decision.marked === undefined ? {} : { marked: [...decision.marked] }),
        }
      : {}),
    ...(by.mode === 'officer'
      ? { officer: by.actor.user, reason_given: by.reason, ...(by.first === undefined ? {} : { first_officer: by.first }) }
      : {}),
    ...(decision.outcome === 'release' && isDraft(draftOf(record)) ? { as_draft: draftOf(record) as string } : {}),
  }
}

function outgoingDraft(
  { record, partner, decision, outgoing, update }: Judged,
  at: Date,
  mode: 'rule' | 'officer',
  signRelease: (agency: string, place: ReleasePlace) => Promise<Uint8Array>,
): EntryDraft {
  if (decision.outcome !== 'release' || outgoing === undefined) throw new Error('only a release leaves')
  const release = {
    agreement: decision.under,
    by: { agency: record.agency, mode: mode === 'officer' ? 'officer' : 'standing' },
    decided_at: at.toISOString(),
    removed: [...outgoing.removed],
    ...(outgoing.ids.size === 0 ? {} : { partner_ids: [...outgoing.ids.values()].sort() }),
    ...(outgoing.torn.length === 0 ? {} : { tear_lines: [...outgoing.torn] }),
    to: { agency: decision.toAgency, party: partner.party },
    v: 1,
    ...(isDraft(draftOf(record)) ? { as_draft: draftOf(record) as string } : {}),
    ...(decision.retentionDays === null ? {} : { retention_days: decision.retentionDays }),
  }
  return {
    type: record.revoked ? 'recall' : update ? 'update' : 'offer',
    at,
    body: {
      agency: record.agency,
      key: { slot: record.slot },
      items: [outgoing.object, outgoing.envelope, ...[outgoing.files, outgoing.consent].filter((item) => item !== undefined)],
      release: canonicalBytes(release),
      receiptFirst: isSealed({ record, partner }),
      ...(mode === 'officer' ? { sign: (place: ReleasePlace) => signRelease(record.agency, place) } : {}),
    },
  }
}
