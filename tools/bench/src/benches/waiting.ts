import { type FleetNode, startFleet } from '@enlace/fleet'
import { countExchanged } from '../count-exchanged.ts'
import type { BenchResult, Figure } from '../figure.ts'
import { databasePssBytes, pssBytes } from '../process-cost.ts'
import { makeBodies, postAll } from '../publish.ts'
import { drainFor, waitApplied, waitQueued } from '../watch.ts'

/** The backlog that the bar is for, and the bar. */
const fullWaiting = 200_000
const limitMegabytes = 300
const quarters = 4
/** Memory is looked at after each so many records. */
const portion = 5_000
const drainMs = 150_000

/**
 * Memory of node and database while up to `count` entries wait for a partner that is away, told at each quarter beside what they took after a
 * first exchange, when code is compiled and the database's buffers have begun to fill; and the most they take while the partner, back again,
 * drains them for a bounded time.
 */
export async function benchWaiting(count: number = fullWaiting): Promise<BenchResult> {
  await using fleet = await startFleet()
  const [from, to] = [fleet.node('us'), fleet.node('mx')]
  const started = megabytesOf(from)
  await postAll(from, 'doj', makeBodies('list-entry', portion))
  await waitApplied(from, to, 120_000)
  await to.stop()
  const empty = megabytesOf(from)
  let most = 0
  const atQuarters: Figure[] = []
  for (let quarter = 1; quarter <= quarters; quarter++) {
    const wanted = Math.round((count * quarter) / quarters)
    for (let done = Math.round((count * (quarter - 1)) / quarters); done < wanted; done += portion) {
      await postAll(from, 'doj', makeBodies('list-entry', Math.min(portion, wanted - done)))
      most = Math.max(most, megabytesOf(from))
    }
    await waitQueued(from, portion + wanted)
    const { node, database } = memoryOf(from)
    atQuarters.push({
      name: `growth with ${wanted.toLocaleString('en')} waiting`,
      value: node + database - empty,
      unit: 'MB PSS',
      note: `node ${node.toFixed(0)}, database ${database.toFixed(0)}`,
    })
  }
  await to.start()
  const drained = await drainFor(from, drainMs, () => {
    most = Math.max(most, megabytesOf(from))
  })
  const exchanged = drained.left === 0 ? await waitApplied(from, to, 300_000).then(() => countExchanged(from, to)) : undefined
  return {
    bench: 'waiting',
    figures: [
      {
        name: `memory of node and database that exchanged ${portion.toLocaleString('en')}, nothing waiting`,
        value: empty,
        unit: 'MB PSS',
        floor: { name: 'just started', value: started },
      },
      ...atQuarters,
      {
        name: `most growth while up to ${count.toLocaleString('en')} entries waited and drained`,
        value: most - empty,
        unit: 'MB PSS',
        bar: { is: 'at most', value: limitMegabytes },
        note: `${drained.receipted.toLocaleString('en')} drained in ${(drained.ms / 1000).toFixed(0)} s, ${drained.left.toLocaleString('en')} left`,
      },
      ...(exchanged === undefined
        ? []
        : [
            {
              name: 'lost or doubled',
              value: exchanged.lost + exchanged.doubled,
              unit: 'records',
              bar: { is: 'at most', value: 0 } as const,
            },
          ]),
    ],
  }
}

function memoryOf(node: FleetNode): { readonly node: number; readonly database: number } {
  return { node: pssBytes(node.pid()) / 1_000_000, database: databasePssBytes(node.databasePid()) / 1_000_000 }
}

function megabytesOf(from: FleetNode): number {
  const { node, database } = memoryOf(from)
  return node + database
}
