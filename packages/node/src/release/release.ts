import { Fault } from '@enlace/core'
import {
  type Actor,
  applyOfficerDecision,
  decideRelease,
  type Explanation,
  holdForClearance,
  laneOf,
  militaryBodies,
  type RecordFacts,
  usesWith,
} from '@enlace/policy'
import type { ReleasePlace } from '@enlace/proof/node'
import { attachedFilesField, fieldMarksOf, type TlpLabel, tearLinesOf } from '@enlace/records'
import type { Sql, TransactionSql } from 'postgres'
import {
  closeTask,
  findDecided,
  findRecovered,
  findSentBefore,
  findTask,
  hasOpenTask,
  holdLive,
  isRecalledSince,
  listHeld,
} from '../store/decisions.ts'
import { beginAtEnd, positionPart, readPosition, savePosition } from '../store/followers.ts'
import type { Keystore } from '../store/keystore.ts'
import type { Alongside, Deciding, LogWriter, Writing } from '../store/log-writer.ts'
import { type Querier, readLog } from '../store/logs.ts'
import type { PartnerIds } from '../store/partner-ids.ts'
import { anyFlagStanding, findPaused, rightsFlagKind } from '../store/rights-flags.ts'
import type { PassStep } from '../store/steps.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'
import type { ClearanceGate } from './clearance.ts'
import { createReadFactsBeside } from './facts-beside.ts'
import { factsOf, withFactsBeside } from './facts-of.ts'
import { type FactsBeside, isHeldBack, isHome, type Judged, logsOf, type Outgoing, type ReleasePartner } from './judged.ts'
import type { NoteGate } from './note-gate.ts'
import { withOutgoing } from './outgoing-copy.ts'
import { createWriteDecisions } from './write-decisions.ts'

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
  join(writing: Writing): ReturnType<Alongside>
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
  const { sql, writer, keystore } = options
  const factsBeside = createReadFactsBeside(options)
  const record = createWriteDecisions(options)
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
        factsBeside.ofRun(writing.sql, party, records),
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
        factsBeside.ofRun(writing.sql, party, records),
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

  async function join(writing: Writing): ReturnType<Alongside> {
    const partners = options.partners()
    const standing = await Promise.all(partners.map((partner) => readStanding(writing.sql, partner)))
    const joined = partners.flatMap((partner, i) => {
      const found = standing[i]
      return found === undefined ? [] : [{ partner, ...found }]
    })
    if (joined.length === 0) return undefined
    const looks = joined.some(({ partner, flagged }) => flagged || partner.agreement?.partnerIds !== undefined)
    const decide: Deciding['decide'] = async (records, updates) => {
      const last = records.at(-1)?.seq
      if (last === undefined) return
      const seqs = records.map((one) => one.seq)
      const judged: Judged[] = []
      const raises = records.some(({ kind }) => kind === rightsFlagKind)
      for (const [i, { partner, position, flagged }] of joined.entries()) {
        const sentBefore = updates ? await findSentBefore(writing.sql, partner.party, seqs) : new Set<number>()
        const beside = await factsBeside.ofRun(writing.sql, partner.party, records, { updates, flagged: flagged || raises })
        judged.push(...judgeInOrder(records, partner, sentBefore, beside))
        const moving = { name: followerOf(partner.party), version: followerVersion, from: position, position: last }
        writing.beside(positionPart(writing.sql, i, moving))
      }
      const { ids } = await record(writing, judged, { mode: 'rule' })
      writing.queue(ids)
      options.pass('release.written')
      writing.onCommit(() => options.pass('release.committed'))
    }
    return { looks, decide }
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

  async function openTask(
    taskId: number,
  ): Promise<{ record: StoredRecord; partner: ReleasePartner; sentBefore: boolean; beside: FactsBeside; closed: boolean }> {
    const task = await findTask(sql, taskId)
    const partner = options.partners().find((candidate) => candidate.party === task?.partner)
    if (task === undefined || partner === undefined) throw new Fault('release_task_unknown', { id: taskId })
    const [stored] = await readStoredRecords(sql, keystore, [task.versionSeq])
    if (stored === undefined) throw new Fault('record_erased', {})
    const sent = await findSentBefore(sql, partner.party, [task.versionSeq])
    const beside = await factsBeside.ofOne(stored, partner.party)
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
      const beside = await factsBeside.ofOne(stored, name)
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

/** A flag that was raised since the officer chose counts; what the partner holds already may be corrected. */
async function refusePaused(tx: Querier, task: { readonly record: StoredRecord; readonly sentBefore: boolean }): Promise<void> {
  const { seq, revoked } = task.record
  const code = task.sentBefore || revoked ? undefined : (await findPaused(tx, [seq])).get(seq)
  if (code !== undefined) throw new Fault('release_paused', {}, { problems: [{ field: '/outcome', code }] })
}

function heldBack(): Fault {
  return new Fault('body_invalid', {}, { problems: [{ field: '/outcome', code: 'partner_takes_no_sealed' }] })
}

// Its recall was withheld because nothing had left; letting the older version out now would leave the partner with what its author took back.
function recalledSince(): Fault {
  return new Fault('body_invalid', {}, { problems: [{ field: '/outcome', code: 'revoked' }] })
}

function partsOf({ object }: StoredRecord, { translated = [] }: FactsBeside): Preview['parts'] {
  const lines = tearLinesOf(object)
  return [...fieldMarksOf(object), ...translated].map(({ selector, label }) => {
    return { selector, tlp: label, tearLine: lines.find((line) => line.selector === selector)?.tlp ?? null }
  })
}
