import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Agreement,
  type Asked,
  decideRelease,
  type Held,
  type Released,
  type ReleaseRequest,
  type Withheld,
  type WithholdReason,
} from './index.ts'

const agreement: Agreement = {
  id: 'demo',
  version: 2,
  parties: ['mx', 'us'],
  agencies: { mx: ['sspc', 'uif'], us: ['dhs', 'doj'] },
  title: { es: 'Demostración', en: 'Demonstration' },
  character: 'none',
  registration: { mx: { duty: false, source: 'none' }, us: { duty: false, source: 'none' } },
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  classification: 'demo',
  ceiling: 'amber',
  maxItemBytes: 1000,
  maxLeafBytes: 2048,
  permittedUse: ['lead', 'evidence', 'no_immigration_use', 'no_force_or_targeting'],
  proofUse: { mayShowTo: [], consent: 'both', onCourtOrder: 'notify_first' },
  rules: [
    rule({ kinds: ['mirror-alert'], strike: ['source_note'], retentionDays: 30 }),
    rule({ kinds: ['seizure'], mode: 'ask', personal: 'strike' }),
    rule({ kinds: ['list-entry'], personal: 'refuse', only: { status: ['current'] } }),
    rule({ kinds: ['sighting'], requires: ['grading', 'no_force_or_targeting'] }),
    rule({ kinds: ['report'], from: 'us', toAgency: 'sspc' }),
    rule({ kinds: ['victim-notice'], mode: 'ask', requires: ['to'] }),
  ],
  clocks: [],
}

function rule(change: Partial<Agreement['rules'][number]>): Agreement['rules'][number] {
  const usual = {
    from: 'mx',
    toAgency: 'dhs',
    mode: 'automatic',
    strike: [],
    personal: 'include',
    requires: [],
    only: {},
    retentionDays: null,
  } as const
  return { kinds: [], ...usual, ...change }
}

const consent = { answer: 'granted', toAgency: undefined, until: '2026-12-31', conditions: ['no_immigration_use'], revoked: false }

type Change = {
  readonly record?: Partial<ReleaseRequest['record']>
  readonly envelope?: Partial<ReleaseRequest['record']['envelope']>
  readonly request?: Partial<Omit<ReleaseRequest, 'record'>>
  readonly agreement?: Partial<Agreement> | null
}

function decide(change: Change): Released | Asked | Withheld | Held {
  const request: ReleaseRequest = {
    record: {
      kind: 'mirror-alert',
      from: 'mx',
      agency: 'sspc',
      envelope: {
        tlp: 'amber',
        permitted_use: ['lead'],
        legal_basis: { instrument: 'Convention', article: '9' },
        purpose: 'Interdiction',
        origin: 'human',
        ...change.envelope,
      },
      fields: ['plate', 'person', 'source_note'],
      personalFields: ['person'],
      itemBytes: 1000,
      locatedPerson: false,
      revoked: false,
      sentBefore: false,
      ...change.record,
    },
    self: 'mx',
    classification: 'demo',
    recipient: 'us',
    today: '2026-12-31',
    ...change.request,
  }
  return decideRelease(request, change.agreement === null ? undefined : { ...agreement, ...change.agreement })
}

/** The agency that receives is a military body. */
const toSoldiers = {
  request: { military: [{ party: 'us', id: 'dhs', receives_no: [{ kind: 'mirror-alert', field: 'form', values: ['arrest'] }] }] },
}
const seizure = { kind: 'seizure' }
const doj = { party: 'us', agency: 'doj' }
const entry = { kind: 'list-entry', coded: { status: 'current' }, personalFields: [] }

