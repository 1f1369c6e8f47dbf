import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { runNow, type SignatureAlgorithm } from './crypto-port.ts'
import { algorithms, nodeCrypto } from './node-crypto.ts'
import { keyIdWork, type SignatureType, signatureTypes, type VerifierKey } from './verifier-key.ts'

/** A private key with the name and type it signs under. `sign` returns the raw signature over exactly the message given. */
export type NoteSigner = {
  readonly name: string
  readonly type: SignatureType
  readonly keyId: string
  readonly publicKey: Uint8Array
  readonly sign: (message: Uint8Array) => Uint8Array
}

/** Makes a new key pair of the algorithm that `type` fixes. The private key comes out as PKCS #8 PEM, to be kept by the caller. */
export function generateSigner(name: string, type: SignatureType): { readonly pkcs8Pem: string; readonly signer: NoteSigner } {
  const { privateKey } = signatureTypes[type].algorithm === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ml-dsa-44')
  return { pkcs8Pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), signer: signerOf(name, type, privateKey) }
}

/** Reads a private key from PKCS #8 PEM. Throws TypeError when it is of another algorithm than `type` fixes. */
export function loadSigner(name: string, type: SignatureType, pkcs8Pem: string): NoteSigner {
  return signerOf(name, type, createPrivateKey(pkcs8Pem))
}

function signerOf(name: string, type: SignatureType, privateKey: KeyObject): NoteSigner {
  const { algorithm } = signatureTypes[type]
  if (privateKey.asymmetricKeyType !== algorithm) throw new TypeError(`not an ${algorithm} key`)
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const publicKey = Uint8Array.from(spki.subarray(algorithms[algorithm].spki.length))
  return {
    name,
    type,
    keyId: runNow(keyIdWork(name, type, publicKey), nodeCrypto),
    publicKey,
    sign: (message) => Uint8Array.from(sign(null, message, privateKey)),
  }
}

/** A signer whose private key lies elsewhere: `sign` gets the message and answers the raw signature. */
export function signerOver(name: string, type: SignatureType, publicKey: Uint8Array, sign: NoteSigner['sign']): NoteSigner {
  return { name, type, keyId: runNow(keyIdWork(name, type, publicKey), nodeCrypto), publicKey, sign }
}

/** The verifier key that checks what this signer signs. */
export function vkeyOf(signer: NoteSigner): VerifierKey {
  return { name: signer.name, id: signer.keyId, type: signer.type, publicKey: signer.publicKey }
}

/**
 * The same private key under another name. One pair of keys signs every log between two parties: each note names its log in its first line, and
 * the key id covers the name, so what is signed for one log counts for no other.
 */
export function signerNamed(signer: NoteSigner, name: string): NoteSigner {
  return { ...signer, name, keyId: runNow(keyIdWork(name, signer.type, signer.publicKey), nodeCrypto) }
}

/** The same for the key that verifies. */
export function vkeyNamed(key: VerifierKey, name: string): VerifierKey {
  return { ...key, name, id: runNow(keyIdWork(name, key.type, key.publicKey), nodeCrypto) }
}

/**
 * The signer whose private key is a given 32-byte seed (RFC 8032 section 5.1.5, FIPS 204 section 5.1): for a seed that something else keeps safe, and
 * for test vectors that others must be able to make again.
 */
export function signerFromSeed(name: string, type: SignatureType, seed: Uint8Array): NoteSigner {
  if (seed.length !== 32) throw new RangeError('seed is not 32 bytes')
  const key = Buffer.concat([seedHeaders[signatureTypes[type].algorithm], seed])
  return signerOf(name, type, createPrivateKey({ key, format: 'der', type: 'pkcs8' }))
}

// PKCS #8 headers before a raw seed (RFC 8410; RFC 9881, the seed-only form).
const seedHeaders: Readonly<Record<SignatureAlgorithm, Buffer>> = {
  ed25519: Buffer.from('302e020100300506032b657004220420', 'hex'),
  'ml-dsa-44': Buffer.from('3034020100300b060960864801650304031104228020', 'hex'),
}
