import {
  clocksOfRequest,
  countLacking,
  custodyTermOf,
  documentsWanted,
  nextDue,
  nextDueOf,
  outstandingAssurances,
  stateOf,
  stateOfRequest,
  type WorkClocks,
  type WorkEvent,
} from '@enlace/policy'
import { fieldValue, findField, kinds, readConsent } from '@enlace/records'
import type { Sql, TransactionSql } from 'postgres'
import { readPosition, savePosition } from '../store/followers.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import type { Keystore } from '../store/keystore.ts'
import { findAsked, readRequest, requestField } from '../store/read-request.ts'
import type { RequestPacks } from '../store/request-packs.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'
import {
  findReceipted,
  findUnnotedReceipts,
  insertItems,
  lockEvents,
  type NewAlert,
  updateItems,
  updateRequestItem,
} from '../store/write-work.ts'

// Version 4 counts no days of a custody that has ended.
const follower = { name: 'work', version: 4 }
/** Follows the recalls of steps; its position is the last one, made or given back, in the journal. */
const recallFollower = { name: 'work/recalls', version: 1 }
/** Follows the receipts of one outbound log; its position is the last entry of the log that was noted. */
const receiptFollower = { prefix: 'work/receipts/', version: 1 }
const batchSize = 512
/** The step by which the author of an alert asks again for an answer that is late: it moves no state. */
const reminded = 'reminded'
/** Kinds that somebody answers, and kinds that answer. */
const asked: ReadonlySet<string> = new Set(['mirror-alert', 'onward-request', 'request'])
const answering: readonly string[] = ['response', 'onward-consent']

/** What changed for readers: a work item moved, at this journal position. */
export type WorkChange = { readonly rid: Uint8Array; readonly seq: number; readonly state: string }

/**
 * The projection behind the inbox: an alert becomes a work item of the agency that holds it, and responses to it move its state.
 * Rebuilt by forgetting the followers' positions; events are a set, so repeating one changes nothing.
 */
