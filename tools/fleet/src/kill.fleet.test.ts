import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type StepName, stepNames } from '@enlace/node'
import { isLongRun } from './config.ts'
import { countExchange } from './count-exchange.ts'
import { keepWriting } from './keep-writing.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
before(async () => {
  fleet = await startFleet()
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

/** A killed node retries with jitter of up to a minute, and its partner may be dead whenever it does. */
const stepLimitMs = 90_000

/** Steps at which a node is hit: all in a long run; else every step is hit at one of the two nodes, the database at the other. */
function stepsOf(node: FleetNode, what: 'node' | 'database'): readonly StepName[] {
  if (isLongRun()) return stepNames
  const side = (node.party === 'mx') === (what === 'node') ? 0 : 1
  return stepNames.filter((_, i) => i % 2 === side)
}

test('kill -9 of a node at every named step loses nothing, doubles nothing and keeps the order', async () => {
  const kills = await writeWhile(async (node) => {
    await node.stop()
    for (const step of stepsOf(node, 'node')) {
      await node.startDrilled(`kill:${step}`)
      await waitUntil(`${node.party} is killed at ${step}`, async () => !node.isRunning(), stepLimitMs)
    }
    await node.start()
  })
  process.stdout.write(`# nodes killed: ${kills}\n`)
})

test('kill -9 of a database at every named step loses nothing, doubles nothing and keeps the order', async () => {
  const kills = await writeWhile(async (node) => {
    await node.stop()
    const steps = stepsOf(node, 'database')
    await node.startDrilled(...steps.map((step) => `stop:${step}`))
    for (const [i] of steps.entries()) {
      await waitUntil(`${node.party} stops at step ${i + 1} of ${steps.length}`, async () => node.isStopped(), stepLimitMs)
      killDatabase(node)
      node.signal('SIGCONT')
    }
  })
  process.stdout.write(`# databases killed: ${kills}\n`)
})

/** Both nodes write alerts to each other while `harm` happens to each; then all is counted, and must be there once and in order. */
async function writeWhile(harm: (node: FleetNode) => Promise<void>): Promise<string> {
  const nodes = Object.values(fleet.nodes)
  const writers = nodes.map((node) => keepWriting(node))
  await Promise.all(nodes.map(harm))
  const written = await Promise.all(writers.map((writer) => writer.stop()))
  await fleet.settle()
  const said: string[] = []
  for (const [i, from] of nodes.entries()) {
    const { entries, ...count } = await countExchange(from, nodes[1 - i] as FleetNode, written[i] ?? [])
    const wanted = { logProblems: 0, lost: 0, doubled: 0, misplaced: 0, differing: 0, unproved: 0 }
    assert.deepEqual(count, { written: written[i]?.length, ...wanted })
    said.push(`${from.party} wrote ${count.written}, lost ${count.lost}, doubled ${count.doubled}`)
  }
  return said.join('; ')
}

/** A step that needs no database may be passed before the one killed a step earlier is back: then it is dead there already. */
function killDatabase(node: FleetNode): void {
  const pid = node.findDatabasePid()
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause
  }
}
