import { type RetentionEnd, type RetentionPeriod, type RetentionRule, rulesOfAgency } from '@enlace/policy'
import type { TransactionSql } from 'postgres'
import type { Querier } from './logs.ts'

/** A rule laid over one group of records: all of one agency, class and kind. */
export type RetentionTerm = {
  readonly agency: string
  readonly retention: string
  readonly kind: string
  readonly rule: string
  readonly days: number | null
  readonly atEnd: RetentionEnd
}

/** The copies of one record that came from one party, whose period is over. */
export type DueRecord = { readonly rid: Uint8Array; readonly fromParty: string; readonly agency: string; readonly rule: string }

type Own = RetentionPeriod & { readonly agency: string; readonly rule: string }

/** What each agency set itself, by rule. */
export async function readOwnPeriods(sql: Querier): Promise<Map<string, Map<string, RetentionPeriod>>> {
  const rows = await sql<Own[]>`select agency, rule, days, at_end as "atEnd" from retention_rule`
  const groups = Map.groupBy(rows, (row) => row.agency)
  return new Map([...groups].map(([agency, own]) => [agency, new Map(own.map(({ rule, days, atEnd }) => [rule, { days, atEnd }]))]))
}

/** Sets what an agency keeps under a rule. */
export async function setOwnPeriod(
  sql: TransactionSql,
  own: Own & { readonly by: string; readonly at: Date; readonly seq: number },
): Promise<void> {
  await sql`insert into retention_rule (agency, rule, days, at_end, set_by, set_at, seq)
    values (${own.agency}, ${own.rule}, ${own.days}, ${own.atEnd}, ${own.by}, ${own.at}, ${own.seq})
    on conflict (agency, rule) do update set days = excluded.days, at_end = excluded.at_end, set_by = excluded.set_by, set_at = excluded.set_at,
      seq = excluded.seq`
}

/** Notes for how long the senders of versions let them be kept. */
export async function insertLimits(sql: TransactionSql, limits: readonly { readonly seq: number; readonly days: number }[]): Promise<void> {
  if (limits.length === 0) return
  const numbers = (values: readonly number[]) => sql.array([...values], 20)
  await sql`insert into retention_limit (seq, days)
    select * from unnest(${numbers(limits.map(({ seq }) => seq))}::bigint[], ${numbers(limits.map(({ days }) => days))}::bigint[])`
}

/**
 * Which rule holds for every group of records that is kept. A group that no rule fits, as one of a class that a newer partner brought, is kept
 * until somebody writes a rule; it has none here.
 */
export async function readTerms(sql: Querier, rules: readonly RetentionRule[], changed?: Own, agency?: string): Promise<RetentionTerm[]> {
  const [own, groups] = await Promise.all([
    readOwnPeriods(sql),
    sql<{ agency: string; retention: string; kind: string }[]>`select distinct agency, retention, kind from version
      where latest and erased_at is null ${agency === undefined ? sql`` : sql`and agency = ${agency}`}`,
  ])
  if (changed !== undefined) {
    own.set(changed.agency, new Map([...(own.get(changed.agency) ?? []), [changed.rule, { days: changed.days, atEnd: changed.atEnd }]]))
  }
  return groups.flatMap((group) => {
    const fitting = rulesOfAgency(rules, group.agency, own.get(group.agency) ?? new Map())
    const rule = fitting.find((one) => one.class === group.retention && (one.kind === null || one.kind === group.kind))
    return rule === undefined ? [] : [{ ...group, rule: rule.id, days: rule.days, atEnd: rule.atEnd }]
  })
}

/** Records whose period is over and that no legal hold keeps, the longest over first: what the node erases by itself. */
export async function findDue(sql: Querier, terms: readonly RetentionTerm[], at: Date, limit: number): Promise<DueRecord[]> {
  return await sql<DueRecord[]>`${kept(sql, terms)} select rid, from_party as "fromParty", agency, rule from kept
    where at_end = 'erase' and not held and due_at <= ${at} order by due_at, seq limit ${limit}`
}

/** How a rule stands now. */
export type RuleFigures = {
  readonly rule: string
  readonly kept: number
  /** Erased by the next run; waiting for a person's review; kept by a legal hold though over. */
  readonly due: number
  readonly review: number
  readonly held: number
  readonly nextAt: Date | null
}

