import assert from 'node:assert/strict'
import { test } from 'node:test'
import { halfIn } from './half-in.ts'

const both = 'FICTICIO: contestar en 48 horas / FICTIONAL: answer within 48 hours'
const cases: readonly (readonly [words: string, language: string, shown: string])[] = [
  [both, 'es', 'FICTICIO: contestar en 48 horas'],
  [both, 'en', 'FICTIONAL: answer within 48 hours'],
  [both, 'fr', both],
  ['Joint statement of 15 January 2026', 'es', 'Joint statement of 15 January 2026'],
  ['CBP / DEA', 'es', 'CBP / DEA'],
  ['Tres partes / tres veces / three times', 'es', 'Tres partes / tres veces / three times'],
  ['Acuerdo 24/7 de guardia', 'en', 'Acuerdo 24/7 de guardia'],
]

for (const [words, language, shown] of cases)
  test(`«${words}» reads «${shown}» in ${language}`, () => assert.equal(halfIn(words, language), shown))
