import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countRefusals } from './count-refusals.ts'

const at = new Date('2026-11-22T12:00:00.000Z')

function counting() {
  const clock = { ms: 0 }
  return { clock, refusals: countRefusals({ now: () => at, nowMs: () => clock.ms }) }
}

test('what is refused is counted by its name, the most frequent first; ordinary answers are not', () => {
  const { refusals } = counting()
  for (const status of [200, 202, 409, 423, 429, 503]) refusals.note({ status, body: 'anything\n' })
  refusals.note({ status: 400, body: 'ticket_malformed\n' })
  for (let i = 0; i < 3; i++) refusals.note({ status: 422, body: 'proof_invalid\n' })
  refusals.note({ status: 413 })
  assert.deepEqual(
    refusals.list().map(({ status, code, count, lastAt }) => [status, code, count, lastAt.getTime()]),
    [
      [422, 'proof_invalid', 3, at.getTime()],
      [413, '', 1, at.getTime()],
      [400, 'ticket_malformed', 1, at.getTime()],
    ],
  )
})

test('a partner that sends little else than what is refused waits until its minute ends, and no longer', () => {
  const { refusals, clock } = counting()
  for (let i = 0; i < 239; i++) refusals.note({ status: 400, body: 'x_malformed\n' })
  assert.equal(refusals.waitSeconds(), 0)
  clock.ms = 10_000
  refusals.note({ status: 400, body: 'x_malformed\n' })
  assert.equal(refusals.waitSeconds(), 50)
  clock.ms = 59_900
  assert.equal(refusals.waitSeconds(), 1)
  clock.ms = 60_000
  assert.equal(refusals.waitSeconds(), 0)
  refusals.note({ status: 400 })
  assert.equal(refusals.waitSeconds(), 0)
})

test('names take bounded memory, whatever an answer holds', () => {
  const { refusals } = counting()
  for (let i = 0; i < 1000; i++) refusals.note({ status: 400, body: `name_${i}\n` })
  refusals.note({ status: 400, body: 'Not a name\n' })
  assert.ok(refusals.list().length <= 65)
  assert.equal(
    refusals.list().reduce((sum, each) => sum + each.count, 0),
    1001,
  )
})
