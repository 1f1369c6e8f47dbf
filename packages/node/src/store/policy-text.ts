import { formatPolicy, type KeyTerm, type RequiredAlgorithms } from '@enlace/proof/node'
import type { RingKey } from './key-ring.ts'

/**
 * The policy under which a log is to be read: every key that ever signed it, those of its receipts as one group of which one must have signed, and
 * what was stated about keys that were revoked.
 */
export function policyText(log: readonly RingKey[], receipts: readonly RingKey[], requires?: RequiredAlgorithms): string {
  const witnesses = receipts.map(({ key }, i) => ({ name: `receipt-${i + 1}`, key, url: null }))
  return formatPolicy({
    logs: log.map(({ key }) => ({ key, url: null })),
    witnesses,
    groups: witnesses.length === 0 ? [] : [{ name: 'receipt', threshold: 1, members: witnesses.map((witness) => witness.name) }],
    quorum: witnesses.length === 0 ? 'none' : 'receipt',
    terms: [...log, ...receipts].flatMap(termOf),
    requires,
  })
}

function termOf({ key, revoked }: RingKey): readonly KeyTerm[] {
  if (revoked === null) return []
  return [{ name: key.name, keyId: key.id, revokedAt: Math.floor(revoked.cutoff.getTime() / 1000), reason: revoked.reason }]
}
