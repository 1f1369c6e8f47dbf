import type { Json, JsonObject } from '@enlace/core'

/** A record as its page has it: whose it is, and its envelope. */
export type Addressed = { readonly from: string; readonly envelope: JsonObject }

/**
 * Whom what `party` says about a record goes to: of another party's record the agency that wrote it, and no other compartment; of an own one whoever it
 * was addressed to. Empty: the record stays home. Undefined: whom the agreement names.
 */
export function addresseesOf({ from, envelope }: Addressed, party: string): readonly Json[] | undefined {
  const { author_agency: agency, to } = envelope
  if (from !== party) return [{ party: from, ...(typeof agency === 'string' ? { agency } : {}) }]
  return Array.isArray(to) ? to : undefined
}
