import { after, before, test } from 'node:test'
import { type Fleet, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'
import { stepLimitMs, stepsToHit, writeWhile } from './write-while.ts'

let fleet: Fleet
before(async () => {
  fleet = await startFleet()
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

test('kill -9 of a node at named steps loses nothing, doubles nothing and keeps the order', async () => {
  let kills = 0
  const figures = await writeWhile(fleet, async (node) => {
    await node.stop()
    for (const step of stepsToHit(node, 'node')) {
      // What the last kill left may meet the drill while the node starts: that is a kill at the step as well.
      await node.startDrilled(`kill:${step}`)
      await waitUntil(`${node.party} is killed at ${step}`, async () => !node.isRunning(), stepLimitMs)
      kills++
    }
    await node.start()
  })
  process.stdout.write(`# ${kills} kills of a node: ${figures}\n`)
})
