import type { ClearanceAct, ClearanceEvent, ClearanceRoute, ClearanceState } from '@enlace/policy'
import type { Row as AnyRow, PendingQuery, Sql, TransactionSql } from 'postgres'
import { isShown } from './hidden.ts'
import type { Querier } from './logs.ts'
import { type StoredVersion, versionColumns } from './version-rows.ts'

/** A document on its way through its party: codes, times and accounts, never words. */
export type StoredClearance = {
  readonly id: number
  /** The agency that wrote it, and the account that handed it in. */
  readonly agency: string
  readonly author: string | null
  readonly route: ClearanceRoute
  readonly state: ClearanceState
  readonly round: number
  readonly openedAt: Date
  readonly version: StoredVersion
}

export type StoredEvent = ClearanceEvent & {
  readonly clearanceId: number
  readonly round: number
  readonly step: number | null
  /** Journal entry that holds its words. */
  readonly seq: number
}

/** Where a clearance stands, as its row keeps it for lists, the inbox and the clock. */
export type Standing = {
  readonly state: ClearanceState
  readonly round: number
  readonly stepAgency: string | null
  readonly stepRole: string | null
  readonly since: Date
  readonly dueAt: Date | null
  readonly silenceAt: Date | null
  readonly shownTo: readonly string[]
  readonly movedSeq: number
}

export type ClearanceFilter = {
  readonly agency: string
  readonly done?: boolean | undefined
  readonly rid?: Uint8Array | undefined
}

type Row = StoredVersion &
  Pick<StoredClearance, 'author' | 'route' | 'state' | 'round' | 'openedAt'> & { readonly clearanceId: number; readonly holder: string }

/** Most clearances and events listed at once. */
const maxListed = 500
const maxEvents = 20_000

/** The number of the next clearance, so that its opening can name it. */
export async function nextClearance(sql: TransactionSql): Promise<number> {
  const [row] = await sql<{ id: number }[]>`select nextval(pg_get_serial_sequence('clearance', 'clearance_id'))::bigint as id`
  return row?.id as number
}

/** Opens a clearance for a version, under its number or the next; undefined when the version has one already. */
export async function insertClearance(
  sql: TransactionSql,
  given: {
    readonly versionSeq: number
    readonly rid: Uint8Array
    readonly agency: string
    readonly route: ClearanceRoute
    readonly id?: number | undefined
  },
  standing: Standing,
  openedAt: Date = standing.since,
): Promise<number | undefined> {
  const id = given.id ?? (await nextClearance(sql))
  const [row] = await sql<
    { id: number }[]
  >`insert into clearance (clearance_id, version_seq, rid, agency, route, round, state, step_agency, step_role, since,
      due_at, silence_at, shown_to, opened_at, moved_seq) overriding system value
    values (${id}, ${given.versionSeq}, ${Buffer.from(given.rid)}, ${given.agency}, ${sql.json(given.route)}, ${standing.round}, ${standing.state},
      ${standing.stepAgency}, ${standing.stepRole}, ${standing.since}, ${standing.dueAt}, ${standing.silenceAt},
      ${sql.array([...standing.shownTo], 25)}, ${openedAt}, ${standing.movedSeq})
    on conflict (version_seq) do nothing returning clearance_id as id`
  return row?.id
}

/** Keeps where a clearance stands after an event. */
export async function saveStanding(sql: TransactionSql, id: number, standing: Standing): Promise<void> {
  await sql`update clearance set state = ${standing.state}, round = ${standing.round}, step_agency = ${standing.stepAgency},
      step_role = ${standing.stepRole}, since = ${standing.since}, due_at = ${standing.dueAt}, silence_at = ${standing.silenceAt},
      shown_to = ${sql.array([...standing.shownTo], 25)}, moved_seq = ${standing.movedSeq}
    where clearance_id = ${id}`
}

/** Adds an event behind those that a clearance has. */
export async function insertEvent(sql: TransactionSql, event: StoredEvent): Promise<void> {
  await sql`insert into clearance_event (clearance_id, place, seq, act, round, step, account, at)
    select ${event.clearanceId}, coalesce(max(place), -1) + 1, ${event.seq}, ${event.act}, ${event.round}, ${event.step}::smallint,
      ${event.by ?? null}, ${event.at} from clearance_event where clearance_id = ${event.clearanceId}`
}

/** One clearance, whose version may be erased; undefined when there is none. */
export async function findClearance(sql: Querier, id: number): Promise<StoredClearance | undefined> {
  const [found] = await select(sql, sql`c.clearance_id = ${id}`)
  return found
}

/** The clearance of a version; undefined when it has none. */
export async function findClearanceOf(sql: Querier, versionSeq: number): Promise<StoredClearance | undefined> {
  const [found] = await select(sql, sql`c.version_seq = ${versionSeq}`)
  return found
}

/** The clearances an agency may see, its own and those whose route reached it: on their way by term, done newest first. */
export async function listClearances(sql: Sql, filter: ClearanceFilter): Promise<StoredClearance[]> {
  const state = filter.done === undefined ? sql`` : filter.done ? sql`and not (${onItsWay(sql)})` : sql`and ${onItsWay(sql)}`
  const rid = filter.rid === undefined ? sql`` : sql`and c.rid = ${Buffer.from(filter.rid)}`
  return await select(sql, sql`(c.agency = ${filter.agency} or ${filter.agency} = any(c.shown_to)) and ${isShown(sql)} ${state} ${rid}`)
}

function onItsWay(sql: Querier) {
  return sql`c.state in ('open', 'objected', 'returned')`
}

