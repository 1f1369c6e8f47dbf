import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { Kind } from '../kind.ts'
import { validateObject } from '../validate-object.ts'
import { callRecord } from './call-record.ts'
import { commitment } from './commitment.ts'
import { commitmentJudgement } from './commitment-judgement.ts'
import { commitmentReading } from './commitment-reading.ts'
import { commitmentStatus } from './commitment-status.ts'
import { contactReport } from './contact-report.ts'
import { contest } from './contest.ts'
import { contestStep } from './contest-step.ts'
import { diplomaticNote } from './diplomatic-note.ts'
import { draftClause } from './draft-clause.ts'
import { draftComment } from './draft-comment.ts'
import { emergingIssue } from './emerging-issue.ts'
import { evaluation } from './evaluation.ts'
import { evaluationResponse } from './evaluation-response.ts'
import { expectation } from './expectation.ts'
import { expectationAnswer } from './expectation-answer.ts'
import { feedback } from './feedback.ts'
import { figure } from './figure.ts'
import { kindOf } from './index.ts'
import { issueStep } from './issue-step.ts'
import { jointDraft } from './joint-draft.ts'
import { listEntry } from './list-entry.ts'
import { mirrorAlert } from './mirror-alert.ts'
import { noteStamp } from './note-stamp.ts'
import { progressRequest } from './progress-request.ts'
import { releaseCertificate } from './release-certificate.ts'
import { response } from './response.ts'
import { resultSeal } from './result-seal.ts'
import { seizure } from './seizure.ts'
import { setAside } from './set-aside.ts'
import { valueJudgement } from './value-judgement.ts'

const ours: readonly Kind[] = [
  mirrorAlert,
  response,
  seizure,
  listEntry,
  figure,
  feedback,
  callRecord,
  contactReport,
  diplomaticNote,
  noteStamp,
  commitment,
  commitmentJudgement,
  commitmentReading,
  commitmentStatus,
  setAside,
  progressRequest,
  jointDraft,
  draftClause,
  draftComment,
  releaseCertificate,
  expectation,
  expectationAnswer,
  emergingIssue,
  issueStep,
  evaluation,
  evaluationResponse,
  valueJudgement,
  resultSeal,
  contest,
  contestStep,
]

/** The example with members of its extension changed; `undefined` takes one away. */
function changed(kind: Kind, change: Readonly<Record<string, Json | undefined>>): JsonObject {
  const extensions = kind.example.extensions
  const inside = isJsonObject(extensions) ? extensions[kind.extension as string] : undefined
  const merged = Object.entries({ ...(isJsonObject(inside) ? inside : {}), ...change }).filter(([, value]) => value !== undefined)
  return { ...kind.example, extensions: { [kind.extension as string]: Object.fromEntries(merged) as JsonObject } }
}

function problems(object: JsonObject): readonly string[] {
  const checked = validateObject(object)
  return checked.ok
    ? []
    : checked.problems.map((problem) => `${problem.field.replace(/extension-definition--[^/]+/, 'ours')} ${problem.code}`)
}

for (const kind of ours) {
  test(`${kind.name}: the example is complete, valid, fictional and says so`, () => {
    assert.deepEqual(problems(kind.example), [])
    assert.equal(kindOf(kind.example)?.name, kind.name)
    assert.deepEqual(kind.example.labels, ['fictional'])
    assert.match(JSON.stringify(kind.example), /FICTIONAL/)
  })
}

