import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stepsOfRelease } from './steps-of-release.ts'

type Facts = Parameters<typeof stepsOfRelease>[0]
const certificate = (party: string, change: Partial<Facts['release']['signed'][number]> = {}) => ({
  ...{ id: `note--${party}`, party, at: '', sha256: '', made: '', embargo: '', receiptedAt: null, withdrawnAt: null },
  ...change,
})
const facts = (release: Partial<Facts['release']>, change: Partial<Facts> = {}) =>
  ({
    party: 'mx',
    text: { exact: '', sha256: '', characters: 0 },
    keys: [],
    draft: { parties: ['mx', 'us'] },
    release: { state: 'none', at: null, sha256: null, signed: [], faults: [], difference: null, published: [], unseen: [], ...release },
    ...change,
  }) as unknown as Facts

const [ours, theirs] = [certificate('mx'), certificate('us')]
const held = certificate('mx', { receiptedAt: '2026-01-01T00:00:00.000Z' })
const rows: readonly (readonly [string, Facts, string])[] = [
  ['while clauses are open nothing else is next', facts({}, { text: null }), 'now later later later later later'],
  ['agreed, both first keys are next', facts({}), 'done now later later now later'],
  ['after the first key the second', facts({}, { keys: [{}] as unknown as Facts['keys'] }), 'done done now later now later'],
  ['after the second it is cleared and sent', facts({ state: 'one_sided', signed: [ours] }), 'done done done now now later'],
  ['the other side holds it', facts({ state: 'one_sided', signed: [held] }), 'done done done done now later'],
  ['the other certified first', facts({ state: 'one_sided', signed: [theirs] }), 'done now later later done later'],
  ['armed, the instant is what remains', facts({ state: 'armed', signed: [held, theirs] }), 'done done done done done now'],
  [
    'another text of the other stands in the way',
    facts({ state: 'blocked', signed: [held, theirs], faults: [{ code: 'bytes_differ', of: 'us' }] }),
    'done done done done bad later',
  ],
  ['what lapsed begins anew', facts({ state: 'lapsed', signed: [held, theirs] }), 'done now later later now bad'],
  [
    'a certificate taken back is none',
    facts({ state: 'withdrawn', signed: [certificate('mx', { withdrawnAt: '' }), theirs] }),
    'done now later later now bad',
  ],
  ['published, all is done', facts({ state: 'published', signed: [held, theirs] }, { text: null }), 'done done done done done done'],
]
for (const [what, given, expected] of rows) {
  test(`the way of a release: ${what}`, () => {
    assert.equal(
      stepsOfRelease(given)
        .map(({ state }) => state)
        .join(' '),
      expected,
    )
  })
}
