import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from '@enlace/core'
import { zipSync } from 'fflate'
import { verifyEvidence as verifyInBrowser } from './browser.ts'
import {
  cosignCheckpoint,
  type EvidenceDraft,
  type EvidencePosition,
  encodeArchive,
  formatProof,
  formatVkey,
  parseArchive,
  parseProof,
  signCheckpoint,
  signEvidence,
  signerFromSeed,
  verifyEvidence,
  vkeyOf,
} from './node.ts'
import { testDraft, testKeys, testObject } from './test-evidence.ts'

const file = signEvidence(testDraft(), testKeys.release)
const membersOf = (bytes: Uint8Array): Map<string, Uint8Array> => {
  const archive = parseArchive(bytes)
  assert.ok(archive.ok)
  return new Map(archive.value)
}
const failedSteps = (bytes: Uint8Array, options = {}): string[] => {
  const verdict = verifyEvidence(bytes, options)
  const all = [...verdict.steps, ...verdict.records.flatMap((record) => record.positions.flatMap((position) => [...position.steps]))]
  return all.filter((step) => !step.ok).map((step) => step.code)
}

test('a whole file proves the strongest that one of its positions shows, and names every key it rests on', () => {
  const verdict = verifyEvidence(file)
  assert.deepEqual(failedSteps(file), [])
  assert.equal(verdict.ok, true)
  assert.equal(verdict.proves.code, 'receipted')
  assert.equal(verdict.doesNotProve.code, 'not_read_not_true')
  assert.equal(verdict.contents?.recipient.name, 'First District Court')
  const codes = verdict.records[0]?.positions[1]?.steps.map((step) => step.code)
  for (const code of ['receipt_signed', 'item_opened', 'record_named', 'release_opened', 'release_signed'] as const)
    assert.ok(codes?.includes(code), code)
  assert.deepEqual(
    verdict.fingerprints.map((key) => key.name),
    ['node.mx.sig.example/journal/1', 'node.mx.sig.example/out/us/1', 'node.mx.sig.example/release/sspc', 'node.us.sig.example/in/mx'],
  )
})

test('the browser comes to the same verdict', async () => {
  assert.deepEqual(await verifyInBrowser(file), verifyEvidence(file))
})

test('the same draft gives the same bytes', () => {
  assert.deepEqual(signEvidence(testDraft(), testKeys.release), file)
})

test('any flipped byte of the file is refused', () => {
  for (let at = 0; at < file.length; at++) {
    const changed = Uint8Array.from(file)
    changed[at]! ^= 1 << (at % 8)
    const verdict = verifyEvidence(changed)
    assert.ok(!verdict.ok && verdict.proves.code === 'nothing', `byte ${at}`)
  }
  assert.equal(verifyEvidence(file.subarray(0, -1)).ok, false)
  assert.equal(verifyEvidence(Buffer.concat([file, Uint8Array.of(0)])).ok, false)
  assert.equal(verifyEvidence(Buffer.concat([Uint8Array.of(0), file])).ok, false)
})

test('any flipped byte of any member is refused, also when the archive around it is made anew', () => {
  for (const [name, bytes] of membersOf(file)) {
    for (let at = 0; at < bytes.length; at++) {
      const changed = Uint8Array.from(bytes)
      changed[at]! ^= 1 << (at % 8)
      const verdict = verifyEvidence(encodeArchive(membersOf(file).set(name, changed)))
      assert.ok(!verdict.ok && verdict.proves.code === 'nothing', `${name} byte ${at}`)
    }
  }
})

test('a maker who changes what a log holds and signs anew never proves as much', () => {
  const draft = testDraft()
  const out = draft.records[0]!.positions[1]!
  const parts: readonly [string, Uint8Array, (bytes: Uint8Array) => object][] = [
    ['leaf', out.leaf, (leaf) => ({ leaf })],
    ['object', out.items.get(0)!, (bytes) => ({ items: new Map(out.items).set(0, bytes) })],
    ['envelope', out.items.get(1)!, (bytes) => ({ items: new Map(out.items).set(1, bytes) })],
    ['release', out.release!.bytes, (bytes) => ({ release: { ...out.release, bytes } })],
    ['release.jws', out.release!.signature, (signature) => ({ release: { ...out.release, signature } })],
    ['proof', utf8(out.logProof), (bytes) => ({ logProof: Buffer.from(bytes).toString('latin1') })],
  ]
  for (const [name, bytes, change] of parts) {
    for (let at = 0; at < bytes.length; at++) {
      const changed = Uint8Array.from(bytes)
      changed[at]! ^= 1
      const positions = [{ ...out, ...change(changed) }]
      const verdict = verifyEvidence(signEvidence({ ...draft, records: [{ ...draft.records[0]!, positions }] }, testKeys.release))
      assert.notEqual(verdict.proves.code, 'receipted', `${name} byte ${at}`)
    }
  }
})

