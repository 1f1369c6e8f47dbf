import type { VerifierKey } from '@enlace/proof/node'
import { type KeyRing, openKeyRing } from './key-ring.ts'
import { readStatements, readTransportStatements } from './key-statements.ts'
import { releaseKeyName } from './log-names.ts'
import { type Pairing, pairingKeys } from './pairing.ts'
import { openTransportRing, type TransportRing } from './transport-ring.ts'

/** The keys of a partner: those of its pairing, and what it has stated about them since. */
export async function openPartnerRing(root: string, pairing: Pairing): Promise<KeyRing> {
  const ring = openKeyRing(pairingKeys(pairing))
  for (const { statement } of await readStatements(root, { ...pairing, root: pairing.keys.root })) ring.take(statement)
  return ring
}

/** The transport certificates of a partner: the one of its pairing, and what it has stated since. */
export async function openPartnerTransport(root: string, pairing: Pairing): Promise<TransportRing> {
  const ring = openTransportRing(pairing.certificate)
  for (const { statement } of await readTransportStatements(root, { ...pairing, root: pairing.keys.root })) ring.take(statement)
  return ring
}

/** The release keys of a partner by agency, as a ring of its keys has them. */
export function releaseKeysOf(
  pairing: Pairing,
  keysOf: (name: string) => readonly VerifierKey[],
): Readonly<Record<string, readonly VerifierKey[]>> {
  return Object.fromEntries(pairing.agencies.map(({ id }) => [id, keysOf(releaseKeyName(pairing, id))]))
}
