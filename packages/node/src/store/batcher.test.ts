import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBatcher } from './batcher.ts'

/** A batcher whose batches end when the test says so. */
function scripted(maxItems: number) {
  const batches: {
    readonly items: readonly number[]
    readonly end: (results: readonly string[]) => void
    readonly fail: (cause: unknown) => void
  }[] = []
  const call = createBatcher<number, string>(maxItems, (items) => new Promise((end, fail) => batches.push({ items, end, fail })))
  return { call, batches }
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
const texts = (items: readonly number[]) => items.map(String)

test('a lone call is written at once, and what comes meanwhile shares the next batch, in order', async () => {
  const { call, batches } = scripted(3)
  const results = [1, 2, 3, 4, 5].map((item) => call(item))
  assert.deepEqual(batches[0]?.items, [1])
  batches[0]?.end(['1'])
  await settle()
  assert.deepEqual(batches[1]?.items, [2, 3, 4])
  batches[1]?.end(texts([2, 3, 4]))
  await settle()
  assert.deepEqual(batches[2]?.items, [5])
  batches[2]?.end(['5'])
  assert.deepEqual(await Promise.all(results), ['1', '2', '3', '4', '5'])
})

test('a batch that fails fails its own calls and no other', async () => {
  const { call, batches } = scripted(2)
  const results = [1, 2, 3, 4].map((item) => call(item))
  const settled = Promise.allSettled(results)
  batches[0]?.end(['1'])
  await settle()
  batches[1]?.fail(new Error('down'))
  await settle()
  batches[2]?.end(['4'])
  assert.deepEqual(
    (await settled).map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
  )
})

test('a batch that answers fewer than it was asked fails, rather than telling a caller nothing', async () => {
  const { call, batches } = scripted(2)
  const result = call(1)
  batches[0]?.end([])
  await assert.rejects(result, /one result/)
})

test('callers beyond the bound are told that the node is busy, and those who wait are still served', async () => {
  const { call, batches } = scripted(20_000)
  const first = call(0)
  const waiting = Array.from({ length: 10_000 }, (_, i) => call(i + 1))
  await assert.rejects(call(-1), { code: 'node_busy' })
  batches[0]?.end(['0'])
  await first
  await settle()
  batches[1]?.end(texts(batches[1].items))
  assert.equal((await Promise.all(waiting)).length, 10_000)
})
