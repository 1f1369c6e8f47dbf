import { fromUtf8, toBase64, toBase64Url, toHex, utf8 } from '@enlace/core'
import {
  type Body,
  type Checkpoint,
  commitItem,
  commitmentRoot,
  consistencyRanges,
  cosignCheckpoint,
  emptyRoot,
  encodeAddCheckpoint,
  encodeAddEntries,
  encodeBodies,
  encodeBody,
  encodeEntryBundle,
  encodeLeaf,
  encodeMirrorInfo,
  encodeSealedBody,
  formatProof,
  formatTilePath,
  formatVkey,
  inclusionRanges,
  itemProof,
  type Leaf,
  leafHash,
  packagesOf,
  type Range,
  releaseCommitment,
  rootOfHashes,
  sealedMembers,
  signCheckpoint,
  subtreeConsistencyRanges,
  vkeyOf,
} from '@enlace/proof/node'
import { filled, signers } from './seeded-signers.ts'

export const origin = signers.log.name
const signedAt = 1_795_276_800
const receiptedAt = 1_795_276_801

const object = utf8('{"type":"incident","name":"Vehículo detenido"}')
const envelope = utf8('{"purpose":"lead"}')
export const body: Body = {
  items: [
    { salt: filled(0x41), bytes: object },
    { salt: filled(0x42), bytes: envelope },
  ],
  release: { salt: filled(0x43), bytes: utf8('{"agreement":"demo-mx-us/1"}') },
  releaseSignature: utf8('eyJhbGciOiJFZDI1NTE5In0..AAAA'),
}
const commitments = body.items.map((item) => commitItem(item.salt, item.bytes))

/** Leaf of the vectors at a position: every third has no body and answers an entry of the other side. */
export function leafAt(seq: number): Leaf {
  const common = { v: 1, seq, at: '2026-11-21T16:20:05.123Z', mid: `0193507a-5c83-7000-8000-${String(seq).padStart(12, '0')}`, seen: seq }
  if (seq % 3 === 2) {
    return {
      ...common,
      t: 'ack',
      n: 0,
      re_origin: 'node.us.sig.example/out/mx/1',
      re_seq: seq,
      re_hash: toBase64Url(filled(6)),
      code: 'accepted',
    }
  }
  return {
    ...common,
    t: 'offer',
    n: 2,
    c: toBase64Url(commitmentRoot(commitments)),
    k: 1,
    len: object.length + envelope.length,
    ct: 'stix2.1',
    rel: toBase64Url(releaseCommitment(filled(0x43), body.release!.bytes)),
  }
}

/** One body sealed under a fixed key, and what its leaf and the leaf of its key say. */
function sealedBody(): object {
  const [key, seq] = [filled(0x44), 41]
  const sealed = encodeSealedBody(key, { origin, seq }, encodeBody(body))
  return { origin, seq, key: toHex(key), body: toHex(encodeBody(body)), sealed: toHex(sealed), ...sealedMembers(key, sealed) }
}

export const leaves = Array.from({ length: 600 }, (_, seq) => encodeLeaf(leafAt(seq)))
const hashes = leaves.map((leaf) => leafHash(leaf))
const hashOf = ({ start, end }: Range): Uint8Array => rootOfHashes(hashes.slice(start, end))
export const headOf = (size: number): Checkpoint => ({ origin, size, root: size === 0 ? emptyRoot : hashOf({ start: 0, end: size }) })
export const noteOf = (size: number): string => signCheckpoint(headOf(size), [signers.log, signers.logPq], signedAt)
export const receiptOf = (size: number): string => cosignCheckpoint(headOf(size), [signers.receipt, signers.receiptPq], receiptedAt)
const base64 = (list: readonly Uint8Array[]): string[] => list.map((each) => toBase64(each))

