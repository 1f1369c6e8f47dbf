import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type SessionAccount, type SessionState, stateOfSession } from './state-of-session.ts'

const planned: SessionAccount = {
  id: 'note--1',
  from: 'mx',
  at: '2026-01-02T00:00:00.000Z',
  state: 'planned',
  day: '2026-02',
  postponedTo: undefined,
  place: undefined,
  hasEvidence: true,
}
const account = (change: Partial<SessionAccount>): SessionAccount => ({ ...planned, ...change })
const later = (change: Partial<SessionAccount>) => account({ id: 'note--2', at: '2026-02-10T00:00:00.000Z', day: undefined, ...change })
const theirs = (change: Partial<SessionAccount>) => account({ id: 'note--3', from: 'us', at: '2026-02-11T00:00:00.000Z', ...change })

type Row = readonly [name: string, accounts: readonly SessionAccount[], today: string, expected: Partial<SessionState>]
const rows: readonly Row[] = [
  ['nothing told is not known', [], '2026-02-01', { standing: 'unknown', parties: [], warnings: [] }],
  [
    'a plan stands on the last day of its month',
    [planned],
    '2026-02-28',
    { standing: 'planned', lastDay: '2026-02-28', warnings: ['one_party'] },
  ],
  ['A3: the day after, without a word, it is not known to have been held', [planned], '2026-03-01', { standing: 'unknown' }],
  ['a plan without a day never passes', [account({ day: undefined })], '2030-01-01', { standing: 'planned', lastDay: null }],
  [
    'A3: held, with its evidence',
    [planned, later({ state: 'held', day: '2026-02-20' })],
    '2026-03-01',
    { standing: 'held', day: '2026-02-20' },
  ],
  [
    'held without saying when keeps the day of the plan',
    [planned, later({ state: 'held' })],
    '2026-03-01',
    { standing: 'held', day: '2026-02' },
  ],
  [
    'A3: postponed to a day, it stands until that day',
    [planned, later({ state: 'postponed', postponedTo: '2026-04-10' })],
    '2026-04-10',
    { standing: 'postponed', day: '2026-04-10' },
  ],
  ['and is not known after it', [planned, later({ state: 'postponed', postponedTo: '2026-04-10' })], '2026-04-11', { standing: 'unknown' }],
  [
    'postponed without a day has none, and stays postponed',
    [planned, later({ state: 'postponed' })],
    '2027-01-01',
    { standing: 'postponed', day: null },
  ],
  ['cancelled stays cancelled', [planned, later({ state: 'cancelled' })], '2027-01-01', { standing: 'cancelled' }],
  [
    'a state without evidence is marked',
    [later({ state: 'held', day: '2026-02-20', hasEvidence: false })],
    '2026-03-01',
    { warnings: ['no_evidence', 'one_party'] },
  ],
  ['so is a plan without evidence', [account({ hasEvidence: false })], '2026-01-03', { warnings: ['no_evidence', 'one_party'] }],
  [
    'held on a day to come is marked',
    [account({ state: 'held', day: '2026-03-02' })],
    '2026-03-01',
    { warnings: ['one_party', 'held_ahead'] },
  ],
  ['held today is not', [account({ state: 'held', day: '2026-03-01' })], '2026-03-01', { warnings: ['one_party'] }],
  [
    'both say the same',
    [account({ state: 'held', day: '2026-02-20' }), theirs({ state: 'held', day: '2026-02-20' })],
    '2026-03-01',
    { standing: 'held', warnings: [] },
  ],
  [
    'a day inside the month that the other says is no difference',
    [planned, theirs({ day: '2026-02-20' })],
    '2026-02-01',
    { day: '2026-02-20', warnings: [] },
  ],
  [
    'rival days stand side by side',
    [account({ day: '2026-02-20' }), theirs({ day: '2026-02-21' })],
    '2026-02-01',
    { day: null, lastDay: '2026-02-21', warnings: ['rival_day'] },
  ],
  [
    'rival places stand side by side',
    [account({ place: 'Washington' }), theirs({ place: 'McAllen' })],
    '2026-02-01',
    { place: null, warnings: ['rival_place'] },
  ],
  [
    'accents, case and points make no rival place',
    [account({ place: 'Ciudad de México' }), theirs({ place: 'ciudad de Mexico.' })],
    '2026-02-01',
    { warnings: [] },
  ],
  [
    'the word of one party does not change the other’s',
    [planned, theirs({ state: 'held', day: '2026-02-20' })],
    '2026-03-01',
    { standing: 'differs', warnings: ['rival_state'] },
  ],
]
for (const [name, accounts, today, expected] of rows) {
  test(name, () => {
    const found = stateOfSession(accounts, today)
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, found[key as keyof SessionState]])), expected)
    assert.deepEqual(stateOfSession(accounts.toReversed(), today), found)
  })
}
