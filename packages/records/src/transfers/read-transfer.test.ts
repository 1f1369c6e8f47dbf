import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countTransfer, isPending, kinds, readTransfer, type Transfer, validateObject } from '../index.ts'

const kind = kinds.get('group-transfer')
const member = (n: number, pending?: readonly string[]): Transfer['members'][number] => ({
  case: `grouping--${n}`,
  pathway: undefined,
  word: undefined,
  instrument: undefined,
  pending,
  courtAndNumber: undefined,
  assurances: undefined,
})
const transfer = (stated: number | undefined, members: Transfer['members']): Transfer => ({
  happenedOn: '2026-01-20',
  from: 'mx',
  to: 'us',
  stated,
  members,
  words: [],
})

for (const [name, given, expected] of [
  [
    'five persons with a case each are one event and five persons',
    transfer(
      5,
      [1, 2, 3, 4, 5].map((n) => member(n, ['none'])),
    ),
    [5, 0, 0, 0],
  ],
  [
    'announced thirty-seven with one case held are thirty-seven, and thirty-six without a case',
    transfer(37, [member(1, [])]),
    [37, 36, 0, 0],
  ],
  ['more cases than were announced is said', transfer(1, [member(1, []), member(2, [])]), [2, -1, 0, 0]],
  ['of no announced number the cases count', transfer(undefined, [member(1, []), member(2, [])]), [2, 0, 0, 0]],
  ['an amparo pending at that moment is flagged', transfer(2, [member(1, ['amparo']), member(2, ['none'])]), [2, 0, 1, 0]],
  ['what nobody states is not nothing pending', transfer(1, [member(1)]), [1, 0, 0, 1]],
] as const) {
  test(name, () => {
    const { events, persons, withoutCase, pending, notStated } = countTransfer(given)
    assert.deepEqual([events, persons, withoutCase, pending, notStated], [1, ...expected])
  })
}

test('the example reads back with each party’s own word, and its amparo is flagged', () => {
  assert.ok(kind)
  const read = readTransfer(kind.example)
  assert.deepEqual(
    read?.words.map(({ party, word }) => `${party} ${word}`),
    ['mx traslado', 'us transfer'],
  )
  assert.deepEqual(read?.members.map(isPending), [true])
})

test('a case that stands twice is refused, so that nobody is counted twice', () => {
  assert.ok(kind)
  const [one] = readTransfer(kind.example)?.members ?? []
  const twice = [{ case_ref: one?.case ?? '' }, { case_ref: one?.case ?? '' }]
  const extensions = {
    [String(kind.extension)]: {
      extension_type: 'property-extension',
      happened_on: '2026',
      from_party: 'mx',
      to_party: 'us',
      members: twice,
    },
  }
  const checked = validateObject({ ...kind.example, extensions })
  assert.match(JSON.stringify(checked), /duplicate_item/)
})
