import { setTimeout as pause } from 'node:timers/promises'
import { startFleet } from '@enlace/fleet'
import { type BenchResult, quantile } from '../figure.ts'
import { measureCommit, measureDatasync, measureSignatures } from '../floors.ts'
import { followStream } from '../follow-stream.ts'
import { makeRecords } from '../records.ts'
import { measureRoundTrip } from '../transport-floor.ts'

const rounds = 60
const warmUp = 5
const gatherMs = 20

/** From handing an alert in at one node to its event on the live stream of the other. */
export async function benchVisible(): Promise<BenchResult> {
  await using fleet = await startFleet()
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const seen = new Map<string, (at: number) => void>()
  const stop = new AbortController()
  const reading = followStream<{ id: string }>(us, 'record', stop.signal, ({ id }) => seen.get(id)?.(performance.now()))
  const delays: number[] = []
  for (const [round, record] of makeRecords('mirror-alert', rounds + warmUp).entries()) {
    const arrived = new Promise<number>((resolve) => seen.set(record.object.id, resolve))
    const startedAt = performance.now()
    const stored = await mx.call('POST', '/api/v1/records', { body: record })
    if (stored.status !== 201) throw new Error(`refused: ${stored.status}`)
    const late = AbortSignal.timeout(30_000)
    const at = await Promise.race([arrived, new Promise<never>((_, reject) => late.addEventListener('abort', () => reject(late.reason)))])
    if (round >= warmUp) delays.push(at - startedAt)
    await pause(50)
  }
  stop.abort()
  await reading
  const signatures = await measureSignatures()
  const signing = Object.values(signatures).reduce((sum, ms) => sum + ms, 0)
  const [commit, flush] = [await measureCommit(mx.dataDir), await measureDatasync(mx.dataDir)]
  const roundTrip = await measureRoundTrip({ from: mx.dataDir, to: us.dataDir })
  // To the receipt but for its return and its verification, then the commit that applies it and the time the stream gathers.
  const floor = { name: 'composed floor', value: 6 * commit + 2 * flush + 2 * roundTrip + signing - signatures.verifyCosigned + gatherMs }
  return {
    bench: 'visible',
    figures: [
      { name: 'handed in at mx to seen at us, p50', value: quantile(delays, 0.5), unit: 'ms', floor, bar: { is: 'at most', value: 250 } },
      { name: 'handed in at mx to seen at us, p99', value: quantile(delays, 0.99), unit: 'ms', floor, bar: { is: 'at most', value: 1000 } },
    ],
  }
}
