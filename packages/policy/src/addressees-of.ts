import type { Addressee } from '@enlace/records'
import type { Agreement } from './agreement.ts'

/** What the addressees of a record towards one recipient hang on. */
export type AddressFacts = {
  /** Whom its envelope names. Absent: nobody in particular. Empty: nobody at all. */
  readonly to?: readonly Addressee[] | undefined
  /** Other parties whose records it says something about, each with the agency that wrote it, as far as known. Absent: none. */
  readonly about?: readonly Addressee[] | undefined
  /** An earlier version went to this recipient. */
  readonly sentBefore: boolean
}

/**
 * Whom an own record goes to: whom its envelope names, and where it names nobody, those whose records it is about, and no other party. An agency that the
 * agreement does not know leaves the party alone. Undefined: whom the agreement names. Who holds an earlier version is not left out of a later one.
 */
export function addresseesOf(facts: AddressFacts, recipient: string, agreement: Agreement): readonly Addressee[] | undefined {
  const { to, about = [], sentBefore } = facts
  if (to !== undefined || about.length === 0) return to
  if (sentBefore && about.every(({ party }) => party !== recipient)) return undefined
  return about.map(({ party, agency }) => {
    const listed = agency !== undefined && (party !== recipient || agreement.agencies[party]?.includes(agency) === true)
    return listed ? { party, agency } : { party }
  })
}
