import type { FileHandle } from 'node:fs/promises'
import { Fault } from '@enlace/core'

/** Writes to one file, many callers to a flush. */
export type GroupCommit = {
  /** Resolves when the bytes are on stable storage. */
  readonly write: (offset: number, bytes: Uint8Array) => Promise<void>
  /** Resolves when nothing is under way. */
  readonly settle: () => Promise<void>
}

type Pending = {
  readonly offset: number
  readonly bytes: Uint8Array
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

const maxBatch = 4096

/**
 * Groups concurrent writes: while one batch is flushed the next gathers, so a flush is shared by all who wait for it.
 * After a failed write or flush nobody knows what the disk holds, so every later write fails too (Fault `store_unavailable`) until the file is opened anew.
 */
export function groupCommit(file: FileHandle): GroupCommit {
  let waiting: Pending[] = []
  let running: Promise<void> | undefined
  let broken: Fault | undefined

  async function flushAll(): Promise<void> {
    while (waiting.length > 0 && broken === undefined) {
      const batch = waiting.splice(0, maxBatch)
      try {
        for (const { offset, bytes } of joinNeighbours(batch)) await writeWhole(file, offset, bytes)
        await file.datasync()
        for (const { resolve } of batch) resolve()
      } catch (cause) {
        broken = new Fault('store_unavailable', { reason: 'keystore_write' }, { cause })
        for (const { reject } of batch) reject(broken)
      }
    }
    const left = waiting
    waiting = []
    for (const { reject } of left) reject(broken)
    running = undefined
  }

  return {
    write: (offset, bytes) =>
      new Promise((resolve, reject) => {
        if (broken !== undefined) return reject(broken)
        waiting.push({ offset, bytes, resolve, reject })
        // Let callers of the same turn join before the first flush starts.
        running ??= Promise.resolve().then(flushAll)
      }),
    settle: async () => {
      while (running !== undefined) await running
    },
  }
}

async function writeWhole(file: FileHandle, offset: number, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, offset + done)
    done += bytesWritten
  }
}

function joinNeighbours(batch: readonly Pending[]): { offset: number; bytes: Uint8Array }[] {
  const joined: { offset: number; parts: Uint8Array[]; end: number }[] = []
  for (const { offset, bytes } of batch) {
    const last = joined.at(-1)
    if (last !== undefined && last.end === offset) {
      last.parts.push(bytes)
      last.end += bytes.length
    } else joined.push({ offset, parts: [bytes], end: offset + bytes.length })
  }
  return joined.map(({ offset, parts }) => ({ offset, bytes: parts.length === 1 ? parts[0]! : Buffer.concat(parts) }))
}
