import assert from 'node:assert/strict'
import { test } from 'node:test'
import es from '../../../packs/locales/es/kinds.json' with { type: 'json' }
import { crossings } from './crossings.ts'
import { kinds } from './kinds/index.ts'
import { type Catalogue, labelsOf, slug } from './labels.ts'
import { recordLabels } from './record-labels.ts'

const catalogue: Catalogue = es
const labels = [...[...kinds.values()].flatMap((kind) => labelsOf(kind)), ...recordLabels]

// Numbers, names of protocols and words that both languages write alike.
const alike = new Set(['2.0', '2.1', 'TLP 2.0', 'TCP', 'ICMP', 'Socket', 'No'])
const alikePlaces = new Set(['Tecate, Tecate - Tecate, Tecate', 'Naco, Naco - Naco, Naco'])

test('every label of every kind, of the envelope and of identifiers has Spanish words', () => {
  const missing = labels.filter((label) => !label.keys.some((key) => catalogue[key]?.trim()))
  assert.deepEqual(
    missing.map((label) => `${label.keys.at(-1)} = ${label.english}`),
    [],
  )
})

test('no Spanish label repeats the English one, outside the list of words alike', () => {
  const same = labels.filter((label) => {
    const words = label.keys.map((key) => catalogue[key]).find((found) => found !== undefined)
    return words === label.english && !alike.has(words) && !alikePlaces.has(words)
  })
  assert.deepEqual(
    same.map((label) => label.english),
    [],
  )
})

test('the Spanish catalogue holds no text that nothing asks for', () => {
  const asked = new Set(labels.flatMap((label) => label.keys))
  assert.deepEqual(
    Object.keys(catalogue).filter((key) => !asked.has(key)),
    [],
  )
})

test('a crossing is named from the Mexican side first in Spanish', () => {
  for (const { us, mx } of crossings) {
    const key = `choice.${slug(`${us.name}, ${us.city} - ${mx.name}, ${mx.city}`)}`
    assert.equal(catalogue[key], `${mx.name}, ${mx.city} - ${us.name}, ${us.city}`)
  }
})

test('texts hold no markup and no broken characters', () => {
  for (const [key, words] of Object.entries(catalogue)) assert.ok(words.isWellFormed() && !/[<>{}\ufffd]/.test(words), key)
})
