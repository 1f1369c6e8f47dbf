import type { Policy } from '@enlace/proof/node'
import { logsWith, type Partner, requiredBy } from './exchange/open-partner.ts'
import type { ProvenPosition } from './log/prove-record.ts'
import type { NodeSigners } from './store/node-signers.ts'
import { policyText } from './store/policy-text.ts'

export type PolicyOf = (position: Pick<ProvenPosition, 'origin' | 'role'>) => string

/**
 * Under which keys a position is to be read: the log's, and for exchanged logs the receiver's receipt keys, with what was stated about them. Own logs
 * are shown to witnesses, so their keys are told too; nothing depends on them.
 */
export function openPolicyOf(options: {
  readonly partners: () => readonly Partner[]
  readonly signers: Pick<NodeSigners, 'ring'>
  readonly witnesses: Policy['witnesses']
}): PolicyOf {
  const { signers, witnesses } = options
  return ({ origin, role }) => {
    const partner = options.partners().find((candidate) => logsWith(candidate).some((log) => log.origin === origin))
    if (role === 'journal' || partner === undefined) return policyText(signers.ring.keysOf(origin), [], { witnesses })
    const theirs = partner.ring.keysOf(partner.keys.everReceipt[0]?.name ?? '')
    const ours = signers.ring.keysOf(partner.signers.receipt[0]?.name ?? '')
    const requires = requiredBy(partner.agreement())
    return role === 'out'
      ? policyText(signers.ring.keysOf(origin), theirs, { requires, witnesses })
      : policyText(partner.ring.keysOf(origin), ours, { requires })
  }
}
