import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayNumber, saySpan } from './say-figure.ts'

const text = { tag: 'en-US' }

test('a short unit stands behind the number, a word does not, and a range keeps both ends', () => {
  assert.equal(sayNumber(4.5, 'h', text), '4.5\u00a0h')
  assert.equal(sayNumber(12345.6, 'lb', text), '12,346\u00a0lb')
  assert.equal(sayNumber(3, 'refusal', text), '3')
  assert.equal(saySpan({ low: 10, high: 11 }, '%', text), '10–11\u00a0%')
  assert.equal(saySpan({ low: -64.57, high: -52.5 }, 'h', text), '-64.6 … -52.5\u00a0h')
  assert.equal(saySpan({ low: 0, high: 0 }, '%', text), '0\u00a0%')
})
