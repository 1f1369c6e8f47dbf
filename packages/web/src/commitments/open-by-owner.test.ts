import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CommitmentRow } from '@enlace/api'
import { openByOwner } from './open-by-owner.ts'

type Owner = CommitmentRow['owners'][number]
const owner = (party: string, status: Owner['status'], askedAt?: string): Owner => ({
  ...{ party, status, office: null, part: null, said: null, overdue: false },
  asked: askedAt === undefined ? null : { at: askedAt, from: 'mx', by: null },
})
const row = (id: string, owners: readonly Owner[], earlier = false) => ({ record: { id }, owners, earlier }) as unknown as CommitmentRow

const cases: readonly [string, CommitmentRow, readonly string[]][] = [
  ['both have done nothing', row('a', [owner('mx', 'not_started'), owner('us', 'in_progress')]), ['mx', 'us']],
  ['one says delivered, the other’s word is disputed', row('a', [owner('mx', 'delivered'), owner('us', 'disputed')]), ['us']],
  ['it is verified or withdrawn', row('a', [owner('mx', 'verified'), owner('us', 'withdrawn')]), []],
  ['it was asked about an hour ago', row('a', [owner('us', 'not_started', '2026-04-27T11:00:00Z')]), []],
  ['it was asked about a day ago', row('a', [owner('us', 'not_started', '2026-04-26T12:00:00Z')]), ['us']],
  ['it is of an earlier programme', row('a', [owner('us', 'not_started')], true), []],
]
for (const [what, commitment, asked] of cases) {
  test(`who is asked for progress when ${what}`, () => {
    assert.deepEqual(
      openByOwner([commitment], '2026-04-27T12:00:00Z'),
      asked.map((party) => ({ party, commitments: ['a'] })),
    )
  })
}

test('each party is asked once about everything that it owes', () => {
  assert.deepEqual(openByOwner([row('a', [owner('us', 'not_started')]), row('b', [owner('us', 'disputed')])], '2026-04-27T12:00:00Z'), [
    { party: 'us', commitments: ['a', 'b'] },
  ])
})
