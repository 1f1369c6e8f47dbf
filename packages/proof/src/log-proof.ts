import { accept, fromBase64, type Result, refuse, toBase64 } from '@enlace/core'
import { parseSize } from './checkpoint.ts'
import { noteLimits } from './note.ts'

/** A proof that an entry is in a log, complete in one text file (C2SP tlog-proof). `extra` is not authenticated by anything. */
export type LogProof = {
  readonly index: number
  readonly proof: readonly Uint8Array[]
  /** The whole signed checkpoint, cosignature lines included. */
  readonly checkpoint: string
  readonly extra?: Uint8Array | undefined
}

const firstLine = 'c2sp.org/tlog-proof@v1'

/** Writes the proof as text; the file extension is `.tlog-proof`. */
export function formatProof(proof: LogProof): string {
  const extra = proof.extra === undefined ? '' : `extra ${toBase64(proof.extra)}\n`
  const hashes = proof.proof.map((hash) => `${toBase64(hash)}\n`).join('')
  return `${firstLine}\n${extra}index ${proof.index}\n${hashes}\n${proof.checkpoint}`
}

/** Reads such a text; nothing is verified. At most 63 hashes of 32 bytes. Never throws. */
export function parseProof(text: string): Result<LogProof, 'proof_malformed'> {
  const end = text.length > noteLimits.characters * 2 ? -1 : text.indexOf('\n\n')
  const lines = end < 0 ? [] : text.slice(0, end).split('\n')
  if (lines.shift() !== firstLine) return refuse('proof_malformed')
  let extra: Uint8Array | undefined
  if (lines[0]?.startsWith('extra ')) {
    extra = fromBase64(lines.shift()!.slice('extra '.length))
    if (extra === undefined) return refuse('proof_malformed')
  }
  const indexLine = lines.shift()
  const index = indexLine?.startsWith('index ') ? parseSize(indexLine.slice('index '.length)) : undefined
  if (index === undefined || lines.length > 63) return refuse('proof_malformed')
  const proof: Uint8Array[] = []
  for (const line of lines) {
    const hash = fromBase64(line)
    if (hash?.length !== 32) return refuse('proof_malformed')
    proof.push(hash)
  }
  const checkpoint = text.slice(end + 2)
  return accept(extra === undefined ? { index, proof, checkpoint } : { index, proof, checkpoint, extra })
}
