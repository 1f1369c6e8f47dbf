import { accept, equalBytes, fromBase64, type Result, refuse, toBase64 } from '@enlace/core'
import { type Checkpoint, parseSize } from './checkpoint.ts'
import type { Work } from './crypto-port.ts'
import { consistencyWork } from './merkle-proof.ts'
import { noteLimits } from './note.ts'
import { checkpointWork, type VerifiedSignature } from './open-checkpoint.ts'
import type { VerifierKey } from './verifier-key.ts'

/** An add-checkpoint request (C2SP tlog-witness): the size the client believes to be the last one, a consistency proof, a signed checkpoint. */
export type AddCheckpoint = {
  readonly oldSize: number
  readonly proof: readonly Uint8Array[]
  /** The whole signed note. */
  readonly checkpoint: string
}

/** A request as read, with the origin line of its checkpoint, by which the receiver finds its state and keys. Nothing is verified yet. */
export type ReadAddCheckpoint = AddCheckpoint & { readonly origin: string }

const proofLinesLimit = 63

/** The request body: `old <size>`, proof lines, an empty line, the checkpoint. */
export function encodeAddCheckpoint(request: AddCheckpoint): string {
  return `old ${request.oldSize}\n${request.proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${request.checkpoint}`
}

/** Reads a request body; at most 63 proof lines of 32 bytes each. Refused means status 400. Never throws. */
export function parseAddCheckpoint(text: string): Result<ReadAddCheckpoint, 'request_malformed'> {
  if (text.length > noteLimits.characters + 4096) return refuse('request_malformed')
  const end = text.indexOf('\n\n')
  const [oldLine, ...proofLines] = end < 0 ? [] : text.slice(0, end).split('\n')
  const oldSize = oldLine?.startsWith('old ') ? parseSize(oldLine.slice(4)) : undefined
  if (oldSize === undefined || proofLines.length > proofLinesLimit) return refuse('request_malformed')
  const proof: Uint8Array[] = []
  for (const line of proofLines) {
    const hash = fromBase64(line)
    if (hash?.length !== 32) return refuse('request_malformed')
    proof.push(hash)
  }
  const checkpoint = text.slice(end + 2)
  const origin = checkpoint.slice(0, Math.max(0, checkpoint.indexOf('\n')))
  return origin === '' ? refuse('request_malformed') : accept({ oldSize, proof, checkpoint, origin })
}

/**
 * The answer to an add-checkpoint request, with the HTTP status of C2SP tlog-witness. A 409 answers the size that is known, as
 * `text/x.tlog.size`. `fork` is the signed checkpoint that contradicts the known one: evidence to keep, and a reason to freeze the log.
 */
export type AddCheckpointDecision =
  | { readonly status: 200; readonly checkpoint: Checkpoint; readonly verified: readonly VerifiedSignature[] }
  | { readonly status: 400; readonly reason: 'request_malformed' | 'old_size_too_large' }
  | { readonly status: 403; readonly reason: 'signature_invalid' }
  | { readonly status: 404; readonly reason: 'log_unknown' }
  | { readonly status: 409; readonly reason: 'size_differs' | 'root_differs'; readonly size: number; readonly fork: Checkpoint | null }
  | { readonly status: 422; readonly reason: 'proof_invalid' }

/**
 * Decides an add-checkpoint request (C2SP tlog-witness, tlog-mirror). `known` is the last checkpoint accepted for the log (size 0 and
 * the empty root at first), or undefined when the origin is unknown; `keys` are the log's. The caller replaces `known` by
 * compare-and-swap on its size, durably, before it answers 200.
 */
export function* addCheckpointWork(
  known: Checkpoint | undefined,
  request: AddCheckpoint,
  keys: readonly VerifierKey[],
): Work<AddCheckpointDecision> {
  if (known === undefined) return { status: 404, reason: 'log_unknown' }
  const opened = yield* checkpointWork(request.checkpoint, keys)
  if (!opened.ok)
    return opened.reason in textRefusals ? { status: 400, reason: 'request_malformed' } : { status: 403, reason: 'signature_invalid' }
  const { checkpoint, verified } = opened.value
  if (checkpoint.origin !== known.origin) return { status: 404, reason: 'log_unknown' }
  if (request.oldSize > checkpoint.size) return { status: 400, reason: 'old_size_too_large' }
  // Two signed heads of one size with different roots: the log forked, whatever old size the request names.
  if (checkpoint.size === known.size && !equalBytes(checkpoint.root, known.root)) {
    return { status: 409, reason: 'root_differs', size: known.size, fork: checkpoint }
  }
  if (request.oldSize !== known.size) return { status: 409, reason: 'size_differs', size: known.size, fork: null }
  const consistent = yield* growsWork(known, checkpoint, request.proof)
  return consistent ? { status: 200, checkpoint, verified } : { status: 422, reason: 'proof_invalid' }
}

// What is wrong with the text of a checkpoint; anything else means that no signature of the log could be verified.
const textRefusals = { checkpoint_malformed: true, checkpoint_extended: true }

/** From the empty tree, and to the same tree, there is nothing to prove and the proof must be empty. */
function* growsWork(known: Checkpoint, next: Checkpoint, proof: readonly Uint8Array[]): Work<boolean> {
  if (known.size === 0 || known.size === next.size) return proof.length === 0
  return yield* consistencyWork({ oldSize: known.size, oldRoot: known.root, size: next.size, root: next.root, proof })
}
