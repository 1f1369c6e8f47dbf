import type { TransactionSql } from 'postgres'
import { findTainted } from './hidden.ts'
import type { Querier } from './logs.ts'
import { findRecalledFrom } from './recalls.ts'

export type DecisionRow = {
  /** Journal entry that holds the decision. */
  readonly seq: number
  readonly versionSeq: number
  readonly partner: string
  readonly agency: string
  readonly outcome: 'release' | 'withhold' | 'ask' | 'hold' | 'deny'
  readonly reason: string | null
  readonly agreement: string | null
  readonly without: readonly string[]
  /** Selectors of fields that left with a tear-line in their place. */
  readonly tearLines: readonly string[]
  readonly decidedBy: string | null
  readonly decidedAt: Date
  readonly outLog: number | null
  readonly outSeq: number | null
  /** The version of its author's consent under which a received record is passed on; absent for what is ours. */
  readonly consentSeq?: number
  /** It takes the place of a decision that held this version. */
  readonly ofHold?: boolean
  /** The copy left under an id made for the partner. */
  readonly partnerId?: boolean
}

/** Keeps decisions and opens a task for each that asks; ids come back in order. */
export async function insertDecisions(sql: TransactionSql, rows: readonly DecisionRow[]): Promise<number[]> {
  if (rows.length === 0) return []
  const ids = await decisionsWritten(sql, rows)
  const asked = ids.filter((_, i) => rows[i]?.outcome === 'ask').map((row) => row.id)
  if (asked.length > 0) await sql`insert into release_task (task_id) select * from unnest(${sql.array(asked, 20)}::bigint[])`
  await keepHolds(
    sql,
    rows.map((row, i) => ({ ...row, id: ids[i]?.id as number })),
  )
  return ids.map((row) => row.id)
}

/** Whether keeping a decision writes nothing but itself. */
export function standsAlone(row: DecisionRow): boolean {
  return row.outcome !== 'ask' && row.outcome !== 'hold' && row.ofHold !== true
}

/** The statement that keeps decisions themselves. */
export function decisionsWritten(sql: TransactionSql, rows: readonly DecisionRow[]) {
  return sql<{ id: number }[]>`
    insert into decision (seq, version_seq, partner, agency, outcome, reason, agreement, without, tear_lines, decided_by, decided_at,
      out_log, out_seq, consent_seq, partner_id)
    select seq, version_seq, partner, agency, outcome, nullif(reason, ''), nullif(agreement, ''), string_to_array(without, ','),
      string_to_array(tear_lines, ','), nullif(decided_by, ''), decided_at, nullif(out_log, -1), nullif(out_seq, -1), nullif(consent_seq, -1), partner_id
    from unnest(
      ${sql.array(
        rows.map((row) => row.seq),
        20,
      )}::bigint[],
      ${sql.array(
        rows.map((row) => row.versionSeq),
        20,
      )}::bigint[],
      ${sql.array(
        rows.map((row) => row.partner),
        25,
      )}::text[],
      ${sql.array(
        rows.map((row) => row.agency),
        25,
      )}::text[],
      ${sql.array(
        rows.map((row) => row.outcome),
        25,
      )}::text[],
      ${sql.array(
        rows.map((row) => row.reason ?? ''),
        25,
      )}::text[],
      ${sql.array(
        rows.map((row) => row.agreement ?? ''),
        25,
      )}::text[],
      ${sql.array(
        rows.map((row) => row.without.join(',')),
        25,
      )}::text[],
      ${sql.array(
        rows.map((row) => row.tearLines.join(',')),
        25,
      )}::text[],
      ${sql.array(
        rows.map((row) => row.decidedBy ?? ''),
        25,
      )}::text[],
      ${sql.array(
        rows.map((row) => row.decidedAt.toISOString()),
        25,
      )}::timestamptz[],
      ${sql.array(
        rows.map((row) => row.outLog ?? -1),
        20,
      )}::bigint[],
      ${sql.array(
        rows.map((row) => row.outSeq ?? -1),
        20,
      )}::bigint[],
      ${sql.array(
        rows.map((row) => row.consentSeq ?? -1),
        20,
      )}::bigint[],
      ${sql.array(
        rows.map((row) => String(row.partnerId === true)),
        25,
      )}::boolean[])
    with ordinality as given (seq, version_seq, partner, agency, outcome, reason, agreement, without, tear_lines, decided_by, decided_at, out_log,
      out_seq, consent_seq, partner_id, place)
    order by place
    returning decision_id as id`
}

async function keepHolds(sql: TransactionSql, rows: readonly (DecisionRow & { readonly id: number })[]): Promise<void> {
  for (const { id, versionSeq, partner } of rows.filter((row) => row.ofHold === true)) {
    await sql`update release_hold set closed_by = ${id} where version_seq = ${versionSeq} and partner = ${partner} and closed_by is null`
  }
  for (const { id, versionSeq, partner, reason } of rows.filter((row) => row.outcome === 'hold')) {
    await sql`insert into release_hold (hold_id, version_seq, partner, reason) values (${id}, ${versionSeq}, ${partner}, ${reason ?? ''})`
  }
}

/** How many latest versions are held, by partner. */
export async function countHeld(sql: Querier): Promise<readonly { readonly partner: string; readonly count: number }[]> {
  return await sql<{ partner: string; count: number }[]>`select h.partner, count(*)::int as count from release_hold h
    join version v on v.seq = h.version_seq and v.latest and v.erased_at is null where h.closed_by is null group by h.partner order by h.partner`
}

