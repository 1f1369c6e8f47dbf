import type { JsonObject } from '@enlace/core'
import { stateOf, type WorkEvent } from '@enlace/policy'
import { fieldValue, findField, kinds } from '@enlace/records'
import type { Sql, TransactionSql } from 'postgres'
import { readPosition, savePosition } from '../store/followers.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import type { Keystore } from '../store/keystore.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'

const follower = { name: 'work', version: 1 }
const batchSize = 256

/** What changed for readers: a work item moved, at this journal position. */
export type WorkChange = { readonly rid: Uint8Array; readonly seq: number; readonly state: string }

/**
 * The projection behind the inbox: an alert becomes a work item of the agency that holds it, and responses to it move its state.
 * Rebuilt by forgetting the follower's position; events are a set, so repeating one changes nothing.
 */
export function createWorkItems(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly party: string
  readonly onChange: (change: WorkChange) => void
}): { step(): Promise<boolean>; noteReceipts(): Promise<void>; rebuild(): Promise<void> } {
  const { sql } = options

  async function step(): Promise<boolean> {
    const position = await readPosition(sql, follower.name, follower.version)
    const rows = await sql<{ seq: number }[]>`select seq from version where seq > ${position} order by seq limit ${batchSize}`
    const last = rows.at(-1)?.seq
    if (last === undefined) return false
    const wanted = await sql<{ seq: number }[]>`select seq from version
      where seq > ${position} and seq <= ${last} and kind in ('mirror-alert', 'response') order by seq`
    const records = await readStoredRecords(
      sql,
      options.keystore,
      wanted.map((row) => row.seq),
    )
    const changes = await sql.begin(async (tx) => {
      const made: WorkChange[] = []
      for (const record of records)
        made.push(...(record.kind === 'mirror-alert' ? await openItem(tx, record) : await addResponse(tx, record)))
      await savePosition(tx, follower.name, follower.version, position, last)
      return made
    })
    for (const change of changes) options.onChange(change)
    return rows.length === batchSize
  }

  /**
   * Own alerts that a partner's receipt now covers count as received by it, at the time of that receipt. Asked of every item that has no such
   * event yet, whatever its state, so that a rebuilt projection says the same.
   */
  async function noteReceipts(): Promise<void> {
    const covered = await sql<{ rid: Uint8Array; seq: number; at: Date; partner: string }[]>`
      select work_item.rid, work_item.updated_seq as seq, min(covering.at) as at, partner from work_item
      join version on version.rid = work_item.rid and version.from_party = work_item.from_party
      join decision on decision.version_seq = version.seq and out_seq is not null
      join lateral (select at from receipt where log_id = out_log and size > out_seq order by size limit 1) as covering on true
      where direction = 'sent' and not events @> jsonb_build_array(jsonb_build_object('code', 'received', 'by', partner))
      group by work_item.rid, work_item.updated_seq, partner limit ${batchSize}`
    for (const { rid, seq, at, partner } of covered) {
      const changes = await sql.begin((tx) => moveItem(tx, rid, seq, [{ code: 'received', at: at.toISOString(), by: partner }]))
      for (const change of changes) options.onChange(change)
    }
  }

  async function openItem(tx: TransactionSql, record: StoredRecord): Promise<WorkChange[]> {
    const direction = record.fromParty === options.party ? 'sent' : 'received'
    // The row is made from the version as it stands in this transaction, so that an erasure meanwhile leaves nothing behind. A version from
    // somebody else under the same id stands beside the item and never takes its place, nor does one older than what the item shows.
    const [made] = await tx<
      { isNew: boolean }[]
    >`insert into work_item (rid, seq, agency, from_party, kind, direction, state, started_at, events, updated_seq)
      select rid, seq, agency, from_party, kind, ${direction}, 'new', added_at, '[]', seq from version
        where seq = ${record.seq} and erased_at is null for share
      on conflict (rid) do update set seq = excluded.seq, updated_seq = greatest(work_item.updated_seq, excluded.updated_seq)
        where work_item.from_party = excluded.from_party and exists (select from version where version.seq = excluded.seq and latest)
      returning xmax = 0 as "isNew"`
    if (made === undefined) return []
    if (!made.isNew) return await moveItem(tx, record.rid, record.seq, [])
    // Responses that were applied before their alert wait as references; they count now.
    const early = await tx<{ seq: number }[]>`select distinct version.seq from reference join version on version.seq = reference.seq
      where target = ${record.rid as Buffer} and kind = 'response' and erased_at is null and version.seq < ${record.seq}`
    const first: WorkEvent[] = [{ code: direction, at: record.addedAt.toISOString(), by: options.party }]
    const changes = await moveItem(tx, record.rid, record.seq, first)
    const responses = await readStoredRecords(
      tx,
      options.keystore,
      early.map((row) => row.seq),
    )
    for (const response of responses) changes.push(...(await addResponse(tx, response)))
    return changes
  }

  async function addResponse(tx: TransactionSql, record: StoredRecord): Promise<WorkChange[]> {
    const event = eventOf(record)
    const changes: WorkChange[] = []
    for (const id of alertRefs(record.object)) {
      const rid = recordDigest(options.searchKey, id)
      if (await mayAnswer(tx, rid, record)) changes.push(...(await moveItem(tx, rid, record.seq, event)))
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

  async function moveItem(tx: TransactionSql, rid: Uint8Array, seq: number, added: readonly WorkEvent[]): Promise<WorkChange[]> {
    const [item] = await tx<{ events: WorkEvent[] }[]>`select events from work_item where rid = ${rid as Buffer} for update`
    if (item === undefined) return []
    const events = mergeEvents(item.events, added)
    const state = stateOf(events)
    await tx`update work_item set events = ${tx.json(events as never)}, state = ${state}, updated_seq = greatest(updated_seq, ${seq})
      where rid = ${rid as Buffer}`
    return [{ rid, seq, state }]
  }

  return {
    step,
    noteReceipts,
    rebuild: async () => {
      await sql.begin(async (tx) => {
        await tx`delete from work_item`
        await tx`delete from follower where name = ${follower.name}`
      })
    },
  }
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
  const placed = kind === undefined ? undefined : findField(kind, 'step')
  const step = placed === undefined ? undefined : fieldValue(placed, record.object)
  const at = record.modified < record.addedAt ? record.modified : record.addedAt
  return typeof step === 'string' ? [{ code: step, at: at.toISOString(), by: record.fromParty }] : []
}

function alertRefs(object: JsonObject): string[] {
  const refs = object['object_refs']
  return Array.isArray(refs) ? refs.filter((id): id is string => typeof id === 'string' && id.startsWith('incident--')) : []
}
