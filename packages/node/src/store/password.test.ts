import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@enlace/core'
import { hashPassword, verifyPassword } from './password.ts'

test('a password opens its own hash and no other does', async () => {
  const phc = await hashPassword('ñandú 42')
  assert.match(phc, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.equal(await verifyPassword('ñandú 42', phc), true)
  assert.equal(await verifyPassword('ñandú 42'.normalize('NFD'), phc), true)
  assert.equal(await verifyPassword('ñandú 43', phc), false)
  assert.notEqual(await hashPassword('ñandú 42'), phc)
})

test('an account that does not exist is refused with the same work', async () => {
  assert.equal(await verifyPassword('anything', undefined), false)
  assert.equal(await verifyPassword('anything', 'not a hash'), false)
})

test('a flood of guesses is turned away instead of filling the memory', async () => {
  const guesses = await Promise.allSettled(Array.from({ length: 80 }, () => verifyPassword('x', undefined)))
  const busy = guesses.filter((guess) => guess.status === 'rejected')
  assert.equal(busy.length, 80 - 2 - 64)
  assert.ok(busy.every((guess) => guess.reason instanceof Fault && guess.reason.code === 'node_busy'))
  assert.equal(await verifyPassword('x', undefined), false)
})
