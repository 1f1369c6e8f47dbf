import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Fault } from '@enlace/core'
import { destroyFile } from './keystore-copies.ts'
import type { Querier } from './logs.ts'
import { findOrMakeSecret, findSecret, flushFolder } from './node-keys.ts'

const keyBytes = 32

/** Where the key lies that a rotation goes over to, until it is done. */
export function nextSearchKey(file: string): string {
  return `${file}.next`
}

/** What tells in the database that its digests stand under a key: it proves the key and does not give it. */
export function checkOfSearchKey(key: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update('enlace search key').digest().subarray(0, 16)
}

/**
 * The node's search key: 32 secret bytes under which words, identifiers and record ids are hashed before the database sees them. Made
 * on first use. Without it the hashes mean nothing; with it and a guess they can be confirmed, so it stays out of database backups.
 * Throws Fault `secret_file_unsafe` when others may read the file, `keystore_damaged` when it is not 32 bytes.
 */
export async function openSearchKey(file: string): Promise<Uint8Array> {
  const key = await findOrMakeSecret(file, () => randomBytes(keyBytes))
  if (key.length !== keyBytes) throw new Fault('keystore_damaged', { file })
  return key
}

/**
 * Brings the files in line with the database after a rotation, whole or cut short: the database says which key its digests stand under, and
 * the one that does not count any more is overwritten. Call before the key is opened. Throws Fault `search_key_wrong` when neither is the database's.
 */
export async function settleSearchKey(file: string, sql: Querier): Promise<void> {
  const [row] = await sql<{ check: Uint8Array }[]>`select "check" from search_key`
  const next = await findSecret(nextSearchKey(file))
  if (row === undefined) {
    // Nothing was committed: the old key still counts.
    if (next !== undefined) await destroyFile(nextSearchKey(file))
    return
  }
  const isIt = (key: Uint8Array | undefined) => key?.length === keyBytes && timingSafeEqual(checkOfSearchKey(key), row.check)
  const current = await findSecret(file)
  if (isIt(current)) {
    if (next !== undefined) await destroyFile(nextSearchKey(file))
    return
  }
  if (!isIt(next)) throw new Fault('search_key_wrong', { file })
  // Overwritten where it lies, for a renamed file leaves the bytes of the one it replaces on the disk.
  if (current !== undefined) await destroyFile(file)
  await rename(nextSearchKey(file), file)
  await flushFolder(dirname(file))
  await unlink(`${file}.draft`).catch(() => undefined)
}
