import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatBytes, formatDay, formatDuration, formatInstant, formatNumber, formatTimeOfDay } from './format.ts'

// Intl separates some units by a no-break space, which differs between releases of its data.
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

test('an instant shows its zone in both languages, and text that is no instant comes back as it is', () => {
  const zone = 'America/Mexico_City'
  assert.equal(plain(formatInstant('2026-11-21T20:02:05Z', 'es-MX', { zone })), '21 nov 2026, 14:02 GMT-6')
  assert.equal(plain(formatInstant('2026-11-21T20:02:05Z', 'en-US', { zone, seconds: true })), 'Nov 21, 2026, 14:02:05 CST')
  assert.equal(formatInstant('soon', 'es-MX'), 'soon')
  assert.equal(plain(formatTimeOfDay('2026-11-21T00:00:00Z', 'es-MX', 'UTC')), '00:00 UTC')
})

test('a date is never shown more exactly than it was written', () => {
  assert.equal(formatDay('2026', 'es-MX'), '2026')
  assert.equal(formatDay('2026-01', 'es-MX'), 'enero de 2026')
  assert.equal(formatDay('2026-01-23', 'es-MX'), '23 ene 2026')
  assert.equal(formatDay('2026-01-23', 'en-US'), 'Jan 23, 2026')
  assert.equal(formatDay('beginning of 2026', 'en-US'), 'beginning of 2026')
})

test('Mexican Spanish writes thousands as the United States does', () => {
  assert.equal(formatNumber(1234567.5, 'es-MX'), '1,234,567.5')
  assert.equal(formatNumber(1234567.5, 'en-US'), '1,234,567.5')
})

test('a length of time is told by its two largest units, and under ten seconds to the tenth', () => {
  const cases: readonly (readonly [number, string])[] = [
    [400, '0.4 sec'],
    [9_940, '9.9 sec'],
    [10_000, '10 sec'],
    [59_999, '59 sec'],
    [60_000, '1 min'],
    [252_000, '4 min 12 sec'],
    [600_000, '10 min'],
    [3_600_000, '1 hr'],
    [7_500_000, '2 hr 5 min'],
    [86_400_000, '1 day'],
    [90_000_000, '1 day 1 hr'],
  ]
  for (const [ms, words] of cases) assert.equal(plain(formatDuration(ms, 'en-US')), words)
  assert.equal(plain(formatDuration(-252_000, 'es-MX')), '4 min 12 s')
})

test('sizes change their unit at a thousand', () => {
  assert.equal(plain(formatBytes(999, 'en-US')), '999 bytes')
  assert.equal(plain(formatBytes(1000, 'en-US')), '1 kB')
  assert.equal(plain(formatBytes(1_500_000, 'en-US')), '1.5 MB')
})
