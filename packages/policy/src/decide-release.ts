import { type Addressee, type FieldMark, isDraft } from '@enlace/records'
import { addresseesOf } from './addressees-of.ts'
import { type Agreement, agreementReference, findRule, otherParty, type ReleaseRule, type Requirement } from './agreement.ts'
import { type Asked, type Held, type HoldReason, hold, type Released, type Withheld, withhold } from './decision.ts'
import { explain } from './explanation.ts'
import { findMilitary, type MilitaryBody, mayReceive, militaryLimit } from './military.ts'
import { receivingAgency } from './receiving-agency.ts'
import { isAbove } from './tlp.ts'

/** What the envelope of a record says, as far as a release depends on it (field names as they travel). */
export type EnvelopeFacts = {
  readonly tlp: string
  readonly permitted_use?: readonly string[]
  readonly legal_basis?: { readonly instrument: string; readonly article?: string } | null
  readonly purpose?: string
  readonly grading?: unknown
  readonly origin?: string
  readonly retention?: string
  readonly person_status?: string
  readonly draft_status?: string
  /** Absent: to those whose records it is about, else to whoever an agreement allows. Empty: to nobody, the record stays home. */
  readonly to?: readonly Addressee[]
}

/** What a decision needs to know of one record version; gathered by the caller, who alone has read the body. */
export type RecordFacts = {
  readonly kind: string
  /** The party that wrote it. */
  readonly from: string
  /** The own agency that holds it. */
  readonly agency: string
  readonly envelope: EnvelopeFacts
  /** Names of declared fields that are present. */
  readonly fields: readonly string[]
  /** Those of them that hold personal data. */
  readonly personalFields: readonly string[]
  /** Parts that are marked by themselves. Absent: none. */
  readonly marks?: readonly FieldMark[]
  /** Values of coded fields that a rule's `only` may ask for. */
  readonly coded?: Readonly<Record<string, string>>
  /** Size of the largest item that would leave, in bytes. */
  readonly itemBytes: number
  /** The record says where a person is. */
  readonly locatedPerson: boolean
  readonly revoked: boolean
  /** An earlier version went to this recipient. */
  readonly sentBefore: boolean
  /** We took an earlier version back from this recipient, and the recall stands. */
  readonly recalled?: boolean
  /** It says something about a record whose author took it back. */
  readonly sourceRecalled?: boolean
  /** Parties whose own label the record carries as if it were its author's word. Absent: none. */
  readonly labelsOfOthers?: readonly string[]
  /** Parties whose own label it uses in what it says, perhaps quoting. Absent: none. */
  readonly wordsOfOthers?: readonly string[]
  /** A rights flag on it, or on what it refers to, that stands in the way. Absent: none. */
  readonly rights?: HoldReason
  /** Other parties whose records it says something about, with the agency that wrote each. Absent: none. */
  readonly about?: readonly Addressee[]
  /** What its author said about passing it on to this recipient. Absent: nothing. */
  readonly consent?: ConsentFacts
}

/** The newest word of an author about passing one of its records on to one recipient. */
export type ConsentFacts = {
  readonly answer: string
  readonly toAgency: string | undefined
  /** Last day, ISO date. */
  readonly until: string
  readonly conditions: readonly string[]
  readonly revoked: boolean
}

export type ReleaseRequest = {
  readonly record: RecordFacts
  /** The deciding node's own party and classification domain. */
  readonly self: string
  readonly classification: string
  /** The party that would receive. */
  readonly recipient: string
  /** The day of the decision, ISO date: an argument, so that a decision can be replayed in ten years. */
  readonly today: string
  /** Military bodies and their limits. Absent: none is known. */
  readonly military?: readonly MilitaryBody[]
}

/**
 * Decides whether one record version may leave for one partner, and says why (DESIGN, rules 1, 4, 5 and 6).
 * The default is that nothing leaves. A legal basis and a permitted use are always required, whatever the agreement says.
 * Pure: the same arguments give the same decision for ever.
 */
