import type { Choices } from './field.ts'

/** Workstreams that commitments, expectations and issues are sorted by; a node may know more. */
export const workstreams: Choices = {
  fentanyl: 'Fentanyl and precursors',
  firearms: 'Firearms',
  uas: 'Unmanned aircraft',
  fuel: 'Fuel theft',
  cargo: 'Cargo theft',
  customs: 'Customs',
  money: 'Money',
  judicial: 'Judicial cooperation',
  capacity: 'Training and technology',
  exchange: 'Exchange of information',
  other: 'Other',
}
