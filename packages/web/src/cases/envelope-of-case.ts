import type { Json, JsonObject } from '@enlace/core'

/** A case as its record has it: whose it is, and its envelope. */
export type CaseRecord = { readonly from: string; readonly envelope: JsonObject }

/** The envelope of what is said about a case: the purpose, the law and the limits of the case bind it too. `to`: who gets it; undefined: whom the agreement names. */
export function envelopeOfCase(about: JsonObject | undefined, usual: JsonObject, to: readonly Json[] | undefined): JsonObject {
  const taken = ['purpose', 'permitted_use', 'legal_basis', 'person_status'].flatMap((name) => {
    const value = about?.[name]
    return value === undefined || value === null ? [] : [[name, value] as const]
  })
  const { to: _to, ...rest } = usual
  return { ...rest, ...Object.fromEntries(taken), retention: 'case', ...(to === undefined ? {} : { to: [...to] }) }
}

/**
 * Whom what `party` says about a case goes to: of another party's case the agency that wrote it, and no other compartment; of an own one whoever it was
 * addressed to. Empty: the case stays home. Undefined: whom the agreement names.
 */
export function addresseesOfCase({ from, envelope }: CaseRecord, party: string): readonly Json[] | undefined {
  const { author_agency: agency, to } = envelope
  if (from !== party) return [{ party: from, ...(typeof agency === 'string' ? { agency } : {}) }]
  return Array.isArray(to) ? to : undefined
}
