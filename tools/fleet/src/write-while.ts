import assert from 'node:assert/strict'
import { type StepName, stepNames } from '@enlace/node'
import { isLongRun } from './config.ts'
import { countExchange } from './count-exchange.ts'
import { keepWriting } from './keep-writing.ts'
import type { Fleet, FleetNode } from './start-fleet.ts'

/** A killed node retries with jitter of up to a minute, and its partner may be dead whenever it does. */
export const stepLimitMs = 90_000

/** What writing passes; a node recovers only after an older copy of it came back, and hands keys over only under an agreement that asks for it. */
const writingSteps = stepNames.filter((name) => !name.startsWith('recover.') && !name.startsWith('unseal.'))

/** Steps at which a node is hit: all in a long run; else each step is hit once, at one of the two nodes or at one of their databases. */
export function stepsToHit(node: FleetNode, what: 'node' | 'database'): readonly StepName[] {
  if (isLongRun()) return writingSteps
  const turn = (what === 'node' ? 0 : 2) + (node.party === 'mx' ? 0 : 1)
  return writingSteps.filter((_, i) => i % 4 === turn)
}

/** Both nodes write alerts to each other while `harm` happens to each; then all is counted, and must be there once and in order. Says the figures. */
export async function writeWhile(fleet: Fleet, harm: (node: FleetNode) => Promise<void>): Promise<string> {
  const nodes = Object.values(fleet.nodes)
  const writers = nodes.map((node) => keepWriting(node))
  await Promise.all(nodes.map(harm))
  const written = await Promise.all(writers.map((writer) => writer.stop()))
  await fleet.settle(stepLimitMs)
  const said: string[] = []
  for (const [i, from] of nodes.entries()) {
    const { entries: _entries, ...count } = await countExchange(from, nodes[1 - i] as FleetNode, written[i] ?? [])
    const wanted = { logProblems: 0, lost: 0, doubled: 0, misplaced: 0, differing: 0, unproved: 0 }
    assert.deepEqual(count, { written: written[i]?.length, ...wanted })
    said.push(`${from.party} wrote ${count.written}, lost ${count.lost}, doubled ${count.doubled}`)
  }
  return said.join('; ')
}
