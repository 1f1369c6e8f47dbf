import type { Json, JsonObject } from '@enlace/core'
import { nextDue, type WorkClocks } from '@enlace/policy'
import { fieldValue, findField, kinds } from '@enlace/records'
import type { Sql, TransactionSql } from 'postgres'
import { type DutyName, dropDuty, finishDuty, openDuty } from '../store/duties.ts'
import { readPosition, savePosition } from '../store/followers.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import type { Keystore } from '../store/keystore.ts'
import type { Passing, PickyFollower } from '../store/pass-by.ts'
import { listCasesOwingNotice } from '../store/read-case.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'
import { settleCase, type TouchedCase } from './case-duties.ts'

const follower = { name: 'duties', version: 1 }
/** Erasures of notices: a record that is gone has no version that says so. */
const erasures = { name: 'duties-erased', version: 1 }
const batchSize = 512
const followed = ['call-record', 'contact-report', 'relationship', 'response', 'feedback', 'rights-flag', 'custody-event', 'victim-notice']
const bindsBoth = 'custody-event'
/** Stages of a contact report in which nothing more is owed. */
const filed = ['filed', 'receipted']

/**
 * The projection of what an agency owes by itself: a call that promised a follow-up or must be reported, an alert it stated the outcome of and
 * owes its author a word about.  Only own records open and close duties: nobody owes because a partner says so. The one
 * exception is custody: the day on which a person surrendered for a time must be back binds both sides, whoever wrote the event, and so does
 * what a victim asked this party to be told of.
 */
