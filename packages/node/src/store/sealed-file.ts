import { createHash } from 'node:crypto'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { utf8 } from '@enlace/core'
import { seal, unseal } from './seal.ts'

/** Plain bytes that are sealed together; only the last piece of a file may be shorter. */
export const pieceBytes = 1_048_576
/** What `seal` adds to a piece. */
const overhead = 29
const sealedPieceBytes = pieceBytes + overhead

/** Pieces cannot change places, since each is bound to its number; that none is missing shows in the size and the hash. */
function place(index: number): Uint8Array {
  return utf8(`file\n${index}`)
}

/** How many plain bytes lie sealed in a file, as far as its pieces are whole; 0 when there is none. */
export async function sealedSize(path: string, size: number): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return 0
  const pieces = Math.floor(found.size / sealedPieceBytes)
  const rest = found.size - pieces * sealedPieceBytes
  const last = size - pieces * pieceBytes
  return last > 0 && last < pieceBytes && rest === last + overhead ? size : pieces * pieceBytes
}

/** Seals plain bytes behind the first `start` of a file of `size` in all, piece by piece; what follows the last whole piece of a cut stream is dropped. */
export async function appendSealed(
  path: string,
  key: Uint8Array,
  { start, size }: { readonly start: number; readonly size: number },
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  const handle = await open(path, start === 0 ? 'w' : 'r+', 0o600)
  try {
    return await writePieces(handle, key, start, size, source)
  } finally {
    await handle.close()
  }
}

async function writePieces(
  handle: FileHandle,
  key: Uint8Array,
  start: number,
  size: number,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  let written = start
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  const write = async (piece: Uint8Array) => {
    const index = written / pieceBytes
    await handle.write(seal(key, piece, place(index)), 0, undefined, index * sealedPieceBytes)
    written += piece.length
  }
  for await (const chunk of source) {
    waiting.push(chunk)
    waitingBytes += chunk.length
    if (waitingBytes < pieceBytes) continue
    const all = Buffer.concat(waiting)
    const whole = Math.floor(all.length / pieceBytes) * pieceBytes
    for (let at = 0; at < whole; at += pieceBytes) await write(all.subarray(at, at + pieceBytes))
    waiting = whole < all.length ? [all.subarray(whole)] : []
    waitingBytes = all.length - whole
  }
  if (waitingBytes > 0 && written + waitingBytes === size) await write(Buffer.concat(waiting))
  return written
}

/** The plain bytes of a file in order. Throws when a piece was altered, moved or cut off. */
export async function* readSealed(path: string, key: Uint8Array, size: number, from = 0): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r')
  try {
    for (let index = Math.floor(from / pieceBytes); index * pieceBytes < size; index++) {
      const length = Math.min(pieceBytes, size - index * pieceBytes)
      const sealed = Buffer.alloc(length + overhead)
      const { bytesRead } = await handle.read(sealed, 0, sealed.length, index * sealedPieceBytes)
      const piece = unseal(key, sealed.subarray(0, bytesRead), place(index))
      if (!piece.ok) throw new Error(`piece ${index} of a sealed file does not open`)
      yield index * pieceBytes < from ? piece.value.subarray(from - index * pieceBytes) : piece.value
    }
  } finally {
    await handle.close()
  }
}

/** Makes a file durable, reads it back and gives the SHA-256 of its plain bytes, hexadecimal; undefined when it does not read as it was written. */
export async function hashBack(path: string, key: Uint8Array, size: number): Promise<string | undefined> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  const hash = createHash('sha256')
  try {
    for await (const piece of readSealed(path, key, size)) hash.update(piece)
  } catch {
    return undefined
  }
  return hash.digest('hex')
}
