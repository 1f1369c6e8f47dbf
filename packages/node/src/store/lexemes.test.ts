import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { foldWords, lexemesOf, queryLexemes, toTsquery } from './lexemes.ts'

const key = randomBytes(32)

function finds(query: string, text: string): boolean {
  const lexemes = new Set(lexemesOf(key, [text]))
  const required = queryLexemes(key, query)
  return required.length > 0 && required.every((alternatives) => alternatives.some((lexeme) => lexemes.has(lexeme)))
}

const cases: readonly [query: string, text: string, found: boolean][] = [
  ['investigacion', 'Investigación abierta', true],
  ['investigación', 'dos investigaciones', true],
  ['investigar', 'la investigación', true],
  ['INVESTIGACIONES', 'la investigacion', true],
  ['decomiso', 'decomisos de armas', true],
  ['seizures', 'one seizure of fentanyl', true],
  ['shipping', 'it was shipped north', true],
  ['nandu', 'Ñandú', true],
  ['Núñez', 'NUNEZ PEREZ', true],
  ['Straße', 'strasse', true],
  ['armas fentanilo', 'armas y fentanilo', true],
  ['armas fentanilo', 'solo armas', false],
  ['tráfico de armas', 'tráfico armas', true],
  ['ABC-123', 'placa abc123', false],
  ['ABC-123', 'placa ABC 123 D', true],
  ['de la', 'de la', false],
  ['x', 'x', false],
  ['', 'nada', false],
  ['Gómez', 'Gómez López', true],
  ['Gómez', 'Gámez López', false],
]
for (const [query, text, found] of cases) {
  test(`«${query}» ${found ? 'finds' : 'does not find'} «${text}»`, () => assert.equal(finds(query, text), found))
}

test('a lexeme is thirteen letters and digits, each once, and is not the word', () => {
  const lexemes = lexemesOf(key, ['Persona', 'persona personas'])
  assert.equal(new Set(lexemes).size, lexemes.length)
  for (const lexeme of lexemes) assert.match(lexeme, /^[a-z2-7]{13}$/)
})

test('under another key the same word is another lexeme', () => {
  assert.deepEqual(
    lexemesOf(randomBytes(32), ['persona']).filter((lexeme) => lexemesOf(key, ['persona']).includes(lexeme)),
    [],
  )
})

test('a flood of words is bounded, in a text and in a query', () => {
  const flood = Array.from({ length: 40_000 }, (_, i) => `w${i}`).join(' ')
  assert.ok(lexemesOf(key, [flood]).length <= 45_000)
  assert.equal(queryLexemes(key, flood).length, 32)
  assert.deepEqual(lexemesOf(key, ['a'.repeat(65)]), lexemesOf(key, ['a'.repeat(64)]))
})

test('a tsquery asks for every word by any of its lexemes', () => {
  assert.equal(toTsquery([['a', 'b'], ['c']]), '(a|b)&(c)')
  assert.equal(toTsquery([]), undefined)
})

test('text in another script folds to words that can be typed', () => {
  assert.deepEqual(foldWords('Москва, O’Brien'), ['moskva', 'o', 'brien'])
})
