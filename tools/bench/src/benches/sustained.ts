import { startFleet } from '@enlace/fleet'
import { countExchanged } from '../count-exchanged.ts'
import type { BenchResult, Figure } from '../figure.ts'
import { measureCommit, measureDatasync } from '../floors.ts'
import { makeBodies, postAll } from '../publish.ts'
import { fleetCpuSeconds, waitApplied, waitReceipted } from '../watch.ts'

const warmUp = 2000
const count = 10_000
const limitMs = 120_000
/** Commits and flushes that one batch of 500 cannot do without, at both ends together: intake 2, release 1, receiver 4, sender 2. */
const flushesOfBatch = 9
const batchSize = 500

/**
 * Publishes as fast as the node takes it, with both nodes and this generator on the machine, until the last verified receipt; then the
 * independent verifier counts what was lost and what was doubled.
 */
export async function benchSustained(): Promise<BenchResult> {
  return {
    bench: 'sustained',
    figures: [...(await sustain('mirror-alert', 'mx', 'us', 'sspc')), ...(await sustain('list-entry', 'us', 'mx', 'doj'))],
  }
}

async function sustain(kind: string, sender: string, receiver: string, agency: string): Promise<Figure[]> {
  await using fleet = await startFleet()
  const [from, to] = [fleet.node(sender), fleet.node(receiver)]
  await postAll(from, agency, makeBodies(kind, warmUp, batchSize))
  await waitReceipted(from, warmUp, limitMs)
  await waitApplied(from, to, limitMs)
  const bodies = makeBodies(kind, count, batchSize)
  const [cpu, own, startedAt] = [fleetCpuSeconds([from, to]), process.cpuUsage(), performance.now()]
  await postAll(from, agency, bodies)
  await waitReceipted(from, warmUp + count, limitMs)
  const receiptedMs = performance.now() - startedAt
  await waitApplied(from, to, limitMs)
  const appliedMs = performance.now() - startedAt
  const generator = process.cpuUsage(own)
  const cpuMs = ((fleetCpuSeconds([from, to]) - cpu) * 1000 + (generator.user + generator.system) / 1000) / count
  const flushMs = Math.max(await measureDatasync(from.dataDir), await measureCommit(from.dataDir))
  const exchanged = await countExchanged(from, to)
  return [
    {
      name: `${kind} ${sender} → ${receiver}, receipted`,
      value: (count / receiptedMs) * 1000,
      unit: 'records/s',
      bar: { is: 'at least', value: 1000 },
      floor: {
        name: `${flushesOfBatch} flushes a batch of ${batchSize}, nothing else`,
        value: (batchSize / (flushesOfBatch * flushMs)) * 1000,
      },
      note: `applied and answered too: ${Math.round((count / appliedMs) * 1000)}/s`,
    },
    {
      name: `${kind}: CPU of both nodes, both databases and the generator`,
      value: cpuMs,
      unit: 'ms a record',
      note: `receipt, application and answer included; two processors to themselves would carry ${Math.round(2000 / cpuMs)} records/s at this cost`,
    },
    { name: `${kind}: lost, of ${exchanged.sent} sent`, value: exchanged.lost, unit: 'records', bar: { is: 'at most', value: 0 } },
    {
      name: `${kind}: doubled, of ${exchanged.applied} applied`,
      value: exchanged.doubled,
      unit: 'records',
      bar: { is: 'at most', value: 0 },
    },
  ]
}
