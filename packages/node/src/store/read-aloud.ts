import { createHash } from 'node:crypto'

/**
 * What two people read to each other to know that they hold the same bytes: eight groups of four digits from a SHA-256 (106 bits). `purpose`
 * keeps the digits of one kind of thing from standing for another's.
 */
export function readAloudDigits(purpose: string, bytes: Uint8Array): string {
  const digest = createHash('sha256').update(`enlace ${purpose}\n`).update(bytes).digest('hex')
  const digits = (BigInt(`0x${digest}`) % 10n ** 32n).toString().padStart(32, '0')
  return digits.match(/.{4}/g)?.join(' ') ?? digits
}
