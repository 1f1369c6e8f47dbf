import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Agreement, decideEvidence, type EvidenceRequest, type ProofUse, parseAgreementDraft, type Role, roles } from './index.ts'

const pack = readFileSync(new URL('../../../packs/agreements/demo-mx-us.json', import.meta.url))
const draft = parseAgreementDraft(pack)
if (!draft.ok) throw new Error(draft.reason)
const agreement: Agreement = draft.value.agreement

type Change = Partial<Omit<EvidenceRequest, 'record'>> & {
  readonly record?: Partial<EvidenceRequest['record']>
  readonly clause?: Partial<ProofUse>
}

/** A receiving officer shows a court a record that the partner sent as evidence, with the partner's consent. */
const good: EvidenceRequest = {
  role: 'releasing-officer',
  self: 'mx',
  recipient: 'court',
  show: 'record',
  ground: 'proof_use',
  order: '',
  consents: ['us'],
  notified: [],
  today: '2026-11-22',
  record: { from: 'us', partners: ['us'], permittedUse: ['evidence'], origin: 'human', locatedPerson: false, personal: false },
}

function decide({ record = {}, clause = {}, ...change }: Change) {
  const theirs = { ...agreement, proofUse: { ...agreement.proofUse, ...clause } }
  return decideEvidence({ ...good, ...change, record: { ...good.record, ...record } }, (partner) => (partner === 'us' ? theirs : undefined))
}
const said = (change: Change): string => {
  const decision = decide(change)
  return decision.outcome === 'refuse' ? decision.reason : [decision.ground, ...decision.warnings.map((each) => each.code)].join(' ')
}

const ordered: Change = { ground: 'court_order', order: 'First District Court, 12/2026', consents: [], notified: ['us'] }
const own = { from: 'mx', partners: [] }
const table: readonly (readonly [name: string, change: Change, answer: string])[] = [
  ['with the clause, the consent and the use it is opened', {}, 'proof_use'],
  ['without the consent of the other party it stays closed', { consents: [] }, 'consent_missing'],
  ['where the clause asks nobody, no consent is needed', { consents: [], clause: { consent: 'none' } }, 'proof_use'],
  [
    'where the author is asked, the author of a received record is the partner',
    { consents: [], clause: { consent: 'author' } },
    'consent_missing',
  ],
  [
    'where the author is asked, the own party consents to its own',
    { consents: [], clause: { consent: 'author' }, record: { from: 'mx' } },
    'proof_use',
  ],
  ['where both are asked, the own party alone is not enough', { consents: [], record: { from: 'mx' } }, 'consent_missing'],
  ['somebody whom the clause does not name is refused', { recipient: 'public' }, 'recipient_not_covered'],
  [
    'a party is shown what it wrote itself',
    { recipient: 'us', consents: [], record: { permittedUse: ['no_court', 'no_onward'] } },
    'proof_use',
  ],
  ['a party that is no part of it is a stranger', { recipient: 'ca', consents: ['us'] }, 'recipient_not_covered'],
  ['without an agreement it stays closed', { record: { partners: ['ca'], from: 'mx' }, consents: ['ca'] }, 'no_agreement'],
  ['every partner in whose log it lies has to agree', { record: { partners: ['us', 'ca'] } }, 'no_agreement'],
  ['an agreement that ended still binds, and one is told', { today: '2031-01-01' }, 'proof_use agreement_ended'],
  ['what may not go to court does not', { record: { permittedUse: ['evidence', 'no_court'] } }, 'limit_no_court'],
  ['what was given as a lead only is no evidence', { record: { permittedUse: ['lead'] } }, 'limit_not_evidence'],
  ['what was given as a lead may be shown to an inspector', { recipient: 'inspector', record: { permittedUse: ['lead'] } }, 'proof_use'],
  [
    'what may not be passed on needs its author',
    { clause: { consent: 'none' }, consents: [], record: { permittedUse: ['evidence', 'no_onward'] } },
    'limit_no_onward',
  ],
  ['what may not be passed on may be with its author’s consent', { record: { permittedUse: ['evidence', 'no_onward'] } }, 'proof_use'],
  [
    'the own record is not bound by what one asked of others',
    { record: { from: 'mx', permittedUse: ['lead', 'no_court', 'no_onward'] } },
    'proof_use',
  ],
  ['what a machine made is no evidence', { record: { origin: 'ai_made' } }, 'ai_made'],
  ['that a machine made something can be shown without its words', { show: 'opening', record: { origin: 'ai_made' } }, 'proof_use'],
  ['what helped a person write is named and stays evidence', { record: { origin: 'ai_assisted' } }, 'proof_use'],
  ['a record that never left is for its party to show', { record: own, consents: [] }, 'own_record'],
  ['a court’s order opens it once the other party was told', ordered, 'court_order author_unasked'],
  ['a court’s order does not open it before the other party was told', { ...ordered, notified: [] }, 'notice_missing'],
  [
    'where one tells afterwards, it is opened and the duty named',
    { ...ordered, notified: [], clause: { onCourtOrder: 'notify_after' } },
    'court_order notify_after author_unasked',
  ],
  ['where the clause refuses orders, it stays closed', { ...ordered, clause: { onCourtOrder: 'refuse' } }, 'order_refused'],
  ['a rights flag holds it', { record: { paused: 'rights_flag' } }, 'rights_flag'],
  ['a stop holds it against a court’s order too', { ...ordered, record: { paused: 'rights_stop' } }, 'rights_stop'],
  ['an order without its number is none', { ...ordered, order: ' ' }, 'order_missing'],
  ['an order of somebody else is none', { ...ordered, recipient: 'inspector' }, 'order_not_from_court'],
  [
    'an order sets limits aside and says so',
    { ...ordered, record: { permittedUse: ['lead', 'no_court'] } },
    'court_order author_unasked limit_set_aside',
  ],
  ['an order opens what a machine made and says so', { ...ordered, record: { origin: 'ai_made' } }, 'court_order ai_made author_unasked'],
  ['an order about a record that never left names the order', { ...ordered, record: own }, 'court_order'],
  ['a located person is warned of', { record: { locatedPerson: true } }, 'proof_use locates_person'],
  ['a located person whose record is not shown is not', { show: 'opening', record: { locatedPerson: true, personal: true } }, 'proof_use'],
  ['personal data is warned of', { record: { personal: true } }, 'proof_use personal_data'],
  ['but not before the party that has it', { recipient: 'us', record: { personal: true } }, 'proof_use'],
]

for (const [name, change, answer] of table) test(name, () => assert.equal(said(change), answer))

test('who may open a proof to whom, for every role', () => {
  const rows: Readonly<Record<Role, readonly [court: string, inspector: string]>> = {
    'duty-officer': ['role', 'role'],
    analyst: ['role', 'role'],
    'releasing-officer': ['proof_use', 'proof_use'],
    secretariat: ['role', 'role'],
    inspector: ['inspector_for_others', 'proof_use'],
    administrator: ['role', 'role'],
    'legal-adviser': ['role', 'role'],
    minister: ['role', 'role'],
  }
  for (const role of roles) assert.deepEqual([said({ role }), said({ role, recipient: 'inspector' })], rows[role], role)
})

test('a legal adviser opens proofs to the counsel of the person, and to nobody else', () => {
  assert.equal(said({ role: 'legal-adviser' }), 'role')
  assert.equal(said({ role: 'legal-adviser', recipient: 'counsel', record: own }), 'own_record')
  assert.equal(said({ role: 'legal-adviser', recipient: 'counsel' }), 'recipient_not_covered')
})
