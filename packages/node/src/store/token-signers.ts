import { randomBytes } from 'node:crypto'
import { type NoteSigner, type SignatureType, signerFromSeed, signerOver } from '@enlace/proof/node'
import { askToken } from './ask-token.ts'
import type { TokenAddress } from './token-address.ts'
import { idBytes } from './token-calls.ts'

/**
 * Makes a pair of keys for a name in a token: Ed25519, whose private half never leaves it, and ML-DSA-44, which no token of today makes: its seed lies
 * there sealed by a key that never leaves it, and is opened into memory to sign. Answers the address of the pair.
 */
export function makeTokenKeys(address: TokenAddress, name: string): TokenAddress {
  const id = randomBytes(idBytes).toString('hex')
  askToken(address, { ask: 'make', name, id, seed: randomBytes(32) })
  return { ...address, id }
}

/** Opens one key of a pair. Throws Faults `token_…`. */
export function openTokenSigner(address: TokenAddress, name: string, type: SignatureType): NoteSigner {
  const found = askToken(address, { ask: 'publicKey', name, id: address.id })
  if (!('publicKey' in found)) throw new TypeError('not a public key')
  const { publicKey, id } = found
  if (type === 0x06) return signerFromSeed(name, type, bytesOf(askToken(address, { ask: 'seed', name, id })))
  return signerOver(name, type, publicKey, (message) => bytesOf(askToken(address, { ask: 'sign', name, id, message })))
}

function bytesOf(answer: ReturnType<typeof askToken>): Uint8Array {
  if (!('bytes' in answer)) throw new TypeError('not bytes')
  return answer.bytes
}
