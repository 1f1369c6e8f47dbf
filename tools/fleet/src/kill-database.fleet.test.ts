import { after, before, test } from 'node:test'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'
import { stepLimitMs, stepsToHit, writeWhile } from './write-while.ts'

let fleet: Fleet
before(async () => {
  fleet = await startFleet()
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

test('kill -9 of a database at named steps loses nothing, doubles nothing and keeps the order', async () => {
  let kills = 0
  const figures = await writeWhile(fleet, async (node) => {
    await node.stop()
    const steps = stepsToHit(node, 'database')
    // Each drill stops the node once, at its step: there its database is killed, and the node goes on.
    await node.startDrilled(...steps.map((step) => `stop:${step}`))
    for (const [i] of steps.entries()) {
      await waitUntil(`${node.party} stops at step ${i + 1} of ${steps.length}`, async () => node.isStopped(), stepLimitMs)
      killDatabase(node)
      node.signal('SIGCONT')
      kills++
    }
  })
  process.stdout.write(`# ${kills} kills of a database: ${figures}\n`)
})

/** A step that needs no database may be passed before the one killed a step earlier is back: then it is dead there already. */
function killDatabase(node: FleetNode): void {
  try {
    process.kill(node.databasePid(), 'SIGKILL')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause
  }
}
