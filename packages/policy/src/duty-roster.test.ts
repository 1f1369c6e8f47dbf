import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clashes, gapsIn, nextShift, onDutyAt } from './index.ts'

const shift = (user: string, startsAt: number, endsAt: number) => ({ user, startsAt, endsAt })
const day = [shift('ana', 0, 8), shift('bea', 8, 16), shift('cid', 16, 24)]

test('a shift answers from its first instant to just before its end', () => {
  assert.deepEqual(
    onDutyAt(day, 0).map((one) => one.user),
    ['ana'],
  )
  assert.deepEqual(
    onDutyAt(day, 7).map((one) => one.user),
    ['ana'],
  )
  assert.deepEqual(
    onDutyAt(day, 8).map((one) => one.user),
    ['bea'],
  )
  assert.deepEqual(onDutyAt(day, 24), [])
  assert.equal(nextShift(day, 8)?.user, 'cid')
  assert.equal(nextShift(day, 16), undefined)
})

test('gaps are what no shift covers, at the edges and between, whatever the order and overlap', () => {
  assert.deepEqual(gapsIn(day, 0, 24), [])
  assert.deepEqual(gapsIn([], 0, 24), [{ startsAt: 0, endsAt: 24 }])
  assert.deepEqual(gapsIn(day, 0, 30), [{ startsAt: 24, endsAt: 30 }])
  assert.deepEqual(gapsIn([shift('cid', 16, 20), shift('ana', 2, 10), shift('bea', 4, 8)], 0, 24), [
    { startsAt: 0, endsAt: 2 },
    { startsAt: 10, endsAt: 16 },
    { startsAt: 20, endsAt: 24 },
  ])
  assert.deepEqual(gapsIn([shift('ana', -10, 3), shift('bea', 30, 40)], 0, 24), [{ startsAt: 3, endsAt: 24 }])
})

test('only the same officer clashes, and shifts that touch do not', () => {
  assert.equal(clashes(day, shift('ana', 8, 12)).length, 0)
  assert.equal(clashes(day, shift('ana', 7, 12)).length, 1)
  assert.equal(clashes(day, shift('bea', 0, 8)).length, 0)
})
