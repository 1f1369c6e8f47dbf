import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BeatState, beatOfMechanism } from './beat-of-mechanism.ts'
import type { PartyAccount, SaidState } from './state-of-session.ts'

const told = (state: SaidState, day: string | null) => ({
  parties: [{ party: 'mx', state, said: 'note--1', hasEvidence: true, day, place: null } satisfies PartyAccount],
})
const held = told('held', '2026-01-23')
const beat = { everyDays: 90, from: '2025-09' }

type Row = readonly [name: string, sessions: readonly ReturnType<typeof told>[], today: string, expected: Partial<BeatState>]
const rows: readonly Row[] = [
  ['the ninetieth day is in time', [held], '2026-04-23', { days: 90, isMissed: false, dueBy: '2026-04-23' }],
  ['A9: no session for 94 days, agreed 90', [held], '2026-04-27', { days: 94, everyDays: 90, isMissed: true }],
  [
    'the latest session counts, in whatever order',
    [told('held', '2026-03-01'), held],
    '2026-04-27',
    { days: 57, lastHeld: '2026-03-01', isMissed: false },
  ],
  [
    'a postponed session stops nothing',
    [held, told('postponed', '2026-05-10')],
    '2026-04-27',
    { isMissed: true, nextPlanned: '2026-05-10' },
  ],
  ['a cancelled one neither', [held, told('cancelled', '2026-04-01')], '2026-04-27', { isMissed: true, nextPlanned: null }],
  ['a plan whose day passed neither', [held, told('planned', '2026-04-01')], '2026-04-27', { isMissed: true, nextPlanned: null }],
  ['a session to come that is said to be held does not count yet', [held, told('held', '2026-06-01')], '2026-04-27', { days: 94 }],
  [
    'what is planned too late is said before it is late',
    [held, told('planned', '2026-05-10')],
    '2026-04-01',
    { isMissed: false, willMiss: true },
  ],
  ['planned in time is well', [held, told('planned', '2026-04-20')], '2026-04-01', { willMiss: false }],
  ['before the first session it counts from when it was made', [], '2025-12-30', { lastHeld: null, days: 91, isMissed: true }],
]
for (const [name, sessions, today, expected] of rows) {
  test(name, () => {
    const found = beatOfMechanism(beat, sessions, today)
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, found[key as keyof BeatState]])), expected)
  })
}

test('a session known by month counts from the end of it', () => {
  assert.equal(beatOfMechanism(beat, [told('held', '2026-01')], '2026-05-01').days, 90)
})

test('a body that has not met and whose beginning nobody knows raises no alarm', () => {
  assert.deepEqual(beatOfMechanism({ everyDays: 90, from: undefined }, [], '2026-01-01'), {
    lastHeld: null,
    days: null,
    everyDays: 90,
    dueBy: null,
    isMissed: false,
    nextPlanned: null,
    willMiss: false,
  })
})
