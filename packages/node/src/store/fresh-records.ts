import type { StoredRecord } from './stored-records.ts'

/** What was written a moment ago, for the one follower that reads every version: unsealing it again costs more than all else it does. */
export type FreshRecords = {
  /** Call with what a transaction is about to write; `digest` is the version's own (store/keyed-digest.ts). */
  readonly put: (record: StoredRecord, digest: Uint8Array) => void
  /**
   * Gives a version out, once. Undefined unless these very bytes were put under this position: a transaction that was rolled back leaves
   * its positions to others.
   */
  readonly take: (seq: number, digest: Uint8Array) => StoredRecord | undefined
}

/** Keeps at most `maxBytes` of objects, the newest; what does not fit is read from the store. */
export function createFreshRecords(maxBytes = 4_194_304): FreshRecords {
  const held = new Map<number, { readonly record: StoredRecord; readonly digest: Uint8Array }>()
  let size = 0

  const drop = (seq: number): void => {
    size -= held.get(seq)?.record.objectBytes.length ?? 0
    held.delete(seq)
  }

  return {
    put(record, digest) {
      drop(record.seq)
      held.set(record.seq, { record, digest })
      size += record.objectBytes.length
      for (const seq of held.keys()) {
        if (size <= maxBytes) break
        drop(seq)
      }
    },
    take(seq, digest) {
      const found = held.get(seq)
      drop(seq)
      return found !== undefined && Buffer.compare(found.digest, digest) === 0 ? found.record : undefined
    },
  }
}
