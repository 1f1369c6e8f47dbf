import type { Lane } from './log-names.ts'
import type { Querier } from './logs.ts'

export type LogFigures = {
  readonly logId: number
  readonly partner: string
  readonly origin: string
  readonly direction: 'out' | 'in'
  readonly lane: Lane
  /** Whether the partner's node keeps it. */
  readonly ready: boolean
  readonly epoch: number
  readonly endedAt: Date | null
  readonly size: number
  /** Entries under a receipt: the partner's for what we send, ours for what we receive. */
  readonly receipted: number
  readonly oldestWaitingSince: Date | null
  readonly frozen: string | null
  readonly checkpointSize: number
  readonly lastReceiptAt: Date | null
  readonly p50: number | null
  readonly p95: number | null
  /** Entries that came under a receipt in the last hour; of what we receive, at most the newest twenty thousand are counted. */
  readonly lastHour: number
  readonly quarantined: number
  readonly heldUntil: Date | null
  /** While a log that lost entries is being restored: where it ended once. */
  readonly wanted: number | null
  /** What it got back last. */
  readonly recovered: Recovered | null
}

/** Entries that still wait for a receipt: of a log that was stopped for good they went again into the next one. */
export function waitingIn({ size, receipted, frozen, endedAt }: Pick<LogFigures, 'size' | 'receipted' | 'frozen' | 'endedAt'>): number {
  return endedAt !== null && frozen !== null ? 0 : size - receipted
}

/** What came back of a log from its partner: entries [from, to); `done` once they are records again. */
export type Recovered = {
  readonly from: number
  readonly to: number
  readonly moved: number
  readonly records: number
  readonly journalFrom: number
  readonly at: string
  readonly done: boolean
}

const hourMs = 3_600_000
const countedAtMost = 20_000

/** What the exchange page shows of each log with partners; latency is from append to receipt, over the last thousand receipted entries. */
export async function readLogFigures(sql: Querier, now: Date): Promise<LogFigures[]> {
  const since = new Date(now.getTime() - hourMs)
  return await sql<LogFigures[]>`
    select log.log_id as "logId", partner, origin, role as direction, lane, ready, epoch, ended_at as "endedAt", size, frozen, checkpoint_size as "checkpointSize",
      case role when 'out' then receipted_size else checkpoint_size end as receipted,
      (select at from entry where entry.log_id = log.log_id and seq = case role when 'out' then receipted_size else checkpoint_size end)
        as "oldestWaitingSince",
      case role when 'out' then receipted_at else (select at from entry where entry.log_id = log.log_id and seq = checkpoint_size - 1) end as "lastReceiptAt",
      case role when 'out' then (receipted_size - coalesce(
          (select receipt.size from receipt where receipt.log_id = log.log_id and at < ${since} order by receipt.size desc limit 1), 0))::int
        else (select count(*)::int from entry where entry.log_id = log.log_id and seq >= log.size - ${countedAtMost} and at >= ${since}) end
        as "lastHour", case when held then held_until end as "heldUntil",
      case when frozen = 'own_log_shorter' then split_part(evidence::jsonb ->> 'checkpoint', E'\\n', 2)::bigint end as wanted,
      (select jsonb_build_object('from', from_size, 'to', to_size, 'moved', moved, 'records', records, 'journalFrom', journal_from,
          'at', to_char(recovery.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'done', applied_size = to_size)
        from recovery where recovery.log_id = log.log_id order by to_size desc limit 1) as recovered, latency.p50, latency.p95,
      (select count(*)::int from quarantine where quarantine.log_id = log.log_id and reason <> 'kept_newer') as quarantined
    from log left join lateral (
      select percentile_cont(0.5) within group (order by ms) as p50, percentile_cont(0.95) within group (order by ms) as p95
      from (
        select extract(epoch from covering.at - entry.at) * 1000 as ms from entry
        join lateral (select at from receipt where receipt.log_id = entry.log_id and size > entry.seq order by size limit 1) as covering on true
        where entry.log_id = log.log_id and entry.seq >= log.receipted_size - 1000 and entry.seq < log.receipted_size
      ) as measured
    ) as latency on role = 'out'
    where role <> 'journal' order by partner, lane desc, role desc, epoch`
}
