import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fromBase64, fromHex, type Json, toHex, utf8 } from '@enlace/core'
import { ed25519 } from '@noble/curves/ed25519.js'
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import { addCheckpointWork } from './add-checkpoint.ts'
import { type CryptoNow, runNow } from './crypto-port.ts'
import { keyStatementWork } from './key-statement.ts'
import {
  checkPolicy,
  encodeLeaf,
  explainProof,
  type Leaf,
  leafHash,
  openCheckpoint,
  parseAddCheckpoint,
  parseBody,
  parseLeaf,
  parsePolicy,
  parseProof,
  parseProofDocument,
  parseVkey,
  type VerifierKey,
  verifyConsistency,
  verifyEvidence,
  verifyInclusion,
  verifySubtreeConsistency,
} from './node.ts'
import { nodeCrypto } from './node-crypto.ts'
import { checkpointWork } from './open-checkpoint.ts'
import { transportStatementWork } from './transport-statement.ts'

// The files of vectors/, read as a stranger would: only what they say, nothing from the code that wrote them.
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(`../../../vectors/${name}`, import.meta.url), 'utf8')) as T
const keyOf = (vkey: string): VerifierKey => {
  const key = parseVkey(vkey)
  assert.ok(key.ok)
  return key.value
}
const bytes = (text: string): Uint8Array => fromBase64(text)!
const keys = read<{ keys: { vkey: string }[] }>('valid/keys.json').keys.map(({ vkey }) => keyOf(vkey))

// The second implementation behind the same port: what it does not verify must not count as ours either.
const noble: CryptoNow = {
  ...nodeCrypto,
  verify: (algorithm, key, message, signature) =>
    algorithm === 'ed25519' ? ed25519.verify(signature, message, key, { zip215: false }) : ml_dsa44.verify(signature, message, key),
}

test('valid leaves read as stated and hash as stated', () => {
  const file = read<{ leaves: { members: Leaf; text: string; hash: string }[]; newer: { members: Leaf; text: string } }>('valid/leaf.json')
  for (const { members, text, hash } of file.leaves) {
    assert.deepEqual(parseLeaf(utf8(text)), { ok: true, value: members })
    assert.equal(toHex(leafHash(encodeLeaf(members))), hash)
  }
  assert.deepEqual(parseLeaf(utf8(file.newer.text)), { ok: true, value: file.newer.members })
})

test('valid trees prove what they state', () => {
  type Proof = {
    index: number
    oldSize: number
    size: number
    start: number
    end: number
    subtreeHash: string
    root: string
    proof: string[]
  }
  const file = read<Record<'leaves' | 'roots', string[]> & Record<'inclusion' | 'consistency' | 'subtreeConsistency', Proof[]>>(
    'valid/merkle.json',
  )
  const root = (size: number) => bytes(file.roots[size]!)
  for (const { index, size, proof } of file.inclusion) {
    assert.ok(verifyInclusion({ leafHash: leafHash(utf8(file.leaves[index]!)), index, size, proof: proof.map(bytes), root: root(size) }))
  }
  for (const { oldSize, size, proof } of file.consistency) {
    assert.ok(verifyConsistency({ oldSize, oldRoot: root(oldSize), size, root: root(size), proof: proof.map(bytes) }))
  }
  for (const each of file.subtreeConsistency) {
    assert.ok(
      verifySubtreeConsistency({ ...each, subtreeHash: bytes(each.subtreeHash), root: bytes(each.root), proof: each.proof.map(bytes) }),
    )
  }
})

test('valid checkpoints verify with node:crypto and with the second implementation alike', () => {
  for (const each of read<{ checkpoints: { size: number; root: string; note: string }[] }>('valid/checkpoint.json').checkpoints) {
    const opened = openCheckpoint(each.note, keys)
    assert.ok(opened.ok)
    assert.deepEqual([opened.value.checkpoint.size, opened.value.checkpoint.root], [each.size, bytes(each.root)])
    assert.deepEqual(
      opened.value.verified.map(({ type }) => type),
      [0x01, 0x06, 0x04, 0x06],
    )
    assert.deepEqual(runNow(checkpointWork(each.note, keys), noble), opened)
  }
})

test('add-checkpoint requests get the stated answer', () => {
  type File = {
    origin: string
    known: { size: number; root: string }
    requests: { status: number; size?: number; fork?: boolean; body: string }[]
  }
  const file = read<File>('valid/add-checkpoint.json')
  const statuses = file.requests.map(({ body, status, size, fork }) => {
    const request = parseAddCheckpoint(body)
    assert.ok(request.ok)
    const known =
      request.value.origin === file.origin ? { origin: file.origin, size: file.known.size, root: bytes(file.known.root) } : undefined
    const decision = runNow(addCheckpointWork(known, request.value, keys), noble)
    assert.equal(decision.status, status, body)
    if (decision.status === 409) assert.deepEqual([decision.size, decision.fork !== null], [size, fork === true])
    return decision.status
  })
  assert.deepEqual([...new Set(statuses)], [200, 400, 403, 404, 409, 422])
})

