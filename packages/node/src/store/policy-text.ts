import { formatPolicy, type KeyTerm, type Policy, type RequiredAlgorithms } from '@enlace/proof/node'
import type { RingKey } from './key-ring.ts'

/**
 * The policy under which a log is to be read: every key that ever signed it, those of its receipts as one group of which one must have signed, the
 * witnesses that its node asks, of whom none must, and what was stated about keys that were revoked.
 */
export function policyText(
  log: readonly RingKey[],
  receipts: readonly RingKey[],
  more: { readonly requires?: RequiredAlgorithms | undefined; readonly witnesses?: Policy['witnesses'] } = {},
): string {
  const receiptLines = receipts.map(({ key }, i) => ({ name: `receipt-${i + 1}`, key, url: null }))
  const taken = new Set(['none', 'receipt', ...receiptLines.map(({ name }) => name)])
  const witnesses = (more.witnesses ?? []).map(({ name, key }) => ({ name: taken.has(name) ? `witness-${name}` : name, key, url: null }))
  return formatPolicy({
    logs: log.map(({ key }) => ({ key, url: null })),
    witnesses: [...receiptLines, ...witnesses],
    groups: receiptLines.length === 0 ? [] : [{ name: 'receipt', threshold: 1, members: receiptLines.map(({ name }) => name) }],
    quorum: receiptLines.length === 0 ? 'none' : 'receipt',
    terms: [...log, ...receipts].flatMap(termsOf),
    requires: more.requires,
  })
}

/** What a policy states about a key; nothing while it is sound. */
export function termsOf({ key, revoked }: RingKey): readonly KeyTerm[] {
  if (revoked === null) return []
  return [{ name: key.name, keyId: key.id, revokedAt: Math.floor(revoked.cutoff.getTime() / 1000), reason: revoked.reason }]
}
