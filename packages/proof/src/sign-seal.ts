import { utf8 } from '@enlace/core'
import { formatSignatureLine } from './note.ts'
import { type SealedResult, sealedResultText } from './sealed-result.ts'
import type { NoteSigner } from './signer.ts'

/** A seal as a signed note, one line for each signer in order; a party that confirms signs the same text. */
export function signSeal(seal: SealedResult, signers: readonly NoteSigner[]): string {
  const text = sealedResultText(seal)
  const lines = signers.map(({ name, keyId, sign }) => formatSignatureLine({ name, keyId, signature: sign(utf8(text)) }))
  return `${text}\n${lines.join('')}`
}
