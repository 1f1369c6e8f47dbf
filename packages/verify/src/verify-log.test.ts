import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concatBytes, toBase64Url, utf8 } from '@enlace/core'
import {
  commitItem,
  commitmentRoot,
  cosignCheckpoint,
  encodeBody,
  encodeLeaf,
  formatVkey,
  type Leaf,
  leafHash,
  releaseCommitment,
  rootOfHashes,
  signCheckpoint,
  signerFromSeed,
  vkeyOf,
} from '@enlace/proof/node'
import { compareLogs, type LogToVerify, verifyLog, verifyReceipt } from './index.ts'

const origin = 'node.mx.sig.example/out/us/1'
const seed = (n: number) => new Uint8Array(32).fill(n)
const log = signerFromSeed(origin, 0x01, seed(1))
const logPq = signerFromSeed(origin, 0x06, seed(2))
const receipt = signerFromSeed('node.us.sig.example/in/mx', 0x04, seed(3))
const policy = `log ${formatVkey(vkeyOf(log))}\nlog ${formatVkey(vkeyOf(logPq))}\nwitness r ${formatVkey(vkeyOf(receipt))}\nquorum r\n`
const size = 300

const bodyOf = (seq: number) => ({
  items: [{ salt: seed(seq % 200), bytes: utf8(`{"number":${seq}}`) }],
  release: { salt: seed(7), bytes: utf8('{}') },
  releaseSignature: utf8('a..b'),
})
const leafOf = (seq: number): Leaf => {
  const { items, release } = bodyOf(seq)
  return {
    v: 1,
    t: seq % 3 === 0 ? 'offer' : 'update',
    seq,
    at: '2026-11-21T16:20:05.123Z',
    mid: `0193507a-5c83-7000-8000-${String(seq).padStart(12, '0')}`,
    seen: 0,
    n: 1,
    c: toBase64Url(commitmentRoot(items.map((item) => commitItem(item.salt, item.bytes)))),
    k: 1,
    len: items[0]!.bytes.length,
    ct: 'stix2.1',
    rel: toBase64Url(releaseCommitment(release.salt, release.bytes)),
  }
}
const leaves = Array.from({ length: size }, (_, seq) => encodeLeaf(leafOf(seq)))
const findBody = (seq: number) => encodeBody(bodyOf(seq))

function signed(over: readonly Uint8Array[]): string {
  const checkpoint = { origin, size: over.length, root: rootOfHashes(over.map((leaf) => leafHash(leaf))) }
  return signCheckpoint(checkpoint, [log, logPq], 100) + cosignCheckpoint(checkpoint, [receipt], 101)
}
const good: LogToVerify = { leaves, checkpoint: signed(leaves), policy, findBody }

test('a whole log holds: every leaf, body, root and signature', () => {
  const verdict = verifyLog(good)
  assert.deepEqual(verdict.problems, [])
  assert.deepEqual([verdict.ok, verdict.size, verdict.leaves, verdict.bodies], [true, size, size, size])
  assert.deepEqual(verdict.types, { offer: 100, update: 200 })
  assert.deepEqual(
    verdict.signatures.map(({ role, time }) => [role, time]),
    [
      ['log', null],
      ['log', 100],
      ['witness', 101],
    ],
  )
})

test('erased bodies and leaves beyond the signed size are no fault', () => {
  const { findBody: _, ...erased } = good
  assert.deepEqual([verifyLog(erased).ok, verifyLog(erased).bodies], [true, 0])
  const longer = verifyLog({ ...good, leaves: [...leaves, encodeLeaf(leafOf(size))] })
  assert.deepEqual([longer.ok, longer.leaves, longer.size], [true, size + 1, size])
})

