import { canonicalBytes, Fault, type JsonObject } from '@enlace/core'
import {
  type Actor,
  type ClearanceAct,
  type ClearancePack,
  type ClearanceRoute,
  type ClearanceStep,
  computeClearance,
  mayClear,
  missingAttachments,
  type PersonalAct,
  type RecordFacts,
  routeFor,
  shownTo,
  silenceOf,
} from '@enlace/policy'
import type { Sql } from 'postgres'
import {
  findClearance,
  insertClearance,
  insertEvent,
  listAsked,
  listReplaced,
  listSilent,
  nextClearance,
  readAuthor,
  readClearanceState,
  readEvents,
  type Standing,
  type StoredClearance,
  saveStanding,
} from '../store/clearances.ts'
import { readPosition, savePosition } from '../store/followers.ts'
import type { Keystore } from '../store/keystore.ts'
import type { LogWriter, Writing } from '../store/log-writer.ts'
import type { Querier } from '../store/logs.ts'
import { openPassagesOf } from '../store/read-note.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'
import { factsOf } from './facts-of.ts'

export type ClearanceRequest = {
  readonly id: number
  readonly act: PersonalAct
  /** What the person saw when they chose: a document that moved meanwhile is not answered by mistake. */
  readonly round: number
  readonly step: number | null
  readonly words: string
  readonly reference?: string
  readonly actor: Actor
}

export type ClearanceStage = {
  /** Opens what the release stage asked about, and writes the silences whose hour has come; true while more waits. */
  step(): Promise<boolean>
  /** One person's act; answers with its place in the journal. Throws Fault `clearance_unknown`, `not_permitted`, `clearance_moved`, `body_invalid`. */
  act(request: ClearanceRequest): Promise<{ readonly seq: number }>
}

/** What the release stage asks before something leaves. */
export type ClearanceGate = {
  /** Whether this type of document passes the party's own offices first. A recall never does. */
  readonly isNeeded: (facts: RecordFacts) => boolean
  /** Whether a version may leave: it needs none, or every office has cleared it. */
  readonly isCleared: (sql: Querier, versionSeq: number, facts: RecordFacts) => Promise<boolean>
}

const follower = 'clearance'
const followerVersion = 1
const batchSize = 256

/** The gate in front of releases, for a party's routes. */
export function createClearanceGate(pack: ClearancePack | undefined): ClearanceGate {
  const isNeeded = (facts: RecordFacts) => !facts.revoked && routeFor(pack, facts) !== undefined
  return {
    isNeeded,
    // A document that was on its way when the pack lost its route still is.
    isCleared: async (sql, versionSeq, facts) => {
      if (facts.revoked) return true
      const state = await readClearanceState(sql, versionSeq)
      return state === undefined ? !isNeeded(facts) : state === 'cleared'
    },
  }
}

/**
 * The clearance of documents inside their own party: opened behind the release stage's questions, moved by people and by the node's clock.
 * Everything that happens is a journal entry, sealed under the record's own key: erasing the record erases what was said about it.
 */
