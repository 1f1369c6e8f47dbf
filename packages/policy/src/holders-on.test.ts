import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldName, type OfficeTerm, termsOfPerson, termsOn } from './holders-on.ts'

const titular: OfficeTerm = {
  office: 'secretary',
  person: 'FICTIONAL Ána Pérez-Ruiz',
  spellings: ['Ana Perez'],
  capacity: 'titular',
  from: '2024-10-01',
  until: undefined,
}
const acting: OfficeTerm = {
  ...titular,
  person: 'FICTIONAL Other',
  spellings: [],
  capacity: 'acting',
  from: '2025-12-10',
  until: '2025-12-12',
}
const former: OfficeTerm = { ...titular, person: 'FICTIONAL Former', spellings: [], from: '2023', until: '2024-09-30' }
const all = [acting, titular, former]

for (const [name, day, expected] of [
  ['the day before the acting term the holder is alone', '2025-12-09', ['titular']],
  ['1D: who acts stands beside the holder, after them', '2025-12-10', ['titular', 'acting']],
  ['until the last day of it', '2025-12-12', ['titular', 'acting']],
  ['and no longer', '2025-12-13', ['titular']],
] as const) {
  test(name, () =>
    assert.deepEqual(
      termsOn(all, day).map(({ capacity }) => capacity),
      expected,
    ),
  )
}

test('a term known by year counts on every day of it', () => {
  assert.deepEqual(
    termsOn(all, '2023-01-01').map(({ person }) => person),
    ['FICTIONAL Former'],
  )
  assert.deepEqual(termsOn(all, '2022-12-31'), [])
})

test('what two sources say of the same person and office is shown once, whatever the accents', () => {
  assert.equal(termsOn([titular, { ...titular, person: 'Fictional ANA Perez Ruiz' }], '2026-01-01').length, 1)
})

test('1D: a name on a date shows the office, by any spelling and in any order', () => {
  for (const name of ['ana perez', 'Pérez-Ruiz, Fictional Ana'])
    assert.deepEqual(
      termsOn(termsOfPerson(all, name), '2026-01-23').map(({ office }) => office),
      ['secretary'],
    )
  assert.deepEqual(termsOfPerson(all, ' '), [])
})

test('a name is folded to its words', () => assert.equal(foldName('Fuente, Juan Ramón de la'), foldName('JUAN RAMON DE LA FUENTE')))