const stays: readonly (readonly [string, Change, WithholdReason])[] = [
  ['without an agreement nothing leaves', { agreement: null }, 'no_agreement'],
  ['an agreement with somebody else lets nothing out', { agreement: { parties: ['mx', 'ca'] } }, 'no_agreement'],
  ['an agreement between others lets nothing out', { agreement: { parties: ['ca', 'us'] } }, 'no_agreement'],
  ['the day before the first is too early', { request: { today: '2025-12-31' } }, 'agreement_not_started'],
  ['the day after the last is too late', { request: { today: '2027-01-01' } }, 'agreement_ended'],
  ['a node of another classification domain lets nothing out', { request: { classification: 'secret' } }, 'classification_differs'],
  ['a kind nobody agreed on stays home', { record: { kind: 'figure' } }, 'kind_not_covered'],
  ['a kind agreed for the other direction stays home', { record: { kind: 'report' } }, 'direction_not_covered'],
  ['an entry that is historical stays home', { record: { ...entry, coded: { status: 'historical' } } }, 'condition_not_met'],
  ['an entry that does not say its status stays home', { record: { kind: 'list-entry', personalFields: [] } }, 'condition_not_met'],
  ['what another party wrote is not ours to pass on', { record: { from: 'us' } }, 'not_ours_to_release'],
  ['nobody is passed what it wrote', { record: { from: 'us', consent } }, 'not_ours_to_release'],
  ['a refusal keeps it home', { record: { from: 'ca', consent: { ...consent, answer: 'refused' } } }, 'consent_refused'],
  ['an answer that nobody knows is no consent', { record: { from: 'ca', consent: { ...consent, answer: 'maybe' } } }, 'consent_refused'],
  ['withdrawn consent keeps it home', { record: { from: 'ca', consent: { ...consent, revoked: true } } }, 'consent_withdrawn'],
  ['the day after consent ended is too late', { record: { from: 'ca', consent: { ...consent, until: '2026-12-30' } } }, 'consent_ended'],
  [
    'a condition that the agreement does not know keeps it home',
    { record: { from: 'ca', consent: { ...consent, conditions: ['no_press'] } } },
    'permitted_use_not_accepted',
  ],
  ['what a third party wrote is not ours to pass on', { record: { from: 'ca' } }, 'not_ours_to_release'],
  ['a version of what was taken back from this partner stays home', { record: { sentBefore: true, recalled: true } }, 'recalled'],
  ['what was made from a record that its author took back stays home', { record: { sourceRecalled: true } }, 'source_recalled'],
  ['nothing is released to oneself', { request: { recipient: 'mx' } }, 'recipient_is_self'],
  ['addressed to nobody, it stays home', { envelope: { to: [] } }, 'home_only'],
  ['addressed to another party, it does not go to this one', { envelope: { to: [{ party: 'ca' }] } }, 'addressed_elsewhere'],
  [
    'what is said of another party’s record does not go to this one',
    { record: { about: [{ party: 'ca', agency: 'rcmp' }] } },
    'addressed_elsewhere',
  ],
  [
    'what is said of this partner’s record stays home where its author names nobody',
    { record: { about: [{ party: 'us', agency: 'doj' }] }, envelope: { to: [] } },
    'home_only',
  ],
  ['an agency outside the agreement receives nothing', { envelope: { to: [{ party: 'us', agency: 'dod' }] } }, 'addressee_not_covered'],
  ['one step above the ceiling stays home', { envelope: { tlp: 'amber+strict' } }, 'marking_above_ceiling'],
  ['a label nobody knows counts as the strictest', { envelope: { tlp: 'teal' } }, 'marking_above_ceiling'],
  ['one byte too many stays home', { record: { itemBytes: 1001 } }, 'too_large'],
  ['without a legal basis it stays home', { envelope: { legal_basis: null } }, 'no_legal_basis'],
  ['a legal basis without a name is none', { envelope: { legal_basis: { instrument: '' } } }, 'no_legal_basis'],
  ['without a permitted use it stays home', { envelope: { permitted_use: [] } }, 'no_permitted_use'],
  ['a use the agreement does not know stays home', { envelope: { permitted_use: ['lead', 'no_press'] } }, 'permitted_use_not_accepted'],
  ['what a machine made is never evidence', { envelope: { origin: 'ai_made', permitted_use: ['evidence'] } }, 'ai_made_as_evidence'],
  ['a victim without an immigration limit stays home', { envelope: { person_status: 'victim' } }, 'no_immigration_limit'],
  ['a witness without an immigration limit stays home', { envelope: { person_status: 'witness' } }, 'no_immigration_limit'],
  [
    'what a rule requires must be there',
    { record: { kind: 'sighting' }, envelope: { permitted_use: ['no_force_or_targeting'] } },
    'requirement_missing',
  ],
  [
    'a limit that a rule requires must be there',
    { record: { kind: 'sighting' }, envelope: { grading: { source: 'A' } } },
    'requirement_missing',
  ],
  ['what must be addressed stays home while nobody is named', { record: { kind: 'victim-notice' } }, 'requirement_missing'],
  ['personal data that a rule refuses stays home', { record: { ...entry, personalFields: ['person'] } }, 'personal_data_refused'],
  [
    'what permits force or targeting leaves for nobody',
    { envelope: { permitted_use: ['lead', 'force_or_targeting'] } },
    'force_or_targeting',
  ],
  ['a military body is not asked for an arrest', { ...toSoldiers, record: { coded: { form: 'arrest' } } }, 'military_may_not_receive'],
  ['a military body gets nothing that permits nothing', { ...toSoldiers, envelope: { permitted_use: [] } }, 'no_permitted_use'],
  [
    'where the agreement does not know the limit nothing goes to a military body',
    { ...toSoldiers, agreement: { permittedUse: ['lead'] } },
    'permitted_use_not_accepted',
  ],
  ['what carries another party’s label as its own word stays home', { record: { labelsOfOthers: ['us'] } }, 'label_of_another'],
  ['a recall of what was never sent stays home', { record: { revoked: true } }, 'revoked'],
]
for (const [name, change, reason] of stays) {
  test(name, () => {
    const decision = decide(change)
    assert.equal(decision.outcome, 'withhold')
    assert.equal(decision.outcome === 'withhold' && decision.reason, reason)
    assert.equal(decision.explanation.code, `withhold_${reason}`)
  })
}