export function createClearance(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly journalId: number
  readonly pack: ClearancePack | undefined
  readonly now: () => Date
  /** A document moved: whoever it waits for now wants to know. */
  readonly onChange: () => void
}): ClearanceStage {
  const { sql, writer, keystore, journalId, pack } = options
  const calendars = pack?.calendars ?? {}

  type Happening = {
    readonly act: ClearanceAct
    readonly by?: string
    readonly step: number | null
    readonly words?: string
    readonly reference?: string
  }

  /** Journals one event and keeps where the document stands after it. */
  async function note(writing: Writing, clearance: StoredClearance, record: StoredRecord, happening: Happening): Promise<number> {
    const at = options.now()
    const events = (await readEvents(writing.sql, [clearance.id])).get(clearance.id) ?? []
    const { act, by, step, words, reference } = happening
    const event = { act, at: at.toISOString(), ...(by === undefined ? {} : { by }) }
    const after = computeClearance(clearance.route, [...events, event], calendars, event.at)
    const document = {
      ...event,
      clearance: clearance.id,
      round: after.round,
      version: record.seq,
      ...(step === null ? {} : { step: clearance.route.steps[step]?.id ?? String(step) }),
      ...(words === undefined || words === '' ? {} : { words }),
      ...(reference === undefined || reference === '' ? {} : { reference }),
    }
    const seq = await append(writing, record, at, document)
    const standing = standingOf(clearance.route, record, after, at, seq)
    await insertEvent(writing.sql, { ...event, clearanceId: clearance.id, round: after.round, step, seq })
    // A comment moves nothing: the step has been open since before.
    if (act !== 'comment') await saveStanding(writing.sql, clearance.id, standing)
    return seq
  }

  async function append(writing: Writing, record: StoredRecord, at: Date, document: object): Promise<number> {
    const body = { agency: record.agency, key: { slot: record.slot }, items: [canonicalBytes(document as JsonObject)] }
    const [seq] = await writing.append(journalId, [{ type: 'clearance', at, body }])
    return seq as number
  }

  async function openOne(writing: Writing, record: StoredRecord): Promise<void> {
    const route = routeFor(pack, factsOf(record, false))
    if (route === undefined || record.revoked || (await readClearanceState(writing.sql, record.seq)) !== undefined) return
    const at = options.now()
    const number = await nextClearance(writing.sql)
    const author = await readAuthor(writing.sql, record.seq)
    const event = { act: 'open' as const, at: at.toISOString(), ...(author === null ? {} : { by: author }) }
    const opened = computeClearance(route, [event], calendars, event.at)
    const seq = await append(writing, record, at, { ...event, clearance: number, round: 1, route, version: record.seq })
    const standing = standingOf(route, record, opened, at, seq)
    const made = { versionSeq: record.seq, rid: record.rid, agency: record.agency, route, id: number }
    const id = await insertClearance(writing.sql, made, standing)
    if (id === undefined) return
    await insertEvent(writing.sql, { ...event, clearanceId: id, round: 1, step: null, seq })
    for (const earlier of await listReplaced(writing.sql, record.rid, record.seq)) {
      const clearance = await findClearance(writing.sql, earlier)
      const [older] = clearance === undefined ? [] : await readStoredRecords(writing.sql, keystore, [clearance.version.seq])
      if (clearance !== undefined && older !== undefined) await note(writing, clearance, older, { act: 'replace', step: null })
    }
  }

  async function openAsked(): Promise<boolean> {
    const position = await readPosition(sql, follower, followerVersion)
    const asked = await listAsked(sql, position, batchSize)
    const last = asked.at(-1)?.taskId
    if (last === undefined) return false
    await writer.transact(async (writing) => {
      const seqs = [...new Set(asked.map((one) => one.versionSeq))]
      const records = pack === undefined ? [] : await readStoredRecords(writing.sql, keystore, seqs)
      for (const record of records) await openOne(writing, record)
      await savePosition(writing.sql, follower, followerVersion, position, last)
    })
    options.onChange()
    return asked.length === batchSize
  }

  async function letSilenceSpeak(): Promise<boolean> {
    const due = await listSilent(sql, options.now(), batchSize)
    if (due.length === 0) return false
    await writer.transact(async (writing) => {
      for (const id of due) await speak(writing, id)
    })
    options.onChange()
    return due.length === batchSize
  }

  async function speak(writing: Writing, id: number): Promise<void> {
    const clearance = await findClearance(writing.sql, id)
    const [record] = clearance === undefined ? [] : await readStoredRecords(writing.sql, keystore, [clearance.version.seq])
    if (clearance === undefined || record === undefined) return
    const stand = await standOf(writing, clearance)
    if (!stand.late || silenceOf(clearance.route, stand, record.envelope) === null) return
    await note(writing, clearance, record, { act: 'silence', step: stand.step })
  }

  async function standOf(writing: Writing, clearance: StoredClearance) {
    const events = (await readEvents(writing.sql, [clearance.id])).get(clearance.id) ?? []
    return computeClearance(clearance.route, events, calendars, options.now().toISOString())
  }

  return {
    step: async () => {
      const opened = await openAsked()
      return (await letSilenceSpeak()) || opened
    },
    act: async (request) => {
      const seq = await writer.transact(async (writing) => {
        const clearance = await findClearance(writing.sql, request.id)
        if (clearance === undefined) throw new Fault('clearance_unknown', { id: request.id })
        const [record] = await readStoredRecords(writing.sql, keystore, [clearance.version.seq])
        if (record === undefined) throw new Fault('record_erased', {})
        const stand = await standOf(writing, clearance)
        const { route, agency, author } = clearance
        if (stand.round !== request.round || (request.act !== 'comment' && stand.step !== request.step)) {
          throw new Fault('clearance_moved', { id: request.id })
        }
        const acts = mayClear(request.actor, { route, clearance: stand, agency, author })
        if (!acts.includes(request.act)) throw new Fault('not_permitted', { reason: 'may_not_clear' })
        const answered = stand.step === null ? undefined : route.steps[stand.step]
        refuseIncomplete(request, answered, record.envelope)
        if (request.act === 'concur' && openPassagesOf(record.object).length > 0) throw new Fault('note_unfinished', {})
        const step = ['concur', 'non_concur', 'return'].includes(request.act) ? stand.step : null
        const { act, words, reference, actor } = request
        return await note(writing, clearance, record, {
          act,
          by: actor.user,
          step,
          words,
          ...(reference === undefined ? {} : { reference }),
        })
      })
      options.onChange()
      return { seq }
    },
  }
}

/** Words that an act needs, and what a step demands before it can clear. */
function refuseIncomplete(request: ClearanceRequest, step: ClearanceStep | undefined, envelope: JsonObject): void {
  const problems = []
  if (request.act !== 'concur' && request.words.trim() === '') problems.push({ field: '/words', code: 'reason_missing' })
  if (request.act === 'concur' && step !== undefined) {
    for (const name of missingAttachments(step, envelope, request.reference)) {
      problems.push(
        name === 'reference'
          ? { field: '/reference', code: 'reference_missing' }
          : { field: '/act', code: 'attachment_missing', values: { member: name } },
      )
    }
  }
  if (problems.length > 0) throw new Fault('body_invalid', {}, { problems })
}

/** Where a document stands after its last event, which was at `at` and lies at `movedSeq`, as its row keeps it. */
export function standingOf(
  route: ClearanceRoute,
  record: StoredRecord,
  stand: ReturnType<typeof computeClearance>,
  at: Date,
  movedSeq: number,
): Standing {
  const step = stand.step === null ? undefined : route.steps[stand.step]
  const open = stand.step === null ? undefined : stand.steps[stand.step]
  const silence = silenceOf(route, stand, record.envelope)
  return {
    state: stand.state,
    round: stand.round,
    stepAgency: step?.agency ?? null,
    stepRole: step?.role ?? null,
    since: at,
    dueAt: stand.state === 'open' && open?.dueAt != null ? new Date(open.dueAt) : null,
    silenceAt: silence === null ? null : new Date(silence.at),
    shownTo: shownTo({ route, clearance: stand, agency: record.agency, author: null }),
    movedSeq,
  }
}
