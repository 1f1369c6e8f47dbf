import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toAdmiralty } from './grading.ts'
import { deriveTlp, markingSchemes, narrower, needsTwoPersons, tlpLabels } from './marking.ts'

const rows: readonly (readonly [scheme: string, value: string, label: string])[] = [
  ['us-public', 'PUBLIC', 'clear'],
  ['us-unclassified', 'UNCLASSIFIED', 'green'],
  ['us-les', 'LES', 'amber'],
  ['us-les', 'LES//NOFORN', 'red'],
  ['us-cui', 'CUI', 'amber'],
  ['us-cui', 'CUI//SP-LEI', 'amber+strict'],
  ['us-cui', 'CUI//SP-LEI//NOFORN', 'red'],
  ['us-cui', 'cui//fed only', 'red'],
  ['us-cui', 'CUI//SPECIAL', 'amber'],
  ['mx-publica', 'PÚBLICA', 'clear'],
  ['mx-confidencial', 'CONFIDENCIAL', 'amber+strict'],
  ['mx-reservada', 'RESERVADA', 'amber+strict'],
  ['mx-reservada', 'RESERVADA, seguridad nacional', 'red'],
  ['xx-newer', 'ANYTHING', 'red'],
  ['constructor', 'ANYTHING', 'red'],
]
for (const [scheme, value, label] of rows) {
  test(`${scheme} "${value}" derives ${label}`, () => assert.equal(deriveTlp({ scheme, value }), label))
}

test('every scheme of the table derives a TLP 2.0 label and says in both languages what is lost', () => {
  for (const [name, scheme] of Object.entries(markingSchemes)) {
    for (const label of [scheme.tlp, ...Object.values(scheme.words ?? {})])
      assert.ok(
        tlpLabels.some((known) => known === label),
        name,
      )
    assert.ok(scheme.lost.en !== '' && scheme.lost.es !== '' && scheme.lost.en !== scheme.lost.es, name)
  }
})

test('no word of a marking widens its label', () => {
  for (const scheme of Object.keys(markingSchemes)) {
    const plain = deriveTlp({ scheme, value: '' })
    for (const word of ['SP', 'NOFORN', 'PUBLIC', 'CLEAR'])
      assert.equal(narrower(plain, deriveTlp({ scheme, value: word })), deriveTlp({ scheme, value: word }))
  }
})

test('a grading in another scheme is shown on the Admiralty scale as inexact, and without a mapping not at all', () => {
  assert.deepEqual(toAdmiralty({ scheme: 'admiralty', source: 'C', information: '3' }), {
    scheme: 'admiralty',
    source: 'C',
    information: '3',
    exact: true,
  })
  assert.deepEqual(toAdmiralty({ scheme: '4x4', value: 'X4' }), { scheme: 'admiralty', source: 'F', information: '6', exact: false })
  assert.deepEqual(toAdmiralty({ scheme: '4x4', value: 'C-3' }), { scheme: 'admiralty', source: 'D', information: '3', exact: false })
  assert.deepEqual(toAdmiralty({ scheme: '3x5x2', value: '1 B P' }), { scheme: 'admiralty', source: 'B', information: '2', exact: false })
  assert.equal(toAdmiralty({ scheme: '9x9', value: 'A1' }), undefined)
  assert.equal(toAdmiralty({ scheme: '4x4', value: '' }), undefined)
})

for (const [scheme, value, two] of [
  ['mx-reservada', 'RESERVADA', false],
  ['mx-reservada', 'RESERVADA, SEGURIDAD NACIONAL', true],
  ['mx-confidencial', 'Confidencial', true],
  ['us-cui', 'CUI', false],
  ['us-cui', 'CUI//SP-LEI', true],
  ['us-cui', 'CUI//SPECIAL', false],
  ['us-les', 'LES//NOFORN', true],
  ['us-public', 'Public', false],
  ['xx-new', 'anything', true],
] as const) {
  test(`${scheme} ${value} leaves by ${two ? 'two persons' : 'one person'}`, () => {
    assert.equal(needsTwoPersons({ scheme, value }), two)
  })
}
