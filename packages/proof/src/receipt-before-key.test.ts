import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toBase64Url, utf8 } from '@enlace/core'
import {
  cosignCheckpoint,
  type EvidencePosition,
  encodeLeaf,
  formatProof,
  type Leaf,
  leafHash,
  type NoteSigner,
  nodeHash,
  parseLeaf,
  releaseHeader,
  releaseSignedBytes,
  rootOfHashes,
  signCheckpoint,
  signEvidence,
  signerFromSeed,
  unsealType,
  verifyEvidence,
} from './node.ts'
import { testDraft, testKeys } from './test-evidence.ts'

const at = 1_795_276_800
const origin = testKeys.out.name
const strangeReceipt = signerFromSeed(testKeys.receipt.name, 0x04, new Uint8Array(32).fill(9))

type Change = {
  /** The entry that the key is said to be of. */
  readonly of?: number
  readonly type?: string
  readonly sealed?: false
  /** How many entries the receipt covers that is said to have come first; none: there is no receipt. */
  readonly receipted?: 2 | 3 | 'none'
  readonly by?: NoteSigner
  readonly root?: Uint8Array
}

/** A log of three entries: something else, the sealed one, and the one that hands over its key. */
function verdict({ of = 1, type = unsealType, sealed, receipted = 2, by = testKeys.receipt, root: said }: Change) {
  const draft = testDraft()
  const out = draft.records[0]?.positions[1] as EvidencePosition
  const read = parseLeaf(out.leaf)
  assert.ok(read.ok)
  const commitments = sealed === false ? {} : { sc: toBase64Url(new Uint8Array(32)), kc: toBase64Url(new Uint8Array(32)) }
  const leaf = encodeLeaf({ ...read.value, ...commitments })
  const { k: _k, c: _c, ct: _ct, len: _len, rel: _rel, ...rest } = read.value
  const unseal = encodeLeaf({ ...rest, t: type, seq: 2, n: 0, re_origin: origin, re_seq: of } as Leaf)
  const [first, second, third] = [leafHash(utf8('{}')), leafHash(leaf), leafHash(unseal)] as const
  const headOf = (size: number) => ({ origin, size, root: rootOfHashes([first, second, third].slice(0, size)) })
  const signed = (proof: Uint8Array[], index: number) => {
    const note = signCheckpoint(headOf(3), [testKeys.out], at) + cosignCheckpoint(headOf(3), [testKeys.receipt], at + 9)
    return formatProof({ index, proof, checkpoint: note })
  }
  const proof = receipted === 3 ? [first, third] : [first]
  const head = headOf(receipted === 'none' ? 2 : receipted)
  const text = (note: string) => `${note.split('\n').slice(0, 4).join('\n')}\n`
  const earlier = said === undefined ? head : { ...head, root: said }
  const before = formatProof({
    index: 1,
    proof,
    checkpoint: text(signCheckpoint(earlier, [testKeys.out], at)) + cosignCheckpoint(earlier, [by], at + 1),
  })
  const place = { origin, seq: 1, c: read.value.c ?? '', rel: read.value.rel ?? '' }
  const signature = utf8(`${releaseHeader}..${toBase64Url(testKeys.release.sign(releaseSignedBytes(place)))}`)
  const position: EvidencePosition = {
    ...out,
    leaf,
    logProof: signed([first, third], 1),
    ...(out.release === undefined ? {} : { release: { ...out.release, signature } }),
    unseal: { leaf: unseal, logProof: signed([nodeHash(first, second)], 2) },
    ...(receipted === 'none' ? {} : { before }),
  }
  const records = draft.records.map((record) => ({ ...record, positions: [position] }))
  return verifyEvidence(signEvidence({ ...draft, records }, testKeys.release))
}

test('evidence shows that the recipient had receipted what it could not read yet', () => {
  const shown = verdict({})
  const step = shown.records[0]?.positions[0]?.steps.find(({ code }) => code === 'receipt_before_key')
  assert.deepEqual([shown.ok, step?.ok, step?.values], [true, true, { origin, seq: 2, size: 2, by: testKeys.receipt.name }])
})

const wrong: readonly (readonly [string, Change])[] = [
  ['the receipt covers the key as well', { receipted: 3 }],
  ['no receipt lies beside it', { receipted: 'none' }],
  ['the earlier head is signed by somebody else', { by: strangeReceipt }],
  ['the earlier head is of another tree', { root: new Uint8Array(32) }],
  ['the key is of another entry', { of: 0 }],
  ['the later entry hands over no key', { type: 'note' }],
  ['the entry never came sealed', { sealed: false }],
]
for (const [name, change] of wrong) {
  test(`it shows nothing of the kind where ${name}`, () => {
    const shown = verdict(change)
    assert.equal(shown.ok, false)
    const failed = shown.records[0]?.positions[0]?.steps.filter(({ ok }) => !ok).map(({ code }) => code)
    assert.deepEqual(failed, ['receipt_before_key'])
  })
}
