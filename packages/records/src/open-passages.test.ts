import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gap, markUntranslated, openPassages } from './open-passages.ts'

const marked = markUntranslated('Arrest of\nExample Person', 'Por traducir')
for (const [name, text, expected] of [
  ['a finished text has none', 'The Embassy [seal] presents its compliments.', []],
  ['a marked passage stands out whole, over its lines', `La Embajada. ${marked} Fin.`, [marked]],
  ['a gap of the formula is one', `under article ${gap} of the treaty`, [gap]],
  ['two passages are two', `${marked} y ${marked}`, [marked, marked]],
  ['a mark whose end was struck out still holds', 'a [[Por traducir: b', ['[[Por traducir: b']],
] as const) {
  test(name, () => assert.deepEqual(openPassages(text), expected))
}
