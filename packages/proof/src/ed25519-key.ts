import { fromHex, toHex } from '@enlace/core'

/**
 * Whether an Ed25519 public key must not be enrolled: its point has small order (then one signature can verify every message), or its
 * encoding is not the canonical one of its point (RFC 8032 section 5.1.3), so that verifiers could disagree about it.
 */
export function isWeakEd25519Key(publicKey: Uint8Array): boolean {
  const y = Uint8Array.from(publicKey)
  y[31] = y[31]! & 0x7f
  return lowOrderY.has(toHex(y)) || isAtLeastP(y)
}

// The y coordinates of the eight points whose order divides 8; each may carry either sign bit, which also covers "minus zero" x.
const lowOrderY = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
])

const p = fromHex('edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f')!

/** Whether a little-endian 255-bit number is >= 2^255 - 19. */
function isAtLeastP(y: Uint8Array): boolean {
  for (let i = 31; i >= 0; i--) if (y[i] !== p[i]) return y[i]! > p[i]!
  return true
}