export const policy = `log ${formatVkey(vkeyOf(signers.log))}
log ${formatVkey(vkeyOf(signers.logPq))}
witness receipt ${formatVkey(vkeyOf(signers.receipt))}
witness receipt-pq ${formatVkey(vkeyOf(signers.receiptPq))}
group both all receipt receipt-pq
quorum both
`
export const proofText = formatProof({ index: 7, proof: inclusionRanges(7, 20).map(hashOf), checkpoint: noteOf(20) + receiptOf(20) })

/** Every file of `vectors/valid`, by name: what a conforming implementation accepts, and what it reads in it. */
export function validVectors(): Readonly<Record<string, object>> {
  return {
    'keys.json': {
      note: 'seed: 32 times this byte; the vkey follows from name, type and seed',
      keys: Object.values(signers).map((signer) => ({
        name: signer.name,
        type: signer.type,
        seedByte: signer.seedByte,
        vkey: formatVkey(vkeyOf(signer)),
      })),
    },
    'leaf.json': {
      leaves: [0, 2].map((seq) => ({ members: leafAt(seq), text: fromUtf8(leaves[seq]!), hash: toHex(hashes[seq]!) })),
      newer: newerLeaf(),
    },
    'commitment.json': {
      items: body.items.map((item, index) => ({
        salt: toHex(item.salt),
        text: fromUtf8(item.bytes),
        commitment: toHex(commitments[index]!),
        proof: itemProof(commitments, index).map((hash) => toHex(hash)),
      })),
      root: toHex(commitmentRoot(commitments)),
      release: {
        salt: toHex(filled(0x43)),
        text: fromUtf8(body.release!.bytes),
        root: toHex(releaseCommitment(filled(0x43), body.release!.bytes)),
      },
    },
    'body.json': {
      bodies: [body, { items: [], release: null, releaseSignature: new Uint8Array(0) }].map((each) => ({
        items: each.items.map((item) => ({ salt: toHex(item.salt), hex: toHex(item.bytes) })),
        release: each.release === null ? null : { salt: toHex(each.release.salt), hex: toHex(each.release.bytes) },
        releaseSignature: toHex(each.releaseSignature),
        hex: toHex(encodeBody(each)),
      })),
      frame: {
        origin,
        seqs: [0, 1],
        hex: toHex(
          encodeBodies(
            origin,
            [0, 1].map((seq) => ({ seq, body: encodeBody(body) })),
          ),
        ),
      },
    },
    'sealed-body.json': sealedBody(),
    'merkle.json': merkleVectors(),
    'checkpoint.json': {
      checkpoints: [1, 20, 600].map((size) => ({
        size,
        root: toBase64(headOf(size).root),
        signedAt,
        receiptedAt,
        note: noteOf(size) + receiptOf(size),
      })),
    },
    'add-checkpoint.json': { origin, known: { size: 5, root: toBase64(headOf(5).root) }, requests: addCheckpointRequests() },
    'add-entries.json': addEntriesVectors(),
    'tiles.json': {
      paths: [
        { level: 0, index: 0, width: 256 },
        { level: 'entries' as const, index: 2, width: 88 },
        { level: 1, index: 1_234_067, width: 17 },
      ].map((tile) => ({ ...tile, path: formatTilePath(tile) })),
      bundle: { entries: leaves.slice(0, 3).map((leaf) => fromUtf8(leaf)), hex: toHex(encodeEntryBundle(leaves.slice(0, 3))) },
    },
    'policy.json': { policies: [{ text: policy, satisfied: [noteOf(20) + receiptOf(20)], notSatisfied: [noteOf(20)] }] },
    'proof.json': {
      document: {
        record: { id: 'incident--0193507a-5c83-4000-8000-000000000001', modified: '2026-11-21T16:20:05.123Z' },
        positions: [
          {
            origin,
            seq: 7,
            role: 'out',
            leaf: toBase64(leaves[7]!),
            opening: {
              items: body.items.map((item, index) => ({
                index,
                length: item.bytes.length,
                salt: toBase64Url(item.salt),
                commitment: toBase64Url(commitments[index]!),
              })),
              commitments: commitments.map((each) => toBase64Url(each)),
            },
            tlogProof: proofText,
            policy,
          },
        ],
      },
      object: fromUtf8(object),
      proves: 'receipted',
      doesNotProve: 'not_read_not_true',
    },
  }
}

