import { type NoteSigner, type SignatureType, signerFromSeed } from '@enlace/proof/node'
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'

/** Salts, seeds and roots of the vectors: 32 times one byte, so that anyone can make them again. */
export function filled(byte: number): Uint8Array {
  return new Uint8Array(32).fill(byte)
}

/**
 * A signer whose key and signatures are the same every time. Ed25519 always is; ML-DSA-44 signs with randomness unless told otherwise,
 * and only the second implementation can be told, which also makes every such vector one that two implementations agree on.
 */
export function steadySigner(name: string, type: SignatureType, seedByte: number): NoteSigner & { readonly seedByte: number } {
  const signer = signerFromSeed(name, type, filled(seedByte))
  if (type !== 0x06) return { ...signer, seedByte }
  const { secretKey } = ml_dsa44.keygen(filled(seedByte))
  return { ...signer, seedByte, sign: (message) => Uint8Array.from(ml_dsa44.sign(message, secretKey, { extraEntropy: false })) }
}

const origin = 'node.mx.sig.example/out/us/1'
const receiver = 'node.us.sig.example/in/mx'

/** The keys of the vectors: a log with both algorithms, its receiver with both, a witness. */
export const signers = {
  log: steadySigner(origin, 0x01, 1),
  logPq: steadySigner(origin, 0x06, 2),
  receipt: steadySigner(receiver, 0x04, 3),
  receiptPq: steadySigner(receiver, 0x06, 4),
  witness: steadySigner('witness.example/w1', 0x04, 5),
} as const
