import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeEvaluation, type EvaluationDraft } from './compose-evaluation.ts'

const nothing = { es: '', en: '' }
const whole: EvaluationDraft = {
  ...{ name: 'FICTICIO: primer año', evaluator: 'FICTICIO: Instituto', standing: '', limits: ' ', publishedOn: '' },
  ...{ question: { es: '¿Se cumplió?', en: '' }, method: { es: 'Al azar', en: 'At random' } },
  findings: [{ found: { es: 'La mitad sin base', en: ' ' }, advised: nothing, to: 'both', due: '2026-06-30' }],
}

test('an evaluation is composed of what was written, findings numbered in their order, and nothing empty', () => {
  assert.deepEqual(composeEvaluation(whole), {
    ...{ abstract: 'FICTICIO: primer año', content: 'FICTICIO: primer año', evaluator: 'FICTICIO: Instituto' },
    ...{ question: { es: '¿Se cumplió?' }, method: { es: 'Al azar', en: 'At random' } },
    findings: [{ number: '1', finding: { es: 'La mitad sin base' }, addressee: 'both', due: '2026-06-30' }],
  })
})

test('an evaluation may come before its findings', () => {
  assert.equal(composeEvaluation({ ...whole, findings: [] })?.findings, undefined)
})

const lacking: readonly (readonly [what: string, change: Partial<EvaluationDraft>])[] = [
  ['its name', { name: ' ' }],
  ['who evaluated', { evaluator: '' }],
  ['its question', { question: nothing }],
  ['its method', { method: nothing }],
  ['the words of a finding', { findings: [...whole.findings, { found: nothing, advised: nothing, to: 'us', due: '' }] }],
  ['to whom a finding goes', { findings: [{ found: { es: 'x', en: '' }, advised: nothing, to: '', due: '' }] }],
]
for (const [what, change] of lacking)
  test(`an evaluation without ${what} is not composed`, () => assert.equal(composeEvaluation({ ...whole, ...change }), undefined))
