import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { boolean, choice, date, group, listOf, localizedText, openChoice, reference, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'
import { workstreams } from '../workstreams.ts'

/** Extension of what two parties agreed to do (docs/formats/commitments.md). */
export const commitmentExtension = 'extension-definition--5d0c7f83-1e64-4b9a-a2c8-70f3b5d91e26'

const ownsItself: Rule = {
  says: 'Each party stands once among those who owe something.',
  check(object, report) {
    const inside = isJsonObject(object.extensions) ? object.extensions[commitmentExtension] : undefined
    const owners = isJsonObject(inside) && Array.isArray(inside.owners) ? inside.owners : []
    const parties = owners.map((owner) => (isJsonObject(owner) ? owner.party : undefined))
    const twice = parties.findIndex((party, i) => party !== undefined && parties.indexOf(party) !== i)
    if (twice >= 0) addProblem(report, 'duplicate_item', {}, 'extensions', commitmentExtension, 'owners', twice)
  },
}

export const commitment = defineKind({
  name: 'commitment',
  title: 'Commitment',
  purpose:
    'What the parties agreed to do, in the words agreed, with who owes it and by when. Each party states its own progress; nobody states the other’s.',
  on: 'note',
  extension: commitmentExtension,
  fields: {
    agreed_text: localizedText('Text as agreed', { required: true, help: 'Word for word, in each language in which it was agreed.' }),
    source: text('Where it stands', { required: true, short: true, maxLength: 300, help: 'The statement, minutes or instrument.' }),
    source_ref: reference('Source document', ['note'], { usually: ['source-document'] }),
    clause: text('Clause', { short: true, maxLength: 60 }),
    modality: choice(
      'As what',
      { intends: 'The parties intend', agrees: 'The parties agree', shall: 'The parties shall', potential: 'A possibility' },
      { required: true, facet: true, short: true },
    ),
    owners: listOf(
      group('Who owes it', {
        party: text('Party', { required: true, coded: true, short: true, maxLength: 64 }),
        office: text('Office', { short: true, maxLength: 200 }),
        part: text('Its part', { short: true, maxLength: 300 }),
      }),
      { label: 'Who owes it', max: 8 },
    ),
    deliverable: text('What will be there', { short: true, maxLength: 300, help: 'What somebody can look at when it is done.' }),
    due: date('Due', { partial: true, facet: true, short: true }),
    due_words: text('Due, in the words of the source', { short: true, maxLength: 200 }),
    workstream: openChoice('Workstream', workstreams, { facet: true, short: true }),
    is_change: boolean('Promises a change of pace or size', { short: true, help: 'Faster, more, less: such a promise needs a baseline.' }),
    baseline: text('Baseline', {
      short: true,
      maxLength: 300,
      help: 'The value that the change is measured from, with its period and source.',
    }),
    verifiers: text('Third bodies whose finding counts', {
      many: true,
      max: 8,
      short: true,
      maxLength: 200,
      help: 'Only bodies that all parties agreed on.',
    }),
    depends_on: reference('Depends on', ['note'], { many: true, max: 20, usually: ['commitment'] }),
    programme_ref: reference('Programme', ['note'], { usually: ['programme'] }),
    session_ref: reference('Session that agreed it', ['note'], { usually: ['session'] }),
    due_by_ref: reference('Due by the session', ['note'], { usually: ['session'], help: 'Where the text says “before the next meeting”.' }),
    inherited_from: text('Earlier programme', { short: true, maxLength: 200, help: 'The one that it continues.' }),
    inherited_ref: reference('Earlier programme, its record', ['note'], { usually: ['programme'] }),
  },
  native: {
    abstract: { label: 'Short name' },
    content: { label: 'In short', maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  rules: [ownsItself],
  shows: [
    'agreed_text',
    'modality',
    'owners',
    'deliverable',
    'due',
    'due_words',
    'source',
    'clause',
    'source_ref',
    'workstream',
    'is_change',
    'baseline',
    'verifiers',
    'depends_on',
    'programme_ref',
    'session_ref',
    'due_by_ref',
    'inherited_from',
    'inherited_ref',
    'content',
    'object_refs',
  ],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: share results of firearms traces within 48 hours',
    content: 'FICTIONAL EXAMPLE. Both parties answer each other’s traces within two days.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    agreed_text: {
      en: 'FICTIONAL: The parties will answer requests to trace firearms within 48 hours.',
      es: 'FICTICIO: Las partes contestarán en 48 horas las solicitudes de rastreo de armas de fuego.',
    },
    source: 'FICTIONAL joint statement of 15 January 2026',
    clause: '3',
    modality: 'agrees',
    owners: [
      { party: 'mx', office: 'Example secretariat' },
      { party: 'us', office: 'Example bureau' },
    ],
    deliverable: 'Monthly figures of both parties',
    due: '2026-06',
    due_words: 'by the middle of the year',
    workstream: 'firearms',
    is_change: true,
    baseline: 'FICTIONAL: median of 9 days in 2025, records of both parties',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed' },
})
