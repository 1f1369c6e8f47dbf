import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { leafHash, openSumLeaf } from '@enlace/proof/node'
import { openMeasuredResults } from '../measured-results.ts'

const records = 3000
const measured = await openMeasuredResults(records)
after(async () => await measured[Symbol.asyncDispose]())
const { results, queries, period } = measured
const quiet = () => undefined

test('one pass over the records counts every query as each counts by itself, says how far it is, and holds no events', async () => {
  const steps: (readonly [number, number])[] = []
  const all = await results.countAll(period, (done, of) => steps.push([done, of]))
  assert.deepEqual(
    all.map(({ query }) => query.id),
    [...queries.keys()],
  )
  for (const { query, counted } of all) {
    const alone = await results.count({ query, ...period }, quiet)
    assert.deepEqual({ ...counted, count: { ...counted.count, events: [] } }, { ...alone, count: { ...alone.count, events: [] } }, query.id)
    assert.equal(counted.count.events.length, 0)
  }
  const found = all.filter(({ counted }) => counted.count.count > 0).map(({ query }) => query.id)
  assert.ok(found.length >= 8, String(found))
  assert.ok(steps.every(([done, of], i) => done <= of && done >= (steps[i - 1]?.[0] ?? 0)))
  assert.ok(steps.length > 3 && steps.at(-1)?.[0] === records)
})

test('while a count is sealed the node goes on with other work, and every event of the seal opens', async () => {
  const query = queries.get('alert-outcome-24h')!
  let [turns, isSealed] = [0, false]
  const sealing = results.seal({ query, ...period }, 'sspc', quiet).finally(() => {
    isSealed = true
  })
  // What another asks meanwhile is answered before the seal is done.
  await measured.ask()
  assert.equal(isSealed, false)
  while (!isSealed) {
    await turn()
    turns++
  }
  assert.ok(turns > records / 200, `${turns} turns`)
  const { note, counted } = await sealing
  const seal = results.read(note)!
  assert.equal(seal.seal.count, counted.count.count)
  for (const index of [0, 255, 256, seal.seal.count - 1]) {
    const { log, seq, value, path } = await results.openEvent(seal, index)
    const [shown] = await results.events(seal, index, 1)
    assert.deepEqual([shown?.seq, shown?.value, shown?.erased], [seq, value, false])
    const held = counted.count.events[index]!
    assert.deepEqual([held.log, held.seq, held.value], [log, seq, value])
    assert.ok(path.length > 0)
  }
  for (let index = 0; index < seal.seal.count; index += 50) {
    const { log, seq, value, leaf, path } = await results.openEvent(seal, index)
    const opened = openSumLeaf({ log, seq, value, leafHash: leafHash(leaf) }, index, seal.seal.count, path)
    assert.deepEqual(opened?.root.hash, seal.seal.root)
  }
})
