import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsOfGuilt } from './words-of-guilt.ts'

const rows: readonly [string, readonly string[]][] = [
  ['Two criminals were handed over', ['criminals']],
  ['Two alleged criminals were handed over', []],
  ['dos presuntos delincuentes', []],
  ['entrega de delincuentes de alto impacto', ['delincuentes']],
  ['transnational criminal networks', []],
  ['criminal justice', []],
  ['el presunto narcotraficante', []],
  ['los narcoterroristas', ['narcoterroristas']],
  ['persons charged with trafficking', []],
  ['CRIMINALS and terrorists', ['CRIMINALS', 'terrorists']],
  ['Answer traces within 48 hours', []],
]
for (const [text, expected] of rows) {
  test(`of «${text}»: ${expected.join(', ') || 'nothing'}`, () => assert.deepEqual(wordsOfGuilt(text), expected))
}
