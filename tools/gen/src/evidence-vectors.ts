import { toBase64Url, toHex, utf8 } from '@enlace/core'
import {
  commitItem,
  commitmentRoot,
  cosignCheckpoint,
  type EvidenceDraft,
  encodeArchive,
  encodeLeaf,
  formatProof,
  formatVkey,
  inclusionRanges,
  leafHash,
  parseArchive,
  releaseCommitment,
  releaseHeader,
  releaseSignedBytes,
  rootOfHashes,
  sha256,
  signCheckpoint,
  signEvidence,
  vkeyOf,
} from '@enlace/proof/node'
import { filled, signers, steadySigner } from './seeded-signers.ts'
import { leafAt, leaves, policy } from './valid-vectors.ts'

const origin = signers.log.name
const officer = steadySigner('node.mx.sig.example/release/sspc', 0x01, 6)
const stranger = steadySigner('node.mx.sig.example/release/sspc', 0x01, 7)
const id = 'incident--0193507a-5c83-4000-8000-000000000001'
const items = [utf8(`{"id":"${id}","name":"Vehículo detenido","type":"incident"}`), utf8('{"purpose":"lead"}')]
const decision = utf8('{"agreement":"demo-mx-us/1"}')
const cover = utf8('%PDF-1.4\n% a cover sheet stands here\n%%EOF\n')
const [seq, size, signedAt] = [7, 20, 1_795_276_800]

function draft(change: { readonly object?: Uint8Array; readonly key?: typeof officer } = {}): EvidenceDraft {
  const { key = officer } = change
  const salts = [filled(0x41), filled(0x42)] as const
  const commitments = items.map((bytes, i) => commitItem(salts[i] ?? filled(0), bytes))
  const place = {
    origin,
    seq,
    c: toBase64Url(commitmentRoot(commitments)),
    rel: toBase64Url(releaseCommitment(filled(0x43), decision)),
  }
  const len = items.reduce((sum, item) => sum + item.length, 0)
  const leaf = encodeLeaf({ ...leafAt(seq), t: 'offer', n: 2, c: place.c, k: 1, len, ct: 'stix2.1', rel: place.rel })
  const hashes = leaves.slice(0, size).map((each, i) => leafHash(i === seq ? leaf : each))
  const head = { origin, size, root: rootOfHashes(hashes) }
  const checkpoint =
    signCheckpoint(head, [signers.log, signers.logPq], signedAt) +
    cosignCheckpoint(head, [signers.receipt, signers.receiptPq], signedAt + 1)
  const proof = inclusionRanges(seq, size).map(({ start, end }) => rootOfHashes(hashes.slice(start, end)))
  const signature = Buffer.from(key.sign(releaseSignedBytes(place))).toString('base64url')
  return {
    madeAt: '2026-11-22T01:00:00.000Z',
    party: 'mx',
    agency: 'sspc',
    by: 'officer',
    recipient: { code: 'court', name: 'First District Court' },
    purpose: 'Case 12/2026',
    ground: 'proof_use',
    under: ['demo-mx-us/1'],
    consents: [{ party: 'us', reference: 'Note 44' }],
    records: [
      {
        id,
        kind: 'seizure',
        modified: '2026-11-21T16:20:05.123Z',
        positions: [
          {
            origin,
            seq,
            role: 'out',
            leaf,
            logProof: formatProof({ index: seq, proof, checkpoint }),
            policy,
            opening: {
              items: items.map((bytes, index) => ({
                index,
                length: bytes.length,
                salt: salts[index] ?? filled(0),
                commitment: commitments[index] ?? filled(0),
              })),
              commitments,
            },
            items: new Map([change.object ?? items[0], items[1]].flatMap((bytes, i) => (bytes === undefined ? [] : [[i, bytes] as const]))),
            release: { bytes: decision, salt: filled(0x43), signature: utf8(`${releaseHeader}..${signature}`) },
          },
        ],
      },
    ],
    keys: `${formatVkey(vkeyOf(key))}\n`,
    covers: new Map([
      ['en', cover],
      ['es', cover],
    ]),
  }
}

const valid = signEvidence(draft(), officer)

/** An evidence file, what it proves, and files that must be refused, each with the check that refuses it. */
export function evidenceVectors(): Readonly<Record<string, Uint8Array | object>> {
  const changedObject = items[0]?.map((byte, i) => (i === 70 ? byte ^ 1 : byte)) ?? cover
  const wrong: Readonly<Record<string, readonly [reason: string, bytes: Uint8Array]>> = {
    'byte-flipped': ['archive_read', valid.map((byte, i) => (i === 100 ? byte ^ 1 : byte))],
    'cut-off': ['archive_read', valid.slice(0, -1)],
    'member-changed': ['members_whole', withMember('cover.en.pdf', utf8('%PDF-1.4\n% another cover sheet\n%%EOF\n'))],
    'member-added': ['members_whole', withMember('note', utf8('added'))],
    'contents-changed': ['contents_signed', withMember('contents', contentsFor('Case 13/2026'))],
    'keys-of-a-stranger': ['contents_signed', signEvidence({ ...draft(), keys: draft({ key: stranger }).keys }, officer)],
    'object-changed-and-signed-anew': ['item_opened', signEvidence(draft({ object: changedObject }), officer)],
    'release-by-a-stranger': ['release_signed', signEvidence({ ...draft({ key: stranger }), keys: draft().keys }, officer)],
  }
  return {
    'valid/evidence.zip': valid,
    'valid/evidence.json': {
      file: 'evidence.zip',
      sha256: toHex(sha256(valid)),
      proves: 'receipted',
      keys: draft().keys,
      policy,
      stranger: draft({ key: stranger }).keys,
      fingerprints: [officer, signers.log, signers.receipt].map((each) => ({
        name: each.name,
        sha256: toHex(sha256(Uint8Array.of(each.type, ...each.publicKey))),
      })),
    },
    'invalid/evidence.json': { files: Object.entries(wrong).map(([name, [reason]]) => ({ file: `evidence-${name}.zip`, reason })) },
    ...Object.fromEntries(Object.entries(wrong).map(([name, [, bytes]]) => [`invalid/evidence-${name}.zip`, bytes])),
  }
}

function withMember(name: string, bytes: Uint8Array): Uint8Array {
  const archive = parseArchive(valid)
  if (!archive.ok) throw new Error(archive.reason)
  return encodeArchive(new Map(archive.value).set(name, bytes))
}

/** The contents of the valid file with another purpose, and the signature of the first beside them. */
function contentsFor(purpose: string): Uint8Array {
  const archive = parseArchive(signEvidence({ ...draft(), purpose }, officer))
  const contents = archive.ok ? archive.value.get('contents') : undefined
  if (contents === undefined) throw new Error('no contents')
  return contents
}
