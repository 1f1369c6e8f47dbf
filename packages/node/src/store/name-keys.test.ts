import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beginningKey, nameKeysOf, soundKey, soundOf, wordsOfNames } from './name-keys.ts'

const key = new Uint8Array(32).fill(7)

for (const [one, other, alike] of [
  ['villarreal', 'villareal', true],
  ['gonzalez', 'gonsales', true],
  ['jimenez', 'gimenez', true],
  ['hernandez', 'ernandes', true],
  ['yanez', 'llanez', true],
  ['chavez', 'chabez', true],
  ['cervantes', 'servantes', true],
  ['marin', 'moreno', false],
  ['perez', 'lopez', false],
] as const) {
  test(`${one} and ${other} sound ${alike ? 'alike' : 'different'}`, () => assert.equal(soundOf(one) === soundOf(other), alike))
}

test('a name is found by every beginning of three letters and more, without accents', () => {
  const keys = new Set(nameKeysOf(key, ['José Rodolfo VILLARREAL-HERNÁNDEZ']))
  for (const typed of ['jos', 'jose', 'rod', 'rodolf', 'villarr', 'villarreal', 'hern', 'hernande']) {
    const wanted = beginningKey(key, typed)
    assert.ok(wanted !== undefined && keys.has(wanted), typed)
  }
  assert.equal(beginningKey(key, 'jo'), undefined)
  assert.ok(!keys.has(beginningKey(key, 'zeta') ?? 0))
  assert.ok(keys.has(soundKey(key, 'ernandes') ?? 0))
})

test('an identifier is one word, however it is punctuated', () => {
  assert.deepEqual([...wordsOfNames(['45-AB-7C'])], ['45ab7c'])
  assert.deepEqual([...wordsOfNames(['CSQU 305438 4'])], ['csqu', '305438'])
})

test('keys of another node say nothing about ours', () => {
  assert.notEqual(beginningKey(key, 'villa'), beginningKey(new Uint8Array(32).fill(8), 'villa'))
})
