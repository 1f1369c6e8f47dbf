import { type Partner, requiredBy } from './exchange/open-partner.ts'
import type { ProvenPosition } from './log/prove-record.ts'
import type { NodeSigners } from './store/node-signers.ts'
import { policyText } from './store/policy-text.ts'

/** Under which keys a position is to be read: the log's, and for exchanged logs the receiver's receipt keys, with what was stated about them. */
export function policyOf(
  position: Pick<ProvenPosition, 'origin' | 'role'>,
  partners: readonly Partner[],
  signers: Pick<NodeSigners, 'ring'>,
): string {
  const { origin, role } = position
  const partner = partners.find(({ out, in: incoming }) => out.origin === origin || incoming.origin === origin)
  if (role === 'journal' || partner === undefined) return policyText(signers.ring.keysOf(origin), [])
  const theirs = partner.ring.keysOf(partner.keys.everReceipt[0]?.name ?? '')
  const ours = signers.ring.keysOf(partner.signers.receipt[0]?.name ?? '')
  const required = requiredBy(partner.agreement())
  return role === 'out'
    ? policyText(signers.ring.keysOf(origin), theirs, required)
    : policyText(partner.ring.keysOf(origin), ours, required)
}
