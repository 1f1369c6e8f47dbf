import { startFleet } from '@enlace/fleet'
import { countExchanged } from '../count-exchanged.ts'
import type { BenchResult } from '../figure.ts'
import { measureCommit } from '../floors.ts'
import { databasePssBytes, pssBytes } from '../process-cost.ts'
import { makeBodies, postAll } from '../publish.ts'
import { waitApplied, waitQueued, waitReceipted } from '../watch.ts'

/** The backlog that the bar is for, and the bar. */
export const fullBacklog = 100_000
const limitSeconds = 120
const portions = 10
/** Receipts of at most 4,096 entries, each with its commits at both ends. */
const [entriesOfReceipt, commitsOfReceipt] = [4096, 5]

/** Queues `count` records while the partner is away, then drains them when it is back; the bar grows with the count. */
export async function benchBacklog(count: number = fullBacklog): Promise<BenchResult> {
  const [portion, receipts] = [Math.ceil(count / portions), Math.ceil(count / entriesOfReceipt)]
  await using fleet = await startFleet()
  const [from, to] = [fleet.node('us'), fleet.node('mx')]
  await to.stop()
  const memory: number[] = []
  const startedAt = performance.now()
  for (let done = 0; done < count; done += portion) {
    await postAll(from, 'doj', makeBodies('list-entry', Math.min(portion, count - done)))
    memory.push(pssBytes(from.pid()) + databasePssBytes(from.databasePid()))
  }
  const queuedMs = performance.now() - startedAt
  await waitQueued(from, count)
  const back = performance.now()
  await to.start()
  await waitReceipted(from, count, 240_000)
  const drainedMs = performance.now() - back
  await waitApplied(from, to, 240_000)
  const appliedMs = performance.now() - back
  const exchanged = await countExchanged(from, to)
  const half = memory.slice(memory.length / 2)
  const megabytes = (bytes: number) => bytes / 1_000_000
  const commit = await measureCommit(from.dataDir)
  return {
    bench: 'backlog',
    figures: [
      {
        name: `${count.toLocaleString('en')} records drained after the partner's return`,
        value: drainedMs / 1000,
        unit: 's',
        bar: { is: 'at most', value: (limitSeconds * count) / fullBacklog },
        floor: { name: `the commits of ${receipts} receipts`, value: (receipts * commitsOfReceipt * commit) / 1000 },
        note: `applied and answered after ${(appliedMs / 1000).toFixed(1)} s; queued at ${Math.round((count / queuedMs) * 1000)}/s; its start is counted`,
      },
      { name: 'lost or doubled', value: exchanged.lost + exchanged.doubled, unit: 'records', bar: { is: 'at most', value: 0 } },
      {
        name: 'memory of node and database with the last record queued',
        value: megabytes(memory.at(-1) ?? 0),
        unit: 'MB PSS',
        floor: { name: `with ${portion.toLocaleString('en')} queued`, value: megabytes(memory[0] ?? 0) },
      },
      {
        name: 'growth of that memory over the second half',
        value: megabytes(Math.max(...half) - (half[0] ?? 0)),
        unit: 'MB PSS',
        bar: { is: 'at most', value: 64 },
        note: 'the database fills its shared buffers of 64 MB once',
      },
    ],
  }
}
