import type { RecordCache } from '../store/record-cache.ts'

/** Erases with the record out of the cache first, so that nobody reads it from memory while its keys are being overwritten. */
export async function forgetFirst<T>(cache: RecordCache, rid: Uint8Array, erase: () => Promise<T>): Promise<T> {
  cache.forget(rid)
  try {
    return await erase()
  } catch (cause) {
    // What failed before the keys were gone can be read again; what failed after is refused by the rows and the keystore.
    cache.restore(rid)
    throw cause
  }
}
