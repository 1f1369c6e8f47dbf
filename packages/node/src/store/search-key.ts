import { randomBytes } from 'node:crypto'
import { Fault } from '@enlace/core'
import { findOrMakeSecret } from './node-keys.ts'

/**
 * The node's search key: 32 secret bytes under which words, identifiers and record ids are hashed before the database sees them. Made
 * on first use. Without it the hashes mean nothing; with it and a guess they can be confirmed, so it stays out of database backups.
 * Throws Fault `secret_file_unsafe` when others may read the file, `keystore_damaged` when it is not 32 bytes.
 */
export async function openSearchKey(file: string): Promise<Uint8Array> {
  const key = await findOrMakeSecret(file, () => randomBytes(32))
  if (key.length !== 32) throw new Fault('keystore_damaged', { file })
  return key
}
