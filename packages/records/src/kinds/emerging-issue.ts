import { defineKind } from '../define-kind.ts'
import { date, localizedText, openChoice, reference, text } from '../field.ts'
import { workstreams } from '../workstreams.ts'

/** Extension of what has come up and is no workstream yet (docs/formats/expectations.md). */
export const emergingIssueExtension = 'extension-definition--c47a0e5b-92d8-4361-b5f0-8e2d6a913c70'

export const emergingIssue = defineKind({
  name: 'emerging-issue',
  title: 'Emerging issue',
  purpose: 'Something new that a party sees and nobody follows yet. It becomes a workstream when one party asks for it and another agrees.',
  on: 'note',
  extension: emergingIssueExtension,
  fields: {
    what: localizedText('What it is', { required: true, short: true }),
    seen_since: date('Seen since', { partial: true, short: true }),
    seen_how: text('How it was seen', { short: true, maxLength: 300 }),
    workstream: openChoice('Workstream that it might become', workstreams, { facet: true, short: true }),
    source: text('Where it was said', { short: true, maxLength: 300 }),
    session_ref: reference('Session', ['note'], { usually: ['session'] }),
  },
  native: {
    abstract: { label: 'Short name' },
    content: { label: 'In words', maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  shows: ['what', 'seen_since', 'seen_how', 'workstream', 'source', 'content', 'session_ref', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: unmanned aircraft over the river',
    content: 'FICTIONAL EXAMPLE. Eleven flights in a month where there was none the year before.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    what: {
      en: 'FICTIONAL: Unmanned aircraft carry small loads over the river.',
      es: 'FICTICIO: Aeronaves no tripuladas llevan cargas pequeñas sobre el río.',
    },
    seen_since: '2025-10',
    seen_how: 'FICTIONAL: reports of two duty desks',
    workstream: 'uas',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed' },
})
