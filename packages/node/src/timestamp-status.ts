import type { TimestampStatus } from '@enlace/api'
import type { Sql } from 'postgres'
import type { AskingTimestamps } from './exchange/ask-timestamp.ts'
import { listLogs } from './store/logs.ts'
import type { AskedAuthority } from './store/timestamp-authority.ts'
import { listStamped } from './store/timestamps.ts'

/** What the exchange page shows of time-stamps: of each own log that is signed, up to where it is stamped, and how the authority does. */
export async function timestampStatusOf(
  sql: Sql,
  authority: AskedAuthority | undefined,
  asking: AskingTimestamps | undefined,
): Promise<TimestampStatus> {
  if (authority === undefined || asking === undefined) return { authority: null, logs: [] }
  const [logs, stamped] = await Promise.all([listLogs(sql), listStamped(sql)])
  const { lastAnswerAt, lastFault } = asking.state()
  return {
    authority: {
      url: authority.url,
      everyMinutes: authority.everyMinutes,
      lastAnswerAt: lastAnswerAt?.toISOString() ?? null,
      lastFault: lastFault === null ? null : { code: lastFault.code, at: lastFault.at.toISOString(), values: { ...lastFault.values } },
    },
    logs: logs
      .filter((log) => log.role !== 'in' && log.checkpoint !== null)
      .map((log) => {
        const row = stamped.find(({ logId }) => logId === log.logId)
        return { origin: log.origin, size: row?.size ?? 0, signed: log.checkpointSize, at: row?.at.toISOString() ?? null }
      }),
  }
}
