import type { Json, JsonObject } from '@enlace/core'

/** A record as its page has it: whose it is, and its envelope. */
export type Addressed = { readonly from: string; readonly envelope: JsonObject }

/**
 * Whom what `party` says about a record goes to: of an own one whoever it was addressed to, empty when it stays home. Undefined: whom the node chooses,
 * which of another party's record is the agency that wrote it.
 */
export function addresseesOf({ from, envelope }: Addressed, party: string): readonly Json[] | undefined {
  return from === party && Array.isArray(envelope.to) ? envelope.to : undefined
}
