import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameOffice, officeOf } from './named-offices.ts'

const both = (es: string, en: string) => ({ es, en })
const state = { name: both('Departamento de Estado', 'Department of State'), article: both('el', 'the'), instruments: ['treaty'] }
const justice = { name: both('Departamento de Justicia', 'Department of Justice'), article: both('el', 'the'), instruments: ['mlat'] }
const partner = { party: 'us', name: both('Estados Unidos', 'United States'), offices: [state, justice] }

test('a note goes to the authority that its instrument names, and otherwise to the foreign ministry', () => {
  assert.equal(officeOf(partner, 'mlat'), justice)
  assert.equal(officeOf(partner, 'another'), state)
  assert.equal(officeOf(partner, undefined), state)
  assert.equal(officeOf({ ...partner, offices: [] }, 'mlat'), undefined)
})

test('a known office is named in the language of the text with its article, and one that was typed stands as it was', () => {
  assert.deepEqual(nameOffice('Department of State', state, [], 'es'), { name: 'Departamento de Estado', article: 'el' })
  assert.deepEqual(nameOffice('Departamento de Justicia', state, [justice], 'en'), { name: 'Department of Justice', article: 'the' })
  assert.deepEqual(nameOffice('Embajada', state, [justice], 'es'), { name: 'Embajada', article: '' })
})
