import { concatBytes, fromHex, utf8, uuidV5 } from '@enlace/core'

/** Names of parties, so that every node makes the same id of one: a UUID of our own, never changed. */
const namespace = '6f1c1f52-6c0e-4a47-9d0c-3f5e0a9b7d21'

/** The STIX id of the identity of a party: the same at every node. A note about nothing else is about the party that it was held with. */
export async function partyIdentity(party: string): Promise<string> {
  const name = concatBytes(fromHex(namespace.replaceAll('-', '')) ?? new Uint8Array(0), utf8(party))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', name as Uint8Array<ArrayBuffer>))
  return `identity--${uuidV5(namespace, party, () => digest)}`
}
