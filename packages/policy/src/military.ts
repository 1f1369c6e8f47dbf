import pack from '../../../packs/authorities/military.json' with { type: 'json' }

/** A military body of a party, and what may not be sent to it, as `packs/authorities/military.json` says. */
export type MilitaryBody = {
  readonly party: string
  readonly id: string
  /** Records of a kind whose coded field has one of the values: requests of arrest, for instance. */
  readonly receives_no: readonly { readonly kind: string; readonly field: string; readonly values: readonly string[] }[]
}

/** The military bodies that the pack names. */
export const militaryBodies: readonly MilitaryBody[] = pack.bodies

/** What every copy that goes to a military body excludes, whatever its author wrote. */
export const militaryLimit = 'no_force_or_targeting'

/** The military body that an agency of a party is; undefined when it is none. */
export function findMilitary(bodies: readonly MilitaryBody[], party: string, agency: string): MilitaryBody | undefined {
  return bodies.find((one) => one.party === party && one.id === agency)
}

/** Whether a body may be sent a record of this kind with these coded values. */
export function mayReceive(body: MilitaryBody, kind: string, coded: Readonly<Record<string, string>>): boolean {
  return !body.receives_no.some((one) => one.kind === kind && one.values.includes(coded[one.field] ?? ''))
}
