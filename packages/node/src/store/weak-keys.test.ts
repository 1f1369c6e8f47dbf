import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fromHex, toBase64, toHex, utf8 } from '@enlace/core'
import {
  type KeyStatement,
  parseKeyStatement,
  parsePolicy,
  parseVkey,
  sha256,
  signerFromSeed,
  signKeyStatement,
  type VerifierKey,
  vkeyOf,
} from '@enlace/proof/node'
import { initNode } from '../cli/init.ts'
import { exportPairing } from '../cli/pair.ts'
import { readConfig } from '../config.ts'
import { openNodeSigners } from './node-signers.ts'
import { type Pairing, pairingText, parsePairing } from './pairing.ts'
import { signText } from './signed-text.ts'

/** Points of small order under both sign bits, and encodings that are not the canonical ones of their point. */
const weak = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].flatMap((hex) => {
  const low = fromHex(hex) as Uint8Array
  const high = Uint8Array.from(low)
  high[31] = (high[31] as number) | 0x80
  return [low, high]
})

const home = await mkdtemp(join(tmpdir(), 'enlace-weak-'))
after(async () => await rm(home, { recursive: true }))
const authority = await readFile(new URL('../../../../packs/authorities/mx.json', import.meta.url))
const port = { host: '127.0.0.1', port: 9000 }
await initNode({ dataDir: home, authority, http: port, exchange: port })
const { note } = await exportPairing(home, 'us')
const signers = await openNodeSigners(home, readConfig(home).authority, [])
const now = new Date()
const parsed = parsePairing(note, now)
assert.ok(parsed.ok)
const pairing = parsed.value

function keyOf(name: string, type: 0x01 | 0x04, publicKey: Uint8Array): VerifierKey {
  const id = toHex(sha256(Buffer.concat([utf8(name), Uint8Array.of(0x0a, type), publicKey])).subarray(0, 4))
  return { name, id, type, publicKey }
}
const textOf = ({ name, id, type, publicKey }: VerifierKey): string => `${name}+${id}+${toBase64(Uint8Array.of(type, ...publicKey))}`

const paired = (keys: Partial<Pairing['keys']>): boolean =>
  parsePairing(signText(pairingText({ ...pairing, keys: { ...pairing.keys, ...keys } }), signers.party), now).ok
const name = pairing.keys.outbound[0]?.name as string
const root = ([0x01, 0x06] as const).map((type, i) => signerFromSeed('node.mx.sig.example/root', type, new Uint8Array(32).fill(i)))
const stated = (key: VerifierKey): boolean => {
  const former = signerFromSeed(name, 0x01, new Uint8Array(32).fill(9))
  const at = now.getTime()
  const statement: KeyStatement = { what: 'add', name, at, keys: [key], former: [vkeyOf(former)], until: at + 86_400_000 }
  return parseKeyStatement(signKeyStatement(statement, [...root, former], 1), root.map(vkeyOf), () => [vkeyOf(former)]).ok
}

/** Each place where a stranger's key can come in: true when it is taken. */
const paths: readonly (readonly [string, string, 0x01 | 0x04, (key: VerifierKey) => boolean])[] = [
  ['a verifier key by itself', name, 0x01, (key) => parseVkey(textOf(key)).ok],
  ['a cosigner by itself', 'w.example', 0x04, (key) => parseVkey(textOf(key)).ok],
  ['a log of a policy', name, 0x01, (key) => parsePolicy(`log ${textOf(key)}\nquorum none\n`).ok],
  ['a witness of a policy', 'w.example', 0x04, (key) => parsePolicy(`witness w ${textOf(key)}\nquorum none\n`).ok],
  ['the log key of a pairing', name, 0x01, (key) => paired({ outbound: [key] })],
  ['the receipt key of a pairing', 'node.mx.sig.example/in/us', 0x04, (key) => paired({ receipt: [key] })],
  ['the party key of a pairing', 'node.mx.sig.example/party', 0x01, (key) => paired({ party: key })],
  [
    'a release key of a pairing',
    'node.mx.sig.example/release/sspc',
    0x01,
    (key) => paired({ release: { ...pairing.keys.release, sspc: [key] } }),
  ],
  ['the root of a pairing', 'node.mx.sig.example/root', 0x01, (key) => paired({ root: [key, pairing.keys.root[1] as VerifierKey] })],
  ['a new key of a statement', name, 0x01, stated],
]
for (const [path, of, type, isTaken] of paths) {
  test(`${path}: none of ${weak.length} weak keys is taken, and a sound one is`, () => {
    const own: Readonly<Record<string, VerifierKey>> = { 'node.mx.sig.example/party': vkeyOf(signers.party) }
    assert.ok(isTaken(own[of] ?? keyOf(of, type, signerFromSeed(of, type, new Uint8Array(32).fill(3)).publicKey)))
    for (const publicKey of weak) assert.equal(isTaken(keyOf(of, type, publicKey)), false, toHex(publicKey))
  })
}
