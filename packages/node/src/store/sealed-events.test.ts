import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { utf8 } from '@enlace/core'
import { buildSumTree, openSumLeaf, sha256 } from '@enlace/proof/node'
import {
  buildParts,
  eventsPerPart,
  openSealedEvents,
  packEvents,
  type SealedEvent,
  saveSealedEvents,
  unpackEvents,
} from './sealed-events.ts'
import { testStore } from './test-store.ts'

const store = await testStore('mx', 'us', ['sspc'])
const { sql, keystore } = store
after(async () => await store[Symbol.asyncDispose]())
const at = new Date('2026-06-30T00:00:00.000Z')

const eventsOf = (count: number): SealedEvent[] =>
  Array.from({ length: count }, (_, seq) => ({ log: 0, seq, value: (seq * 7) % 11, version: seq + 5, leafHash: sha256(utf8(`e${seq}`)) }))
async function* inParts(events: readonly SealedEvent[]) {
  for (let from = 0; from < events.length; from += eventsPerPart) yield events.slice(from, from + eventsPerPart)
}
async function keep(name: string, events: readonly SealedEvent[]) {
  const [digest, tree] = [sha256(utf8(name)), await buildParts(inParts(events))]
  await sql.begin(async (tx) => await saveSealedEvents(tx, keystore, { digest, agency: 'sspc', count: events.length, tree, at }))
  return { digest, tree }
}

for (const count of [1, eventsPerPart - 1, eventsPerPart, eventsPerPart + 1, 5 * eventsPerPart + 3]) {
  test(`of ${count} events each opens from its part under the root of the whole tree, and is found by its amount`, async () => {
    const events = eventsOf(count)
    const { digest, tree } = await keep(`of ${count}`, events)
    const { root } = buildSumTree(events)
    assert.deepEqual(tree?.above.root, root)
    const held = await openSealedEvents(sql, keystore)(digest)
    assert.ok(held)
    assert.equal(held.count, count)
    let before = 0n
    for (const index of [0, 1, count >> 1, eventsPerPart - 1, eventsPerPart, count - 1].filter((one) => one < count)) {
      const { event, path } = await held.open(index)
      assert.deepEqual(event, events[index])
      const opened = openSumLeaf(event, index, count, path)
      assert.deepEqual(opened?.root, root)
      before = opened?.before ?? -1n
      if (event.value > 0) assert.deepEqual(await held.find([before]), [index])
    }
    assert.deepEqual(await held.slice(count - 3, count + 9), events.slice(Math.max(0, count - 3)))
    assert.deepEqual(await held.slice(eventsPerPart - 1, eventsPerPart + 1), events.slice(eventsPerPart - 1, eventsPerPart + 1))
    await assert.rejects(held.open(count), RangeError)
  })
}

test('others have a turn after every part of a tree that is being built', async () => {
  const parts = 40
  let turns = 0
  let isBuilt = false
  const building = buildParts(inParts(eventsOf(parts * eventsPerPart))).then(() => {
    isBuilt = true
  })
  while (!isBuilt) {
    await turn()
    turns++
  }
  await building
  assert.ok(turns >= parts, `${turns} turns in ${parts} parts`)
})

test('a seal of nothing is kept, and what was altered or whose key is gone does not open', async () => {
  const { digest } = await keep('nothing', [])
  assert.equal((await openSealedEvents(sql, keystore)(digest))?.count, 0)
  const { digest: other } = await keep('altered', eventsOf(3))
  await sql`update sealed_events_part set events = set_byte(events, 20, get_byte(events, 20) # 1) where seal = ${other as Buffer}`
  const held = await openSealedEvents(sql, keystore)(other)
  await assert.rejects(async () => await held?.open(0), /altered/)
  const [row] = await sql<{ slot: number }[]>`select slot from sealed_events where seal = ${other as Buffer}`
  const open = openSealedEvents(sql, keystore)
  assert.ok(await open(other))
  await keystore.erase([row!.slot])
  assert.equal(await open(other), undefined)
  assert.equal(await open(sha256(utf8('never'))), undefined)
})

test('a list that travels reads back, and bytes that are none are refused', () => {
  const events = eventsOf(9).map(({ log, seq, value }) => ({ log, seq, value }))
  assert.deepEqual(unpackEvents(packEvents(events)), events)
  assert.equal(unpackEvents(packEvents(events).subarray(1)), undefined)
  assert.equal(unpackEvents(new Uint8Array(18).fill(255)), undefined)
})