test('signed by another key than the party of the logs has, it is refused', () => {
  assert.deepEqual(failedSteps(signEvidence(testDraft(), testKeys.stranger)), ['contents_signed'])
  const other = { ...testKeys.release, name: 'node.us.sig.example/release/dhs' }
  assert.deepEqual(failedSteps(signEvidence({ ...testDraft(), keys: `${formatVkey(vkeyOf(testKeys.release))}\n` }, other)), [
    'contents_signed',
  ])
})

test("with the reader's own keys, a file that only vouches for itself is refused", () => {
  const forged = signEvidence(testDraft(testKeys.stranger), testKeys.stranger)
  assert.equal(verifyEvidence(forged).ok, true)
  assert.deepEqual(failedSteps(forged, { trustedKeys: `${formatVkey(vkeyOf(testKeys.release))}\n` }), ['contents_signed'])
  assert.deepEqual(failedSteps(file, { trustedKeys: `${formatVkey(vkeyOf(testKeys.release))}\n` }), [])
  assert.deepEqual(failedSteps(file, { trustedKeys: '' }), ['keys_read'])
  const strange = testDraft().records[0]!.positions[0]!.policy
  assert.ok(failedSteps(file, { trustedPolicy: strange }).includes('checkpoint_signed'))
})

/** The valid draft with another head in its log to us: cosigned at `proofAt`, and beside it an earlier one cosigned at `before`. */
function draftSeen(terms: string, proofAt: number, before?: number) {
  const draft = testDraft()
  const [journal, out] = draft.records[0]!.positions as [EvidencePosition, EvidencePosition]
  const parsed = parseProof(out.logProof)
  assert.ok(parsed.ok)
  const opened = parsed.value.checkpoint.split('\n')
  const head = { origin: testKeys.out.name, size: 2, root: Buffer.from(opened[2]!, 'base64') }
  const [text, receipt] = [`${opened.slice(0, 4).join('\n')}\n`, (at: number) => cosignCheckpoint(head, [testKeys.receipt], at)]
  const earlier = before === undefined ? {} : { before: formatProof({ ...parsed.value, checkpoint: text + receipt(before) }) }
  const logProof = formatProof({ ...parsed.value, checkpoint: `${opened.slice(0, 5).join('\n')}\n${receipt(proofAt)}` })
  return { ...draft, keys: draft.keys + terms, records: [{ ...draft.records[0]!, positions: [journal, { ...out, ...earlier, logProof }] }] }
}

const cutoff = Date.parse('2026-11-22T02:00:00Z') / 1000
const stated = (reason: string, { name, keyId } = testKeys.release) =>
  `#enlace-key ${name}+${keyId} revoked 2026-11-22T02:00:00Z ${reason}\n`
const releases: readonly (readonly [string, EvidenceDraft, readonly string[]])[] = [
  ['a release key that is sound', draftSeen('', cutoff), []],
  ['revoked as superseded, receipted the second before', draftSeen(stated('superseded'), cutoff - 1), []],
  ['revoked as superseded, receipted at that second', draftSeen(stated('superseded'), cutoff), ['release_key_revoked']],
  ['with an older head beside it', draftSeen(stated('superseded'), cutoff, cutoff - 1), []],
  ['with a head beside it that is as young', draftSeen(stated('superseded'), cutoff, cutoff), ['release_key_revoked']],
  ['compromised, and the contents signed with it', draftSeen(stated('compromised'), cutoff - 1), ['contents_key_revoked']],
]

for (const [name, draft, wanted] of releases) {
  test(`what a revoked key released: ${name}`, async () => {
    const bytes = signEvidence(draft, testKeys.release)
    assert.deepEqual(failedSteps(bytes), wanted)
    assert.deepEqual(await verifyInBrowser(bytes), verifyEvidence(bytes))
  })
}

