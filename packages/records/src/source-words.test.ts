import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sourceWordIn } from './source-words.ts'

for (const [name, text, expected] of [
  ['an office is no source', 'Oficina de enlace, Embajada de Ejemplo', undefined],
  ['a word in another word is none', 'Outsourced training in Sourceville', undefined],
  ['a source is found whatever its case and its comma', 'Example Agent (SOURCE, 2026)', 'source'],
  ['accents do not hide one', 'Testígo  protegido', 'testigo protegido'],
  ['words of two languages are found', 'met with the informante', 'informante'],
] as const) {
  test(name, () => assert.equal(sourceWordIn(text), expected))
}
