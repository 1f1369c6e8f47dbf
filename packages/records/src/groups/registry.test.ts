import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type GroupRecord, registryOf, type StatedDesignation } from '../index.ts'

const groups: readonly GroupRecord[] = [
  { id: 'intrusion-set--b', from: 'us', name: 'Example Group', aliases: ['Los Ejemplos'] },
  { id: 'intrusion-set--a', from: 'mx', name: 'Grupo Ejemplo', aliases: [] },
]
const designation: StatedDesignation = {
  id: 'note--1',
  group: 'intrusion-set--b',
  by: 'us',
  from_party: 'us',
  as: 'Foreign Example Organization',
  name: 'Example Group',
  instrument: 'FICTIONAL Act',
  article: '219',
  authority: undefined,
  number: undefined,
  from: '2025-02-20',
  until: '2026-02-20',
  publisher: undefined,
  url: undefined,
}
const of = (on: string, said: readonly StatedDesignation[] = [designation], same: readonly (readonly [string, string])[] = []) =>
  registryOf(groups, said, same, on, ['mx', 'us'])
const states = (on: string, said?: readonly StatedDesignation[]) =>
  of(on, said)
    .find(({ ids }) => ids.includes('intrusion-set--b'))
    ?.parties.map(({ party, state }) => `${party} ${state}`)

for (const [name, on, expected] of [
  ['the day before the first it is to come', '2025-02-19', 'to_come'],
  ['the first day counts', '2025-02-20', 'designated'],
  ['the last day counts', '2026-02-20', 'designated'],
  ['the day after the last it has ended', '2026-02-21', 'ended'],
] as const) {
  test(`${name}, and the other party has none`, () => assert.deepEqual(states(on), ['mx none', `us ${expected}`]))
}

test('what one party says that another designates is hearsay and designates nothing', () => {
  const said = { ...designation, by: 'mx' }
  assert.deepEqual(states('2026-01-01', [said]), ['mx none', 'us none'])
  assert.deepEqual(of('2026-01-01', [said])[1]?.hearsay, [said])
})

test('a third party that designates stands beside the two', () => {
  assert.deepEqual(states('2026-01-01', [designation, { ...designation, id: 'note--2', by: 'ca', from_party: 'ca' }]), [
    'mx none',
    'us designated',
    'ca designated',
  ])
})

test('records that are said to be the same are one group with every name and whose it is, in any order', () => {
  const one = of('2026-01-01', [designation], [['intrusion-set--a', 'intrusion-set--b']])
  assert.equal(one.length, 1)
  assert.deepEqual(one[0]?.names, [
    { name: 'Grupo Ejemplo', alias: false, from: ['mx'] },
    { name: 'Example Group', alias: false, from: ['us'] },
    { name: 'Los Ejemplos', alias: true, from: ['us'] },
  ])
  const turned = registryOf(groups.toReversed(), [designation], [['intrusion-set--b', 'intrusion-set--a']], '2026-01-01', ['mx', 'us'])
  assert.deepEqual(turned, one)
})
