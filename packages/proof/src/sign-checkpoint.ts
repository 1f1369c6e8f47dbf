import { concatBytes, u64be, utf8 } from '@enlace/core'
import { type Checkpoint, checkpointText, ed25519CosignedMessage, mlDsaCosignedMessage } from './checkpoint.ts'
import { formatSignatureLine } from './note.ts'
import type { NoteSigner } from './signer.ts'

/**
 * Signs a checkpoint as its log: the whole note, with an Ed25519 line (0x01) or an ML-DSA-44 line (0x06) for each signer, in order.
 * Every signer's name must be the origin; `timeSeconds` is POSIX time and not zero. Throws RangeError otherwise, or with no signer.
 */
export function signCheckpoint(checkpoint: Checkpoint, signers: readonly NoteSigner[], timeSeconds: number): string {
  if (signers.length === 0 || signers.some((signer) => signer.type === 0x04 || signer.name !== checkpoint.origin)) {
    throw new RangeError('only the log signs its checkpoint')
  }
  return `${checkpointText(checkpoint)}\n${signatureLines(checkpoint, signers, timeSeconds)}`
}

/**
 * Cosigns a checkpoint as a mirror or witness: signature lines only (0x04 or 0x06). The caller has verified consistency, and for a
 * receipt has stored every entry durably, before this. Throws RangeError with no signer or a signer of type 0x01.
 */
export function cosignCheckpoint(checkpoint: Checkpoint, signers: readonly NoteSigner[], timeSeconds: number): string {
  if (signers.length === 0 || signers.some((signer) => signer.type === 0x01)) throw new RangeError('a cosignature states its time')
  return signatureLines(checkpoint, signers, timeSeconds)
}

function signatureLines(checkpoint: Checkpoint, signers: readonly NoteSigner[], timeSeconds: number): string {
  if (!Number.isSafeInteger(timeSeconds) || timeSeconds <= 0) throw new RangeError('time is not a positive count of seconds')
  if (checkpoint.root.length !== 32) throw new RangeError('root is not 32 bytes')
  return signers
    .map((signer) => {
      const { name, keyId } = signer
      return formatSignatureLine({ name, keyId, signature: signatureOf(checkpoint, signer, timeSeconds) })
    })
    .join('')
}

function signatureOf(checkpoint: Checkpoint, signer: NoteSigner, timeSeconds: number): Uint8Array {
  const text = checkpointText(checkpoint)
  if (signer.type === 0x01) return signer.sign(utf8(text))
  const message =
    signer.type === 0x04 ? ed25519CosignedMessage(text, timeSeconds) : mlDsaCosignedMessage(signer.name, checkpoint, timeSeconds)
  return concatBytes(u64be(timeSeconds), signer.sign(message))
}