/** What is held for a partner: the latest versions, in journal order. Older ones have nothing left to say. */
export async function listHeld(
  sql: Querier,
  partner: string,
  limit: number,
): Promise<{ readonly versionSeq: number; readonly reason: string }[]> {
  return await sql<{ versionSeq: number; reason: string }[]>`select h.version_seq as "versionSeq", h.reason from release_hold h
    join version v on v.seq = h.version_seq and v.latest and v.erased_at is null
    where h.partner = ${partner} and h.closed_by is null order by h.version_seq limit ${limit}`
}

/**
 * Which of these versions may still be decided over: not erased meanwhile. Holds them until the transaction ends, so that no copy is
 * made of what is being erased.
 */
export async function holdLive(sql: TransactionSql, seqs: readonly number[]): Promise<Set<number>> {
  const rows = await sql<
    { seq: number }[]
  >`select seq from version where seq = any(${seqs as number[]}) and erased_at is null order by seq for share`
  return new Set(rows.map((row) => row.seq))
}

/**
 * Whether the record of a version was taken back: by its author in a later version, by a recall that stands with this partner, or because what
 * it was made from was.
 */
export async function isRecalledSince(sql: Querier, seq: number, partner: string): Promise<boolean> {
  if ((await findTainted(sql, [seq])).size > 0) return true
  if ((await findRecalledFrom(sql, partner, [seq])).size > 0) return true
  const [row] = await sql<{ recalled: boolean }[]>`select exists (select from version now join version later
    on later.rid = now.rid and later.from_party = now.from_party and later.seq > now.seq and later.revoked where now.seq = ${seq}) as recalled`
  return row?.recalled === true
}

/** Which of these records already went to the partner in an earlier version. */
export async function findSentBefore(sql: Querier, partner: string, seqs: readonly number[]): Promise<Set<number>> {
  // Step by step, and the first laterally behind a fence: whatever the planner believes of a table that was small, each version costs one look
  // at its own record, and most have no earlier one.
  const earlier = await sql<{ seq: number; before: number }[]>`select now.seq, earlier.seq as before from version now
    join lateral (select before.seq from version before where before.rid = now.rid and before.seq < now.seq offset 0) as earlier on true
    where now.seq = any(${seqs as number[]})`
  if (earlier.length === 0) return new Set()
  const sent = await sql<{ seq: number }[]>`select version_seq as seq from decision
    where version_seq = any(${earlier.map((row) => row.before)}) and partner = ${partner} and out_seq is not null`
  const gone = new Set(sent.map((row) => row.seq))
  return new Set(earlier.filter((row) => gone.has(row.before)).map((row) => row.seq))
}

export type OpenTask = {
  readonly taskId: number
  readonly versionSeq: number
  readonly partner: string
  readonly agency: string
  readonly closed: boolean
}

/** A release task, open or closed; undefined when there is none. */
export async function findTask(sql: Querier, taskId: number): Promise<OpenTask | undefined> {
  const [row] = await sql<
    OpenTask[]
  >`select task_id as "taskId", version_seq as "versionSeq", partner, agency, closed_by is not null as closed
    from release_task join decision on decision_id = task_id where task_id = ${taskId}`
  return row
}

/** Which of these versions have a decision for a partner that stands. */
export async function findDecided(sql: Querier, partner: string, seqs: readonly number[]): Promise<Set<number>> {
  if (seqs.length === 0) return new Set()
  const rows = await sql<{ seq: number }[]>`select version_seq as seq from decision
    where version_seq = any(${seqs as number[]}) and partner = ${partner} and outcome not in ('ask', 'hold')`
  return new Set(rows.map((row) => row.seq))
}

/**
 * Which of these versions nobody decides over for a partner: what came back from a partner's copy left under a decision already, and goes nowhere
 * else by itself, for it may lack what other partners may see; and what a restored log shows to have left.
 */
export async function findRecovered(sql: Querier, partner: string, seqs: readonly number[]): Promise<Set<number>> {
  const rows = await sql<{ seq: number }[]>`select seq from version where seq = any(${seqs as number[]}) and ('recovered' = any(flags)
    or exists (select from decision d where d.version_seq = version.seq and d.partner = ${partner} and d.reason = 'release_recovered'))`
  return new Set(rows.map((row) => row.seq))
}

/** Closes the open task of a version for a partner, where there is one, with a decision that came another way. */
export async function closeTaskOf(sql: TransactionSql, versionSeq: number, partner: string, closedBy: number): Promise<void> {
  await sql`update release_task set closed_by = ${closedBy} from decision
    where task_id = decision_id and version_seq = ${versionSeq} and partner = ${partner} and closed_by is null`
}

/** Whether a question about this version for this partner waits for an officer. */
export async function hasOpenTask(sql: Querier, versionSeq: number, partner: string): Promise<boolean> {
  const [row] = await sql`select from release_task join decision on decision_id = task_id
    where version_seq = ${versionSeq} and partner = ${partner} and closed_by is null`
  return row !== undefined
}

/** Closes a task with the decision that answered it. False: somebody was first. */
export async function closeTask(sql: TransactionSql, taskId: number, closedBy: number): Promise<boolean> {
  const done = await sql`update release_task set closed_by = ${closedBy} where task_id = ${taskId} and closed_by is null`
  return done.count === 1
}

/** The latest own versions of the records that these refer to by `object_ref`: what a translation translates. */
export async function findSources(sql: Querier, seqs: readonly number[]): Promise<number[]> {
  if (seqs.length === 0) return []
  const rows = await sql<{ seq: number }[]>`select distinct source.seq from reference r join version source on source.rid = r.target
    where r.seq = any(${seqs as number[]}) and r.relation = 'object_ref' and source.latest and source.erased_at is null`
  return rows.map((row) => row.seq)
}
