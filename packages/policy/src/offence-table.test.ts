import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseAssurances } from './assurance-library.ts'
import { compareOffences, type Offence, type OffenceTable, outsideGrant, parseOffenceTable } from './offence-table.ts'

const packs = new URL('../../../packs/', import.meta.url)
const text = { es: 'x', en: 'x' }
const side = { law: text, article: '1', maxYears: 5, life: false, death: false, verified: true }
const good: Offence = {
  id: 'fraud',
  title: text,
  sides: { mx: side, us: { ...side, article: '1343' } },
  elements: [{ title: text, in: ['mx', 'us'] }],
}
const tableOf = (offence: Offence): OffenceTable => ({
  id: 'mx-us',
  parties: ['mx', 'us'],
  instrument: 'treaty',
  article: '2',
  leastYears: 1,
  leastMonthsLeft: 6,
  note: text,
  offences: [offence],
})
const us = (change: object): Offence => ({ ...good, sides: { mx: side, us: { ...side, ...change } } })

const rows: readonly [string, Offence, string, number | undefined, readonly string[]][] = [
  ['the same conduct in both codes', good, 'fraud', undefined, []],
  ['named by its article', good, '1343', undefined, []],
  ['not in the table', good, 'treason', undefined, ['not_in_table']],
  ['one year is enough', us({ maxYears: 1 }), 'fraud', undefined, []],
  ['less than a year is not', us({ maxYears: 0 }), 'fraud', undefined, ['below_threshold']],
  ['no highest number of years and not for life', us({ maxYears: null }), 'fraud', undefined, ['below_threshold']],
  ['for life', us({ maxYears: null, life: true }), 'fraud', undefined, []],
  ['one code without it', { ...good, sides: { mx: side } }, 'fraud', undefined, ['no_counterpart']],
  ['an element of one code', { ...good, elements: [{ title: text, in: ['us'] }] }, 'fraud', undefined, ['element_missing']],
  ['six months left', good, 'fraud', 6, []],
  ['five months left', good, 'fraud', 5, ['sentence_too_short']],
  ['a penalty that nobody read', us({ verified: false }), 'fraud', undefined, ['unverified']],
]
for (const [name, offence, asked, left, gaps] of rows) {
  test(`offences are compared with the table: ${name}`, () =>
    assert.deepEqual(
      compareOffences(tableOf(offence), [asked], left).map((one) => one.gaps),
      [gaps],
    ))
}

test('a charge outside what was granted is named once, and one inside is not', () => {
  assert.deepEqual(outsideGrant(['fraud', 'Murder'], ['murder', 'arms', 'arms']), ['arms'])
})

test('the shipped table and library read, and one with a wrong member is refused and names it', () => {
  const offences = readFileSync(new URL('offences/mx-us.json', packs))
  const table = parseOffenceTable(offences)
  assert.ok(table.ok && table.value.offences.length >= 10, JSON.stringify(table))
  const library = parseAssurances(readFileSync(new URL('assurances/mx-us.json', packs)))
  assert.ok(library.ok && library.value.assurances.some(({ ground }) => ground === 'death'), JSON.stringify(library))
  const spoiled = JSON.parse(offences.toString())
  spoiled.offences[0].sides.mx.max_years = 'many'
  const refused = parseOffenceTable(Buffer.from(JSON.stringify(spoiled)))
  assert.ok(!refused.ok)
  assert.equal(refused.detail?.field, '/offences/0/sides/mx/max_years')
  assert.equal(parseAssurances(Buffer.from('[]')).ok, false)
})