export function createDuties(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly party: string
  readonly clocks: WorkClocks
  readonly onChange: (agency: string) => void
}): { step(): Promise<boolean>; readonly follower: PickyFollower; settleErased(): Promise<boolean> } {
  const { sql } = options
  const digest = (id: string) => recordDigest(options.searchKey, id)
  const settling = { ...options, dueAfter: (start: Date) => after(start, 'victim_notice') }

  const wants = ({ fromParty, kind }: Pick<Passing, 'fromParty' | 'kind'>) =>
    (fromParty === options.party || kind === bindsBoth) && followed.includes(kind)

  async function step(): Promise<boolean> {
    const position = await readPosition(sql, follower.name, follower.version)
    const rows = await sql<{ seq: number; kind: string; fromParty: string }[]>`select seq, kind, from_party as "fromParty" from version
      where seq > ${position} order by seq limit ${batchSize}`
    const last = rows.at(-1)?.seq
    if (last === undefined) return false
    const wanted = rows.filter(wants).map((row) => row.seq)
    if (wanted.length === 0) {
      await savePosition(sql, follower.name, follower.version, position, last)
      return rows.length === batchSize
    }
    const records = await readStoredRecords(sql, options.keystore, wanted)
    await sql.begin(async (tx) => {
      for (const record of records) await apply(tx, record)
      for (const touched of casesOf(records)) await settleCase(tx, settling, touched)
      await savePosition(tx, follower.name, follower.version, position, last)
    })
    for (const agency of new Set(records.map((record) => record.agency))) options.onChange(agency)
    return rows.length === batchSize
  }

  /** Who asked to be told and was erased is owed nothing: the cases where somebody waits for a word are settled anew. */
  async function settleErased(): Promise<boolean> {
    const { name, version } = erasures
    const [row] = await sql<{ last: number | null }[]>`select max(seq) as last from erasure where kind = 'victim-notice' and seq >
      coalesce((select position from follower where name = ${name} and version = ${version}), -1)`
    const last = row?.last ?? null
    if (last === null) return false
    const position = await readPosition(sql, name, version)
    const waiting = await sql.begin(async (tx) => {
      const cases = await listCasesOwingNotice(tx)
      for (const { rid } of cases) await settleCase(tx, settling, { rid, said: false })
      await savePosition(tx, name, version, position, last)
      return cases
    })
    for (const agency of new Set(waiting.flatMap(({ agencies }) => agencies))) options.onChange(agency)
    return true
  }

  async function apply(tx: TransactionSql, record: StoredRecord): Promise<void> {
    const says = reader(record)
    const refs = idsIn(record.object.object_refs)
    switch (record.kind) {
      case 'call-record': {
        const heldAt = toDate(says('held_at')) ?? record.addedAt
        const promised = says('follow_up') === 'yes' ? (toDate(says('follow_up_by')) ?? after(heldAt, 'follow_up')) : undefined
        await owe(tx, record, 'follow_up', heldAt, promised)
        await owe(tx, record, 'contact_report', heldAt, says('must_report') === 'yes' ? after(heldAt, 'contact_report') : undefined)
        return
      }
      case 'contact-report': {
        if (!filed.includes(String(says('stage')))) return
        for (const id of [...refs, ...idsIn(says('content_ref'))]) await finish(tx, record, id, 'contact_report')
        return
      }
      case 'relationship': {
        const { relationship_type: type, source_ref: source, target_ref: target } = record.object
        // A report about a call is owed apart from what the call promised.
        if (type !== 'derived-from' || typeof target !== 'string' || String(source).startsWith('report--')) return
        await finish(tx, record, target, 'follow_up')
        return
      }
      case 'response':
        if (says('step') === 'outcome') for (const id of refs) await oweFeedback(tx, record, id)
        return
      case 'custody-event': {
        // The whole day counts, wherever on earth the prison stands.
        const day = says('event') === 'lent' ? toDate(says('return_by')) : undefined
        const end = day === undefined ? undefined : new Date(day.getTime() + 86_400_000)
        await owe(tx, record, 'return_date', toDate(says('happened_at')) ?? record.addedAt, end)
        if (record.revoked) await dropDuty(tx, record.rid, 'victim_notice')
        return
      }
      case 'victim-notice':
        return
      case 'rights-flag':
        if (says('state') === 'answered') await finishDuty(tx, record.rid, 'rights_answer', record.agency, record.addedAt)
        else await owe(tx, record, 'rights_answer', record.addedAt, after(record.addedAt, 'rights_answer'))
        return
      default:
        for (const id of refs) await finish(tx, record, id, 'feedback')
    }
  }

  /** Cases of the custody events and notices among these records, each once: what they owe follows from all that is known of them. */
  function casesOf(records: readonly StoredRecord[]): TouchedCase[] {
    const touched = new Map<string, TouchedCase>()
    for (const record of records) {
      const said = record.kind === 'victim-notice'
      if (!said && record.kind !== 'custody-event') continue
      for (const id of idsIn(record.object.object_refs)) touched.set(id, { rid: digest(id), said: said || touched.get(id)?.said === true })
    }
    return [...touched.values()]
  }

  /** Opens or moves a duty about a record itself; without a deadline nothing is owed (any more). */
  async function owe(tx: TransactionSql, record: StoredRecord, duty: DutyName, startedAt: Date, dueAt: Date | undefined): Promise<void> {
    const { rid, agency, fromParty, kind, seq } = record
    const [standing] = await tx`select from version where seq = ${seq} and latest`
    if (standing === undefined) return
    if (dueAt === undefined || record.revoked) await dropDuty(tx, rid, duty)
    else await openDuty(tx, { rid, duty, agency, fromParty, recordKind: kind, startedAt, dueAt, seq })
  }

  /** Whoever stated the outcome of a received alert owes its author a word, unless they gave it already. */
  async function oweFeedback(tx: TransactionSql, response: StoredRecord, id: string): Promise<void> {
    const rid = digest(id)
    const [alert] = await tx<
      { seq: number; fromParty: string; kind: string }[]
    >`select v.seq, v.from_party as "fromParty", v.kind from version v
      where v.rid = ${rid} and v.latest and v.from_party <> ${options.party} and v.agency = ${response.agency} and v.erased_at is null
        and not exists (select from reference r join version f on f.seq = r.seq
          where r.target = ${rid} and f.kind = 'feedback' and f.from_party = ${options.party} and f.erased_at is null)`
    const dueAt = after(response.addedAt, 'feedback')
    if (alert === undefined || dueAt === undefined) return
    const { fromParty, kind: recordKind, seq } = alert
    await openDuty(tx, { rid, duty: 'feedback', agency: response.agency, fromParty, recordKind, startedAt: response.addedAt, dueAt, seq })
  }

  async function finish(tx: TransactionSql, record: StoredRecord, id: string, duty: DutyName): Promise<void> {
    await finishDuty(tx, digest(id), duty, record.agency, record.addedAt)
  }

  /** When a duty that began then is due, by the clock of an instrument that runs for it; undefined when none does. */
  function after(start: Date, duty: DutyName): Date | undefined {
    const clocks = options.clocks.get(duty) ?? []
    const due = nextDue(
      clocks,
      clocks.flatMap(({ rule }) => rule.starts.map((code) => ({ code, at: start.toISOString() }))),
    )
    return due === undefined ? undefined : new Date(due)
  }

  return { step, follower: { ...follower, wants }, settleErased }
}

function reader(record: StoredRecord): (name: string) => Json | undefined {
  const kind = kinds.get(record.kind)
  return (name) => {
    const placed = kind === undefined ? undefined : findField(kind, name)
    return placed === undefined ? undefined : fieldValue(placed, record.object)
  }
}

function toDate(value: Json | undefined): Date | undefined {
  const at = typeof value === 'string' ? new Date(value) : undefined
  return at === undefined || Number.isNaN(at.getTime()) ? undefined : at
}

function idsIn(value: JsonObject[string] | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).filter((id): id is string => typeof id === 'string')
}