/** A leaf as a later version might write it: an unknown type and an unknown member, to be kept. */
function newerLeaf(): object {
  const members = { ...leafAt(1), t: 'loan', v: 2, hops: 3 }
  return { members, text: fromUtf8(encodeLeaf(members)) }
}

function merkleVectors(): object {
  const [small, large] = [20, 600]
  return {
    leaves: leaves.slice(0, small).map((leaf) => fromUtf8(leaf)),
    roots: Array.from({ length: small + 1 }, (_, size) => toBase64(headOf(size).root)),
    inclusion: [0, 7, 15, 16, 19].map((index) => ({ index, size: small, proof: base64(inclusionRanges(index, small).map(hashOf)) })),
    consistency: [1, 7, 8, 16, 19, 20].map((oldSize) => ({
      oldSize,
      size: small,
      proof: base64(consistencyRanges(oldSize, small).map(hashOf)),
    })),
    subtreeConsistency: [
      [0, 256],
      [256, 512],
      [512, 600],
      [512, 513],
      [4, 6],
    ].map(([start = 0, end = 0]) => ({
      start,
      end,
      size: large,
      subtreeHash: toBase64(hashOf({ start, end })),
      root: toBase64(headOf(large).root),
      proof: base64(subtreeConsistencyRanges(start, end, large).map(hashOf)),
    })),
  }
}

function addCheckpointRequests(): object[] {
  const proof = consistencyRanges(5, 20).map(hashOf)
  const forked = { ...headOf(5), root: filled(9) }
  return [
    { status: 200, body: encodeAddCheckpoint({ oldSize: 5, proof, checkpoint: noteOf(20) }) },
    { status: 200, body: encodeAddCheckpoint({ oldSize: 5, proof: [], checkpoint: noteOf(5) }) },
    { status: 400, body: encodeAddCheckpoint({ oldSize: 21, proof, checkpoint: noteOf(20) }) },
    { status: 403, body: encodeAddCheckpoint({ oldSize: 5, proof, checkpoint: noteOf(20).replace('\n20\n', '\n21\n') }) },
    { status: 404, body: encodeAddCheckpoint({ oldSize: 5, proof, checkpoint: noteOf(20).replaceAll('/out/us/1', '/out/us/2') }) },
    { status: 409, size: 5, body: encodeAddCheckpoint({ oldSize: 4, proof, checkpoint: noteOf(20) }) },
    {
      status: 409,
      size: 5,
      fork: true,
      body: encodeAddCheckpoint({ oldSize: 5, proof: [], checkpoint: signCheckpoint(forked, [signers.log], signedAt) }),
    },
    { status: 422, body: encodeAddCheckpoint({ oldSize: 5, proof: proof.slice(1), checkpoint: noteOf(20) }) },
  ]
}

function addEntriesVectors(): object {
  const [start, end] = [254, 258]
  const packages = packagesOf(start, end).map((part) => ({
    entries: leaves.slice(part.start, part.end),
    proof: subtreeConsistencyRanges(part.subtreeStart, part.end, end).map(hashOf),
  }))
  return {
    packages: [
      [0, 1],
      [0, 256],
      [255, 257],
      [300, 600],
      [512, 512],
    ].map(([from = 0, to = 0]) => ({ start: from, end: to, packages: packagesOf(from, to) })),
    request: {
      start,
      end,
      ticket: '',
      root: toBase64(headOf(end).root),
      hex: toHex(encodeAddEntries({ origin, start, end, ticket: new Uint8Array(0), packages })),
    },
    mirrorInfo: {
      size: 600,
      next: 512,
      ticket: toBase64(utf8('ticket')),
      text: encodeMirrorInfo({ size: 600, next: 512, ticket: utf8('ticket') }),
    },
  }
}
