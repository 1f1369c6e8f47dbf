import { randomBytes } from 'node:crypto'
import { openMeasuredLog } from '@enlace/node/test-support'
import { leafHash, verifyInclusion } from '@enlace/proof/node'
import { type BenchResult, quantile } from '../figure.ts'
import { measureSha256, medianMs } from '../floors.ts'

const leaves = 1_000_000
const rounds = 200

/** An inclusion proof out of a stored log of a million leaves, made and verified. */
export async function benchProof(): Promise<BenchResult> {
  await using log = await openMeasuredLog()
  const size = await log.grow(leaves, 10_000)
  const root = await log.root()
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const index = randomBytes(4).readUInt32BE() % size
    const startedAt = performance.now()
    const { hash, proof } = await log.prove(index)
    const holds = verifyInclusion({ leafHash: hash, index, size, proof, root })
    times.push(performance.now() - startedAt)
    if (!holds) throw new Error(`the proof of leaf ${index} does not verify`)
  }
  const query = await medianMs(200, log.ask)
  const hashing = await medianMs(200, () => {
    for (let i = 0; i < 20; i++) leafHash(new Uint8Array(64))
  })
  const floor = { name: 'one query and 20 hashes', value: query + hashing }
  return {
    bench: 'proof',
    figures: [
      {
        name: `inclusion proof of one of ${size.toLocaleString('en')} leaves, made and verified, p50`,
        value: quantile(times, 0.5),
        unit: 'ms',
        bar: { is: 'at most', value: 5 },
        floor,
      },
      { name: 'the same, p99', value: quantile(times, 0.99), unit: 'ms', floor },
      { name: 'floor: SHA-256', value: await measureSha256(), unit: 'MB/s' },
    ],
  }
}
