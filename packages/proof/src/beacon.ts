import { fromHex, u64be } from '@enlace/core'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha256 } from '@noble/hashes/sha2.js'

/** A chain of a public random beacon (drand): its key and its pace. `genesis` is POSIX seconds of round 1. */
export type BeaconChain = {
  readonly name: string
  readonly chain: string
  readonly publicKey: string
  readonly genesis: number
  readonly period: number
}

/** The chains that are pinned here: drand's quicknet, scheme `bls-unchained-g1-rfc9380`. */
export const beaconChains: readonly BeaconChain[] = [
  {
    name: 'quicknet',
    chain: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
    publicKey:
      '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
    genesis: 1_692_803_367,
    period: 3,
  },
]

const tag = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_'

/** When a round is drawn, milliseconds since 1970. */
export function timeOfRound({ genesis, period }: BeaconChain, round: number): number {
  return (genesis + (round - 1) * period) * 1000
}

/** The first round that is drawn at an instant (milliseconds since 1970) or later; 1 at least. */
export function roundAt({ genesis, period }: BeaconChain, at: number): number {
  return Math.max(1, Math.ceil((at / 1000 - genesis) / period) + 1)
}

/** The 32 random bytes of a round, or undefined when the signature (hexadecimal) is not the chain's over that round. Never throws. */
export function openBeacon({ publicKey }: BeaconChain, round: number, signature: string): Uint8Array | undefined {
  const bytes = /^[0-9a-f]{96}$/.test(signature) ? fromHex(signature) : undefined
  if (bytes === undefined || !Number.isSafeInteger(round) || round < 1) return undefined
  try {
    const { shortSignatures } = bls12_381
    const message = shortSignatures.hash(sha256(u64be(round)), tag)
    const holds = shortSignatures.verify(shortSignatures.Signature.fromBytes(bytes), message, bls12_381.G2.Point.fromHex(publicKey))
    return holds ? sha256(bytes) : undefined
  } catch {
    // Bytes that are no point of the curve.
    return undefined
  }
}
