import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type StatementFacts, standingOfStatement } from './standing-of-statement.ts'

const parties = ['mx', 'us']
const of = (id: string, type: StatementFacts['type'], issuedBy: readonly string[], more: Partial<StatementFacts> = {}): StatementFacts => ({
  ...{ id, type, issuedBy, sessionRef: undefined, besideRef: undefined },
  ...more,
})
const joint = of('j', 'joint', parties, { sessionRef: 's' })
const mexican = of('m', 'readout', ['mx'], { sessionRef: 's' })
const american = of('u', 'readout', ['us'], { besideRef: 'j', sessionRef: 's' })
const other = of('o', 'unilateral', ['us'], { sessionRef: 't' })
const own = of('p', 'principles', ['mx'], { besideRef: 'j' })

const rows: readonly (readonly [string, StatementFacts, readonly StatementFacts[], ReturnType<typeof standingOfStatement>])[] = [
  [
    'one account of a meeting says that the other was not found',
    mexican,
    [mexican, other],
    { joint: null, beside: [], accounts: [{ party: 'us', by: [] }] },
  ],
  [
    'the other account is linked once it is here',
    mexican,
    [mexican, american, other],
    { joint: null, beside: [], accounts: [{ party: 'us', by: ['u'] }] },
  ],
  [
    'it stands beside the joint text of its session',
    mexican,
    [joint, mexican],
    { joint: 'j', beside: [], accounts: [{ party: 'us', by: [] }] },
  ],
  [
    'a joint text has the texts of each party beside it',
    joint,
    [joint, mexican, american, other, own],
    { joint: null, beside: ['m', 'p', 'u'], accounts: [] },
  ],
  ['principles are no account of a meeting', own, [joint, own], { joint: 'j', beside: [], accounts: [] }],
  ['what is about no meeting has no other account', of('x', 'unilateral', ['mx']), [mexican], { joint: null, beside: [], accounts: [] }],
]

for (const [name, statement, all, expected] of rows) {
  test(`statements: ${name}, in any order`, () => {
    assert.deepEqual(standingOfStatement(statement, all, parties), expected)
    assert.deepEqual(standingOfStatement(statement, all.toReversed(), parties), expected)
  })
}
