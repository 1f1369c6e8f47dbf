import { createHmac } from 'node:crypto'

/** Stands for a STIX id in the database: 32 bytes that cannot be turned back or guessed without the search key. */
export function recordDigest(searchKey: Uint8Array, stixId: string): Uint8Array {
  return createHmac('sha256', searchKey).update('record\0').update(stixId).digest()
}

/** Stands for the exact bytes of an object: equal bytes, equal digest. */
export function contentDigest(searchKey: Uint8Array, bytes: Uint8Array): Uint8Array {
  return createHmac('sha256', searchKey).update('content\0').update(bytes).digest()
}

/** Stands for an identifier (a plate, a document number) in its canonical form. `type` is a name of ours and holds no NUL. */
export function identifierDigest(searchKey: Uint8Array, type: string, canonical: string): Uint8Array {
  return createHmac('sha256', searchKey).update(`identifier\0${type}\0`).update(canonical).digest()
}
