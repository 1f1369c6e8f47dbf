import { toBase64Url, utf8 } from '@enlace/core'
import {
  commitItem,
  commitmentRoot,
  cosignCheckpoint,
  type EvidenceDraft,
  type EvidencePosition,
  encodeLeaf,
  formatPolicy,
  formatProof,
  formatVkey,
  leafHash,
  type NoteSigner,
  nodeHash,
  releaseCommitment,
  releaseHeader,
  releaseSignedBytes,
  signCheckpoint,
  signerFromSeed,
  vkeyOf,
} from './node.ts'

const seed = (byte: number) => new Uint8Array(32).fill(byte)
const host = 'node.mx.sig.example'

/** Keys of a small evidence file in tests: logs of mx, the receipt of us, releases of mx. */
export const testKeys = {
  journal: signerFromSeed(`${host}/journal/1`, 0x01, seed(1)),
  out: signerFromSeed(`${host}/out/us/1`, 0x01, seed(2)),
  receipt: signerFromSeed('node.us.sig.example/in/mx', 0x04, seed(3)),
  release: signerFromSeed(`${host}/release/sspc`, 0x01, seed(4)),
  stranger: signerFromSeed(`${host}/release/sspc`, 0x01, seed(5)),
} as const

export const testObject = utf8('{"id":"incident--0193507a-5c83-4000-8000-000000000001","name":"Vehículo detenido","type":"incident"}')
const envelope = utf8('{"purpose":"lead"}')
const decision = utf8('{"agreement":"demo-mx-us/1"}')
const at = 1_795_276_800

/** A record in the journal of mx and, released by an officer and receipted, in its log to us. */
export function testDraft(releaseSigner: NoteSigner = testKeys.release): EvidenceDraft {
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
        id: 'incident--0193507a-5c83-4000-8000-000000000001',
        kind: 'seizure',
        modified: '2026-11-21T16:20:05.123Z',
        positions: [positionIn('journal', releaseSigner), positionIn('out', releaseSigner)],
      },
    ],
    keys: `${formatVkey(vkeyOf(releaseSigner))}\n`,
    covers: new Map([['en', utf8('%PDF-1.3 cover')]]),
  }
}

function positionIn(role: 'journal' | 'out', releaseSigner: NoteSigner): EvidencePosition {
  const log = testKeys[role]
  const salts = [seed(role === 'out' ? 0x41 : 0x61), seed(role === 'out' ? 0x42 : 0x62)] as const
  const items = [testObject, envelope]
  const commitments = items.map((bytes, i) => commitItem(salts[i]!, bytes))
  const c = toBase64Url(commitmentRoot(commitments))
  const rel = toBase64Url(releaseCommitment(seed(0x43), decision))
  const leaf = encodeLeaf({
    v: 1,
    t: role === 'out' ? 'offer' : 'record',
    seq: 1,
    at: '2026-11-21T16:20:05.123Z',
    mid: '0193507a-5c83-7000-8000-000000000001',
    seen: 0,
    n: 2,
    c,
    k: 1,
    len: testObject.length + envelope.length,
    ct: 'stix2.1',
    ...(role === 'out' ? { rel } : {}),
  })
  const before = leafHash(utf8('{}'))
  const checkpoint = { origin: log.name, size: 2, root: nodeHash(before, leafHash(leaf)) }
  const receipt = role === 'out' ? cosignCheckpoint(checkpoint, [testKeys.receipt], at + 1) : ''
  const place = { origin: log.name, seq: 1, c, rel }
  const signature = Buffer.from(releaseSigner.sign(releaseSignedBytes(place))).toString('base64url')
  return {
    origin: log.name,
    seq: 1,
    role,
    leaf,
    logProof: formatProof({ index: 1, proof: [before], checkpoint: signCheckpoint(checkpoint, [log], at) + receipt }),
    policy: formatPolicy({
      logs: [{ key: vkeyOf(log), url: null }],
      witnesses: role === 'out' ? [{ name: 'receipt', key: vkeyOf(testKeys.receipt), url: null }] : [],
      groups: [],
      quorum: role === 'out' ? 'receipt' : 'none',
    }),
    opening: {
      items: items.map((bytes, index) => ({ index, length: bytes.length, salt: salts[index]!, commitment: commitments[index]! })),
      commitments,
    },
    items: new Map(items.map((bytes, index) => [index, bytes])),
    ...(role === 'out' ? { release: { bytes: decision, salt: seed(0x43), signature: utf8(`${releaseHeader}..${signature}`) } } : {}),
  }
}
