import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { uuidV5 } from '@enlace/core'
import { partyIdentity } from './party-identity.ts'

test('a party has one identity, which is a UUID of version 5 as the standard makes it', async () => {
  const sha1 = (bytes: Uint8Array) => new Uint8Array(createHash('sha1').update(bytes).digest())
  assert.equal(await partyIdentity('us'), `identity--${uuidV5('6f1c1f52-6c0e-4a47-9d0c-3f5e0a9b7d21', 'us', sha1)}`)
  assert.notEqual(await partyIdentity('us'), await partyIdentity('mx'))
})