/** Figures of every rule under which something is kept. */
export async function countByRule(sql: Querier, terms: readonly RetentionTerm[], at: Date): Promise<RuleFigures[]> {
  return await sql<RuleFigures[]>`${kept(sql, terms)} select rule, count(*)::int as kept,
      count(*) filter (where due_at <= ${at} and at_end = 'erase' and not held)::int as due,
      count(*) filter (where due_at <= ${at} and at_end = 'review' and not held)::int as review,
      count(*) filter (where due_at <= ${at} and held)::int as held,
      min(due_at) filter (where due_at > ${at} and not held) as "nextAt"
    from kept group by rule`
}

/** What comes: how many records of a class and kind end on a day. Days are of UTC; what is over counts on `at`'s day. */
export type ComingEnd = {
  readonly on: string
  readonly retention: string
  readonly kind: string
  readonly rule: string
  readonly atEnd: RetentionEnd
  readonly count: number
}

/** What ends next, by day and class, at most `limit` lines; what a legal hold keeps is left out. */
export async function listComing(sql: Querier, terms: readonly RetentionTerm[], at: Date, limit: number): Promise<ComingEnd[]> {
  return await sql<
    ComingEnd[]
  >`${kept(sql, terms)} select to_char(greatest(due_at, ${at}) at time zone 'UTC', 'YYYY-MM-DD') as "on", retention, kind, rule,
      at_end as "atEnd", count(*)::int as count
    from kept where due_at is not null and not held group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5 limit ${limit}`
}

/** A record that a legal hold keeps; why lies sealed in the journal at `seq`. */
export type HeldRecord = {
  readonly rid: Uint8Array
  readonly kind: string
  readonly retention: string
  readonly versionSeq: number
  readonly dueAt: Date | null
  readonly placedBy: string
  readonly placedAt: Date
  readonly seq: number
}

/** The holds that stand on records of these groups, the soonest over first, at most `limit`. */
export async function listHeldRecords(sql: Querier, terms: readonly RetentionTerm[], limit: number): Promise<HeldRecord[]> {
  return await sql<HeldRecord[]>`${kept(sql, terms)} select k.rid, k.kind, k.retention, k.seq as "versionSeq", k.due_at as "dueAt",
      h.placed_by as "placedBy", h.placed_at as "placedAt", h.seq
    from kept k join legal_hold h on h.rid = k.rid and h.lifted_at is null order by k.due_at nulls last, h.seq limit ${limit}`
}

/** What was erased on a day: by a rule, or (null) by persons. */
export type PastErasure = {
  readonly on: string
  readonly retention: string
  readonly kind: string
  readonly rule: string | null
  readonly records: number
  readonly versions: number
}

/** What was erased of an agency's records, by day, the newest first, at most `limit` lines. */
export async function listErasures(sql: Querier, agency: string, limit: number): Promise<PastErasure[]> {
  return await sql<
    PastErasure[]
  >`select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as "on", retention, kind, rule, count(*)::int as records,
      sum(versions)::int as versions
    from erasure where agency = ${agency} group by 1, 2, 3, 4 order by 1 desc, 2, 3, 4 limit ${limit}`
}

// What a sender limits is over when the sender says so, whatever the own rule does at its end.
function kept(sql: Querier, terms: readonly RetentionTerm[]) {
  const texts = (value: (term: RetentionTerm) => string) => sql.array(terms.map(value), 25)
  const days = sql.array(
    terms.map((term) => term.days),
    23,
  )
  return sql`with term as (
      select * from unnest(${texts((term) => term.agency)}::text[], ${texts((term) => term.retention)}::text[], ${texts((term) => term.kind)}::text[],
        ${texts((term) => term.rule)}::text[], ${days}::integer[], ${texts((term) => term.atEnd)}::text[])
        as given (agency, retention, kind, rule, days, at_end)
    ), kept as (
      select v.seq, v.rid, v.from_party, v.agency, v.retention, v.kind, term.rule,
        case when l.days <= coalesce(term.days, l.days) then 'erase' else term.at_end end as at_end,
        v.added_at + make_interval(days => least(term.days, l.days)) as due_at,
        exists (select from legal_hold h where h.rid = v.rid and h.lifted_at is null) as held
      from version v join term using (agency, retention, kind) left join retention_limit l on l.seq = v.seq
      where v.latest and v.erased_at is null
    )`
}