test('the ids of our extensions differ and never change: they are what a partner knows a kind by', () => {
  assert.deepEqual(
    ours.map((kind) => [kind.name, kind.stixType, kind.extension]),
    [
      ['mirror-alert', 'incident', 'extension-definition--d4483b43-4dba-4808-8efb-c2bb2036fa8b'],
      ['response', 'note', 'extension-definition--9165b253-0e46-4007-8cf1-cf91f3dc9ec4'],
      ['seizure', 'incident', 'extension-definition--f0dfd6bd-2b85-475e-95eb-048939658dec'],
      ['list-entry', 'identity', 'extension-definition--09b1cc9a-ffc7-42dc-97a4-33f991f7616a'],
      ['figure', 'note', 'extension-definition--47d86d67-09c2-42e3-bb80-76bd60fc025d'],
      ['feedback', 'note', 'extension-definition--7cd215a7-1254-4b1d-82cb-3a7ce3a78dca'],
      ['call-record', 'note', 'extension-definition--5d0c0b5e-8e1f-4a44-9a3c-2f6f0f2b7c1d'],
      ['contact-report', 'report', 'extension-definition--a2f4c6d8-1b3e-4f57-8c9d-0e1f2a3b4c5d'],
      ['diplomatic-note', 'note', 'extension-definition--0e8fc3cc-acbc-45cb-aa4b-c73cca8d3472'],
      ['note-stamp', 'note', 'extension-definition--ae9a24f7-7aeb-4cc3-9a8d-0bd25ed73093'],
      ['commitment', 'note', 'extension-definition--5d0c7f83-1e64-4b9a-a2c8-70f3b5d91e26'],
      ['commitment-judgement', 'note', 'extension-definition--e19b75d4-3f02-4c86-b7a1-5d480e6f2c93'],
      ['commitment-reading', 'note', 'extension-definition--b7e24a90-6c1d-4f58-93e0-2d8f5a7c61b3'],
      ['commitment-status', 'note', 'extension-definition--08f6d3c1-9a47-4e2b-8d15-64b0c97a3ef2'],
      ['set-aside', 'note', 'extension-definition--dc0e55b9-c65a-4178-adad-00c39e762cb6'],
      ['progress-request', 'note', 'extension-definition--4c7a19e2-8d35-4f60-b1c8-93e5a0d2f764'],
      ['joint-draft', 'note', 'extension-definition--9d5b3fe6-f174-4e78-9108-584703f3d51d'],
      ['draft-clause', 'note', 'extension-definition--ba1cd1b0-2149-43ce-823f-8ba244e5ec47'],
      ['draft-comment', 'note', 'extension-definition--e6c581d8-3b31-41b8-84f9-07c4449b540f'],
      ['release-certificate', 'note', 'extension-definition--b322cf7f-7599-4639-acf7-89edc258191a'],
      ['expectation', 'note', 'extension-definition--2e8b41d6-57c0-4f93-8a1e-c6d0937f5b24'],
      ['expectation-answer', 'note', 'extension-definition--91f7c3a8-04be-4d52-b6e9-3a58d1f0c7e2'],
      ['emerging-issue', 'note', 'extension-definition--c47a0e5b-92d8-4361-b5f0-8e2d6a913c70'],
      ['issue-step', 'note', 'extension-definition--3d915f08-6b2c-4ea7-90c4-f17b8e2a05d6'],
      ['evaluation', 'note', 'extension-definition--b60f2d79-18ea-4c35-a7d3-50c9e4f81b6e'],
      ['evaluation-response', 'note', 'extension-definition--f85e16b3-d04a-4729-8c6f-7b3092ad4e51'],
      ['value-judgement', 'note', 'extension-definition--3e8c1b6f-5a29-4d70-b4e3-91c7f0d2a65b'],
      ['result-seal', 'note', 'extension-definition--a41f8e07-2b6c-4953-8dd1-5e0c7b93f62a'],
      ['contest', 'note', 'extension-definition--c95d20e8-7f14-4a3b-b608-d2e9516fa73c'],
      ['contest-step', 'note', 'extension-definition--f07a6d3e-94b2-4c18-a5ef-3b82c1d0976e'],
    ],
  )
})

