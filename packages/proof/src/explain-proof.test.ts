import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toBase64, toBase64Url, utf8 } from '@enlace/core'
import * as browser from './browser.ts'
import {
  type Checkpoint,
  commitItem,
  commitmentRoot,
  cosignCheckpoint,
  encodeLeaf,
  explainProof,
  formatProof,
  formatVkey,
  inclusionRanges,
  leafHash,
  parseProofDocument,
  rootOfHashes,
  signCheckpoint,
  signerFromSeed,
  vkeyOf,
} from './node.ts'

const seed = (n: number) => new Uint8Array(32).fill(n)
const object = utf8('{"type":"incident","name":"Vehículo detenido"}')
const envelope = utf8('{"purpose":"lead"}')
const items = [object, envelope].map((bytes, i) => ({ bytes, salt: seed(i + 40) }))
const commitments = items.map((item) => commitItem(item.salt, item.bytes))
const receipts = [signerFromSeed('node.us.sig.example/in/mx', 0x04, seed(3)), signerFromSeed('node.us.sig.example/in/mx', 0x06, seed(4))]

/** One position of a proof document: entry 3 of a log of 7, whose leaves say a number that is `shift` too high. */
function position(origin: string, role: string, cosigners: typeof receipts, shift = 0) {
  const log = signerFromSeed(origin, 0x01, seed(1))
  const leafOf = (seq: number) =>
    encodeLeaf({
      v: 1,
      t: role === 'journal' ? 'record' : 'offer',
      seq: seq + shift,
      at: '2026-11-21T16:20:05.123Z',
      mid: '0193507a-5c83-7000-8000-000000000001',
      seen: 0,
      n: 2,
      c: toBase64Url(commitmentRoot(commitments)),
      k: 1,
      len: object.length + envelope.length,
      ct: 'stix2.1',
    })
  const hashes = Array.from({ length: 7 }, (_, seq) => leafHash(leafOf(seq)))
  const checkpoint: Checkpoint = { origin, size: 7, root: rootOfHashes(hashes) }
  const note =
    signCheckpoint(checkpoint, [log], 1_795_276_800) + (cosigners.length > 0 ? cosignCheckpoint(checkpoint, cosigners, 1_795_276_801) : '')
  const proof = inclusionRanges(3, 7).map((range) => rootOfHashes(hashes.slice(range.start, range.end)))
  const witnesses =
    role === 'journal'
      ? 'quorum none\n'
      : `witness r ${formatVkey(vkeyOf(receipts[0]!))}\nwitness r-pq ${formatVkey(vkeyOf(receipts[1]!))}\nquorum r\n`
  return {
    origin,
    seq: 3,
    role,
    leaf: toBase64(leafOf(3)),
    opening: {
      items: items.map((item, index) => ({
        index,
        length: item.bytes.length,
        salt: toBase64Url(item.salt),
        commitment: toBase64Url(commitments[index]!),
      })),
      commitments: commitments.map((each) => toBase64Url(each)),
    },
    tlogProof: formatProof({ index: 3, proof, checkpoint: note }),
    policy: `log ${formatVkey(vkeyOf(log))}\n${witnesses}`,
    receipt: null,
  }
}
const journal = position('node.mx.sig.example/journal/1', 'journal', [])
const out = position('node.mx.sig.example/out/us/1', 'out', receipts)
const waiting = position('node.mx.sig.example/out/us/1', 'out', [])
const received = position('node.mx.sig.example/out/us/1', 'in', receipts)

function documentOf(...positions: readonly object[]) {
  const parsed = parseProofDocument({ record: { id: 'incident--1', modified: '2026-11-21T16:20:05.123Z' }, positions, proves: {} })
  assert.ok(parsed.ok)
  return parsed.value
}
const withObject = { items: new Map([[0, object]]) }

const verdicts: readonly (readonly [string, readonly object[], object, string, string])[] = [
  ['a journal alone', [journal], withObject, 'kept', 'not_delivered'],
  ['an outbound entry without a receipt', [journal, waiting], withObject, 'offered', 'not_delivered'],
  ['an outbound entry with its receipt', [journal, out], withObject, 'receipted', 'not_read_not_true'],
  ['an entry held for the partner', [received], withObject, 'held', 'not_read_not_true'],
  ['everything but the object', [journal, out], {}, 'entry_only', 'object_unseen'],
]
for (const [name, positions, options, proves, doesNotProve] of verdicts) {
  test(`${name} proves "${proves}" and not "${doesNotProve}", in node and in the browser alike`, async () => {
    const verdict = explainProof(documentOf(...positions), options)
    assert.deepEqual(
      verdict.steps.filter((step) => !step.ok),
      [],
    )
    assert.deepEqual([verdict.ok, verdict.proves.code, verdict.doesNotProve.code], [true, proves, doesNotProve])
    assert.deepEqual(await browser.explainProof(documentOf(...positions), options), verdict)
  })
}

