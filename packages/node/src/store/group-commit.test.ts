import assert from 'node:assert/strict'
import type { FileHandle } from 'node:fs/promises'
import { test } from 'node:test'
import { groupCommit } from './group-commit.ts'

// A disk that writes down what is asked of it, at most three bytes a write, and fails where told.
function fakeFile(failAt?: string): { readonly file: FileHandle; readonly asked: string[] } {
  const asked: string[] = []
  const note = async (what: string): Promise<void> => {
    asked.push(what)
    if (what === failAt) throw new Error('disk full')
  }
  const file = {
    write: async (bytes: Uint8Array, from: number, length: number, at: number) => {
      const bytesWritten = Math.min(3, length)
      await note(`write ${Buffer.from(bytes.subarray(from, from + bytesWritten)).toString()} at ${at}`)
      return { bytesWritten }
    },
    datasync: () => note('flush'),
  }
  return { file: file as unknown as FileHandle, asked }
}

test('nothing is acknowledged before the flush that follows its write', async () => {
  const { file, asked } = fakeFile()
  const commit = groupCommit(file)
  await commit.write(0, Buffer.from('abcd')).then(() => asked.push('told'))
  assert.deepEqual(asked, ['write abc at 0', 'write d at 3', 'flush', 'told'])
})

test('callers that wait together share a write where they are neighbours, and a flush', async () => {
  const { file, asked } = fakeFile()
  const commit = groupCommit(file)
  await Promise.all([commit.write(0, Buffer.from('a')), commit.write(1, Buffer.from('b')), commit.write(9, Buffer.from('c'))])
  assert.deepEqual(asked, ['write ab at 0', 'write c at 9', 'flush'])
})

for (const failAt of ['write a at 0', 'flush']) {
  test(`after a failed ${failAt.split(' ')[0]} its callers and all later ones are refused, and the disk is left alone`, async () => {
    const { file, asked } = fakeFile(failAt)
    const commit = groupCommit(file)
    const first = commit.write(0, Buffer.from('a'))
    const together = commit.write(5, Buffer.from('b'))
    await assert.rejects(first, { code: 'store_unavailable' })
    await assert.rejects(together, { code: 'store_unavailable' })
    const before = asked.length
    await assert.rejects(commit.write(1, Buffer.from('c')), { code: 'store_unavailable' })
    await commit.settle()
    assert.equal(asked.length, before)
  })
}
