import { setTimeout as pause } from 'node:timers/promises'
import { type FleetNode, startFleet, waitUntil } from '@enlace/fleet'
import { type BenchResult, quantile } from '../figure.ts'
import { measureCommit, measureDatasync, measureSignatures } from '../floors.ts'
import { followStream } from '../follow-stream.ts'
import { makeRecords } from '../records.ts'
import { measureRoundTrip } from '../transport-floor.ts'

const rounds = 100
const warmUp = 5
const gatherMs = 20

/** From taking a record back at one node to its event on the live stream of the other, where nobody can read it any more. */
export async function benchRecall(): Promise<BenchResult> {
  await using fleet = await startFleet()
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const records = makeRecords('mirror-alert', rounds + warmUp)
  for (const record of records) {
    const stored = await mx.call('POST', '/api/v1/records', { body: record })
    if (stored.status !== 201) throw new Error(`refused: ${stored.status}`)
  }
  await fleet.settle()
  const seen = new Map<string, (at: number) => void>()
  const stop = new AbortController()
  const reading = followStream<{ record: string }>(us, 'recall', stop.signal, ({ record }) => seen.get(record)?.(performance.now()))
  await waitUntil('the stream is open', async () => await opened(us))
  const delays: number[] = []
  let readable = 0
  for (const [round, { object }] of records.entries()) {
    const hidden = new Promise<number>((resolve) => seen.set(object.id, resolve))
    const startedAt = performance.now()
    const recalled = await mx.call('POST', `/api/v1/records/${object.id}/recall`, { body: { reason: 'wrong_facts' } })
    if (recalled.status !== 200) throw new Error(`refused: ${recalled.status}`)
    const late = AbortSignal.timeout(30_000)
    const at = await Promise.race([hidden, new Promise<never>((_, reject) => late.addEventListener('abort', () => reject(late.reason)))])
    if (round >= warmUp) delays.push(at - startedAt)
    const { body } = await us.call('GET', `/api/v1/records/${object.id}`)
    if ((body as { view?: string }).view !== 'hidden') readable++
    await pause(50)
  }
  stop.abort()
  await reading
  const signatures = await measureSignatures()
  const signing = Object.values(signatures).reduce((sum, ms) => sum + ms, 0)
  const [commit, flush] = [await measureCommit(mx.dataDir), await measureDatasync(mx.dataDir)]
  const roundTrip = await measureRoundTrip({ from: mx.dataDir, to: us.dataDir })
  // As for a record that becomes visible: one commit at the author, the receipt's own, and the one that hides.
  const floor = { name: 'composed floor', value: 6 * commit + 2 * flush + 2 * roundTrip + signing - signatures.verifyCosigned + gatherMs }
  const bar = { is: 'at most', value: 250 } as const
  return {
    bench: 'recall',
    figures: [
      { name: 'recalled at mx to hidden at us, p50', value: quantile(delays, 0.5), unit: 'ms', floor },
      { name: 'recalled at mx to hidden at us, p99', value: quantile(delays, 0.99), unit: 'ms', floor, bar },
      { name: 'recalled records that could still be read', value: readable, unit: 'records', bar: { is: 'at most', value: 0 } },
    ],
  }
}

async function opened(node: FleetNode): Promise<boolean> {
  return (await node.call('GET', '/api/v1/recalls')).status === 200
}
