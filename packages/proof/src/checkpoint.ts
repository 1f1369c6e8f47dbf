import { accept, concatBytes, fromBase64, type Result, refuse, toBase64, u64be, utf8 } from '@enlace/core'

/** A tree head: which log, how many leaves, and the Merkle root of exactly those leaves (32 bytes). */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array }

/** The note text of a checkpoint: origin, size and root, one line each (C2SP tlog-checkpoint). */
export function checkpointText(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`
}

/**
 * Reads a checkpoint's note text. Extension lines are refused: an ML-DSA-44 cosignature does not cover them, so two verifiers of one
 * note could believe different things. The origin is 1 to 255 UTF-8 bytes, the size a safe integer.
 */
export function parseCheckpointText(text: string): Result<Checkpoint, 'checkpoint_malformed' | 'checkpoint_extended'> {
  const lines = text.split('\n')
  if (lines.length < 4 || lines.at(-1) !== '') return refuse('checkpoint_malformed')
  const [origin, size, root] = [lines[0]!, parseSize(lines[1]!), fromBase64(lines[2]!)]
  if (origin === '' || utf8(origin).length > 255 || size === undefined || root?.length !== 32) return refuse('checkpoint_malformed')
  if (lines.length > 4) return refuse('checkpoint_extended')
  return accept({ origin, size, root })
}

/** A tree size in decimal without leading zeroes, at most 2^53 - 1; undefined for anything else. */
export function parseSize(text: string): number | undefined {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return undefined
  const size = Number(text)
  return Number.isSafeInteger(size) ? size : undefined
}

/** The message of an Ed25519 cosignature: header, time line, note text (C2SP tlog-cosignature). `timeSeconds` is POSIX time. */
export function ed25519CosignedMessage(noteText: string, timeSeconds: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${timeSeconds}\n${noteText}`)
}

/** The message of an ML-DSA-44 cosignature over a whole checkpoint: the `cosigned_message` struct (C2SP tlog-cosignature). */
export function mlDsaCosignedMessage(cosigner: string, checkpoint: Checkpoint, timeSeconds: number): Uint8Array {
  return concatBytes(
    utf8('subtree/v1\n\0'),
    shortText(cosigner),
    u64be(timeSeconds),
    shortText(checkpoint.origin),
    u64be(0),
    u64be(checkpoint.size),
    checkpoint.root,
  )
}

/** TLS presentation of opaque<1..255>: one length byte, then the bytes. Throws RangeError on another length. */
function shortText(text: string): Uint8Array {
  const bytes = utf8(text)
  if (bytes.length < 1 || bytes.length > 255) throw new RangeError('name is not 1 to 255 bytes')
  return concatBytes(Uint8Array.of(bytes.length), bytes)
}