test('a receipted record says who receipted it and when', () => {
  const { proves, steps } = explainProof(documentOf(out), withObject)
  assert.deepEqual(proves.values, {
    origin: 'node.mx.sig.example/out/us/1',
    seq: 3,
    size: 7,
    by: 'node.us.sig.example/in/mx',
    at: '2026-11-21T16:00:01Z',
  })
  assert.deepEqual(
    steps.map((step) => step.code),
    [
      'leaf_read',
      'policy_read',
      'proof_read',
      'position_agrees',
      'checkpoint_signed',
      'entry_included',
      'receipt_signed',
      'receipt_signed',
      'items_committed',
      'item_opened',
    ],
  )
})

test('a witness beside the receipt is told as one that saw the log, and takes the place of no receipt', () => {
  const witness = signerFromSeed('witness.example/w1', 0x04, seed(9))
  const line = `witness auditors ${formatVkey(vkeyOf(witness))}\n`
  const saw = (cosigners: typeof receipts, role: string) => {
    const origin = role === 'journal' ? journal.origin : out.origin
    const one = position(origin, role, [...cosigners, witness])
    return explainProof(documentOf({ ...one, policy: one.policy.replace('quorum', `${line}quorum`) }), withObject)
  }
  const codes = ({ steps }: ReturnType<typeof saw>) => steps.map(({ code }) => code).filter((code) => /receipt|witness/.test(code))
  const both = saw(receipts, 'out')
  assert.deepEqual([both.proves.code, both.proves.values.by], ['receipted', 'node.us.sig.example/in/mx'])
  assert.deepEqual(codes(both), ['receipt_signed', 'receipt_signed', 'witness_saw'])
  const alone = saw([], 'out')
  assert.deepEqual([alone.proves.code, alone.proves.values.by, codes(alone)], ['offered', undefined, ['witness_saw']])
  assert.deepEqual([saw([], 'journal').proves.code, codes(saw([], 'journal'))], ['kept', ['witness_saw']])
})

const text = out.tlogProof
const broken: readonly (readonly [string, object, string])[] = [
  ['another leaf', { ...out, leaf: journal.leaf.replace(/^.{4}/, 'AAAA') }, 'leaf_read'],
  ['a leaf of another entry type', { ...out, leaf: journal.leaf }, 'entry_included'],
  ['a leaf that says another position', position(out.origin, 'out', receipts, 1), 'position_agrees'],
  ['another position', { ...out, seq: 4 }, 'position_agrees'],
  ['another index in the proof', { ...out, tlogProof: text.replace('index 3', 'index 2') }, 'position_agrees'],
  ['another origin', { ...out, origin: 'node.mx.sig.example/out/us/2' }, 'position_agrees'],
  ['a changed size', { ...out, tlogProof: text.replace('\n7\n', '\n8\n') }, 'checkpoint_signed'],
  ['a policy that does not know the log', { ...out, policy: journal.policy }, 'checkpoint_signed'],
  ['a malformed policy', { ...out, policy: 'quorum' }, 'policy_read'],
  ['a malformed proof', { ...out, tlogProof: 'x' }, 'proof_read'],
  ['a missing hash', { ...out, tlogProof: text.replace(/index 3\n[^\n]+\n/, 'index 3\n') }, 'entry_included'],
  ['a missing commitment', { ...out, opening: { ...out.opening, commitments: out.opening.commitments.slice(1) } }, 'items_committed'],
  [
    'a wrong salt',
    { ...out, opening: { ...out.opening, items: out.opening.items.map((item) => ({ ...item, salt: toBase64Url(seed(0)) })) } },
    'item_opened',
  ],
]
for (const [name, changed, code] of broken) {
  test(`a proof with ${name} proves nothing, and the step "${code}" says so`, () => {
    const verdict = explainProof(documentOf(journal, changed), withObject)
    assert.deepEqual([verdict.ok, verdict.proves.code, verdict.doesNotProve.code], [false, 'nothing', 'anything'])
    assert.deepEqual([...new Set(verdict.steps.filter((step) => !step.ok).map((step) => step.code))], [code])
  })
}

