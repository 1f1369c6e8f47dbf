import type { WorkEvent, WorkState } from '@enlace/policy'
import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'
import type { Custody } from './write-work.ts'

/** One piece of work with its record and how far the exchange of it has come. */
export type StoredWork = {
  readonly version: StoredVersion
  readonly direction: 'received' | 'sent'
  readonly state: WorkState
  readonly startedAt: Date
  readonly events: readonly WorkEvent[]
  readonly custody: Custody | null
  /** `place`: where in an outbound log it leaves; what is waiting there may be under way already. */
  readonly exchange: {
    readonly state: ExchangeState
    readonly since: Date
    readonly place?: { readonly logId: number; readonly seq: number }
  }
}

export type ExchangeState = 'held' | 'awaiting_release' | 'waiting' | 'sent' | 'receipted' | 'withheld' | 'paused'

export type WorkFilter = { readonly agency: string; readonly direction?: string | undefined; readonly state?: string | undefined }

/** Most work items listed at once; an agency with more has a backlog to clear, not a page to scroll. */
const maxItems = 500

type Row = StoredVersion & {
  readonly direction: 'received' | 'sent'
  readonly state: WorkState
  readonly startedAt: Date
  readonly events: readonly WorkEvent[]
  readonly custody: Custody | null
  readonly outcome: 'release' | 'withhold' | 'ask' | 'hold' | 'deny' | null
  readonly decidedAt: Date | null
  readonly held: boolean | null
  readonly outLog: number | null
  readonly outSeq: number | null
  readonly receiptedAt: Date | null
}

/** The work of an agency and what was shared with it, newest first. */
export async function listWork(sql: Sql, filter: WorkFilter): Promise<StoredWork[]> {
  const rows = await selectWork(
    sql,
    sql`${visibleTo(sql, filter.agency)}
      ${filter.direction === undefined ? sql`` : sql`and w.direction = ${filter.direction}`}
      ${filter.state === undefined ? sql`` : sql`and w.state = ${filter.state}`}`,
  )
  return rows.map(toWork)
}

/** The work of these records, by hexadecimal record digest; records without work have no entry. */
export async function findWork(sql: Sql, rids: readonly Uint8Array[]): Promise<Map<string, StoredWork>> {
  if (rids.length === 0) return new Map()
  const wanted = sql.array(
    rids.map((rid) => Buffer.from(rid)),
    17,
  )
  const rows = await selectWork(sql, sql`w.rid = any(${wanted}::bytea[])`)
  return new Map(rows.map((row) => [Buffer.from(row.rid).toString('hex'), toWork(row)]))
}

async function selectWork(sql: Sql, condition: ReturnType<Sql>): Promise<Row[]> {
  // Of several partners the first in the alphabet stands for all: a node with more has a column of its own for each.
  return await sql<Row[]>`
    select ${versionColumns(sql)}, w.direction, w.state, w.started_at as "startedAt", w.events, w.custody,
      d.outcome, d.decided_at as "decidedAt", d.out_log as "outLog", d.out_seq as "outSeq", out_to.held, covering.at as "receiptedAt"
    from work_item w join version v on v.rid = w.rid and v.latest join log body_at on body_at.log_id = v.body_log
    left join lateral (
      select * from decision where decision.version_seq = v.seq order by decision.partner, decision.decision_id desc limit 1
    ) d on true
    left join log out_to on out_to.log_id = d.out_log
    left join lateral (
      select receipt.at from receipt where receipt.log_id = d.out_log and receipt.size > d.out_seq order by receipt.size limit 1
    ) covering on true
    where ${isShown(sql)} and ${condition} order by w.started_at desc, v.seq desc limit ${maxItems}`
}

function toWork(row: Row): StoredWork {
  const { direction, state, startedAt, events, custody } = row
  return { version: row, direction, state, startedAt, events, custody, exchange: exchangeOf(row) }
}

function exchangeOf(row: Row): StoredWork['exchange'] {
  if (row.direction === 'received') return { state: 'receipted', since: row.startedAt }
  if (row.outcome === null || row.decidedAt === null) return { state: 'waiting', since: row.startedAt }
  const since = row.decidedAt
  if (row.outcome === 'ask') return { state: 'awaiting_release', since }
  if (row.outcome === 'hold') return { state: 'paused', since }
  if (row.outcome !== 'release') return { state: 'withheld', since }
  if (row.receiptedAt !== null) return { state: 'receipted', since: row.receiptedAt }
  const { outLog, outSeq } = row
  const place = outLog === null || outSeq === null ? {} : { place: { logId: outLog, seq: outSeq } }
  return { state: row.held === true ? 'held' : 'waiting', since, ...place }
}
