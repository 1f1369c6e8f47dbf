import { setTimeout as pause } from 'node:timers/promises'
import { type FleetNode, startFleet, waitUntil } from '@enlace/fleet'
import { type BenchResult, quantile } from '../figure.ts'
import { measureCommit, measureDatasync, measureSignatures } from '../floors.ts'
import { tokenOf } from '../publish.ts'
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
  const reading = readRecalls(us, stop.signal, (id) => seen.get(id)?.(performance.now()))
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
  const floor = { name: 'composed floor', value: 7 * commit + 2 * flush + 2 * roundTrip + signing - signatures.verifyCosigned + gatherMs }
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

/** Follows the live stream of a node and tells the id of every record that is taken back; ends when aborted. */
async function readRecalls(node: FleetNode, signal: AbortSignal, onRecall: (id: string) => void): Promise<void> {
  const headers = { authorization: `Bearer ${tokenOf(node, 'dhs', 'duty-officer')}` }
  try {
    const response = await fetch(`${node.api}/api/v1/stream`, { headers, signal })
    if (!response.ok || response.body === null) throw new Error(`no stream: ${response.status}`)
    let text = ''
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const events = (text + chunk).split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const data = /^event: recall\ndata: (.*)$/m.exec(event)?.[1]
        if (data !== undefined) onRecall((JSON.parse(data) as { record: string }).record)
      }
    }
  } catch (cause) {
    if (!signal.aborted) throw cause
  }
}
