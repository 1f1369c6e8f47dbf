import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readStarterCards } from './indicator-pack.ts'
import { readQueryPacks } from './query-packs.ts'

const queries = readQueryPacks()
const cards = readStarterCards().map(({ code, fields }) => ({ code, ...fields }) as Readonly<Record<string, unknown>>)
/** The starter indicators of both parties' own records; the rest are published series that are entered by hand. */
const ours = cards.filter(({ source }) => source === 'Records of both nodes')

test('each of the twelve starter indicators stands on a card, and its numbers are all there', () => {
  const numbers = new Set(ours.map(({ code }) => Number.parseInt(String(code), 10)))
  assert.deepEqual(
    [...numbers].toSorted((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  )
})

test('a card names a query of the shelf, or says in both languages that its value cannot be counted from records', () => {
  for (const { code, query, computation } of ours) {
    if (query !== undefined) {
      assert.ok(queries.has(String(query)), `${code}: ${query}`)
      continue
    }
    const { en, es } = (computation ?? {}) as { en?: string; es?: string }
    assert.match(en ?? '', /cannot be counted/i, String(code))
    assert.match(es ?? '', /no se pued/i, String(code))
  }
})

test('every query of the shelf has a card, counted in the query’s unit', () => {
  for (const { id, unit, form } of queries.values()) {
    const card = ours.find(({ query }) => query === id)
    assert.ok(card, id)
    if (form !== 'count') assert.equal(card.unit, unit, id)
  }
})

test('what a card is read together with stands on the shelf', () => {
  const codes = new Set(cards.map(({ code }) => code))
  for (const { code, pairs, overlaps } of cards)
    for (const other of [pairs, overlaps].flatMap((one) => (Array.isArray(one) ? one : [])))
      assert.ok(codes.has(other), `${code}: ${other}`)
})
