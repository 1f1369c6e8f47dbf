import type { PendingQuery, Row, Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'
import type { Custody } from './write-work.ts'

export type RequestFilter = {
  readonly agency: string
  readonly party: string
  readonly direction?: string | undefined
  readonly form?: string | undefined
  readonly state?: string | undefined
  readonly turn?: 'ours' | 'theirs' | undefined
  readonly show: 'open' | 'closed' | 'all'
  readonly skip: number
  readonly limit: number
}

export type RequestRow = {
  readonly version: StoredVersion
  readonly form: string
  readonly stage: string | null
  readonly turn: string | null
  readonly direction: 'sent' | 'received'
  readonly startedAt: Date
  readonly dueAt: Date | null
  readonly custody: Custody | null
  /** It is with the side that is asked, or on its way there. */
  readonly left: boolean
}

/** The form under which the older pair of request and consent to pass on stands among the others. */
const onwardForm = 'onward-consent'

/** Requests that an agency may see, the next clock first, and how many there are. */
export async function listRequests(
  sql: Sql,
  filter: RequestFilter,
): Promise<{ readonly rows: readonly RequestRow[]; readonly total: number }> {
  const { agency, party, direction, form, state, turn, show, skip, limit } = filter
  const open = sql`w.state not in ('outcome', 'cannot_act')`
  // What is older says no turn: it is the asked side's until it is answered.
  const turnIs = sql`case when w.kind = 'request' then w.turn when not ${open} then null when w.direction = 'received' then ${party} else '' end`
  const formIs = sql`case when w.kind = 'request' then w.form else ${onwardForm} end`
  const rows = await sql<(StoredVersion & Omit<RequestRow, 'version'> & { total: number })[]>`
    select ${versionColumns(sql)}, ${formIs} as form, case when w.kind = 'request' then w.stage else w.state end as stage,
      nullif(${turnIs}, '') as turn, w.direction, w.started_at as "startedAt",
      case when ${open} then w.due_at end as "dueAt", w.custody,
      (w.direction = 'received' or ${released(sql, sql`w.rid`)}) as left, count(*) over () as total
    from work_item w join version v on v.rid = w.rid and v.latest join log body_at on body_at.log_id = v.body_log
    where w.kind in ('request', 'onward-request') and ${isShown(sql)} and ${visibleTo(sql, agency)}
      ${direction === undefined ? sql`` : sql`and w.direction = ${direction}`}
      ${form === undefined ? sql`` : sql`and ${formIs} = ${form}`}
      ${state === undefined ? sql`` : sql`and (case when w.kind = 'request' then w.stage else w.state end) = ${state}`}
      ${turn === undefined ? sql`` : turn === 'ours' ? sql`and ${turnIs} = ${party}` : sql`and ${turnIs} <> ${party}`}
      ${show === 'all' ? sql`` : show === 'open' ? sql`and ${open}` : sql`and not (${open})`}
    order by "dueAt" nulls last, w.started_at desc, v.seq desc limit ${limit} offset ${skip}`
  return {
    rows: rows.map(({ form: name, stage, turn: whose, direction: way, startedAt, dueAt, custody, left, total: _total, ...version }) => ({
      version: version as StoredVersion,
      form: name,
      stage,
      turn: whose,
      direction: way,
      startedAt,
      dueAt,
      custody,
      left,
    })),
    total: Number(rows[0]?.total ?? 0),
  }
}

/** Whether any version of an own record was let out to a partner. */
export async function hasLeft(sql: Sql, rid: Uint8Array): Promise<boolean> {
  const [row] = await sql<{ left: boolean }[]>`select ${released(sql, sql`${rid as Buffer}`)} as left`
  return row?.left === true
}

function released(sql: Sql, rid: PendingQuery<Row[]>) {
  return sql`exists (select from decision d join version o on o.seq = d.version_seq where o.rid = ${rid} and d.out_seq is not null)`
}