const replaced = (seq: number, leaf: Uint8Array) => leaves.map((each, i) => (i === seq ? leaf : each))
const other = (seq: number, changes: Partial<Leaf>) => encodeLeaf({ ...leafOf(seq), ...changes } as Leaf)
const swapped = replaced(4, leaves[5]!).map((each, i) => (i === 5 ? leaves[4]! : each))
const twice = replaced(9, other(9, { mid: leafOf(8).mid }))
const spaced = replaced(3, concatBytes(leaves[3]!, utf8(' ')))
const none = () => undefined
const wrongs: readonly (readonly [string, Partial<LogToVerify>, readonly string[]])[] = [
  ['a missing leaf', { leaves: leaves.slice(0, -1) }, ['leaves_missing']],
  ['a leaf missing in the middle', { leaves: leaves.filter((_, i) => i !== 7), findBody: none }, ['seq_differs', 'leaves_missing']],
  ['two leaves exchanged', { leaves: swapped, findBody: none }, ['seq_differs', 'root_differs']],
  ['two leaves exchanged before signing', { leaves: swapped, checkpoint: signed(swapped), findBody: none }, ['seq_differs']],
  ['a changed leaf', { leaves: replaced(7, other(7, { seen: 1 })) }, ['root_differs']],
  ['an entry delivered twice under two numbers', { leaves: twice, checkpoint: signed(twice) }, ['mid_repeated']],
  ['a leaf that is not canonical', { leaves: spaced, checkpoint: signed(spaced) }, ['leaf_invalid']],
  ['a body of another entry', { findBody: (seq) => (seq === 5 ? findBody(6) : findBody(seq)) }, ['body_differs']],
  ['a cut body', { findBody: (seq) => (seq === 5 ? findBody(5).subarray(1) : findBody(seq)) }, ['body_malformed']],
  [
    'another release decision',
    { findBody: (seq) => encodeBody({ ...bodyOf(seq), ...(seq === 5 && { release: { salt: seed(7), bytes: utf8('[]') } }) }) },
    ['release_differs'],
  ],
  ['a changed size', { checkpoint: good.checkpoint.replace('\n300\n', '\n299\n') }, ['checkpoint_invalid']],
  ['no receipt', { checkpoint: good.checkpoint.split('\n').slice(0, -2).join('\n').concat('\n') }, ['quorum_missing']],
  ['keys of someone else', { policy: policy.replaceAll(origin, 'x.example') }, ['policy_invalid']],
]
for (const [name, changes, codes] of wrongs) {
  test(`a log with ${name} does not hold`, () => {
    const verdict = verifyLog({ ...good, ...changes })
    assert.equal(verdict.ok, false)
    assert.deepEqual([...new Set(verdict.problems.map(({ code }) => code))].toSorted(), [...codes].toSorted())
  })
}

test('problems are counted beyond those that are listed', () => {
  const verdict = verifyLog({ ...good, leaves: leaves.map(() => utf8('{}')) })
  assert.deepEqual([verdict.problems.length, verdict.problemCount], [100, size + 1])
})

test('two copies are compared byte by byte', () => {
  assert.deepEqual(compareLogs(leaves, leaves), { same: size, onlyFirst: 0, onlySecond: 0, firstDifference: null })
  assert.deepEqual(compareLogs(leaves, leaves.slice(0, 10)), { same: 10, onlyFirst: 290, onlySecond: 0, firstDifference: null })
  assert.equal(compareLogs(leaves, swapped).firstDifference, 4)
})

test('a receipt names who holds how much, and a checkpoint without one is none', () => {
  const verdict = verifyReceipt(good.checkpoint, policy)
  assert.deepEqual([verdict.ok, verdict.size, verdict.receipts], [true, size, [{ by: receipt.name, time: 101 }]])
  const unsigned = signCheckpoint({ origin, size: 1, root: leafHash(leaves[0]!) }, [log], 1)
  assert.equal(verifyReceipt(unsigned, policy).reason, 'quorum_missing')
  assert.equal(verifyReceipt(unsigned, policy.replace('quorum r', 'quorum none')).reason, 'receipt_missing')
  assert.equal(verifyReceipt('x', policy).ok, false)
})
