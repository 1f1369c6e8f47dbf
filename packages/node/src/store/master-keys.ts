import { Fault } from '@enlace/core'
import { dataFolder } from './data-folder.ts'
import { findSecret } from './node-keys.ts'

/** Each agency's 32-byte master key, which wraps the keys of its records. Throws Fault `keystore_key_wrong` when one is missing or not 32 bytes. */
export async function readMasterKeys(root: string, agencies: readonly string[]): Promise<Map<string, Uint8Array>> {
  const folder = dataFolder(root)
  const keys = new Map<string, Uint8Array>()
  for (const agency of agencies) {
    const key = await findSecret(folder.masterKey(agency))
    if (key?.length !== 32) throw new Fault('keystore_key_wrong', { agency })
    keys.set(agency, key)
  }
  return keys
}
