import type { Addressee } from '@enlace/records'
import { type Agreement, findRule, otherParty } from './agreement.ts'

/**
 * The compartment of the recipient that a record from `from` goes to: the agency the envelope names if the agreement lists it,
 * else the agreement's own for the kind. Undefined when the agreement covers neither. Both sides compute it alike.
 */
export function receivingAgency(
  agreement: Agreement,
  kind: string,
  from: string,
  to: readonly Addressee[] | undefined,
): string | undefined {
  const recipient = otherParty(agreement, from)
  const rule = findRule(agreement, kind, from)
  if (recipient === undefined || rule === undefined) return undefined
  const named = to?.find((addressee) => addressee.party === recipient)?.agency
  if (named === undefined) return rule.toAgency
  return agreement.agencies[recipient]?.includes(named) ? named : undefined
}
