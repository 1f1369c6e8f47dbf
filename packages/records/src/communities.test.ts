import assert from 'node:assert/strict'
import { test } from 'node:test'
import crossings from '../../../packs/codes/crossings.json' with { type: 'json' }
import { communities } from './communities.ts'

test('every crossing that joins two communities is one of the list, and joins no other pair', () => {
  const known = new Set(crossings.crossings.map(({ code }) => code))
  const joined = communities.flatMap((pair) => pair.crossings)
  assert.deepEqual(
    joined.filter((code) => !known.has(code)),
    [],
  )
  assert.equal(new Set(joined).size, joined.length)
})

test('a code begins with that of its state (INEGI of the municipality, FIPS of the county), and a pair is called by both codes', () => {
  const states: Readonly<Record<string, string>> = {
    ...{ 'Baja California': '02', Coahuila: '05', Chihuahua: '08', Sonora: '26', Tamaulipas: '28' },
    ...{ Arizona: '04', California: '06', 'New Mexico': '35', Texas: '48' },
  }
  for (const { code, mx, us } of communities) {
    assert.equal(code, `${mx.code}-${us.code}`)
    for (const { code: own, state } of [mx, us]) assert.equal(own.slice(0, 2), states[state.en ?? ''], code)
  }
})
