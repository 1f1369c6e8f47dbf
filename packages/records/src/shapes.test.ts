import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '@enlace/core'
import { openBundle } from './bundle.ts'
import { isCountry } from './countries.ts'
import { compareInstants, isDate, isInstant } from './instant.ts'
import { isIpv6 } from './ipv6.ts'
import { parseSelector, valueAt } from './selector.ts'
import { isStixId, typeOfId, uuidVersionOfId } from './stix-id.ts'

function each(test: (text: string) => boolean, good: readonly string[], bad: readonly string[]): void {
  for (const text of good) assert.ok(test(text), text)
  for (const text of bad) assert.ok(!test(text), text)
}

test('instants exist in the calendar and end in Z', () => {
  each(
    isInstant,
    ['2026-12-31T23:59:60Z', '2024-02-29T00:00:00.123456789Z', '2000-02-29T00:00:00Z', '0001-01-01T00:00:00Z'],
    [
      '2026-01-15T24:00:00Z',
      '2026-13-01T00:00:00Z',
      '1900-02-29T00:00:00Z',
      '2026-01-15t12:00:00z',
      '2026-01-15T12:00:00.Z',
      `2026-01-15T12:00:00.${'0'.repeat(40)}Z`,
    ],
  )
})

test('instants are ordered at any precision', () => {
  const ordered = [
    '2025-12-31T23:59:59Z',
    '2026-01-15T12:00:00Z',
    '2026-01-15T12:00:00.0001Z',
    '2026-01-15T12:00:00.01Z',
    '2026-01-15T12:00:01Z',
  ]
  for (const [i, a] of ordered.entries())
    for (const [j, b] of ordered.entries()) assert.equal(Math.sign(compareInstants(a, b)), Math.sign(i - j))
  assert.equal(compareInstants('2026-01-15T12:00:00Z', '2026-01-15T12:00:00.000Z'), 0)
})

test('dates may be partial where a field says so', () => {
  each((text) => isDate(text), ['2024-02-29'], ['2026-02-29', '2026-02', '2026', '2026-1-1', ''])
  each((text) => isDate(text, true), ['2026-02', '1965', '1965-12-31'], ['2026-13', '65', '2026-00'])
})

test('IPv6 addresses in every way of writing', () => {
  each(
    isIpv6,
    [
      '::',
      '::1',
      '2001:db8::3',
      '1:2:3:4:5:6:7:8',
      '::ffff:198.51.100.3',
      '1::8',
      'fe80::1%eth0',
      '2001:db8::/32',
      '1:2:3:4:5:6:1.2.3.4',
      '1:2:3:4:5:6:7::',
    ],
    [
      '',
      ':',
      ':::',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '1::2::3',
      '::1/129',
      '::1/',
      '12345::',
      '198.51.100.3',
      '::256.1.1.1',
      '1:2:3:4:5:6:7:8::',
      '::1%',
    ],
  )
})

test('STIX identifiers carry their type and a UUID of version 1 to 5', () => {
  const uuid = '5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a01'
  each(
    isStixId,
    [`incident--${uuid}`, `x-my-type--${uuid.toUpperCase()}`],
    [
      uuid,
      `--${uuid}`,
      `Incident--${uuid}`,
      `incident-${uuid}`,
      `incident--${uuid} `,
      `incident--${uuid.replace('4c39', '6c39')}`,
      `incident--${uuid.replace('9c52', 'cc52')}`,
    ],
  )
  assert.deepEqual([typeOfId(`x-a--${uuid}`), uuidVersionOfId(`x-a--${uuid}`)], ['x-a', '4'])
})

test('selectors lead to properties, entries and items', () => {
  const object = { labels: ['a', 'b'], hashes: { 'SHA-256': 'x' }, name: 'n' }
  assert.equal(valueAt(object, parseSelector('labels.[1]')!), 'b')
  assert.equal(valueAt(object, parseSelector('hashes.SHA-256')!), 'x')
  assert.equal(valueAt(object, parseSelector('labels.[2]')!), undefined)
  assert.equal(valueAt(object, parseSelector('name.length')!), undefined)
  assert.equal(valueAt(object, parseSelector('constructor')!), undefined)
  for (const wrong of ['', '.', 'a..b', '[0]', 'a.[x]', 'a b']) assert.equal(parseSelector(wrong), undefined, wrong)
})

test('a bundle is opened, never taken for a record', () => {
  const id = 'bundle--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a01'
  const objects = [{ type: 'x-any', id: 'x-any--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a02' }]
  const opened = openBundle({ type: 'bundle', id, objects })
  assert.deepEqual(opened.ok && opened.value, objects)
  assert.ok(openBundle({ type: 'bundle', id }).ok)
  const wrong: readonly Json[] = [
    null,
    [],
    { type: 'report', id },
    { type: 'bundle' },
    { type: 'bundle', id, objects: [] },
    { type: 'bundle', id, objects: [5] },
  ]
  for (const value of wrong) assert.equal(openBundle(value).ok, false)
})

test('country codes are those of ISO 3166-1', () => {
  each(isCountry, ['MX', 'US', 'XK'], ['mx', 'UK', 'MEX', '', 'EU'])
})
