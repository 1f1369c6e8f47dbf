import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { rememberTree } from './remembered-tree.ts'
import { type TestStore, testStore } from './test-store.ts'
import { consistencyProof, subtreeProof } from './tree.ts'

let store: TestStore
before(async () => {
  store = await testStore()
})
after(async () => {
  await store[Symbol.asyncDispose]()
})

test('what is remembered proves the same as what is read, while the log grows over tiles', async () => {
  const { sql, out, writer } = store
  const tree = rememberTree(sql, out.logId)
  let size = 0
  for (const grown of [1, 2, 5, 200, 255, 256, 257, 300, 511, 512, 700, 1030]) {
    const drafts = Array.from({ length: grown - size }, () => ({ type: 'ack', at: new Date('2026-11-21T10:00:00.000Z') }))
    await writer.transact(({ append }) => append(out.logId, drafts))
    assert.deepEqual(await tree.consistencyProof(size, grown), await consistencyProof(sql, out.logId, size, grown), `${size} to ${grown}`)
    for (let start = 0; start < grown; start += 256) {
      const end = Math.min(grown, start + 256)
      assert.deepEqual(
        await tree.subtreeProof(start, end, grown),
        await subtreeProof(sql, out.logId, start, end, grown),
        `${start} to ${end}`,
      )
    }
    size = grown
  }
  const both = await Promise.all([tree.consistencyProof(3, 1029), tree.consistencyProof(900, 1030)])
  assert.deepEqual(both, await Promise.all([consistencyProof(sql, out.logId, 3, 1029), consistencyProof(sql, out.logId, 900, 1030)]))
})