export function createWorkItems(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly party: string
  /** The promises about time that order the inbox. */
  readonly clocks: WorkClocks
  /** The courses by which requests are followed. */
  readonly requests: RequestPacks
  readonly onChange: (change: WorkChange) => void
  /** What a partner's id would name here if we had made it for that partner. */
  readonly ownId?: (party: string, id: string) => string | undefined
}): { step(): Promise<boolean>; noteReceipts(): Promise<boolean>; rebuild(): Promise<void> } {
  const { sql } = options
  const standing = (kind: string, events: readonly WorkEvent[]) => ({
    events,
    state: stateOf(events),
    dueAt: nextDue(options.clocks.get(kind) ?? [], events),
  })

  async function step(): Promise<boolean> {
    await noteRecalls()
    const position = await readPosition(sql, follower.name, follower.version)
    const rows = await sql<NewAlert[]>`select seq, kind, rid, from_party as "fromParty", added_at as "addedAt" from version
      where seq > ${position} order by seq limit ${batchSize}`
    const last = rows.at(-1)?.seq
    if (last === undefined) return false
    const alerts = rows.filter((row) => asked.has(row.kind))
    const responses = await readStoredRecords(
      sql,
      options.keystore,
      rows.filter((row) => answering.includes(row.kind)).map((row) => row.seq),
    )
    const changes = await sql.begin(async (tx) => {
      const made: WorkChange[] = []
      for (const run of withoutRepeats(alerts)) made.push(...(await openItems(tx, run)))
      for (const response of responses) made.push(...(await addResponse(tx, response)))
      made.push(...(await foldRequests(tx, rows)))
      await savePosition(tx, follower.name, follower.version, position, last)
      return made
    })
    for (const change of changes) options.onChange(change)
    return rows.length === batchSize
  }

  /** Requests of which a step was taken back, or given back, since the last look are folded anew. */
  async function noteRecalls(): Promise<void> {
    const { name, version } = recallFollower
    const recalled = await sql<{ seq: number; rid: Buffer }[]>`select greatest(seq, end_seq) as seq, rid from recall
      where kind = 'request-step' and greatest(seq, end_seq) >
        coalesce((select position from follower where name = ${name} and version = ${version}), -1) order by 1`
    const last = recalled.at(-1)?.seq
    if (last === undefined) return
    const position = await readPosition(sql, name, version)
    const changes = await sql.begin(async (tx) => {
      const steps = await tx<NewAlert[]>`select seq, kind, rid, from_party as "fromParty", added_at as "addedAt" from version
        where kind = 'request-step' and rid = any(${tx.array(
          recalled.map(({ rid }) => rid),
          17,
        )}::bytea[])`
      const made = await foldRequests(tx, steps)
      await savePosition(tx, name, version, position, last)
      return made
    })
    for (const change of changes) options.onChange(change)
  }

  /**
   * Own alerts that a partner's receipt now covers count as received by it, at the time of that receipt. Whatever their state, so that a rebuilt
   * projection says the same. True while more wait.
   */
  async function noteReceipts(): Promise<boolean> {
    let more = false
    const { prefix, version } = receiptFollower
    for (const { logId, partner, receipted } of await findUnnotedReceipts(sql, prefix, version)) {
      more = (await noteReceiptsOf(logId, partner, receipted)) || more
    }
    return more
  }

  async function noteReceiptsOf(logId: number, partner: string, receipted: number): Promise<boolean> {
    const [name, version] = [`${receiptFollower.prefix}${logId}`, receiptFollower.version]
    const from = await readPosition(sql, name, version)
    if (from + 1 >= receipted) return false
    const opened = await readPosition(sql, follower.name, follower.version)
    const found = await findReceipted(sql, logId, from + 1, receipted, batchSize)
    // What `step` has not opened yet is noted once it has.
    const early = found.findIndex((row) => row.versionSeq > opened)
    const ready = early < 0 ? found : found.slice(0, early)
    const whole = early < 0 && found.length < batchSize
    const to = whole ? receipted - 1 : (ready.at(-1)?.outSeq ?? from)
    if (to === from) return false
    const changes = await sql.begin(async (tx) => {
      const items = await lockEvents(
        tx,
        ready.map((row) => row.rid),
      )
      const moved = ready.flatMap(({ rid, at }) => {
        const item = items.get(Buffer.from(rid).toString('hex'))
        // A request moves by its steps alone; that it arrived is said beside it.
        if (item === undefined || item.direction !== 'sent' || item.kind === 'request') return []
        if (item.events.some((event) => event.code === 'received' && event.by === partner)) return []
        item.events = mergeEvents(item.events, [{ code: 'received', at: at.toISOString(), by: partner }])
        return [{ rid, seq: item.seq, ...standing(item.kind, item.events) }]
      })
      await updateItems(tx, moved)
      await savePosition(tx, name, version, from, to)
      return moved
    })
    for (const change of changes) options.onChange(change)
    return !whole && early < 0
  }

  /** Opens items for alerts of which no two have one id. */
  async function openItems(tx: TransactionSql, alerts: readonly NewAlert[]): Promise<WorkChange[]> {
    // What came in one commit stands alike: its clocks are counted once.
    const alike = new Map<string, ReturnType<typeof standing>>()
    const opened = await insertItems(
      tx,
      alerts.map((alert) => {
        const direction = alert.fromParty === options.party ? ('sent' as const) : ('received' as const)
        const at = alert.addedAt.toISOString()
        const key = `${alert.kind} ${direction} ${at}`
        const stands = alike.get(key) ?? standing(alert.kind, [{ code: direction, at, by: options.party }])
        alike.set(key, stands)
        return { seq: alert.seq, direction, ...stands }
      }),
    )
    const seqOf = new Map(opened.filter((item) => item.isNew).map((item) => [Buffer.from(item.rid).toString('hex'), item.seq]))
    const changes: WorkChange[] = opened.map(({ rid, seq, state }) => ({ rid, seq, state }))
    if (seqOf.size === 0) return changes
    // Responses that were applied before their alert wait as references; they count now.
    const waiting = await tx<{ seq: number; target: Buffer }[]>`select distinct version.seq, target from reference
      join version on version.seq = reference.seq
      where target = any(${tx.array(
        opened.filter((item) => item.isNew).map((item) => Buffer.from(item.rid)),
        17,
      )}::bytea[]) and kind = any(${[...answering]}) and erased_at is null`
    const early = waiting.filter((row) => row.seq < (seqOf.get(row.target.toString('hex')) ?? 0)).map((row) => row.seq)
    if (early.length === 0) return changes
    const responses = await readStoredRecords(tx, options.keystore, [...new Set(early)])
    for (const response of responses) changes.push(...(await addResponse(tx, response)))
    return changes
  }

  /** Requests that these versions are or speak of, folded anew from everything said about them. */
  async function foldRequests(tx: TransactionSql, rows: readonly NewAlert[]): Promise<WorkChange[]> {
    const asked = await findAsked(
      tx,
      rows.filter(({ kind }) => kind === 'request-step').map(({ seq }) => seq),
    )
    const own = rows.filter(({ kind }) => kind === 'request').map(({ rid }) => rid)
    const rids = new Map([...own, ...asked].map((rid) => [Buffer.from(rid).toString('hex'), rid]))
    const changes: WorkChange[] = []
    for (const rid of rids.values()) {
      const found = await readRequest(tx, options.keystore, rid)
      if (found === undefined) continue
      const form = options.requests.forms.get(found.form)
      const { state, turn, events, stages, documents, assurances, agreed } = stateOfRequest(form, found.facts, found.steps)
      const clocks =
        form === undefined ? [] : clocksOfRequest(form, found.facts, events, options.requests.calendarOf, '1970-01-01T00:00:00.000Z')
      const change = {
        rid,
        seq: Math.max(found.record.seq, ...found.steps.map(({ record }) => record.seq)),
        state: (state === null ? undefined : form?.course.states[state]?.work) ?? 'new',
      }
      // What a court is called is somebody's words; the table holds none.
      const codes = events.map(({ court: _court, number: _number, ...event }) => event)
      const term = custodyTermOf(clocks)
      const soughtFor = requestField(found.record.object, 'sought_for')
      const lacking = form === undefined ? [] : documentsWanted(form, typeof soughtFor === 'string' ? soughtFor : undefined, documents)
      const moved = await updateRequestItem(tx, {
        ...change,
        form: found.form,
        stage: state,
        turn,
        dueAt: nextDueOf(clocks, agreed?.day),
        stages,
        custody: term === undefined ? undefined : { ...term, ...countLacking(lacking) },
        assurances: outstandingAssurances(assurances).length,
        events: codes,
      })
      if (moved) changes.push(change)
    }
    return changes
  }

  async function addResponse(tx: TransactionSql, record: StoredRecord): Promise<WorkChange[]> {
    const event = eventOf(record)
    const changes: WorkChange[] = []
    const named = askedRefs(record)
    const ours = named.flatMap((id) => options.ownId?.(record.fromParty, id) ?? [])
    for (const id of [...named, ...ours]) {
      const rid = recordDigest(options.searchKey, id)
      const may = event[0]?.code === reminded ? mayRemind : mayAnswer
      if (await may(tx, rid, record)) changes.push(...(await moveItem(tx, rid, record.seq, event)))
    }
    return changes
  }

  /** An alert is answered by who received it: one of ours by a party it was released to, a received one by us. Nobody answers for the other. */
  async function mayAnswer(tx: TransactionSql, rid: Uint8Array, response: StoredRecord): Promise<boolean> {
    const own = response.fromParty === options.party
    const [found] =
      await tx`select from work_item where rid = ${rid as Buffer} and direction = ${own ? 'received' : 'sent'} and (${own} or exists (
      select from version join decision on decision.version_seq = version.seq and out_seq is not null
      where version.rid = work_item.rid and decision.partner = ${response.fromParty}))`
    return found !== undefined
  }

  /** Who sent an alert may remind of it, at home and where it was received; nobody reminds of what is another's. */
  async function mayRemind(tx: TransactionSql, rid: Uint8Array, reminder: StoredRecord): Promise<boolean> {
    const direction = reminder.fromParty === options.party ? 'sent' : 'received'
    const [found] = await tx`select from work_item where rid = ${rid as Buffer} and direction = ${direction}
      and from_party = ${reminder.fromParty}`
    return found !== undefined
  }

  async function moveItem(tx: TransactionSql, rid: Uint8Array, seq: number, added: readonly WorkEvent[]): Promise<WorkChange[]> {
    const [item] = await tx<
      { kind: string; events: WorkEvent[] }[]
    >`select kind, events from work_item where rid = ${rid as Buffer} for update`
    if (item === undefined) return []
    const { events, state, dueAt } = standing(item.kind, mergeEvents(item.events, added))
    await tx`update work_item set events = ${tx.json(events as never)}, state = ${state}, due_at = ${dueAt ?? null}, updated_seq = greatest(updated_seq, ${seq})
      where rid = ${rid as Buffer}`
    return [{ rid, seq, state }]
  }

  return {
    step,
    noteReceipts,
    rebuild: async () => {
      await sql.begin(async (tx) => {
        await tx`delete from work_item`
        await tx`delete from follower where name = ${follower.name} or name = ${recallFollower.name} or name like ${`${receiptFollower.prefix}%`}`
      })
    },
  }
}