const flagged = { rights: 'rights_flag' } as const
const holds: readonly (readonly [string, Change, 'rights_flag' | 'rights_stop' | 'withhold' | 'release'])[] = [
  ['a flag that nobody answered holds what would leave', { record: flagged }, 'rights_flag'],
  ['a flag that was answered with a stop holds it too', { record: { rights: 'rights_stop' } }, 'rights_stop'],
  ['what would be asked about is held before anybody is asked', { record: { ...seizure, ...flagged } }, 'rights_flag'],
  ['what is passed on with consent is held', { record: { ...flagged, from: 'ca', consent } }, 'rights_flag'],
  ['what stays home anyway says why it does', { record: flagged, envelope: { to: [] } }, 'withhold'],
  ['a correction reaches whoever holds an earlier version', { record: { ...flagged, sentBefore: true } }, 'release'],
  ['a recall goes', { record: { ...flagged, sentBefore: true, revoked: true } }, 'release'],
]
for (const [name, change, expected] of holds) {
  test(name, () => {
    const decision = decide(change)
    assert.equal(decision.outcome === 'hold' ? decision.reason : decision.outcome, expected)
  })
}

const leaves: readonly (readonly [string, Change, Partial<Released> | Partial<Asked>])[] = [
  ['the last day still counts', {}, { outcome: 'release', mode: 'automatic', under: 'demo/2', toAgency: 'dhs', retentionDays: 30 }],
  ['the first day counts', { request: { today: '2026-01-01' } }, { outcome: 'release' }],
  ['a field that the rule strikes does not leave', {}, { without: ['source_note'] }],
  ['a field that is not there is not named as struck', { record: { fields: ['plate'] } }, { without: [] }],
  [
    'the agency named in the envelope receives',
    { envelope: { to: [{ party: 'us', agency: 'doj' }] } },
    { outcome: 'release', toAgency: 'doj' },
  ],
  [
    'what is said of a record goes to the agency that wrote it, and the copy names it',
    { record: { about: [{ party: 'ca', agency: 'rcmp' }, doj] } },
    { outcome: 'release', toAgency: 'doj', addedTo: doj },
  ],
  ['so does what waits for a person', { record: { ...seizure, about: [doj] } }, { outcome: 'ask', toAgency: 'doj', addedTo: doj }],
  [
    'whom its author names comes before whose record it is about',
    { record: { about: [doj] }, envelope: { to: [{ party: 'us', agency: 'dhs' }] } },
    { toAgency: 'dhs' },
  ],
  [
    'an author outside the agreement is reached as the agreement says',
    { record: { about: [{ party: 'us', agency: 'dod' }] } },
    { toAgency: 'dhs' },
  ],
  ['so is one that is not known', { record: { about: [{ party: 'us' }] } }, { toAgency: 'dhs' }],
  [
    'who holds a version gets the next, whoever it is about',
    { record: { about: [{ party: 'ca' }], sentBefore: true } },
    { outcome: 'release', toAgency: 'dhs' },
  ],
  ['addressed to the party alone, the agreement says who receives', { envelope: { to: [{ party: 'us' }] } }, { toAgency: 'dhs' }],
  [
    'a part marked above the ceiling does not leave',
    { record: { marks: [{ selector: 'description', label: 'amber+strict' }] } },
    { outcome: 'release', marked: ['description'] },
  ],
  [
    'the last day of consent still counts, an officer decides, and who else it was addressed to says nothing',
    { record: { from: 'ca', consent }, envelope: { to: [{ party: 'mx' }] } },
    { outcome: 'ask', explanation: { code: 'ask_onward', values: { agreement: 'demo', kind: 'mirror-alert', struck: 1, from: 'ca' } } },
  ],
  ['a rule that asks waits for a person', { record: seizure }, { outcome: 'ask', without: ['person'] }],
  ['what a machine made waits for a person', { envelope: { origin: 'ai_made' } }, { outcome: 'ask' }],
  ['where a person is waits for a person', { record: { locatedPerson: true } }, { outcome: 'ask' }],
  [
    'where a person is leaves by rule once force and targeting are ruled out',
    { record: { locatedPerson: true }, envelope: { permitted_use: ['lead', 'no_force_or_targeting'] } },
    { outcome: 'release' },
  ],
  ['a copy for a military body excludes force and targeting', toSoldiers, { outcome: 'release', addedUses: ['no_force_or_targeting'] }],
  [
    'one whose author excluded it goes as it is',
    { ...toSoldiers, envelope: { permitted_use: ['lead', 'no_force_or_targeting'] } },
    { outcome: 'release' },
  ],
  [
    'where a person is goes to a military body with the limit, which rules force out',
    { ...toSoldiers, record: { locatedPerson: true } },
    { outcome: 'release', addedUses: ['no_force_or_targeting'] },
  ],
  [
    'a military body may be sent what asks for no arrest',
    { ...toSoldiers, record: { coded: { form: 'information' } } },
    { outcome: 'release' },
  ],
  ['what says another party’s label in prose waits for a person', { record: { wordsOfOthers: ['us'] } }, { outcome: 'ask' }],
  [
    'what carried another’s label can still be taken back',
    { record: { labelsOfOthers: ['us'], revoked: true, sentBefore: true } },
    { outcome: 'release' },
  ],
  ['a current entry leaves', { record: entry }, { outcome: 'release' }],
  [
    'a victim leaves with an immigration limit',
    { envelope: { person_status: 'victim', permitted_use: ['no_immigration_use'] } },
    { outcome: 'release' },
  ],
  [
    'what a rule requires lets it out',
    { record: { kind: 'sighting' }, envelope: { grading: { source: 'A' }, permitted_use: ['no_force_or_targeting'] } },
    { outcome: 'release' },
  ],
  [
    'what must be addressed is asked about once its author names the partner',
    { record: { kind: 'victim-notice' }, envelope: { to: [{ party: 'us' }] } },
    { outcome: 'ask' },
  ],
  [
    'a recall reaches whoever holds the record without waiting',
    { record: { ...seizure, revoked: true, sentBefore: true } },
    { outcome: 'release', without: ['person'] },
  ],
]
for (const [name, change, expected] of leaves) {
  test(name, () => {
    const decision = decide(change)
    assert.deepEqual({ ...decision, ...expected }, decision)
  })
}

test('a decision can be replayed: the same arguments give the same words', () => {
  assert.deepEqual(decide({ record: seizure }), decide({ record: seizure }))
})

test('a copy that goes where the agreement says names nobody beside whom its author named', () => {
  const unnamed = [{ about: [{ party: 'us', agency: 'dhs' }] }, {}].map((record) => decide({ record }))
  const named = decide({ record: { about: [doj] }, envelope: { to: [doj] } })
  assert.deepEqual(
    [...unnamed, named].map((decision) => decision.outcome === 'release' && decision.addedTo),
    [undefined, undefined, undefined],
  )
})

test('a part marked at the ceiling leaves', () => {
  const decision = decide({ record: { marks: [{ selector: 'description', label: 'amber' }] } })
  assert.ok(decision.outcome === 'release' && decision.marked === undefined)
})
