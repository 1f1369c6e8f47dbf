import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PublicationWord, stateOfPublication } from './state-of-publication.ts'

const day = (n: number) => `2026-03-${String(n).padStart(2, '0')}T12:00:00.000Z`
const act = (id: string, does: PublicationWord['does'], at: number, agreed = 1): PublicationWord => ({
  ...{ id, of: 'note--1', does },
  modified: `m-${id}`,
  publishAt: day(at),
  agreedAt: day(agreed),
})
const shown = (words: readonly PublicationWord[], now: number) =>
  stateOfPublication(words, day(now)).versions.map(({ n, id, isCurrent, isGone }) => `${n}${id}${isCurrent ? '*' : ''}${isGone ? '-' : ''}`)

const table: readonly (readonly [string, readonly PublicationWord[], number, readonly string[]])[] = [
  ['nothing is public before its instant', [act('a', 'publish', 5)], 4, []],
  ['from its instant on it is', [act('a', 'publish', 5)], 5, ['1a*']],
  ['an instant that passed before two agreed counts from when they had', [act('a', 'publish', 5, 7)], 6, []],
  ['a correction stands in its place, and the first keeps its number', [act('a', 'publish', 2), act('b', 'correct', 3)], 4, ['1a', '2b*']],
  ['a withdrawal leaves nothing current', [act('a', 'publish', 2), act('w', 'withdraw', 3, 3)], 4, ['1a-']],
  ['what was planned before a withdrawal never comes', [act('a', 'publish', 9), act('w', 'withdraw', 3, 3)], 9, []],
  [
    'what is published after a withdrawal counts on, and brings nothing back of what was taken off',
    [act('a', 'publish', 2), act('w', 'withdraw', 3, 3), act('b', 'publish', 5, 4)],
    6,
    ['1a-', '2b*'],
  ],
]
for (const [name, words, now, wanted] of table) {
  test(name, () => {
    assert.deepEqual(shown(words, now), wanted)
    assert.deepEqual(shown(words.toReversed(), now), wanted, 'in any order')
  })
}

test('a plan is listed with its instant, and says when the page changes by itself', () => {
  const { planned, changesAt, withdrawn } = stateOfPublication([act('a', 'publish', 5)], day(4))
  assert.deepEqual([planned.map(({ id }) => id), changesAt, withdrawn], [['a'], day(5), null])
})

test('a withdrawal says since when', () => {
  assert.equal(stateOfPublication([act('a', 'publish', 2), act('w', 'withdraw', 3, 3)], day(4)).withdrawn?.at, day(3))
})
