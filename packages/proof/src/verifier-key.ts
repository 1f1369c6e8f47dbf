import { accept, concatBytes, fromBase64, type Result, refuse, toBase64, toHex, utf8 } from '@enlace/core'
import { askSha256, type SignatureAlgorithm, type Work } from './crypto-port.ts'
import { isWeakEd25519Key } from './ed25519-key.ts'
import { isKeyName } from './key-name.ts'

/**
 * Signature types (C2SP signed-note and tlog-cosignature): 0x01 Ed25519 over the note text, 0x04 timestamped Ed25519 cosignature,
 * 0x06 timestamped ML-DSA-44 cosignature. The type byte fixes the algorithm: nothing is negotiated.
 */
export type SignatureType = 0x01 | 0x04 | 0x06

/** A key that may verify notes: its name, its 4-byte id in lower-case hexadecimal, its type and the raw public key. */
export type VerifierKey = {
  readonly name: string
  readonly id: string
  readonly type: SignatureType
  readonly publicKey: Uint8Array
}

export type VerifierKeyRefusal = 'vkey_malformed' | 'vkey_name_invalid' | 'vkey_type_unknown' | 'vkey_id_wrong' | 'vkey_weak'

/** Algorithm and raw public key length of each signature type. */
export const signatureTypes: Readonly<
  Record<SignatureType, { readonly algorithm: SignatureAlgorithm; readonly publicKeyBytes: number; readonly signatureBytes: number }>
> = {
  1: { algorithm: 'ed25519', publicKeyBytes: 32, signatureBytes: 64 },
  4: { algorithm: 'ed25519', publicKeyBytes: 32, signatureBytes: 64 },
  6: { algorithm: 'ml-dsa-44', publicKeyBytes: 1312, signatureBytes: 2420 },
}

/**
 * Reads a verifier key, `<name>+<id>+<base64 of type and key>` (C2SP signed-note). This is enrolment: low-order and non-canonical
 * Ed25519 keys are refused here, because for some of them one signature verifies every message.
 */
export function* verifierKeyWork(text: string): Work<Result<VerifierKey, VerifierKeyRefusal>> {
  const [name, id, material, ...rest] = text.length > 4096 ? [] : text.split('+', 2).concat(afterSecondPlus(text))
  if (name === undefined || id === undefined || material === undefined || rest.length > 0) return refuse('vkey_malformed')
  if (!isKeyName(name)) return refuse('vkey_name_invalid')
  const bytes = fromBase64(material)
  if (!/^[0-9a-f]{8}$/.test(id) || bytes === undefined || bytes.length < 2) return refuse('vkey_malformed')
  const type = toSignatureType(bytes[0]!)
  if (type === undefined) return refuse('vkey_type_unknown', { type: bytes[0]! })
  const publicKey = bytes.slice(1)
  if (publicKey.length !== signatureTypes[type].publicKeyBytes) return refuse('vkey_malformed')
  if ((yield* keyIdWork(name, type, publicKey)) !== id) return refuse('vkey_id_wrong')
  if (signatureTypes[type].algorithm === 'ed25519' && isWeakEd25519Key(publicKey)) return refuse('vkey_weak')
  return accept({ name, id, type, publicKey })
}

// The base64 part may hold plus signs of its own, so only the first two separate.
function afterSecondPlus(text: string): string[] {
  const second = text.indexOf('+', text.indexOf('+') + 1)
  return second < 0 || second === text.indexOf('+') ? [] : [text.slice(second + 1)]
}

/** Writes a verifier key as text, the inverse of reading one. */
export function formatVkey(key: VerifierKey): string {
  return `${key.name}+${key.id}+${toBase64(concatBytes(Uint8Array.of(key.type), key.publicKey))}`
}

/** Key id: the first 4 bytes of SHA-256(name || 0x0A || type || public key), in hexadecimal (C2SP signed-note). */
export function* keyIdWork(name: string, type: SignatureType, publicKey: Uint8Array): Work<string> {
  const digest = yield* askSha256(concatBytes(utf8(name), Uint8Array.of(0x0a, type), publicKey))
  return toHex(digest.subarray(0, 4))
}

function toSignatureType(byte: number): SignatureType | undefined {
  return byte === 0x01 || byte === 0x04 || byte === 0x06 ? byte : undefined
}