async function select(sql: Querier, condition: PendingQuery<AnyRow[]>): Promise<StoredClearance[]> {
  const rows = await sql<Row[]>`
    select c.clearance_id as "clearanceId", c.agency as holder, v.author, c.route, c.state, c.round, c.opened_at as "openedAt", ${versionColumns(sql)}
    from clearance c join version v on v.seq = c.version_seq join log body_at on body_at.log_id = v.body_log
    where ${condition}
    order by (${onItsWay(sql)}) desc, case when ${onItsWay(sql)} then coalesce(c.due_at, 'infinity') end, c.moved_seq desc limit ${maxListed}`
  return rows.map((row) => {
    const { clearanceId: id, holder: agency, author, route, state, round, openedAt } = row
    return { id, agency, author, route, state, round, openedAt, version: row }
  })
}

/** Everything that happened to these clearances, in order, by clearance. */
export async function readEvents(sql: Querier, ids: readonly number[]): Promise<Map<number, StoredEvent[]>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<
    { clearanceId: number; act: ClearanceAct; round: number; step: number | null; seq: number; account: string | null; at: Date }[]
  >`select clearance_id as "clearanceId", act, round, step, seq, account, at from clearance_event
    where clearance_id = any(${ids as number[]}) order by clearance_id, place limit ${maxEvents}`
  return Map.groupBy(
    rows.map(({ account, at, ...row }): StoredEvent => ({ ...row, at: at.toISOString(), ...(account === null ? {} : { by: account }) })),
    (event) => event.clearanceId,
  )
}

/** Clearances whose silence takes effect now or did before; those of erased records wait for nobody. */
export async function listSilent(sql: Querier, now: Date, limit: number): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`select clearance_id as id from clearance join version on seq = version_seq
    where silence_at <= ${now} and erased_at is null order by silence_at limit ${limit}`
  return rows.map((row) => row.id)
}

/** Versions that the release stage has asked about since a task, each with the last task seen. */
export async function listAsked(
  sql: Querier,
  after: number,
  limit: number,
): Promise<{ readonly taskId: number; readonly versionSeq: number }[]> {
  return await sql<{ taskId: number; versionSeq: number }[]>`select task_id as "taskId", version_seq as "versionSeq"
    from release_task join decision on decision_id = task_id where task_id > ${after} order by task_id limit ${limit}`
}

/** Earlier versions of a record whose clearance a newer version takes the place of. */
export async function listReplaced(sql: Querier, rid: Uint8Array, before: number): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`select clearance_id as id from clearance
    where rid = ${Buffer.from(rid)} and version_seq < ${before} and state <> 'replaced' order by clearance_id`
  return rows.map((row) => row.id)
}

/** The state of the clearance of a version; undefined when it has none. */
export async function readClearanceState(sql: Querier, versionSeq: number): Promise<ClearanceState | undefined> {
  const [row] = await sql<{ state: ClearanceState }[]>`select state from clearance where version_seq = ${versionSeq}`
  return row?.state
}

/** The states of the clearances of these versions, by version; those without one are left out. */
export async function readClearanceStates(sql: Querier, versionSeqs: readonly number[]): Promise<Map<number, ClearanceState>> {
  if (versionSeqs.length === 0) return new Map()
  const rows = await sql<{ seq: number; state: ClearanceState }[]>`select version_seq as seq, state from clearance
    where version_seq = any(${versionSeqs as number[]})`
  return new Map(rows.map((row) => [row.seq, row.state]))
}

/** Who handed in a version; null where the node does not know. */
export async function readAuthor(sql: Querier, versionSeq: number): Promise<string | null> {
  const [row] = await sql<{ author: string | null }[]>`select author from version where seq = ${versionSeq}`
  return row?.author ?? null
}

const rebuilding = 'clearance/rebuild'

/** Asks that the rows of clearances be made anew from the journal. */
export async function askForClearanceRebuild(sql: TransactionSql): Promise<void> {
  await sql`insert into follower (name, version, position) values (${rebuilding}, 1, -1) on conflict (name) do nothing`
}

/** Whether somebody asked for it and it was not done yet. */
export async function isClearanceRebuildAsked(sql: Querier): Promise<boolean> {
  return (await sql`select from follower where name = ${rebuilding}`).length > 0
}

/** The rows are made: nothing is asked any more. Numbers go on behind the highest. */
export async function endClearanceRebuild(sql: TransactionSql): Promise<void> {
  await sql`select setval(pg_get_serial_sequence('clearance', 'clearance_id'),
    greatest((select max(clearance_id) from clearance), (select last_value from clearance_clearance_id_seq)))`
  await sql`delete from follower where name = ${rebuilding}`
}

/** Journal entries that tell of clearances, behind `after`, in order. The type stands in the clear text of the leaf. */
export async function listClearanceEntries(sql: Querier, journalId: number, after: number, limit: number): Promise<number[]> {
  const rows = await sql<{ seq: number }[]>`select seq from entry where log_id = ${journalId} and seq > ${after}
    and position(convert_to('"t":"clearance"', 'UTF8') in leaf) > 0 order by seq limit ${limit}`
  return rows.map((row) => row.seq)
}

/** Takes away the rows of these versions, to be made anew. */
export async function forgetClearance(sql: TransactionSql, versionSeqs: readonly number[]): Promise<void> {
  const seqs = sql.array([...versionSeqs], 20)
  await sql`delete from clearance_event using clearance c where c.clearance_id = clearance_event.clearance_id and c.version_seq = any(${seqs}::bigint[])`
  await sql`delete from clearance where version_seq = any(${seqs}::bigint[])`
}
