import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Checkpoint,
  cosignCheckpoint,
  formatPolicy,
  formatVkey,
  parsePolicy,
  sha256,
  signCheckpoint,
  signerFromSeed,
  viewThroughPolicy,
  vkeyOf,
} from './node.ts'

const seed = (n: number) => new Uint8Array(32).fill(n)
const origin = 'node.mx.sig.example/out/us/1'
const receiptName = 'node.us.sig.example/in/mx'
const old = signerFromSeed(origin, 0x01, seed(1))
const oldPq = signerFromSeed(origin, 0x06, seed(2))
const fresh = signerFromSeed(origin, 0x01, seed(3))
const receipt = signerFromSeed(receiptName, 0x04, seed(4))
const receiptPq = signerFromSeed(receiptName, 0x06, seed(5))
const witness = signerFromSeed('w.example', 0x04, seed(6))
const checkpoint: Checkpoint = { origin, size: 9, root: sha256(seed(0)) }
const revokedAt = Date.parse('2026-11-21T09:30:00Z') / 1000
const [before, after] = [revokedAt - 1, revokedAt]
const vkey = (signer: typeof old) => formatVkey(vkeyOf(signer))
const logs = `log ${vkey(old)}\nlog ${vkey(oldPq)}\nlog ${vkey(fresh)}\n`
const witnesses = `witness r ${vkey(receipt)}\nwitness p ${vkey(receiptPq)}\nwitness w ${vkey(witness)}\ngroup receipt any r p\nquorum receipt\n`
const revoke = (signer: typeof old, reason: string) => `#enlace-key ${signer.name}+${signer.keyId} revoked 2026-11-21T09:30:00Z ${reason}\n`

type Cosigned = readonly [typeof old, number]
function verdict(terms: string, log: readonly (typeof old)[], cosigned: readonly Cosigned[], logTime = after): string {
  const policy = parsePolicy(logs + witnesses + terms)
  assert.ok(policy.ok)
  const note = signCheckpoint(checkpoint, log, logTime) + cosigned.map(([by, at]) => cosignCheckpoint(checkpoint, [by], at)).join('')
  const view = viewThroughPolicy(policy.value, note)
  return view.ok ? `${view.value.log.length} ${view.value.quorum ? 'receipted' : 'open'}` : view.reason
}

const stolen = revoke(old, 'compromised')
const rows: readonly (readonly [string, string, string, readonly (typeof old)[], readonly Cosigned[], number?])[] = [
  ['a sound key', '1 receipted', '', [old], [[receipt, after]]],
  ['a stolen log key, receipted the second before', '1 receipted', stolen, [old], [[receipt, before]]],
  ['a stolen log key, receipted at that second', 'key_revoked', stolen, [old], [[receipt, after]]],
  [
    'a stolen log key that a witness saw before',
    '1 receipted',
    stolen,
    [old],
    [
      [receipt, after],
      [witness, before],
    ],
  ],
  ['a stolen log key without anybody', 'key_revoked', stolen, [old], []],
  ['a stolen log key beside its successor', '1 receipted', stolen, [old, fresh], [[receipt, after]]],
  ['a stolen key that only its own other key vouches for', 'key_revoked', stolen + revoke(oldPq, 'compromised'), [old, oldPq], [], before],
  ['a stolen key that a key stolen too vouches for', 'key_revoked', stolen + revoke(receipt, 'compromised'), [old], [[receipt, before]]],
  ['a stolen receipt key that dates itself back', '1 open', revoke(receipt, 'compromised'), [old], [[receipt, before]]],
  [
    'a stolen receipt key that a witness saw before',
    '1 receipted',
    revoke(receipt, 'compromised'),
    [old],
    [
      [receipt, before],
      [witness, before],
    ],
  ],
  [
    'a stolen receipt key that the log saw before',
    '2 receipted',
    revoke(receipt, 'compromised'),
    [old, oldPq],
    [[receipt, before]],
    before,
  ],
  [
    'a stolen receipt key beside its sound pair',
    '1 receipted',
    revoke(receipt, 'compromised'),
    [old],
    [
      [receipt, after],
      [receiptPq, after],
    ],
  ],
  ['a superseded receipt key before its end', '1 receipted', revoke(receipt, 'superseded'), [old], [[receipt, before]]],
  ['a superseded receipt key after its end', '1 open', revoke(receipt, 'superseded'), [old], [[receipt, after]]],
  ['a superseded log key, whose line states no time, before its end', '1 receipted', revoke(old, 'superseded'), [old], [[receipt, before]]],
  ['a superseded log key after its end', 'key_revoked', revoke(old, 'superseded'), [old], [[receipt, after]]],
]
for (const [what, expected, terms, log, cosigned, logTime] of rows) {
  test(`${what}: ${expected}`, () => assert.equal(verdict(terms, log, cosigned, logTime), expected))
}

const from = '#enlace-requires ed25519 ml-dsa-44 from 2026-11-21T09:30:00Z\n'
const hybrid: readonly (readonly [string, string, readonly (typeof old)[], readonly Cosigned[]])[] = [
  ['one algorithm the second before', '1 receipted', [old], [[receipt, before]]],
  ['one algorithm on the day', 'algorithm_missing', [old], [[receipt, after]]],
  ['one algorithm and no time', 'algorithm_missing', [old], []],
  ['both of the log, one of the receipt', '2 open', [old, oldPq], [[receipt, after]]],
  [
    'both of both',
    '2 receipted',
    [old, oldPq],
    [
      [receipt, after],
      [receiptPq, after],
    ],
  ],
]
for (const [what, expected, log, cosigned] of hybrid) {
  test(`both algorithms required: ${what}: ${expected}`, () => assert.equal(verdict(from, log, cosigned, after), expected))
}

test('terms are written as they are read, other comments are passed over, and one that is not well formed refuses the policy', () => {
  const text = logs + witnesses.replace('any', '1') + stolen + from
  const policy = parsePolicy(`# anything\n${text}`)
  assert.ok(policy.ok)
  assert.equal(formatPolicy(policy.value), text)
  for (const wrong of [
    '#enlace-key x revoked now compromised',
    '#enlace-key',
    '#enlace-requires rsa from 2026-11-21T09:30:00Z',
    stolen.replace('compromised', 'lost').trim(),
  ]) {
    const read = parsePolicy(`${text}${wrong}\n`)
    assert.equal(read.ok ? 'read' : read.reason, 'policy_malformed', wrong)
  }
})
