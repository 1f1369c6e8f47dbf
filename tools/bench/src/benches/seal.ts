import { randomBytes } from 'node:crypto'
import { buildSumTree, leafHash, openSumLeaf, type SumLeaf } from '@enlace/proof/node'
import { type BenchResult, quantile } from '../figure.ts'
import { measureSha256, medianMs } from '../floors.ts'
import { measureStoredSeal } from './recompute.ts'

const rounds = 200

/** A result of a million events sealed, in memory and by a node over its store, and one of its events opened and checked. */
export async function benchSeal(events = 1_000_000): Promise<BenchResult> {
  const entry = randomBytes(32)
  function* leaves(): Generator<SumLeaf> {
    for (let seq = 0; seq < events; seq++) yield { log: 0, seq, value: (seq * 7919) % 100_000, leafHash: entry }
  }
  const startedAt = performance.now()
  const before = process.cpuUsage()
  const tree = buildSumTree(leaves())
  const seconds = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(before)
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const seq = randomBytes(4).readUInt32BE() % events
    const at = performance.now()
    const opened = openSumLeaf({ log: 0, seq, value: (seq * 7919) % 100_000, leafHash: entry }, seq, events, tree.pathOf(seq))
    times.push(performance.now() - at)
    if (opened?.root.sum !== tree.root.sum) throw new Error(`event ${seq} does not open`)
  }
  const hashes = 20
  const floor = await medianMs(200, () => {
    for (let i = 0; i < hashes; i++) leafHash(new Uint8Array(136))
  })
  return {
    bench: 'seal',
    figures: [
      ...(await measureStoredSeal(events)),
      {
        name: `tree of ${events.toLocaleString('en')} events built`,
        value: seconds,
        unit: 's',
        bar: { is: 'at most', value: 30 },
        floor: { name: 'two hashes for each event', value: (floor / hashes / 1000) * 2 * events },
      },
      { name: 'CPU of it', value: (user + system) / 1e6, unit: 's' },
      {
        name: 'the path of one event checked, p99',
        value: quantile(times, 0.99),
        unit: 'ms',
        bar: { is: 'at most', value: 5 },
        floor: { name: '20 hashes', value: floor },
      },
      { name: 'floor: SHA-256', value: await measureSha256(), unit: 'MB/s' },
    ],
  }
}
