import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdersOn, type Office, offices, officesOf } from '../index.ts'

const office: Office = {
  id: 'example',
  party: 'mx',
  name: { en: 'Example', es: 'Ejemplo' },
  holders: [
    {
      name: 'Acting Example',
      from: '2025-12-10',
      until: '2025-12-12',
      acting: true,
      source: { en: 'FICTIONAL', es: 'FICTICIO' },
      verified: false,
    },
    { name: 'First Example', from: '2023-07', until: '2024-09-30', source: { en: 'FICTIONAL', es: 'FICTICIO' }, verified: false },
    { name: 'Second Ejémplo', from: '2024-10-01', source: { en: 'FICTIONAL', es: 'FICTICIO' }, verified: false },
  ],
}
for (const [name, day, expected] of [
  ['before the first nobody is known', '2023-06-30', []],
  ['any day of the month counts where only the month is known', '2023-07-01', ['First Example']],
  ['the last day counts', '2024-09-30', ['First Example']],
  ['the day after is the next', '2024-10-01', ['Second Ejémplo']],
  ['who acts stands beside the holder and after them', '2025-12-10', ['Second Ejémplo', 'Acting Example']],
  ['the day after acting ended the holder is alone', '2025-12-13', ['Second Ejémplo']],
] as const) {
  test(name, () =>
    assert.deepEqual(
      holdersOn(office, day).map((holder) => holder.name),
      expected,
    ),
  )
}

test('a name leads to its offices of that day, accents and case aside', () => {
  assert.deepEqual(
    officesOf('SECOND EJEMPLO', '2026-01-01', [office]).map((one) => one.office.id),
    ['example'],
  )
  assert.deepEqual(officesOf('Second Ejémplo', '2024-01-01', [office]), [])
})

const known = (id: string, day: string) => {
  const found = offices.find((one) => one.id === id)
  assert.ok(found, id)
  return holdersOn(found, day).map((holder) => `${holder.name}${holder.acting === true ? ', acting' : ''}`)
}

test('the foreign ministers on 2024-03-01 and on 2026-01-23 are those who held the office then', () => {
  for (const [day, expected] of [
    ['2024-03-01', ['Antony Blinken', 'Alicia Bárcena']],
    ['2026-01-23', ['Marco Rubio', 'Juan Ramón de la Fuente']],
  ] as const) {
    assert.deepEqual([...known('us-secretary-of-state', day), ...known('mx-secretary-of-foreign-affairs', day)], expected)
  }
})

test('X7: an undersecretary who acts for an absent secretary holds two offices on that day, and the secretary one', () => {
  assert.deepEqual(known('mx-secretary-of-foreign-affairs', '2025-12-11'), ['Juan Ramón de la Fuente', 'Roberto Velasco, acting'])
  assert.equal(officesOf('Roberto Velasco', '2025-12-11').length, 2)
  assert.equal(officesOf('Roberto Velasco', '2026-01-23').length, 1)
})

test('every holder has a source in both languages and a first day, and every office a name in both', () => {
  for (const { name, holders } of offices)
    for (const said of [name, ...holders.map(({ source }) => source)]) assert.ok(said.en !== '' && said.es !== '' && said.en !== said.es)
  for (const { from } of offices.flatMap(({ holders }) => holders)) assert.match(from, /^\d{4}/)
})