/** Alerts in runs in which no two have one id: a statement can write a row only once. */
function withoutRepeats(alerts: readonly NewAlert[]): NewAlert[][] {
  const runs: NewAlert[][] = []
  let seen = new Set<string>()
  for (const alert of alerts) {
    const rid = Buffer.from(alert.rid).toString('hex')
    if (runs.length === 0 || seen.has(rid)) {
      runs.push([])
      seen = new Set()
    }
    seen.add(rid)
    runs.at(-1)?.push(alert)
  }
  return runs
}

/** Both sets of events once, by time. */
function mergeEvents(before: readonly WorkEvent[], added: readonly WorkEvent[]): WorkEvent[] {
  const keyed = new Map([...before, ...added].map((event) => [`${event.at} ${event.code} ${event.by}`, event]))
  const order = (event: WorkEvent) => `${event.at} ${event.code} ${event.by}`
  return [...keyed.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

/** The step that a response states. Its time is its author's claim, but never later than when it was here. */
function eventOf(record: StoredRecord): WorkEvent[] {
  const kind = kinds.get(record.kind)
  const consent = readConsent(record.object)
  const placed = kind === undefined ? undefined : findField(kind, 'step')
  const said = placed === undefined ? undefined : fieldValue(placed, record.object)
  const step = consent === undefined ? said : consent.answer === 'refused' ? 'cannot_act' : 'outcome'
  const at = record.modified < record.addedAt ? record.modified : record.addedAt
  return typeof step === 'string' ? [{ code: step, at: at.toISOString(), by: record.fromParty }] : []
}

/** What a record answers: alerts, or the request that a consent names. */
function askedRefs({ object }: Pick<StoredRecord, 'object'>): string[] {
  const consent = readConsent(object)
  if (consent !== undefined) return consent.request === undefined ? [] : [consent.request]
  const refs = object.object_refs
  return Array.isArray(refs) ? refs.filter((id): id is string => typeof id === 'string' && id.startsWith('incident--')) : []
}
