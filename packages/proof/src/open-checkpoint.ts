import { accept, type Result, refuse, utf8 } from '@enlace/core'
import { type Checkpoint, checkpointText, ed25519CosignedMessage, mlDsaCosignedMessage, parseCheckpointText } from './checkpoint.ts'
import { askVerify, type Work } from './crypto-port.ts'
import { type NoteRefusal, type NoteSignature, parseNote, parseSignatureLines } from './note.ts'
import { type SignatureType, signatureTypes, type VerifierKey } from './verifier-key.ts'

/**
 * A signature that verified. `time` is what the signer stated, in POSIX seconds; null where the line states none (type 0x01, or an
 * ML-DSA-44 line with time zero).
 */
export type VerifiedSignature = {
  readonly name: string
  readonly type: SignatureType
  readonly keyId: string
  readonly time: number | null
}

export type OpenedCheckpoint = { readonly checkpoint: Checkpoint; readonly verified: readonly VerifiedSignature[] }
export type SignatureRefusal = NoteRefusal | 'signature_invalid' | 'signature_missing'
export type CheckpointRefusal = SignatureRefusal | 'checkpoint_malformed' | 'checkpoint_extended'

/**
 * Opens a signed checkpoint with the keys that are trusted for it. Signatures of unknown keys are ignored; a bad signature of a known
 * key refuses the whole; at least one must verify (C2SP signed-note, section Signatures). Never throws.
 */
export function* checkpointWork(note: string, keys: readonly VerifierKey[]): Work<Result<OpenedCheckpoint, CheckpointRefusal>> {
  const parsed = parseNote(note)
  if (!parsed.ok) return parsed
  const checkpoint = parseCheckpointText(parsed.value.text)
  if (!checkpoint.ok) return checkpoint
  const verified = yield* signaturesWork(checkpoint.value, parsed.value.signatures, keys)
  return verified.ok ? accept({ checkpoint: checkpoint.value, verified: verified.value }) : verified
}

/** Verifies bare signature lines over a checkpoint, as a mirror or witness answers them. Same rules as opening a whole note. */
export function* cosignaturesWork(
  checkpoint: Checkpoint,
  lines: string,
  keys: readonly VerifierKey[],
): Work<Result<readonly VerifiedSignature[], SignatureRefusal>> {
  const signatures = parseSignatureLines(lines)
  return signatures.ok ? yield* signaturesWork(checkpoint, signatures.value, keys) : signatures
}

function* signaturesWork(
  checkpoint: Checkpoint,
  signatures: readonly NoteSignature[],
  keys: readonly VerifierKey[],
): Work<Result<readonly VerifiedSignature[], 'signature_invalid' | 'signature_missing'>> {
  const verified: VerifiedSignature[] = []
  for (const line of signatures) {
    const key = keys.find((candidate) => candidate.name === line.name && candidate.id === line.keyId)
    if (key === undefined) continue
    const read = readSignature(key, line.signature, checkpoint)
    if (read === undefined) return refuse('signature_invalid', { name: key.name })
    const { algorithm } = signatureTypes[key.type]
    if (!(yield* askVerify(algorithm, key.publicKey, read.message, read.signature))) return refuse('signature_invalid', { name: key.name })
    verified.push({ name: key.name, type: key.type, keyId: key.id, time: read.time })
  }
  return verified.length > 0 ? accept(verified) : refuse('signature_missing')
}

type SignedBytes = { readonly message: Uint8Array; readonly signature: Uint8Array; readonly time: number | null }

/** What a signature line signs: timestamped lines carry a big-endian time before the signature. Undefined when its length is wrong. */
function readSignature(key: VerifierKey, bytes: Uint8Array, checkpoint: Checkpoint): SignedBytes | undefined {
  const { signatureBytes } = signatureTypes[key.type]
  const text = checkpointText(checkpoint)
  if (key.type === 0x01) return bytes.length === signatureBytes ? { message: utf8(text), signature: bytes, time: null } : undefined
  if (bytes.length !== 8 + signatureBytes) return undefined
  const time = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0))
  if (!Number.isSafeInteger(time)) return undefined
  const signature = bytes.subarray(8)
  if (key.type === 0x04) return { message: ed25519CosignedMessage(text, time), signature, time }
  return { message: mlDsaCosignedMessage(key.name, checkpoint, time), signature, time: time === 0 ? null : time }
}