export function decideRelease(request: ReleaseRequest, agreement: Agreement | undefined): Released | Asked | Withheld | Held {
  const { record, self, recipient, today } = request
  const { envelope } = record
  if (recipient === self) return withhold('recipient_is_self')
  // The third-agency rule: what another party wrote goes on only with that party's consent.
  const passedOn = record.from !== self
  const unconsented = passedOn ? withholdWithoutConsent(record.from, recipient, record.consent, today) : undefined
  if (unconsented !== undefined) return unconsented
  if (agreement === undefined || otherParty(agreement, self) !== recipient) return withhold('no_agreement', { recipient })
  if (today < agreement.startsOn) return withhold('agreement_not_started', { agreement: agreement.id, on: agreement.startsOn })
  if (today > agreement.endsOn) return withhold('agreement_ended', { agreement: agreement.id, on: agreement.endsOn })
  // The consent of an author names the id by which we know its record.
  if (passedOn && agreement.partnerIds === true) return withhold('partner_ids_break_consent', { from: record.from, recipient })
  if (agreement.classification !== request.classification) return withhold('classification_differs', { agreement: agreement.id })

  const rule = findRule(agreement, record.kind, self)
  if (rule === undefined) return withhold(uncovered(agreement, record.kind), { agreement: agreement.id, kind: record.kind, recipient })
  const unmet = Object.keys(rule.only).find((field) => !rule.only[field]!.includes(record.coded?.[field] ?? ''))
  if (unmet !== undefined) return withhold('condition_not_met', { agreement: agreement.id, kind: record.kind, field: unmet })

  // What a received record says of its addressees was said to us; the consent names the next one.
  const to = passedOn
    ? [addresseeOf(recipient, record.consent)]
    : addresseesOf({ to: envelope.to, about: record.about, sentBefore: record.sentBefore }, recipient, agreement)
  if (to?.length === 0) return withhold('home_only')
  if (to?.every((addressee) => addressee.party !== recipient)) return withhold('addressed_elsewhere', { recipient })
  const toAgency = receivingAgency(agreement, record.kind, self, to)
  if (toAgency === undefined) return withhold('addressee_not_covered', { agreement: agreement.id })

  // To support force or targeting nothing leaves, to nobody, whatever an agreement takes.
  if (!record.revoked && envelope.permitted_use?.includes('force_or_targeting')) return withhold('force_or_targeting')
  const soldiers = findMilitary(request.military ?? [], recipient, toAgency)
  if (soldiers !== undefined && !mayReceive(soldiers, record.kind, record.coded ?? {})) {
    return withhold('military_may_not_receive', { agency: toAgency, kind: record.kind })
  }

  // A recall must reach whoever holds the record; of one that nobody holds there is nothing to recall.
  if (record.revoked && !record.sentBefore) return withhold('revoked')
  // A label is said by the party whose label it is; a record that still stands elsewhere under it can be taken back all the same.
  const [owner] = record.revoked ? [] : (record.labelsOfOthers ?? [])
  if (owner !== undefined) return withhold('label_of_another', { party: owner })
  if (record.sourceRecalled === true) return withhold('source_recalled')
  if (record.recalled === true && !record.revoked) return withhold('recalled', { recipient })
  if (isAbove(envelope.tlp, agreement.ceiling)) {
    return withhold('marking_above_ceiling', { marking: envelope.tlp, ceiling: agreement.ceiling })
  }
  if (record.itemBytes > agreement.maxItemBytes) {
    return withhold('too_large', { size: record.itemBytes, limit: agreement.maxItemBytes })
  }
  const said = envelope.permitted_use ?? []
  // A limit is added to what the author permits; of a record that permits nothing it makes no permission.
  const addedUses = soldiers === undefined || said.length === 0 || said.includes(militaryLimit) ? [] : [militaryLimit]
  const bound = { ...envelope, permitted_use: [...(passedOn ? usesWith(said, record.consent) : said), ...addedUses] }
  const limits = withholdByEnvelope(bound, agreement, rule)
  if (limits !== undefined) return limits
  if (rule.personal === 'refuse' && record.personalFields.length > 0) {
    return withhold('personal_data_refused', { agreement: agreement.id, fields: record.personalFields.length })
  }
  // Whoever holds it already is not left with what is wrong: a recall and a correction go on.
  if (record.rights !== undefined && !record.revoked && !record.sentBefore) return hold(record.rights)

  const marked = (record.marks ?? []).filter(({ label }) => isAbove(label, agreement.ceiling)).map(({ selector }) => selector)
  const terms = {
    under: agreementReference(agreement),
    without: struckFields(record, rule),
    ...(marked.length === 0 ? {} : { marked: marked.sort() }),
    ...(addedUses.length === 0 ? {} : { addedUses }),
    // The recipient reads its compartment off the envelope, which names none.
    ...(passedOn || envelope.to !== undefined || toAgency === rule.toAgency ? {} : { addedTo: { party: recipient, agency: toAgency } }),
    toAgency,
    retentionDays: rule.retentionDays,
  }
  const values = { agreement: agreement.id, kind: record.kind, struck: terms.without.length }
  if (passedOn) return { outcome: 'ask', ...terms, explanation: explain('ask_onward', { ...values, from: record.from }) }
  const ask = record.revoked ? undefined : reasonToAsk({ ...record, envelope: bound }, rule)
  if (ask !== undefined) return { outcome: 'ask', ...terms, explanation: explain(ask, values) }
  const code = record.revoked ? 'release_recall' : 'release_automatic'
  return { outcome: 'release', mode: 'automatic', ...terms, explanation: explain(code, values) }
}