test('what a stolen key released counts by the word of another node alone, and the reader can state that it was stolen', () => {
  const successor = signerFromSeed(testKeys.release.name, 0x01, new Uint8Array(32).fill(9))
  const keys = `${testDraft().keys}${formatVkey(vkeyOf(successor))}\n`
  const made = (proofAt: number, before?: number) => signEvidence({ ...draftSeen('', proofAt, before), keys }, successor)
  const trustedKeys = keys + stated('compromised')
  assert.deepEqual(failedSteps(made(cutoff), {}), [])
  assert.deepEqual(failedSteps(made(cutoff), { trustedKeys }), ['release_key_revoked'])
  assert.deepEqual(failedSteps(made(cutoff, cutoff - 1), { trustedKeys }), [])
  assert.deepEqual(failedSteps(made(cutoff - 1), { trustedKeys }), [])
  // The node's own log key is no other node's word, whatever time it states.
  const own = signerFromSeed(testKeys.out.name, 0x06, new Uint8Array(32).fill(10))
  const policy = `log ${formatVkey(vkeyOf(testKeys.out))}\nlog ${formatVkey(vkeyOf(own))}\nwitness r ${formatVkey(vkeyOf(testKeys.receipt))}\nquorum r\n`
  const draft = draftSeen('', cutoff)
  const out = draft.records[0]!.positions[1]!
  const head = { origin: testKeys.out.name, size: 2, root: Buffer.from(out.logProof.split('\n\n')[1]!.split('\n')[2]!, 'base64') }
  const logProof = out.logProof + signCheckpoint(head, [own], cutoff - 1).split('\n\n')[1]
  const file = signEvidence({ ...draft, keys, records: [{ ...draft.records[0]!, positions: [{ ...out, policy, logProof }] }] }, successor)
  assert.deepEqual(failedSteps(file, { trustedKeys }), ['release_key_revoked'])
  assert.deepEqual(failedSteps(file, { trustedKeys: keys + stated('superseded') }), [])
  assert.deepEqual(failedSteps(made(cutoff), { trustedKeys: `${keys}#enlace-key ${testKeys.release.name} revoked\n` }), ['keys_read'])
})

test('an opening without the object proves the entry, and with the bytes from elsewhere the record', () => {
  const draft = testDraft()
  const positions = draft.records[0]!.positions.map((position) => ({ ...position, items: new Map() }))
  const opening = signEvidence({ ...draft, records: [{ ...draft.records[0]!, positions }] }, testKeys.release)
  assert.equal(verifyEvidence(opening).proves.code, 'entry_only')
  assert.equal(verifyEvidence(opening, { object: testObject }).proves.code, 'receipted')
  assert.equal(verifyEvidence(opening, { object: utf8('{}') }).ok, false)
})

test('an object of another id than the contents say is refused', () => {
  const draft = testDraft()
  const records = [{ ...draft.records[0]!, id: 'incident--0193507a-5c83-4000-8000-000000000002' }]
  assert.deepEqual(failedSteps(signEvidence({ ...draft, records }, testKeys.release)), ['record_named', 'record_named'])
})

test('of several records each is told, and one that fails spoils the file', () => {
  const draft = testDraft()
  const record = draft.records[0]!
  const both = [record, { ...record, positions: record.positions.slice(0, 1) }]
  const verdict = verifyEvidence(signEvidence({ ...draft, records: both }, testKeys.release))
  assert.deepEqual(
    [verdict.proves, verdict.records.map((each) => each.proves.code)],
    [{ code: 'several', values: { records: 2 } }, ['receipted', 'kept']],
  )
  const bad = [record, { ...record, positions: [{ ...record.positions[0]!, seq: 0 }] }]
  assert.equal(verifyEvidence(signEvidence({ ...draft, records: bad }, testKeys.release)).proves.code, 'nothing')
})

test('a compressed archive, a strange name and a folder are refused before anything is inflated', () => {
  const bomb = zipSync({ contents: new Uint8Array(50_000_000) }, { level: 9 })
  assert.ok(bomb.length < 100_000)
  for (const bytes of [
    bomb,
    zipSync({ '../x': new Uint8Array(1) }, { level: 0 }),
    zipSync({ X: new Uint8Array(1) }, { level: 0 }),
    new Uint8Array(0),
  ])
    assert.deepEqual(failedSteps(bytes), ['archive_read'])
  assert.throws(() => encodeArchive(new Map([['a//b', new Uint8Array(1)]])), RangeError)
})