test('a copy with struck fields is another form of the record, not a failure, and hides no change of the record itself', () => {
  const shorter = { ...out, opening: { ...out.opening, items: out.opening.items.map((item) => ({ ...item, length: item.length - 1 })) } }
  const verdict = explainProof(documentOf(journal, shorter), withObject)
  assert.deepEqual([verdict.ok, verdict.proves.code], [true, 'kept'])
  assert.equal(verdict.steps.at(-1)?.code, 'other_form')

  const changed = Uint8Array.from(object)
  changed[5] = changed[5]! ^ 1
  assert.equal(explainProof(documentOf(journal, shorter), { items: new Map([[0, changed]]) }).proves.code, 'nothing')
  assert.equal(explainProof(documentOf(shorter), withObject).proves.code, 'nothing')
  assert.equal(explainProof(documentOf(journal, { ...shorter, role: 'in' }), withObject).proves.code, 'nothing')
})

test('one changed byte of the object is seen', () => {
  const changed = Uint8Array.from(object)
  changed[5] = changed[5]! ^ 1
  const verdict = explainProof(documentOf(out), { items: new Map([[0, changed]]) })
  assert.equal(verdict.ok, false)
})

test('a policy of the verifier replaces the one in the proof', () => {
  const verdict = explainProof(documentOf(out), { ...withObject, trustedPolicy: out.policy })
  assert.equal(verdict.steps.find((step) => step.code === 'policy_read')?.values.source, 'given')
  assert.equal(explainProof(documentOf(out), { ...withObject, trustedPolicy: journal.policy }).ok, false)
})

test('a document that is not one is refused, and says where', () => {
  const good = { record: { id: 'x', modified: null }, positions: [out] }
  assert.ok(parseProofDocument(good).ok)
  const wrong: readonly (readonly [unknown, string])[] = [
    [null, '/record'],
    [{ positions: [out] }, '/record'],
    [{ ...good, positions: [] }, '/positions'],
    [{ ...good, positions: [{ ...out, leaf: '*' }] }, '/positions/0'],
    [{ ...good, positions: [out, { ...out, role: 'x' }] }, '/positions/1'],
    [{ ...good, positions: [{ ...out, opening: { items: [{}], commitments: [] } }] }, '/positions/0'],
  ]
  for (const [value, field] of wrong)
    assert.deepEqual(parseProofDocument(value), { ok: false, reason: 'proof_document_malformed', detail: { field } })
})

test('the browser opens checkpoints and verifies proofs as node does', async () => {
  const log = signerFromSeed('a.example/log', 0x01, seed(1))
  const logPq = signerFromSeed('a.example/log', 0x06, seed(2))
  const checkpoint: Checkpoint = { origin: 'a.example/log', size: 1, root: leafHash(utf8('x')) }
  const note = signCheckpoint(checkpoint, [log, logPq], 9)
  const opened = await browser.openCheckpoint(note, [log, logPq].map(vkeyOf))
  assert.ok(opened.ok)
  assert.deepEqual(
    opened.value.verified.map(({ type }) => type),
    [1, 6],
  )
  assert.equal((await browser.openCheckpoint(note.replace('\n1\n', '\n2\n'), [vkeyOf(logPq)])).ok, false)
  assert.ok((await browser.parseVkey(formatVkey(vkeyOf(logPq)))).ok)
  assert.ok(await browser.verifyInclusion({ leafHash: checkpoint.root, index: 0, size: 1, proof: [], root: checkpoint.root }))
})

test('the copy that left is checked against what the outbound log commits to, whatever the record at home says', () => {
  const home = utf8('{"type":"incident","name":"Vehículo detenido","reply_to":"desk"}')
  const struckAway = { ...out, sent: toBase64(object) }
  const own = documentOf(journal, struckAway)
  const codes = (verdict: ReturnType<typeof explainProof>) =>
    verdict.steps.filter((step) => step.code === 'copy_opened').map((step) => step.ok)
  assert.deepEqual(codes(explainProof(own, withObject)), [true])
  assert.deepEqual(codes(explainProof(own, { items: new Map([[0, home]]) })), [true])
  assert.equal(explainProof(own, { items: new Map([[0, home]]) }).proves.code, 'nothing')
  const other = Uint8Array.from(object)
  other[5] = other[5]! ^ 1
  const lied = explainProof(documentOf(journal, { ...out, sent: toBase64(other) }), withObject)
  assert.deepEqual([lied.ok, codes(lied)], [false, [false]])
  assert.equal(parseProofDocument({ record: { id: 'x' }, positions: [{ ...out, sent: 7 }] }).ok, false)
})
