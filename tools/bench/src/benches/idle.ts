import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { startFleet } from '@enlace/fleet'
import type { BenchResult } from '../figure.ts'
import { databasePssBytes, pssBytes } from '../process-cost.ts'
import { makeBodies, postAll } from '../publish.ts'
import { waitApplied, waitReceipted } from '../watch.ts'

const settleMs = 10_000
const some = 2000

/** What a node and its database hold in memory when nothing happens, after some work. */
export async function benchIdle(): Promise<BenchResult> {
  await using fleet = await startFleet()
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  await postAll(mx, 'sspc', makeBodies('mirror-alert', some))
  await waitReceipted(mx, some, 120_000)
  await waitApplied(mx, us, 120_000)
  await pause(settleMs)
  const bare = await measureBareNode()
  const megabytes = (bytes: number) => bytes / 1_000_000
  return {
    bench: 'idle',
    figures: [mx, us].map((node) => {
      const [own, database] = [pssBytes(node.pid()), databasePssBytes(node.databasePid())]
      return {
        name: `${node.party} idle, ${some} records ${node === mx ? 'sent' : 'received'}`,
        value: megabytes(own + database),
        unit: 'MB PSS',
        bar: { is: 'at most' as const, value: 400 },
        floor: { name: 'an empty Node process', value: megabytes(bare) },
        note: `node ${megabytes(own).toFixed(0)}, database ${megabytes(database).toFixed(0)}`,
      }
    }),
  }
}

async function measureBareNode(): Promise<number> {
  const child: ChildProcess = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  if (child.stdout === null || child.pid === undefined) throw new Error('no process')
  await once(child.stdout, 'data')
  const bytes = pssBytes(child.pid)
  child.kill()
  await once(child, 'exit')
  return bytes
}
