import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ClockDifference, clockBoundMs, type HeldCertificate, stateOfRelease } from './index.ts'

const at = Date.UTC(2026, 0, 15, 18)
const base = { sha256: 'one text', at, parties: ['mx', 'us'], embargo: '', signed: true, receiptedAt: at - 4500, act: 'certifies' as const }
const mx: HeldCertificate = { ...base, id: 'mx', from: 'mx', made: at - 5000, arrivedAt: at - 5000 }
const us: HeldCertificate = { ...base, id: 'us', from: 'us', made: at - 4000, arrivedAt: at - 3900 }
const stateOf = (held: readonly HeldCertificate[], now = at - 1000, clock?: ClockDifference) =>
  stateOfRelease({ own: 'mx', parties: ['mx', 'us'], held, now, clocks: new Map(clock === undefined ? [] : [['us', clock]]) })
const withdrawal: HeldCertificate = { ...us, id: 'w', act: 'withdraws', made: at - 2000, arrivedAt: at - 2000 }
const published: HeldCertificate = { ...mx, id: 'p', act: 'published', made: at + 40, arrivedAt: at + 40 }

const rows: readonly (readonly [string, readonly HeldCertificate[], number, ClockDifference | undefined, string, string])[] = [
  ['nobody signed', [], at, undefined, 'none', ''],
  ['one key is not two', [mx], at - 1, undefined, 'one_sided', ''],
  ['the other alone is not two', [us], at - 1, undefined, 'one_sided', ''],
  ['both over the same arm it', [mx, us], at - 1, undefined, 'armed', ''],
  ['and at the instant it is due', [mx, us], at, undefined, 'due', ''],
  ['nothing is armed before the other has ours', [{ ...mx, receiptedAt: null }, us], at - 1, undefined, 'unconfirmed', ''],
  ['one byte that differs blocks', [mx, { ...us, sha256: 'another' }], at, undefined, 'blocked', 'bytes_differ us'],
  ['so does another instant', [mx, { ...us, at: at + 1000 }], at - 1, undefined, 'blocked', 'instants_differ us'],
  ['and another round of parties', [mx, { ...us, parties: ['us', 'mx', 'ca'] }], at, undefined, 'blocked', 'parties_differ us'],
  ['a signature that does not hold counts for nothing', [mx, { ...us, signed: false }], at - 1, undefined, 'one_sided', 'unsigned us'],
  ['what was signed by one alone lapses', [mx], at, undefined, 'lapsed', ''],
  ['what was not receipted in time lapses', [{ ...mx, receiptedAt: at }, us], at, undefined, 'lapsed', ''],
  ['what the other sent too late lapses', [mx, { ...us, arrivedAt: at }], at, undefined, 'lapsed', ''],
  ['a node that was down publishes late', [mx, us], at + 600_000, undefined, 'due', ''],
  ['a new round leaves a lapsed one behind', [{ ...mx, at: at + 9000 }, us], at + 1, undefined, 'one_sided', ''],
  ['and one that was taken back', [{ ...mx, at: at + 9000, made: at - 1500 }, us, withdrawal], at - 1, undefined, 'one_sided', ''],
  ['clocks within the bound do not matter', [mx, us], at - 1, { aheadMs: clockBoundMs, withinMs: 0 }, 'armed', ''],
  ['beyond it they block', [mx, us], at, { aheadMs: -clockBoundMs - 1, withinMs: 0 }, 'blocked', 'clocks_differ us'],
  ['a measure that is not sure does not', [mx, us], at, { aheadMs: clockBoundMs + 1, withinMs: 500 }, 'due', ''],
  ['a withdrawal in time stops it', [mx, us, withdrawal], at, undefined, 'withdrawn', ''],
  ['one that came late does not', [mx, us, { ...withdrawal, arrivedAt: at }], at, undefined, 'due', ''],
  ['nor one of another instant', [mx, us, { ...withdrawal, at: at + 1 }], at, undefined, 'due', ''],
  ['nor one that nobody signed', [mx, us, { ...withdrawal, signed: false }], at, undefined, 'due', 'unsigned us'],
  ['the other side does not withdraw for us', [mx, us, { ...withdrawal, from: 'ca' }], at, undefined, 'due', ''],
  ['who signs anew after a withdrawal has signed', [mx, us, withdrawal, { ...us, id: 'n', made: at - 1500 }], at, undefined, 'due', ''],
  [
    'what was published stays so',
    [mx, us, published],
    at + 99,
    { aheadMs: 2 * clockBoundMs, withinMs: 0 },
    'published',
    'clocks_differ us',
  ],
]
for (const [name, held, now, clock, state, faults] of rows) {
  test(name, () => {
    const found = stateOf(held, now, clock)
    assert.equal(found.state, state)
    assert.equal(found.faults.map(({ code, of }) => `${code} ${of}`).join(), faults)
    assert.deepEqual(stateOf(held.toReversed(), now, clock), found)
  })
}

test('who has not been seen to publish is named, and who was, with how late', () => {
  assert.deepEqual(stateOf([mx, us, published], at + 50).unseen, ['us'])
  const both = stateOf([mx, us, published, { ...us, id: 'q', act: 'published', made: at + 60_000, arrivedAt: at + 61_000 }], at + 70_000)
  assert.deepEqual(both.unseen, [])
  assert.deepEqual(
    both.published.map(({ party, lateMs }) => [party, lateMs]),
    [
      ['mx', 40],
      ['us', 60_000],
    ],
  )
  assert.deepEqual(stateOf([mx, us], at - 1).unseen, [])
})
