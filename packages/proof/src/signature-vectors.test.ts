import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fromHex, utf8 } from '@enlace/core'
import { sharedFolder } from '@enlace/fleet/shared-data'
import { ed25519 } from '@noble/curves/ed25519.js'
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import fc from 'fast-check'
import { isWeakEd25519Key, signerFromSeed, verifySignature } from './node.ts'
import { algorithms } from './node-crypto.ts'

const shared = sharedFolder()
const skip = shared === undefined && 'skipped: no shared folder'
const read = (path: string): unknown => JSON.parse(readFileSync(join(shared!, 'vectors', path), 'utf8'))

type Wycheproof<Key> = {
  readonly numberOfTests: number
  readonly testGroups: readonly {
    readonly publicKey: Key
    readonly tests: readonly {
      readonly tcId: number
      readonly msg: string
      readonly sig: string
      readonly ctx?: string
      readonly result: string
    }[]
  }[]
}

test('Wycheproof Ed25519 gives its result for every case', { skip }, (t) => {
  const suite = read('wycheproof/testvectors_v1/ed25519_test.json') as Wycheproof<{ readonly pk: string }>
  const count = { run: 0, accepted: 0, refused: 0 }
  for (const group of suite.testGroups) {
    for (const each of group.tests) {
      const holds = verifySignature('ed25519', fromHex(group.publicKey.pk)!, fromHex(each.msg)!, fromHex(each.sig)!)
      assert.equal(holds, each.result === 'valid', `tcId ${each.tcId}`)
      tally(count, holds)
    }
  }
  t.diagnostic(`wycheproof ed25519: run ${count.run}, accepted ${count.accepted}, refused ${count.refused}`)
  assert.deepEqual(count, { run: 151, accepted: 88, refused: 63 })
})

test('Wycheproof ML-DSA-44 gives its result for every case', { skip }, (t) => {
  const suite = read('wycheproof/testvectors_v1/mldsa_44_verify_test.json') as Wycheproof<string>
  const count = { run: 0, accepted: 0, refused: 0 }
  for (const group of suite.testGroups) {
    for (const each of group.tests) {
      const [key, message, signature] = [fromHex(group.publicKey)!, fromHex(each.msg)!, fromHex(each.sig)!]
      // Nothing of ours signs with a context, so cases with one ask node:crypto directly.
      const holds =
        each.ctx === undefined
          ? verifySignature('ml-dsa-44', key, message, signature)
          : verifyWithContext(key, message, signature, fromHex(each.ctx)!)
      assert.equal(holds, each.result === 'valid', `tcId ${each.tcId}`)
      tally(count, holds)
    }
  }
  t.diagnostic(`wycheproof ml-dsa-44: run ${count.run}, accepted ${count.accepted}, refused ${count.refused}`)
  assert.deepEqual(count, { run: 180, accepted: 77, refused: 103 })
})

test('of the CCTV Ed25519 edge cases exactly the pinned set verifies, and no low-order key is ever believed', { skip }, (t) => {
  type Case = {
    readonly number: number
    readonly key: string
    readonly sig: string
    readonly msg: string
    readonly flags: readonly string[] | null
  }
  const count = { run: 0, accepted: 0, refused: 0 }
  const believed: number[] = []
  for (const each of read('cctv/ed25519/ed25519vectors.json') as readonly Case[]) {
    const key = fromHex(each.key)!
    const flags = each.flags ?? []
    const enrolled = !isWeakEd25519Key(key)
    if (flags.includes('low_order_A') || flags.includes('non_canonical_A')) assert.equal(enrolled, false, `case ${each.number}`)
    const holds = verifySignature('ed25519', key, utf8(each.msg), fromHex(each.sig)!)
    if (flags.includes('low_order_A')) assert.equal(holds, false, `case ${each.number}`)
    tally(count, enrolled && holds)
    if (enrolled && holds) believed.push(each.number)
  }
  t.diagnostic(`cctv ed25519: run ${count.run}, accepted ${count.accepted}, refused ${count.refused}`)
  assert.deepEqual(count, { run: 914, accepted: 43, refused: 871 })
  assert.deepEqual(believed, pinnedCctv)
})

// What OpenSSL 3.5 under Node 24 accepts. A change means that the verifier of old evidence changed: stop and look.
const pinnedCctv = [
  7, 29, 50, 117, 139, 161, 182, 249, 305, 411, 425, 438, 465, 473, 481, 489, 497, 511, 525, 538, 565, 573, 581, 589, 597, 611, 625, 638,
  665, 673, 681, 689, 697, 711, 725, 738, 765, 773, 781, 789, 797, 832, 899,
]

test('an independent implementation verifies what we sign, and we verify what it signs', () => {
  const seed = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(seed, fc.uint8Array({ maxLength: 300 }), (secret, message) => {
      const ours = signerFromSeed('a.example/log', 0x01, secret)
      assert.deepEqual(Uint8Array.from(ed25519.getPublicKey(secret)), ours.publicKey)
      assert.deepEqual(Uint8Array.from(ed25519.sign(message, secret)), ours.sign(message))
      assert.ok(ed25519.verify(ours.sign(message), message, ours.publicKey, { zip215: false }))
    }),
    { numRuns: 20 },
  )
  fc.assert(
    fc.property(seed, fc.uint8Array({ maxLength: 300 }), (secret, message) => {
      const ours = signerFromSeed('a.example/log', 0x06, secret)
      const theirs = ml_dsa44.keygen(secret)
      assert.deepEqual(Uint8Array.from(theirs.publicKey), ours.publicKey)
      assert.ok(ml_dsa44.verify(ours.sign(message), message, ours.publicKey))
      assert.ok(verifySignature('ml-dsa-44', ours.publicKey, message, ml_dsa44.sign(message, theirs.secretKey)))
    }),
    { numRuns: 5 },
  )
})

function verifyWithContext(key: Uint8Array, message: Uint8Array, signature: Uint8Array, context: Uint8Array): boolean {
  const der = Buffer.concat([algorithms['ml-dsa-44'].spki, key])
  const options = { key: createPublicKey({ key: der, format: 'der', type: 'spki' }), context }
  try {
    return verify(null, message, options, signature)
  } catch {
    return false
  }
}

function tally(count: { run: number; accepted: number; refused: number }, holds: boolean): void {
  count.run++
  if (holds) count.accepted++
  else count.refused++
}
