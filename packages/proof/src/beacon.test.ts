import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex } from '@enlace/core'
import { type BeaconChain, beaconChains, openBeacon, roundAt, timeOfRound } from './beacon.ts'

const [quicknet] = beaconChains as [BeaconChain]
// Rounds that the beacon has published; their randomness as it published it.
const rounds: readonly [number, string, string][] = [
  [
    1000,
    'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
    'fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd',
  ],
  [
    657_413,
    'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b',
    'fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587',
  ],
]

test('published rounds give their published randomness', () => {
  for (const [round, signature, randomness] of rounds)
    assert.equal(toHex(openBeacon(quicknet, round, signature) ?? new Uint8Array()), randomness)
})

test('a signature of another round, a changed one and bytes that are no point give nothing', () => {
  const [[round, signature], [, other]] = rounds as [(typeof rounds)[0], (typeof rounds)[0]]
  for (const wrong of [other, signature.replace('b4', 'b5'), '00'.repeat(48), '', signature.slice(2), 'zz'.repeat(48)])
    assert.equal(openBeacon(quicknet, round, wrong), undefined)
  for (const no of [0, -1, 1.5, 1001]) assert.equal(openBeacon(quicknet, no, signature), undefined)
})

test('a round has its instant, and an instant its first round', () => {
  assert.equal(timeOfRound(quicknet, 1), 1_692_803_367_000)
  for (const round of [1, 2, 1000, 657_413]) {
    assert.equal(roundAt(quicknet, timeOfRound(quicknet, round)), round)
    assert.equal(roundAt(quicknet, timeOfRound(quicknet, round) + 1), round + 1)
  }
  assert.equal(roundAt(quicknet, 0), 1)
})
