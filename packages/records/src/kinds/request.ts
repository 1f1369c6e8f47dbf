import { defineKind } from '../define-kind.ts'
import { choice, date, integer, longText, openChoice, reference, text } from '../field.ts'

/** Extension of a request to another party; what its form asks for stands in `packs/requests`. */
export const requestExtension = 'extension-definition--c1f6a0d2-53e7-4b8a-9f14-7a2d6b90e3c5'

/** Forms of request that this release knows. A form newer than the node is kept and shown by its code. */
export const requestForms = {
  information: 'Information request',
  'known-unknown': 'Known or unknown query',
  'legal-assistance': 'Mutual legal assistance',
  'provisional-arrest': 'Provisional arrest',
  extradition: 'Extradition',
  'speciality-waiver': 'Waiver of speciality',
  'use-consent': 'Consent to another use',
  evidence: 'Evidence',
  service: 'Service of documents',
}

export const request = defineKind({
  name: 'request',
  title: 'Request',
  purpose: 'Asks the other party for information, an act or consent, under a law and for a purpose, and is followed to its answer.',
  on: 'note',
  extension: requestExtension,
  fields: {
    form: openChoice('Form', requestForms, { required: true, facet: true, short: true }),
    to_party: text('Party asked', { required: true, coded: true, facet: true, short: true, maxLength: 64 }),
    urgency: choice('Urgency', { routine: 'Can wait', priority: 'Urgent', flash: 'Now' }, { required: true, facet: true, short: true }),
    sought: longText('What is sought', { required: true, personal: true, find: true, short: true, maxLength: 10_000 }),
    facts: longText('Facts', { personal: true, find: true, maxLength: 20_000 }),
    offence: text('Offence', { find: true, maxLength: 300, help: 'As the law of the requesting party names it, with its article.' }),
    offences: text('Offences of the table', { many: true, coded: true, max: 50, maxLength: 100 }),
    sought_for: choice(
      'Sought for',
      { trial: 'Trial', sentence: 'Serving a sentence' },
      { facet: true, help: 'Says which documents the treaty wants.' },
    ),
    sentence_left: integer('Months of the sentence left', { min: 0, max: 1200 }),
    earlier_ref: reference('Follows the request', ['note'], {
      usually: ['request'],
      help: 'The extradition that a waiver is about, or the arrest before a request.',
    }),
    reply_by: date('Answer wished by', { short: true }),
    confidentiality: choice(
      'Confidentiality',
      { usual: 'As usual', confidential: 'Confidential', not_to_subject: 'The person must not learn of it' },
      { facet: true, short: true },
    ),
    formalities: text('Formalities wished', { maxLength: 1000, help: 'How it should be done so that it can be used at home.' }),
    reference: text('Own reference', { find: true, maxLength: 100, help: 'Number of the file, with its issuer.' }),
  },
  native: {
    abstract: { label: 'Subject', short: true, maxLength: 200 },
    content: { label: 'In one sentence', maxLength: 10_000 },
    object_refs: { label: 'About' },
  },
  shows: [
    'form',
    'to_party',
    'abstract',
    'sought',
    'facts',
    'offence',
    'offences',
    'sought_for',
    'sentence_left',
    'earlier_ref',
    'urgency',
    'reply_by',
    'confidentiality',
    'formalities',
    'reference',
    'content',
    'object_refs',
  ],
  titleFrom: ['abstract', 'content'],
  example: {
    abstract: 'FICTIONAL: who crossed with the white tanker?',
    content: 'FICTIONAL EXAMPLE. Request for information about one crossing.',
    labels: ['fictional'],
    object_refs: ['incident--d4483b43-4dba-4808-8efb-c2bb2036fa8b'],
    form: 'information',
    to_party: 'xx',
    urgency: 'routine',
    sought: 'Times of the crossings of the tanker between 10 and 15 January.',
    facts: 'The tanker was seen at the yard on 9 January.',
    reply_by: '2026-02-15',
    confidentiality: 'usual',
    reference: 'FICTIONAL-0002',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Arms trafficking' },
})
