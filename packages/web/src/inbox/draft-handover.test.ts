import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftHandover } from './draft-handover.ts'

const say = { line: ({ name }: { readonly name: string }) => name, rest: (count: number) => `and ${count}` }
const item = (name: string, dueAt: string | null) => ({ name, dueAt })

test('the note names first what is due first, and last what has no deadline', () => {
  const entries = [item('none', null), item('later', '2026-11-23T09:00:00Z'), item('soon', '2026-11-22T09:00:00Z')]
  assert.deepEqual(draftHandover(entries, 3, say), ['soon', 'later', 'none'])
})

test('what is beyond a dozen is counted', () => {
  const entries = Array.from({ length: 15 }, (_, i) => item(`${i}`, null))
  assert.deepEqual(draftHandover(entries, 15, say).slice(-2), ['11', 'and 3'])
  assert.equal(draftHandover(entries.slice(0, 12), 12, say).length, 12)
})