test('a valid policy is satisfied and not satisfied as stated, and the valid proof proves what it states', () => {
  for (const { text, satisfied, notSatisfied } of read<{ policies: Record<'satisfied' | 'notSatisfied', string[]>[] & { text: string }[] }>(
    'valid/policy.json',
  ).policies) {
    const policy = parsePolicy(text)
    assert.ok(policy.ok)
    for (const note of satisfied) assert.ok(checkPolicy(policy.value, note).ok)
    for (const note of notSatisfied) assert.equal(checkPolicy(policy.value, note).ok, false)
  }
  const proof = read<{ document: Json; object: string; proves: string; doesNotProve: string }>('valid/proof.json')
  const document = parseProofDocument(proof.document)
  assert.ok(document.ok)
  const verdict = explainProof(document.value, { items: new Map([[0, utf8(proof.object)]]) })
  assert.deepEqual([verdict.ok, verdict.proves.code, verdict.doesNotProve.code], [true, proof.proves, proof.doesNotProve])
})

test('everything in vectors/invalid is refused for the stated reason', (t) => {
  type Wrong = { readonly reason: string; readonly hex: string; readonly vkey: string; readonly note: string; readonly text: string }
  const noteKeys = read<{ vkeys: string[] }>('invalid/checkpoint.json').vkeys.map(keyOf)
  const readers: readonly (readonly [string, string, (wrong: Wrong) => { readonly ok: boolean; readonly reason?: string }])[] = [
    ['leaf.json', 'leaves', ({ hex }) => parseLeaf(fromHex(hex)!)],
    ['key.json', 'vkeys', ({ vkey }) => parseVkey(vkey)],
    ['body.json', 'bodies', ({ hex }) => parseBody(fromHex(hex)!)],
    ['checkpoint.json', 'notes', ({ note }) => openCheckpoint(note, noteKeys)],
    ['policy.json', 'policies', ({ text }) => parsePolicy(text)],
    ['proof.json', 'proofs', ({ text }) => parseProof(text)],
  ]
  let refused = 0
  for (const [name, list, parse] of readers) {
    for (const wrong of read<Record<string, Wrong[]>>(`invalid/${name}`)[list]!) {
      const result = parse(wrong)
      assert.equal(result.ok ? 'accepted' : result.reason, wrong.reason, `${name}: ${JSON.stringify(wrong).slice(0, 200)}`)
      refused++
    }
  }
  t.diagnostic(`own vectors: refused ${refused}`)
  assert.equal(refused, 53)
})

test('the evidence file proves what it states, and each changed one is refused by the check it names', () => {
  const zip = (name: string) => readFileSync(new URL(`../../../vectors/${name}`, import.meta.url))
  const {
    proves,
    keys: trustedKeys,
    policy: trustedPolicy,
    stranger,
  } = read<{ proves: string; keys: string; policy: string; stranger: string }>('valid/evidence.json')
  for (const options of [{}, { trustedKeys }, { trustedKeys, trustedPolicy }]) {
    assert.equal(verifyEvidence(zip('valid/evidence.zip'), options).proves.code, proves)
  }
  assert.equal(verifyEvidence(zip('valid/evidence.zip'), { trustedKeys: stranger }).ok, false)
  for (const { file, reason } of read<{ files: { file: string; reason: string }[] }>('invalid/evidence.json').files) {
    const verdict = verifyEvidence(zip(`invalid/${file}`))
    const steps = [...verdict.steps, ...verdict.records.flatMap((record) => record.positions.flatMap((position) => [...position.steps]))]
    assert.equal(steps.find((step) => !step.ok)?.code, reason, file)
    assert.equal(verdict.proves.code, 'nothing', file)
  }
})

test('statements about keys and certificates are accepted and refused as stated, by two implementations alike', () => {
  type File = { readonly root: string[]; readonly current: string[]; readonly statements: { text: string; note: string; reason: string }[] }
  const outcome = (result: { readonly ok: boolean; readonly reason?: string }) => (result.ok ? 'accepted' : result.reason)
  let count = 0
  for (const folder of ['valid', 'invalid'] as const) {
    const keyFile = read<File>(`${folder}/key-statement.json`)
    const [root, current] = [keyFile.root.map(keyOf), keyFile.current.map(keyOf)]
    const key = (crypto: CryptoNow, note: string) =>
      runNow(
        keyStatementWork(note, root, () => current),
        crypto,
      )
    const transport = (crypto: CryptoNow, note: string) => runNow(transportStatementWork(note, root), crypto)
    for (const [file, parse] of [
      [keyFile, key],
      [read<File>(`${folder}/transport-statement.json`), transport],
    ] as const) {
      for (const { text, note, reason } of file.statements) {
        const result = parse(nodeCrypto, note)
        assert.equal(outcome(result), reason ?? 'accepted', note.slice(0, 200))
        assert.deepEqual(parse(noble, note), result)
        if (folder === 'valid') assert.ok(note.startsWith(`${text}\n`))
        count++
      }
    }
  }
  assert.equal(count, 5 + 16 + 2 + 8)
})
