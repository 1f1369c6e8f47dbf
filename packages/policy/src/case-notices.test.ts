import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { noticesOf } from './case-notices.ts'
import type { CustodyEvent, NoticeSaid } from './case-records.ts'

const basis = { by: 'mx', at: '2026-03-01T00:00:00.000Z' }
const event = (id: string, code: string, more: Partial<CustodyEvent> = {}): CustodyEvent => {
  return { ...basis, id, event: code, happenedAt: '2026-03-10T12:00:00.000Z', precision: 'minute', soil: 'MX', checks: [], ...more }
}
const notice = (id: string, step: string, more: Partial<NoticeSaid> = {}): NoticeSaid => ({
  ...basis,
  id,
  step,
  person: 'V-1',
  about: [],
  ...more,
})
const asked = (more: Partial<NoticeSaid> = {}) => notice('a1', 'asked', { about: ['release', 'custody'], askedOn: '2026-03-10', ...more })
const told = (more: Partial<NoticeSaid> = {}) => notice('t1', 'told', { event: 'e1', at: '2026-03-11T00:00:00.000Z', ...more })
const released = event('e1', 'released')

const rows: readonly (readonly [string, readonly NoticeSaid[], readonly CustodyEvent[], readonly string[]])[] = [
  ['nobody asked', [], [released], []],
  ['a release to whoever asked to be told of one', [asked()], [released], ['e1 V-1 to_tell']],
  ['the day of asking counts', [asked()], [event('e1', 'released', { happenedAt: '2026-03-10T00:00:00.000Z' })], ['e1 V-1 to_tell']],
  ['not what was before it', [asked()], [event('e1', 'released', { happenedAt: '2026-03-09T23:59:59.000Z' })], []],
  [
    'a month that may have been after it',
    [asked()],
    [event('e1', 'released', { happenedAt: '2026-03-01T00:00:00.000Z', precision: 'month' })],
    ['e1 V-1 to_tell'],
  ],
  ['not what they did not name', [asked()], [event('e1', 'escaped')], []],
  [
    'a handover once, though the other side writes it too',
    [asked()],
    [event('e1', 'handed_over'), event('e2', 'received')],
    ['e1 V-1 to_tell'],
  ],
  ['no detention', [asked()], [event('e1', 'detained')], []],
  ['told', [asked(), told()], [released], ['e1 V-1 told']],
  ['told of another event', [asked(), told({ event: 'e0' })], [released], ['e1 V-1 to_tell']],
  ['another person was told', [asked(), told({ person: 'V-2' })], [released], ['e1 V-1 to_tell', 'e1 V-2 told']],
  ['did not want to hear it', [asked(), told({ step: 'refused' })], [released], ['e1 V-1 refused']],
  ['asks no more', [asked(), notice('w1', 'withdrawn', { at: '2026-03-02T00:00:00.000Z' })], [released], []],
  ['asks no more from the moment of asking', [asked(), notice('a0', 'withdrawn')], [released], []],
  [
    'asks again after that',
    [asked({ at: '2026-03-03T00:00:00.000Z' }), notice('w1', 'withdrawn', { at: '2026-03-02T00:00:00.000Z' })],
    [released],
    ['e1 V-1 to_tell'],
  ],
  [
    'asks no more, but was told before',
    [asked(), told(), notice('w1', 'withdrawn', { at: '2026-03-12T00:00:00.000Z' })],
    [released],
    ['e1 V-1 told'],
  ],
  ['the same reference at the other party is another person', [asked(), told({ by: 'us' })], [released], ['e1 V-1 to_tell', 'e1 V-1 told']],
  [
    'two asks of one person add up',
    [asked({ about: ['escape'] }), asked({ id: 'a2', at: '2026-03-02T00:00:00.000Z' })],
    [released, event('e2', 'escaped')],
    ['e1 V-1 to_tell', 'e2 V-1 to_tell'],
  ],
]
for (const [name, said, custody, expected] of rows) {
  test(`who is owed a word: ${name}`, () => {
    assert.deepEqual(
      noticesOf(said, custody).owed.map((one) => `${one.event} ${one.person} ${one.state}`),
      expected,
    )
  })
}

test('the same records in any order owe the same', () => {
  const said = [asked(), told(), asked({ id: 'a2', person: 'V-2', by: 'us' }), notice('w1', 'withdrawn', { person: 'V-2', by: 'us' })]
  const custody = [released, event('e2', 'lent'), event('e3', 'returned', { happenedAt: '2026-04-01T00:00:00.000Z' })]
  const whole = noticesOf(said, custody)
  fc.assert(
    fc.property(fc.shuffledSubarray(said, { minLength: 4 }), fc.shuffledSubarray(custody, { minLength: 3 }), (some, events) => {
      assert.deepEqual(noticesOf(some, events), whole)
    }),
    { numRuns: 50 },
  )
})
