import { hash } from 'node:crypto'
import { utf8 } from '@enlace/core'

/** Stands for a STIX id in the database: 32 bytes that cannot be turned back or guessed without the search key. */
export function recordDigest(searchKey: Uint8Array, stixId: string): Uint8Array {
  return keyedHash(searchKey, 'record', utf8(stixId))
}

/** Stands for the exact bytes of an object: equal bytes, equal digest. */
export function contentDigest(searchKey: Uint8Array, bytes: Uint8Array): Uint8Array {
  return keyedHash(searchKey, 'content', bytes)
}

/** Stands for an identifier (a plate, a document number) in its canonical form. `type` is a name of ours and holds no NUL. */
export function identifierDigest(searchKey: Uint8Array, type: string, canonical: string): Uint8Array {
  return keyedHash(searchKey, `identifier\0${type}`, utf8(canonical))
}

/** Stands for a file as one agency holds it from one party: who knows a file cannot ask the disk or the database whether it is here. */
export function fileDigest(searchKey: Uint8Array, agency: string, fromParty: string, sha256: string): Uint8Array {
  return keyedHash(searchKey, 'file', utf8(`${agency}\n${fromParty}\n${sha256}`))
}

// SHA-256 over a secret prefix of fixed length, as for commitments: HMAC costs several times as much, and its defence against extension
// is not needed, since nobody is believed because of such a digest.
function keyedHash(searchKey: Uint8Array, purpose: string, data: Uint8Array): Uint8Array {
  const prefix = Buffer.from(`${purpose}\0`)
  // A string of one character a byte is the cheap way to have a digest from node:crypto.
  return Buffer.from(hash('sha256', Buffer.concat([searchKey, prefix, data]), 'binary'), 'binary')
}
