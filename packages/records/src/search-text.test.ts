import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '@enlace/core'
import fc from 'fast-check'
import { kinds } from './kinds/index.ts'
import { searchTextOf } from './search-text.ts'

test('an alert is found by its words and by its identifiers in canonical form', () => {
  const alert = kinds.get('mirror-alert')!
  const { words, identifiers } = searchTextOf(alert, alert.example)
  assert.ok(words.some((text) => text.includes('white tanker')))
  assert.ok(words.includes('Nuevo Laredo'))
  assert.deepEqual(identifiers, [
    { type: 'plate', canonical: 'ZZZ000Z' },
    { type: 'container', canonical: 'CSQU3054383' },
  ])
})

test('codes, figures and moments are not words', () => {
  const entry = kinds.get('list-entry')!
  const { words } = searchTextOf(entry, entry.example)
  assert.ok(words.includes('FICTRADE') && words.includes('Ciudad Ejemplo'))
  for (const code of ['weak', 'listed', 'firm', '2026-01-15', 'MX']) assert.ok(!words.includes(code), code)
})

test('a generic identifier matches nobody', () => {
  const entry = kinds.get('list-entry')!
  assert.ok(JSON.stringify(entry.example).includes('XAXX010101000'))
  assert.deepEqual(searchTextOf(entry, entry.example).identifiers, [])
})

test('the inside of predefined extensions is searched too', () => {
  const object: JsonObject = { ...kinds.get('process')!.example, extensions: { 'windows-service-ext': { service_name: 'sirvio' } } }
  assert.ok(searchTextOf(kinds.get('process'), object).words.includes('sirvio'))
})

test('of an unknown kind only the properties that every type shares are read', () => {
  const found = searchTextOf(undefined, { type: 'x-truck', name: 'Tanker', secret: 'word', labels: ['a'] })
  assert.deepEqual(found, { words: ['Tanker', 'a'], identifiers: [] })
})

test('no JSON makes it throw', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds.values()), fc.dictionary(fc.string(), fc.jsonValue()), (kind, change) => {
      searchTextOf(kind, { ...kind.example, ...(change as JsonObject) })
      searchTextOf(kind, change as JsonObject)
    }),
    { numRuns: 1000 },
  )
})
