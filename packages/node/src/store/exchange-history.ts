import type { Querier } from './logs.ts'

/** What happened with one partner in one step of time. Instants are the step's beginning. */
export type HistoryPoint = {
  readonly at: Date
  readonly sent: number
  readonly receipted: number
  readonly received: number
  readonly p50: number | null
  readonly p95: number | null
}

/** Only the newest entries of a log are looked at, so that a log of millions costs no more than one of thousands. */
const maxEntries = 20_000

/** Steps of equal length that end now: entries sent and receipted, entries received, and the latency of what was receipted in the step. */
export async function readExchangeHistory(
  sql: Querier,
  partner: string,
  options: { readonly now: Date; readonly stepSeconds: number; readonly steps: number },
): Promise<HistoryPoint[]> {
  const { now, stepSeconds, steps } = options
  const stepMs = stepSeconds * 1000
  const end = new Date(Math.ceil((now.getTime() + 1) / stepMs) * stepMs)
  const start = new Date(end.getTime() - steps * stepMs)
  return await sql<HistoryPoint[]>`
    with recent as (
      select log.log_id, log.role, entry.seq, entry.at, log.receipted_size from log join entry using (log_id)
      where log.partner = ${partner} and log.role in ('out', 'in') and entry.seq >= log.size - ${maxEntries} and entry.at >= ${start}
    ), covered as (
      select recent.at as sent_at, covering.at as receipted_at from recent
      join lateral (select at from receipt where receipt.log_id = recent.log_id and size > recent.seq order by size limit 1) as covering on true
      where role = 'out' and seq < receipted_size
    ), step as (
      select at from generate_series(${start}::timestamptz, ${new Date(end.getTime() - stepMs)}::timestamptz,
        make_interval(secs => ${stepSeconds})) as at
    ), moved as (
      select date_bin(make_interval(secs => ${stepSeconds}), at, ${start}::timestamptz) as at,
        count(*) filter (where role = 'out')::int as sent, count(*) filter (where role = 'in')::int as received from recent group by 1
    ), answered as (
      select date_bin(make_interval(secs => ${stepSeconds}), receipted_at, ${start}::timestamptz) as at, count(*)::int as receipted,
        percentile_cont(0.5) within group (order by extract(epoch from receipted_at - sent_at) * 1000) as p50,
        percentile_cont(0.95) within group (order by extract(epoch from receipted_at - sent_at) * 1000) as p95
      from covered where receipted_at >= ${start} group by 1
    )
    select step.at, coalesce(sent, 0) as sent, coalesce(receipted, 0) as receipted, coalesce(received, 0) as received, p50, p95
    from step left join moved using (at) left join answered using (at) order by step.at`
}
