import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { diffWords } from './diff-words.ts'

test('a changed word stands between what stayed', () => {
  assert.deepEqual(diffWords('Arrives at 15:40 by truck', 'Arrives at 16:10 by truck'), [
    { kind: 'same', text: 'Arrives at ' },
    { kind: 'removed', text: '15' },
    { kind: 'added', text: '16' },
    { kind: 'same', text: ':' },
    { kind: 'removed', text: '40' },
    { kind: 'added', text: '10' },
    { kind: 'same', text: ' by truck' },
  ])
  assert.deepEqual(diffWords('', 'new'), [{ kind: 'added', text: 'new' }])
  assert.deepEqual(diffWords('', ''), [])
})

test('the runs give both texts back, whatever they are', () => {
  const words = fc.array(fc.constantFrom('plate', 'placa', ' ', '.', 'é', '🚚', '\n'), { maxLength: 40 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(words, words, (before, after) => {
      const runs = diffWords(before, after)
      const without = (kind: string) => runs.flatMap((run) => (run.kind === kind ? [] : run.text)).join('')
      assert.equal(without('added'), before)
      assert.equal(without('removed'), after)
    }),
  )
})

test('texts too long to compare are told whole, and at once', () => {
  const [before, after] = ['a '.repeat(50_000), 'b '.repeat(50_000)]
  assert.deepEqual(
    diffWords(before, after).map(({ kind }) => kind),
    ['removed', 'added', 'same'],
  )
})
