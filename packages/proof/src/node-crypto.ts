import { createHash, createPublicKey, hash, type KeyObject, verify } from 'node:crypto'
import { concatBytes, fromHex } from '@enlace/core'
import type { CertifiedScheme, CryptoNow, SignatureAlgorithm } from './crypto-port.ts'

/** SHA-256 of bytes (32 bytes). */
export function sha256(bytes: Uint8Array): Uint8Array {
  // Through a string of one character a byte: asking for a Buffer makes node:crypto allocate one outside its pool, at twice the cost of the hash.
  const digest = Buffer.from(hash('sha256', bytes, 'binary'), 'binary')
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.length)
}

/** Public key and signature sizes in bytes (RFC 8032, FIPS 204), and the SubjectPublicKeyInfo header that node:crypto wants before a raw key. */
export const algorithms: Readonly<
  Record<SignatureAlgorithm, { readonly publicKeyBytes: number; readonly signatureBytes: number; readonly spki: Uint8Array }>
> = {
  ed25519: { publicKeyBytes: 32, signatureBytes: 64, spki: fromHex('302a300506032b6570032100')! },
  'ml-dsa-44': { publicKeyBytes: 1312, signatureBytes: 2420, spki: fromHex('30820532300b06096086480165030403110382052100')! },
}

// Imported keys by the identity of their bytes: a verifier key is read once and lives long, and parsing it costs as much as a check.
const imported = new WeakMap<Uint8Array, KeyObject>()

function importKey(algorithm: SignatureAlgorithm, publicKey: Uint8Array): KeyObject {
  const known = imported.get(publicKey)
  if (known !== undefined) return known
  const der = Buffer.from(concatBytes(algorithms[algorithm].spki, publicKey))
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  imported.set(publicKey, key)
  return key
}

/** Checks one signature with node:crypto. False for keys and signatures of the wrong length; never throws on a stranger's bytes. */
export function verifySignature(algorithm: SignatureAlgorithm, publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const sizes = algorithms[algorithm]
  if (publicKey.length !== sizes.publicKeyBytes || signature.length !== sizes.signatureBytes) return false
  try {
    return verify(null, message, importKey(algorithm, publicKey), signature)
  } catch {
    return false
  }
}

/** Everything verification asks for, answered at once by node:crypto. */
export const nodeCrypto: CryptoNow = {
  sha256,
  verify: verifySignature,
  digest: (name, bytes) => createHash(name).update(bytes).digest(),
  certified: verifyCertified,
}

function verifyCertified(scheme: CertifiedScheme, key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const publicKey = createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' })
    const types = scheme.type === 'ecdsa' ? 'ec' : scheme.type
    if (publicKey.asymmetricKeyType !== types) return false
    return verify(scheme.type === 'ed25519' ? null : scheme.hash, message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)
  } catch {
    return false
  }
}