type Row = readonly [name: string, kind: Kind, change: Readonly<Record<string, Json | undefined>>, problems: readonly string[]]
const at = (field: string, code: string) => `/extensions/ours/${field} ${code}`
const finding = { number: '1', finding: { en: 'FICTIONAL' }, addressee: 'us' }
const rows: readonly Row[] = [
  ['a draft is of two parties at least', jointDraft, { parties: ['mx'] }, [at('parties', 'too_few')]],
  ['a party drafts once', jointDraft, { parties: ['mx', 'mx'] }, [at('parties/1', 'duplicate_item')]],
  ['who removes a clause names it', draftClause, { removed: true, replaces_refs: undefined }, [at('replaces_refs', 'required_with')]],
  ['who accepts a clause says its hash', draftComment, { sha256: undefined }, [at('sha256', 'required_with')]],
  ['a comment needs none', draftComment, { says: 'comments', sha256: undefined }, []],
  [
    'a certificate has an instant that exists',
    releaseCertificate,
    { release_at: '2026-02-30T18:00:00.000Z' },
    [at('release_at', 'not_an_instant')],
  ],
  ['an alert says what it asks for', mirrorAlert, { requested_action: undefined }, [at('requested_action', 'required')]],
  ['an alert says when it was seen', mirrorAlert, { seen_at: undefined }, [at('seen_at', 'required')]],
  ['a direction is one of the list', mirrorAlert, { direction: 'upwards' }, [at('direction', 'not_a_choice')]],
  ['a crossing newer than the list is kept', mirrorAlert, { crossing: 'a_new_bridge' }, []],
  ['a wrong check digit is no problem', mirrorAlert, { identifiers: [{ type: 'container', value: 'CSQU3054384' }] }, []],
  ['an identifier of a newer type is kept', mirrorAlert, { identifiers: [{ type: 'tail-number', value: 'XB-FIC' }] }, []],
  ['a field of a newer node is kept', mirrorAlert, { colour_of_smoke: 'grey' }, []],
  ['fifty identifiers fit', mirrorAlert, { identifiers: Array.from({ length: 50 }, (_, i) => ({ type: 'plate', value: `Z${i}` })) }, []],
  [
    'fifty-one do not',
    mirrorAlert,
    { identifiers: Array.from({ length: 51 }, (_, i) => ({ type: 'plate', value: `Z${i}` })) },
    [at('identifiers', 'too_many')],
  ],
  ['cannot act without a reason is no answer', response, { step: 'cannot_act' }, [at('reason', 'required_with')]],
  ['cannot act with its reason is', response, { step: 'cannot_act', reason: 'legal_limit' }, []],
  ['an outcome without a result is no answer', response, { step: 'outcome' }, [at('result', 'required_with')]],
  ['an outcome with its result is', response, { step: 'outcome', result: 'not_found' }, []],
  ['a seizure lists its goods', seizure, { goods: undefined }, [at('goods', 'required')]],
  ['a seizure says what it is in law', seizure, { legal_measure: undefined }, [at('legal_measure', 'required')]],
  ['a list entry names its source', listEntry, { source_url: undefined }, [at('source_url', 'required')]],
  ['a list entry says as of which day', listEntry, { as_of: undefined }, [at('as_of', 'required')]],
  ['a year alone is a date of listing', listEntry, { listed_on: '2020' }, []],
  ['a figure may be a range', figure, { value: undefined, value_low: 1, value_high: 2 }, []],
  ['a range runs upwards', figure, { value: undefined, value_low: 3, value_high: 2 }, [at('value_high', 'below_minimum')]],
  ['a figure may be missing when it says why', figure, { value: undefined, missing: 'not_yet_published' }, []],
  ['a figure without a value says why', figure, { value: undefined }, ['/extensions/ours one_of_required']],
  ['a period of one day runs forwards', figure, { period_start: '2026-01-31' }, []],
  ['a period never runs backwards', figure, { period_start: '2026-02-01' }, [at('period_end', 'earlier_than')]],
  ['a call says when it was held', callRecord, { held_at: undefined }, [at('held_at', 'required')]],
  ['a call may owe nothing', callRecord, { follow_up: undefined, follow_up_by: undefined, must_report: undefined }, []],
  ['a contact report says the class of matter', contactReport, { topic_class: undefined }, [at('topic_class', 'required')]],
  ['a contact report without its call is kept', contactReport, { content_ref: undefined, content_digest: undefined }, []],
  ['a note has its number', diplomaticNote, { number: undefined }, [at('number', 'required')]],
  [
    'a party stands once among those who owe something',
    commitment,
    { owners: [{ party: 'mx' }, { party: 'us' }, { party: 'mx' }] },
    [at('owners/2', 'duplicate_item')],
  ],
  ['who accepts a reading names it', commitmentReading, { says: 'accepts' }, [at('answers_ref', 'required_with')]],
  ['a refusal of an expectation names its ground', expectationAnswer, { says: 'refuses' }, [at('ground', 'required_with')]],
  ['a refusal with its ground is one', expectationAnswer, { says: 'refuses', ground: 'law' }, []],
  ['an expectation says of whom', expectation, { of_party: undefined }, [at('of_party', 'required')]],
  ['an expectation of a day that does not exist is refused', expectation, { by_when: '2026-02-30' }, [at('by_when', 'not_a_date')]],
  ['a step names its issue', issueStep, { issue_ref: undefined }, [at('issue_ref', 'required')]],
  ['a workstream newer than the list is kept', emergingIssue, { workstream: 'a_new_one' }, []],
  ['each finding has its own number', evaluation, { findings: [finding, finding] }, [at('findings/1', 'duplicate_item')]],
  ['who confirms a remedy names the response', evaluationResponse, { says: 'confirms' }, [at('of_ref', 'required_with')]],
  ['who disputes a value gives a reason', valueJudgement, { reason: undefined }, [at('reason', 'required_with')]],
  ['a contest lasts three days at least', contest, { days: 2 }, [at('days', 'below_minimum')]],
  ['who accepts what is agreed names the proposal', contestStep, { step: 'accept_core' }, [at('accepts_ref', 'required_with')]],
  ['a seal brings its note', resultSeal, { seal: undefined }, [at('seal', 'required')]],
  ['who disputes says why or what instead', commitmentJudgement, { says: 'disputes', how: undefined }, [at('how', 'required_with')]],
  ['a certified translation names who certified it', diplomaticNote, { translator: undefined }, [at('translator', 'required_with')]],
  ['a courtesy translation names nobody', diplomaticNote, { translation_state: 'courtesy', translator: undefined }, []],
  [
    'a translation that is stated is there',
    diplomaticNote,
    { translation_state: 'draft', translation_text: undefined },
    [at('translation_text', 'required_with')],
  ],
  ['an apostille has its number', diplomaticNote, { legalisation_number: undefined }, [at('legalisation_number', 'required_with')]],
  ['a legalisation that waits has none', diplomaticNote, { legalisation: 'pending', legalisation_number: undefined }, []],
  ['a stamp says when', noteStamp, { stamped_at: undefined }, [at('stamped_at', 'required')]],
  ['feedback gives a verdict', feedback, { verdict: undefined }, [at('verdict', 'required')]],
]
for (const [name, kind, change, expected] of rows) {
  test(`${kind.name}: ${name}`, () => assert.deepEqual(problems(changed(kind, change)), expected))
}

