import type { PermittedUse, TlpLabel } from '@enlace/records'

/**
 * What two parties signed about exchanging records. A plain value made by `parseAgreement`; the signatures around it are checked by
 * whoever reads the file (see docs/formats/agreement.md).
 */
export type Agreement = {
  readonly id: string
  readonly version: number
  readonly parties: readonly [string, string]
  /** The compartments of each party that take part. */
  readonly agencies: Readonly<Record<string, readonly string[]>>
  readonly title: BothLanguages
  readonly character: LegalCharacter
  readonly registration: RegistrationDuty
  /** Registration with the United Nations Secretariat (Charter, Article 102; Vienna Convention on the Law of Treaties, Article 80). */
  readonly unRegistration?: Registration
  /** First day in force, ISO date. */
  readonly startsOn: string
  /** Last day in force, ISO date. */
  readonly endsOn: string
  /** The one classification domain both nodes run in. */
  readonly classification: string
  /** Records marked above this label stay home. */
  readonly ceiling: TlpLabel
  readonly maxItemBytes: number
  readonly maxLeafBytes: number
  /** Uses and limits that both parties accept to honour. */
  readonly permittedUse: readonly PermittedUse[]
  readonly proofUse: ProofUse
  readonly rules: readonly ReleaseRule[]
  /** Ids of instruments whose clocks count for records under this agreement. */
  readonly clocks: readonly string[]
  /** Which records travel sealed, their keys handed over only once they are receipted; absent: none. */
  readonly receiptBeforeRead?: ReceiptBeforeRead
  /** What goes on the flash lane beside recalls, which always do; absent: `usualFlash`. */
  readonly flash?: readonly FlashRule[]
  /** Anybody may read the logs between the parties: leaves, which hold commitments and codes, never bodies. Not unless it is said. */
  readonly openLogs?: boolean
  /** Each tells the other, of a record that it passed on, that the author has written a newer version. */
  readonly tellNewer?: boolean
  /** Copies leave under ids made for their recipient, so that two partners cannot tell by the id that they hold one record. */
  readonly partnerIds?: boolean
  /** From the beginning of a day (UTC) every checkpoint and receipt carries lines of each of these algorithms. */
  readonly signatures?: RequiredSignatures
}

/** `keyWithinMinutes`: how soon after the receipt the sender owes the key. */
export type ReceiptBeforeRead = { readonly kinds: 'all' | readonly string[]; readonly keyWithinMinutes: number }

/** How soon after the receipt a key is owed where the agreement does not say. */
export const usualKeyWithinMinutes = 60

/** Whether records of a kind are to be receipted before they can be read. */
export function isReceiptedFirst(agreement: Pick<Agreement, 'receiptBeforeRead'> | undefined, kind: string): boolean {
  const kinds = agreement?.receiptBeforeRead?.kinds
  return kinds === 'all' || kinds?.includes(kind) === true
}

export const signatureAlgorithms = ['ed25519', 'ml-dsa-44'] as const
export type RequiredSignatures = { readonly algorithms: readonly (typeof signatureAlgorithms)[number][]; readonly from: string }

/** A text with equal standing in both languages of the agreement. */
export type BothLanguages = { readonly es: string; readonly en: string }

export const legalCharacters = ['treaty', 'executive_agreement', 'inter_institutional', 'memorandum', 'non_binding', 'none'] as const
export type LegalCharacter = (typeof legalCharacters)[number]

export const registrationStates = ['not_needed', 'due', 'done'] as const

/** One duty to register or report what was agreed: where it stands written, and how far it was met where the file says so. */
export type Registration = {
  readonly duty: boolean
  readonly source: string
  readonly state?: (typeof registrationStates)[number]
  /** Number or date under which it was registered. */
  readonly reference?: string
}

/** Whether each party's own law wants the agreement registered. */
export type RegistrationDuty = Readonly<Record<string, Registration>>

/** Who may open a proof to whom, with whose consent, and what a court order changes. */
export type ProofUse = {
  readonly mayShowTo: readonly string[]
  readonly consent: 'none' | 'author' | 'both'
  readonly onCourtOrder: 'notify_first' | 'notify_after' | 'refuse'
  /** The clause as it was agreed, where the file carries its words. */
  readonly clause?: BothLanguages
}

export const requirements = [
  'legal_basis',
  'permitted_use',
  'purpose',
  'grading',
  'person_status',
  'retention',
  'no_force_or_targeting',
  'no_onward',
  'to',
] as const
/** What a rule may demand. A legal basis and a permitted use are needed even where a rule does not say so. */
export type Requirement = (typeof requirements)[number]

export type ReleaseRule = {
  readonly kinds: readonly string[]
  /** The party whose records this rule lets out. */
  readonly from: string
  /** The receiving compartment when the record names none. */
  readonly toAgency: string
  readonly mode: 'automatic' | 'ask'
  /** Fields that never leave under this rule. */
  readonly strike: readonly string[]
  readonly personal: 'include' | 'strike' | 'refuse'
  readonly requires: readonly Requirement[]
  /** The rule holds only for records whose coded field has one of these values. */
  readonly only: Readonly<Record<string, readonly string[]>>
  readonly retentionDays: number | null
}

/** Records of these kinds, and of them only those whose coded field has one of these values, must not wait behind others. */
export type FlashRule = Pick<ReleaseRule, 'kinds' | 'only'>

/** How a decision names the agreement that it rests on. */
export function agreementReference(agreement: Agreement): string {
  return `${agreement.id}/${agreement.version}`
}

/** The other party of a two-party agreement, or undefined when `party` is not one of them. */
export function otherParty(agreement: Agreement, party: string): string | undefined {
  const [a, b] = agreement.parties
  return party === a ? b : party === b ? a : undefined
}

/** The rule that covers records of a kind from a party; undefined when none does. */
export function findRule(agreement: Agreement, kind: string, from: string): ReleaseRule | undefined {
  return agreement.rules.find((rule) => rule.from === from && rule.kinds.includes(kind))
}