/** Why a received record may not be passed on to this recipient today; undefined when its author consents. Silence is no consent. */
export function withholdWithoutConsent(
  from: string,
  recipient: string,
  consent: ConsentFacts | undefined,
  today: string,
): Withheld | undefined {
  // Nobody needs to tell an author what it wrote.
  if (recipient === from || consent === undefined) return withhold('not_ours_to_release', { from })
  if (consent.revoked) return withhold('consent_withdrawn', { from })
  if (consent.answer !== 'granted' && consent.answer !== 'granted_with_conditions') return withhold('consent_refused', { from })
  if (today > consent.until) return withhold('consent_ended', { from, on: consent.until })
  return undefined
}

function addresseeOf(recipient: string, consent: ConsentFacts | undefined): Addressee {
  return { party: recipient, ...(consent?.toAgency === undefined ? {} : { agency: consent.toAgency }) }
}

/** The uses and limits of a record with those that its author's consent adds. */
export function usesWith(uses: readonly string[], consent: Pick<ConsentFacts, 'conditions'> | undefined): readonly string[] {
  return [...new Set([...uses, ...(consent?.conditions ?? [])])]
}

function uncovered(agreement: Agreement, kind: string): 'direction_not_covered' | 'kind_not_covered' {
  return agreement.rules.some((rule) => rule.kinds.includes(kind)) ? 'direction_not_covered' : 'kind_not_covered'
}

function withholdByEnvelope(envelope: EnvelopeFacts, agreement: Agreement, rule: ReleaseRule): Withheld | undefined {
  const uses = envelope.permitted_use ?? []
  if (envelope.legal_basis === null || !envelope.legal_basis?.instrument) return withhold('no_legal_basis')
  if (uses.length === 0) return withhold('no_permitted_use')
  const foreign = uses.find((use) => !agreement.permittedUse.some((accepted) => accepted === use))
  if (foreign !== undefined) return withhold('permitted_use_not_accepted', { agreement: agreement.id, use: foreign })
  if (envelope.origin === 'ai_made' && uses.includes('evidence')) return withhold('ai_made_as_evidence')
  if (isProtected(envelope.person_status) && !uses.includes('no_immigration_use')) return withhold('no_immigration_limit')
  const missing = rule.requires.find((requirement) => !satisfies(envelope, requirement))
  if (missing !== undefined) return withhold('requirement_missing', { agreement: agreement.id, requirement: missing })
  return undefined
}

function isProtected(status: string | undefined): boolean {
  return status === 'victim' || status === 'witness'
}

function satisfies(envelope: EnvelopeFacts, requirement: Requirement): boolean {
  const uses = envelope.permitted_use ?? []
  if (requirement === 'no_force_or_targeting' || requirement === 'no_onward') return uses.includes(requirement)
  const value = envelope[requirement]
  return value !== undefined && value !== null && value !== ''
}

function struckFields(record: RecordFacts, rule: ReleaseRule): readonly string[] {
  const personal = rule.personal === 'strike' ? record.personalFields : []
  const struck = new Set([...rule.strike.filter((name) => record.fields.includes(name)), ...personal])
  return [...struck].sort()
}

// Four things never leave by rule alone: what a machine made, a text that is not agreed, what uses another party's label for a group, and where a person is unless force and targeting are ruled out.
function reasonToAsk(record: RecordFacts, rule: ReleaseRule): string | undefined {
  if (record.wordsOfOthers !== undefined && record.wordsOfOthers.length > 0) return 'ask_words_of_another'
  if (rule.mode === 'ask') return 'ask_rule'
  if (record.envelope.origin === 'ai_made') return 'ask_ai_made'
  if (isDraft(record.envelope.draft_status)) return 'ask_draft'
  if (record.locatedPerson && !record.envelope.permitted_use?.includes('no_force_or_targeting')) return 'ask_located_person'
  return undefined
}

/** True when the two parties' records may flow at all today: for screens that show an agreement's state. */
export function isInForce(agreement: Agreement, today: string): boolean {
  return agreement.startsOn <= today && today <= agreement.endsOn
}
