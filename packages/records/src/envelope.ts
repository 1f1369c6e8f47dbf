import { type Accepted, canonicalBytes, type FieldProblem, type Json, type Refused } from '@enlace/core'
import type { Grading } from './grading.ts'
import type { Marking, TlpLabel } from './marking.ts'

/** Where the words of a record come from. AI-made content is never evidence. */
export const origins = {
  human: 'Written by a person',
  ai_assisted: 'Written with help of a machine',
  ai_made: 'Made by a machine',
  machine_translated: 'Translated by a machine',
  unknown: 'Not known',
} as const
export type Origin = keyof typeof origins

/** How long a record is kept. `days` null: as long as its publisher keeps it current. `atEnd`: what happens then. */
export const retentionClasses = {
  transient: { label: 'Transient, 30 days', days: 30, atEnd: 'erase' },
  alert: { label: 'Alert, 1 year', days: 365, atEnd: 'erase' },
  operational: { label: 'Operational, 2 years', days: 730, atEnd: 'review' },
  case: { label: 'Case, 5 years', days: 1825, atEnd: 'review' },
  evidence: { label: 'Evidence, 10 years', days: 3650, atEnd: 'review' },
  published: { label: 'Published, while its publisher keeps it', days: null, atEnd: 'review' },
} as const satisfies Record<string, { readonly label: string; readonly days: number | null; readonly atEnd: 'erase' | 'review' }>
export type RetentionClass = keyof typeof retentionClasses

/** Standing of the person that the record is about (INTERPOL Rules on the Processing of Data, article 44). */
export const personStatuses = {
  suspect: 'Suspect',
  victim: 'Victim',
  witness: 'Witness',
  convict: 'Convicted person',
  missing: 'Missing person',
  none: 'No person',
} as const
export type PersonStatus = keyof typeof personStatuses

/**
 * How far a text is agreed. A non-paper binds nobody and names no author; ad referendum is agreed by the negotiators and waits for their
 * principals; agreed may leave as it stands. A record that is no negotiated text says nothing.
 */
export const draftStatuses = {
  non_paper: 'Non-paper',
  ad_referendum: 'Ad referendum',
  agreed: 'Agreed text',
} as const
export type DraftStatus = keyof typeof draftStatuses

/** True for a text that leaves only where the release says that it leaves as a draft. A status newer than this node counts as a draft. */
export function isDraft(status: string | undefined): boolean {
  return status !== undefined && status !== 'agreed'
}

export type LegalBasis = { readonly instrument: string; readonly article: string }
export type Addressee = { readonly party: string; readonly agency?: string }

/**
 * What stands around a STIX object and travels beside it: who wrote it, under which marking, law and limits. Our own format,
 * docs/formats/envelope.md. Members that this node does not know are kept, since a newer node may have written them.
 */
export type Envelope = {
  /** Compartment that wrote the record. Required; a node fills in the session's. */
  readonly author_agency: string
  /** Required; a node fills in its agency's usual marking. */
  readonly marking: Marking
  /** Derived from the marking, never written by hand. */
  readonly tlp: TlpLabel
  /** Codes of `permittedUses`. May be empty at home; a release needs at least one. Default: empty. */
  readonly permitted_use: readonly string[]
  /** Absent when nobody graded it. */
  readonly grading?: Grading
  /** Law under which it may be passed on; null keeps it at home. Default: null. */
  readonly legal_basis: LegalBasis | null
  /** Offence or purpose, in words or as a code. Default: empty. */
  readonly purpose: string
  /** Default: `unknown`. */
  readonly origin: string
  /** Code of `retentionClasses`. Default: `operational`. */
  readonly retention: string
  /** Absent: what is about a record of another party goes to the agency that wrote it, all else to whoever an agreement allows. Empty: to nobody. */
  readonly to?: readonly Addressee[]
  readonly person_status?: string
  /** Code of `draftStatuses`; absent for what is no negotiated text. */
  readonly draft_status?: string
  /** Only in a copy that a holder passes on: whose record it is, and the consent that lets it travel. No author writes it. */
  readonly passed_on?: PassedOn
}

/** `from`: the party that wrote the record; `consent`: STIX id of its consent, whose proof travels as an item of the body; `until`: last day. */
export type PassedOn = { readonly from: string; readonly consent: string; readonly until: string }

/** What a node fills in when the author leaves it out, and how it reads codes that it does not know. */
export type EnvelopeDefaults = {
  readonly authorAgency?: string
  readonly marking?: Marking
  readonly retention?: RetentionClass
  readonly permittedUse?: readonly string[]
  readonly legalBasis?: LegalBasis
  /**
   * `refuse` (own authors): a code outside a closed list is a mistake. `keep` (a partner's envelope): it may come from a newer node,
   * so it is kept and flagged. Default: `refuse`.
   */
  readonly newerCodes?: 'refuse' | 'keep'
}

/** An envelope that cannot be used, with everything that is wrong in it. `field` is a JSON Pointer inside the envelope. */
export type EnvelopeRefusal = Refused<'envelope_invalid'> & { readonly problems: readonly FieldProblem[] }

/** `flags`: `newer_field` or `newer_code` when something is newer than this node, `tlp_differs` when a partner's label is not the derived one. */
export type ParsedEnvelope = (Accepted<Envelope> & { readonly flags: readonly string[] }) | EnvelopeRefusal

/** The bytes of an envelope that are committed to and sent: JCS (RFC 8785), unknown members included. */
export function envelopeBytes(envelope: Envelope): Uint8Array {
  // An envelope is made by parseEnvelope from JSON only.
  return canonicalBytes(envelope as unknown as Json)
}
