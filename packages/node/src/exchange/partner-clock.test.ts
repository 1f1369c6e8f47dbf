import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isBeyond } from '@enlace/policy'
import { openPartnerClock } from './partner-clock.ts'

const noon = Date.UTC(2026, 0, 15, 12)
const told = (ms: number) => new Date(ms).toUTCString()

test('clocks that agree differ by no more than the measure doubts', () => {
  const clock = openPartnerClock()
  clock.note(told(noon), noon + 300, noon + 340)
  const { aheadMs, withinMs } = clock.read() ?? assert.fail()
  assert.ok(Math.abs(aheadMs) <= withinMs && withinMs === 520)
})

test('a clock that is minutes away is beyond the bound, on either side', () => {
  for (const away of [180_000, -180_000]) {
    const clock = openPartnerClock()
    clock.note(told(noon + away), noon + 300, noon + 340)
    assert.ok(isBeyond(clock.read() ?? assert.fail()), String(away))
  }
})

test('a slow answer does not take the place of a sure one while that is fresh, and does once it is old', () => {
  const clock = openPartnerClock()
  clock.note(told(noon), noon, noon + 20)
  clock.note(told(noon + 10_000), noon + 2_000, noon + 12_000)
  assert.equal(clock.read()?.withinMs, 510)
  clock.note(told(noon + 90_000), noon + 88_000, noon + 90_500)
  assert.equal(clock.read()?.withinMs, 1750)
})

test('a clock that is set while it runs is noticed at once, however slow the answer that tells it', () => {
  const clock = openPartnerClock()
  clock.note(told(noon), noon, noon + 20)
  clock.note(told(noon + 190_000), noon + 8_000, noon + 10_000)
  assert.ok(isBeyond(clock.read() ?? assert.fail()))
})

test('an answer without a date measures nothing', () => {
  const clock = openPartnerClock()
  clock.note('undefined', noon, noon)
  assert.equal(clock.read(), undefined)
})
