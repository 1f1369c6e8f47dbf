import type { WitnessStatus } from '@enlace/api'
import type { Sql } from 'postgres'
import type { AskingWitness } from './exchange/ask-witness.ts'
import { algorithmOf } from './partner-status.ts'
import { listLogs } from './store/logs.ts'
import type { WitnessPolicy } from './store/witness-policy.ts'
import { listWitnessed } from './store/witnessed.ts'

/** What the exchange page shows of the witnesses: of each own log that is signed, up to where each has seen it. */
export async function witnessStatusOf(sql: Sql, { policy }: WitnessPolicy, asking: readonly AskingWitness[]): Promise<WitnessStatus> {
  if (asking.length === 0) return { quorum: null, items: [] }
  const [logs, seen] = await Promise.all([listLogs(sql), listWitnessed(sql)])
  const own = logs.filter((log) => log.role !== 'in' && log.checkpoint !== null)
  return {
    quorum: policy.quorum === 'none' ? null : policy.quorum,
    items: asking.map((one) => {
      const { witness, lastAnswerAt, tookMs, lastFault } = one.state()
      return {
        name: witness.name,
        url: witness.url,
        keys: witness.keys.map((key) => ({ algorithm: algorithmOf(key), fingerprint: key.id })),
        lastAnswerAt: lastAnswerAt?.toISOString() ?? null,
        tookMs,
        lastFault: lastFault === null ? null : { code: lastFault.code, at: lastFault.at.toISOString(), values: { ...lastFault.values } },
        logs: own.map((log) => {
          const row = seen.find(({ logId, witness: url }) => logId === log.logId && url === witness.url)
          return { origin: log.origin, size: row?.size ?? 0, signed: log.checkpointSize, at: row?.at.toISOString() ?? null }
        }),
      }
    }),
  }
}