test('what names or places a person is personal, and no personal field stands in clear', () => {
  const personal = (kind: Kind) =>
    kind.fields
      .filter(({ field, native }) => !native && field.personal === true)
      .map(({ name }) => name)
      .sort()
  assert.deepEqual(personal(mirrorAlert), ['appearance', 'identifiers', 'last_seen', 'reply_to', 'safety_notes'])
  assert.deepEqual(personal(listEntry), [
    'addresses',
    'aliases',
    'birth_dates',
    'birth_places',
    'entry_number',
    'identifiers',
    'list_words',
    'nationalities',
  ])
  assert.deepEqual(personal(callRecord), ['with_person'])
  assert.deepEqual(personal(contactReport), ['agent', 'foreign_affairs', 'own_official'])
  assert.deepEqual(personal(figure), [])
  for (const kind of ours) for (const { name, field } of kind.fields) assert.ok(!(field.personal && field.facet), `${kind.name}.${name}`)
})

test('the short form of an alert asks for no more than fits in a minute, and for everything that is required', () => {
  const short = mirrorAlert.fields.filter(({ field }) => field.short === true).map(({ name }) => name)
  assert.ok(short.length <= 14, String(short.length))
  const required = mirrorAlert.fields
    .filter(({ field, native }) => field.required && (!native || ['name', 'description'].includes(field.label)))
    .map(({ name }) => name)
  assert.deepEqual(
    required.filter((name) => !short.includes(name)),
    [],
  )
  assert.deepEqual(mirrorAlert.shows.filter((name) => short.includes(name)).length, short.length)
})
