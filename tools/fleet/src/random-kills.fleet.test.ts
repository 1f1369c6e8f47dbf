import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { readDrillConfig } from './config.ts'
import { countExchange } from './count-exchange.ts'
import { makeAlert, type Submission } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { seededRandom } from './seeded-random.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
before(async () => {
  fleet = await startFleet()
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

const { rounds, seed } = readDrillConfig()
/** 2,000 records over fifty rounds, both directions together. */
const recordsPerRound = 40

test(`${rounds} kills at random moments of an exchange in both directions lose nothing and apply nothing twice`, async () => {
  process.stdout.write(`# seed ${seed}\n`)
  const random = seededRandom(seed)
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const written: Readonly<Record<string, Submission[]>> = { mx: [], us: [] }
  const tally: Record<string, number> = {}
  for (let round = 0; round < rounds; round++) {
    const writing = Promise.all([mx, us].map((node) => writeBatches(node, written[node.party] ?? [], recordsPerRound / 2)))
    const victim = random() < 0.5 ? mx : us
    const what = random() < 0.5 ? 'node' : 'database'
    const moment = Math.floor(random() * 400)
    await pause(moment)
    await kill(victim, what)
    tally[`${victim.party} ${what}`] = (tally[`${victim.party} ${what}`] ?? 0) + 1
    await writing
  }
  await fleet.settle(180_000)
  for (const [from, to] of [
    [mx, us],
    [us, mx],
  ] as const) {
    const sent = written[from.party] ?? []
    const { entries, ...count } = await countExchange(from, to, sent)
    const wanted = { logProblems: 0, lost: 0, doubled: 0, misplaced: 0, differing: 0, unproved: 0 }
    assert.deepEqual(count, { written: (rounds * recordsPerRound) / 2, ...wanted }, `seed ${seed}`)
    process.stdout.write(`# ${from.party} to ${to.party}: ${sent.length} records in ${entries} entries, lost 0, doubled 0\n`)
  }
  process.stdout.write(`# kills: ${JSON.stringify(tally)}\n`)
})

/** Several small batches, so that a kill can fall between, before or in the middle of any of them. */
async function writeBatches(node: FleetNode, written: Submission[], count: number): Promise<void> {
  for (let done = 0; done < count; done += 4) {
    const batch = Array.from({ length: Math.min(4, count - done) }, (_, i) => makeAlert(`record ${written.length + i} of ${node.party}`))
    await postUntilStored(node, batch)
    written.push(...batch)
  }
}

async function kill(victim: FleetNode, what: string): Promise<void> {
  if (what === 'database') {
    const pid = await waitUntil(`the database of ${victim.party} runs`, async () => victim.findDatabasePid())
    process.kill(pid, 'SIGKILL')
    return
  }
  victim.signal('SIGKILL')
  await victim.ended()
  await victim.start()
}
