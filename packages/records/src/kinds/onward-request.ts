import { defineKind } from '../define-kind.ts'
import { date, text } from '../field.ts'

export const onwardRequest = defineKind({
  name: 'onward-request',
  title: 'Request to pass on',
  purpose: 'Asks the author of a received record for consent to pass it on to a third party or to another agency.',
  on: 'note',
  extension: 'extension-definition--3d8a2f64-7c1e-4b59-9d02-5f6a1c8e7b30',
  fields: {
    to_party: text('To the party', { required: true, coded: true, short: true, maxLength: 64, help: 'Its code, such as ca.' }),
    to_agency: text('To the agency', { coded: true, short: true, maxLength: 64 }),
    until: date('Needed until', { required: true, short: true }),
  },
  native: {
    content: { label: 'What for', short: true, maxLength: 10_000 },
    object_refs: { label: 'Record to be passed on' },
  },
  clocks: ['onward-request'],
  shows: ['to_party', 'to_agency', 'until', 'content', 'object_refs'],
  titleFrom: ['abstract', 'content'],
  example: {
    abstract: 'FICTIONAL: may this alert be passed on?',
    content: 'FICTIONAL EXAMPLE. The third party watches the same crossing.',
    labels: ['fictional'],
    object_refs: ['incident--d4483b43-4dba-4808-8efb-c2bb2036fa8b'],
    to_party: 'ca',
    until: '2026-12-31',
  },
  exampleEnvelope: { retention: 'alert' },
})
