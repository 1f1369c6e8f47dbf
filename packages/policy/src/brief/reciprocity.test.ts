import assert from 'node:assert/strict'
import { test } from 'node:test'
import { communityView } from './community-view.ts'
import { type AskedOf, reciprocity } from './reciprocity.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString()
const asked = (askedBy: string, said: AskedOf['said'] = [], verdicts: readonly string[] = []): AskedOf => ({
  what: 'information',
  askedBy,
  at: at(0),
  said,
  verdicts,
})
const word = (by: string, hour: number, step: string, ground?: string) => ({ by, at: at(hour), step, ground })

const rows: readonly [string, AskedOf, readonly [answered: number, refused: number, open: number, p50: number | undefined]][] = [
  ['silence is open', asked('mx'), [0, 0, 1, undefined]],
  ['who asks does not answer', asked('mx', [word('mx', 1, 'answer')]), [0, 0, 1, undefined]],
  ['an acknowledgement of a request is a word and no answer', asked('mx', [word('us', 2, 'acknowledge')]), [0, 0, 1, 2]],
  ['an answer', asked('mx', [word('us', 2, 'acknowledge'), word('us', 9, 'answer')]), [1, 0, 0, 2]],
  ['refused', asked('mx', [word('us', 5, 'refuse', 'harm')]), [0, 1, 0, 5]],
  ['refused, then answered', asked('mx', [word('us', 9, 'answer'), word('us', 5, 'refuse', 'harm')]), [1, 0, 0, 5]],
]
for (const [name, one, expected] of rows) {
  test(`reciprocity: ${name}`, () => {
    const [side] = reciprocity([one], ['mx', 'us'])[0]?.sides ?? []
    assert.deepEqual([side?.answered, side?.refused, side?.open, side?.hours?.p50], expected)
  })
}

test('both parties stand in every row by the same rule, whoever looks, with grounds and worth', () => {
  const all = [
    asked('mx', [word('us', 1, 'refuse', 'harm')]),
    asked('mx', [word('us', 3, 'refuse')], ['used']),
    asked('us', [word('mx', 30, 'answer')], ['used', 'wrong']),
  ]
  const [row] = reciprocity(all, ['mx', 'us'])
  assert.deepEqual(
    row?.sides.map(({ party, asked: count, refused, grounds, hours, verdicts }) => [
      party,
      count,
      refused,
      grounds.map(({ code }) => code),
      [hours?.p50, hours?.p95],
      verdicts.map(({ code, count: times }) => `${code} ${times}`),
    ]),
    [
      ['mx', 2, 2, ['harm', 'unstated'], [1, 3], ['used 1']],
      ['us', 1, 0, [], [30, 30], ['used 1', 'wrong 1']],
    ],
  )
  assert.deepEqual(
    reciprocity(all, ['us', 'mx'])[0]?.sides.map(({ party }) => party),
    ['us', 'mx'],
  )
})

test('a small count of a community is withheld, and so is what it could be worked out from', () => {
  const many = (party: string, crossing: string, count: number) =>
    Array.from({ length: count }, () => ({ kind: 'seizure', party, crossing }))
  const pairs = [
    { code: 'a', crossings: ['one', 'two'] },
    { code: 'b', crossings: ['three'] },
    { code: 'c', crossings: ['four'] },
  ]
  const [table] = communityView(
    [...many('mx', 'one', 14), ...many('mx', 'two', 10), ...many('us', 'one', 3), ...many('mx', 'three', 31), ...many('us', 'three', 40)],
    pairs,
    ['mx', 'us'],
  )
  assert.deepEqual(
    table?.rows.map(({ code }) => code),
    ['a', 'b'],
  )
  const a = table?.rows[0]?.counts ?? []
  assert.equal(a[1], null, 'three is small')
  assert.ok(a[0] === null || a[2] === null, 'total less the other gives it away')
  const us = table?.rows.map(({ counts }) => counts[1])
  assert.ok(us?.[1] === null || table?.total[1] === null, 'the column total less its neighbour gives it away')
})
