import { concatBytes, fromHex, fromUtf8, toBase64, toHex, utf8 } from '@enlace/core'
import { encodeBody, encodeSealedBody, formatVkey, sha256, vkeyOf } from '@enlace/proof/node'
import { filled, signers } from './seeded-signers.ts'
import { body, leafAt, leaves, noteOf, origin, policy, proofText, receiptOf } from './valid-vectors.ts'

/** Every file of `vectors/invalid`, by name: what a conforming implementation must refuse, each with our reason for orientation. */
export function invalidVectors(): Readonly<Record<string, object>> {
  return {
    'leaf.json': { leaves: wrongLeaves() },
    'key.json': { vkeys: wrongKeys() },
    'body.json': { bodies: wrongBodies() },
    'sealed-body.json': { bodies: wrongSealed() },
    'checkpoint.json': {
      vkeys: [signers.log, signers.logPq, signers.receipt].map((signer) => formatVkey(vkeyOf(signer))),
      notes: wrongNotes(),
    },
    'policy.json': { policies: wrongPolicies() },
    'proof.json': { proofs: wrongProofs() },
  }
}

function wrongLeaves(): object[] {
  const text = fromUtf8(leaves[0]!)!
  const cases: readonly (readonly [string, string])[] = [
    ['leaf_not_canonical', text.replace(':', ': ')],
    ['leaf_not_canonical', text.replace('"seen":0', '"seen":0.0')],
    ['leaf_not_canonical', text.replace('offer', '\\u006ffer')],
    ['leaf_malformed', text.replace('"v":1', '"v":1,"v":1')],
    ['leaf_malformed', text.replace('offer', '\\ud800')],
    ['leaf_not_flat', text.replace('"v":1', '"v":1,"x":{}')],
    ['leaf_member_invalid', text.replace('"seq":0', '"seq":-1')],
    ['leaf_member_invalid', text.replace('"seq":0', '"seq":9007199254740992')],
    ['leaf_member_invalid', text.replace('"k":1,', '')],
    ['leaf_member_invalid', text.replace('2026-11-21', '2026-11-31')],
    ['leaf_too_large', text.replace('"v":1', `"v":1,"x":"${'a'.repeat(2048)}"`)],
  ]
  const bytes = [...cases.map(([reason, wrong]) => ({ reason, hex: toHex(utf8(wrong)) })), { reason: 'leaf_malformed', hex: '7bff7d' }]
  return [...bytes, { reason: 'leaf_member_invalid', hex: toHex(utf8(text.replace(`"mid":"${leafAt(0).mid}"`, '"mid":"x"'))) }]
}

function wrongSealed(): object[] {
  const [key, place] = [filled(0x44), { origin, seq: 41 }]
  const sealed = encodeSealedBody(key, place, encodeBody(body))
  const flipped = new Uint8Array(sealed)
  flipped[9]! ^= 1
  const cases: readonly (readonly [string, Uint8Array, { readonly origin: string; readonly seq: number }, Uint8Array])[] = [
    ['a byte differs', key, place, flipped],
    ['another key', filled(0x45), place, sealed],
    ['another position', key, { origin, seq: 42 }, sealed],
    ['another log', key, { origin: `${origin}0`, seq: 41 }, sealed],
    ['cut off', key, place, sealed.subarray(0, sealed.length - 1)],
    ['a body that is not sealed', key, place, encodeBody(body)],
    ['nothing', key, place, new Uint8Array(0)],
  ]
  return cases.map(([why, ...given]) => ({
    reason: 'sealed_unreadable',
    why,
    ...{ key: toHex(given[0]), origin: given[1].origin, seq: given[1].seq, sealed: toHex(given[2]) },
  }))
}

function wrongKeys(): object[] {
  const name = 'node.mx.sig.example/journal/1'
  const vkey = (key: string, type: number): string => {
    const material = concatBytes(Uint8Array.of(type), fromHex(key)!)
    return `${name}+${toHex(sha256(concatBytes(utf8(`${name}\n`), material)).subarray(0, 4))}+${toBase64(material)}`
  }
  const weak = [
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000080',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  ]
  const good = formatVkey(vkeyOf(signers.log))
  return [
    ...weak.map((key, i) => ({ reason: 'vkey_weak', vkey: vkey(key, i % 2 === 0 ? 0x01 : 0x04) })),
    { reason: 'vkey_type_unknown', vkey: vkey('11'.repeat(32), 0x02) },
    { reason: 'vkey_malformed', vkey: vkey('11'.repeat(31), 0x01) },
    { reason: 'vkey_id_wrong', vkey: good.replace('node.mx', 'node.us') },
    { reason: 'vkey_name_invalid', vkey: good.replace('node.mx', 'node mx') },
    { reason: 'vkey_malformed', vkey: good.replaceAll('+', '-') },
  ]
}

function wrongBodies(): object[] {
  const bytes = encodeBody(body)
  return [
    { reason: 'body_malformed', hex: '' },
    { reason: 'body_version_unknown', hex: toHex(concatBytes(Uint8Array.of(2), bytes.subarray(1))) },
    { reason: 'body_malformed', hex: toHex(bytes.subarray(0, -1)) },
    { reason: 'body_malformed', hex: toHex(concatBytes(bytes, Uint8Array.of(0))) },
    { reason: 'body_malformed', hex: '010001' },
    // A signature without a release.
    { reason: 'body_malformed', hex: '0100000000000000026162' },
  ]
}

function wrongNotes(): object[] {
  const note = noteOf(20)
  return [
    { reason: 'signature_invalid', note: note.replace('\n20\n', '\n21\n') },
    { reason: 'signature_invalid', note: note + receiptOf(5) },
    { reason: 'signature_missing', note: note.slice(0, note.indexOf('\n\n') + 2) + receiptOf(20).split('\n').slice(1).join('\n') },
    { reason: 'note_malformed', note: note.replace('\n\n', '\n') },
    { reason: 'note_malformed', note: note.replace('— ', '- ') },
    { reason: 'note_malformed', note: note.slice(0, -1) },
    { reason: 'note_malformed', note: note.replace('\n20\n', '\n20\r\n') },
    { reason: 'checkpoint_malformed', note: note.replace('\n20\n', '\n020\n') },
    { reason: 'checkpoint_extended', note: note.replace('\n\n', '\nextension\n\n') },
  ]
}

function wrongPolicies(): object[] {
  return [
    { reason: 'policy_malformed', text: policy.replace('quorum both\n', '') },
    { reason: 'policy_malformed', text: `${policy}quorum receipt\n` },
    { reason: 'policy_name_invalid', text: policy.replace('quorum both', 'quorum all') },
    { reason: 'policy_duplicate', text: policy.replace('group both', `log ${formatVkey(vkeyOf(signers.log))}\ngroup both`) },
    { reason: 'policy_malformed', text: policy.replace('both all', 'both 3') },
    { reason: 'policy_key_invalid', text: policy.replace('log ', 'witness w ') },
  ]
}

function wrongProofs(): object[] {
  return [
    { reason: 'proof_malformed', text: proofText.replace('@v1', '@v2') },
    { reason: 'proof_malformed', text: proofText.replace('index 7', 'index 07') },
    { reason: 'proof_malformed', text: proofText.replace('index 7\n', 'index 7\nAAAA\n') },
  ]
}
