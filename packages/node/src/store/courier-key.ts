import { fromUtf8, utf8 } from '@enlace/core'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { findSecret, writeSecret } from './node-keys.ts'

/** The age key pair (C2SP age, `mlkem768x25519`) of a node: partners encrypt to `recipient` what they send by courier, `identity` opens it. */
export type CourierKey = { readonly identity: string; readonly recipient: string }

/** Reads the key from its file, making it the first time; a new key is durable before it is returned. */
export async function openCourierKey(file: string): Promise<CourierKey> {
  const kept = await findSecret(file)
  const identity = kept === undefined ? await generateHybridIdentity() : (fromUtf8(kept) ?? '').trim()
  if (kept === undefined) await writeSecret(file, utf8(`${identity}\n`))
  return { identity, recipient: await identityToRecipient(identity) }
}
