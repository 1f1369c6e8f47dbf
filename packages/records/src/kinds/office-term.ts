import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, date, link, localizedText, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

/** Extension of who held a public office from when to when (docs/formats/programme.md). */
export const officeTermExtension = 'extension-definition--c47a10f3-68be-4d52-9f31-27d8e5b06a9c'

const endsLater: Rule = {
  says: 'Who held an office left it on the first day or later.',
  check(object, report) {
    const inside = isJsonObject(object.extensions) ? object.extensions[officeTermExtension] : undefined
    if (!isJsonObject(inside) || typeof inside.from !== 'string' || typeof inside.until !== 'string') return
    const length = Math.min(inside.from.length, inside.until.length)
    if (inside.until.slice(0, length) >= inside.from.slice(0, length)) return
    addProblem(report, 'earlier_than', { name: 'from' }, 'extensions', officeTermExtension, 'until')
  },
}

export const officeTerm = defineKind({
  name: 'office-term',
  title: 'Office held by a person',
  purpose:
    'Who held which public office from when to when, in the words of a public source; who acts for an absent holder stands beside the holder.',
  on: 'note',
  extension: officeTermExtension,
  fields: {
    person: text('Who', {
      required: true,
      find: true,
      short: true,
      maxLength: 200,
      help: 'Only who holds a public office, as a public source names them.',
    }),
    other_spellings: text('Other spellings of the name', { many: true, max: 10, find: true, maxLength: 200 }),
    office: localizedText('Office', { required: true, short: true }),
    office_code: text('Code of the office', { coded: true, short: true, maxLength: 100, help: 'The same code for the same office.' }),
    party: text('Party', { required: true, coded: true, facet: true, short: true, maxLength: 64 }),
    organisation: localizedText('Organisation', { short: true }),
    capacity: choice(
      'As what',
      { titular: 'Holder of the office', acting: 'In the absence of the holder', delegate: 'By delegation' },
      { required: true, facet: true, short: true },
    ),
    source_word: text('The word of the source', { short: true, maxLength: 120, help: 'For example: encargado del despacho.' }),
    from: date('From', { required: true, partial: true, short: true }),
    until: date('Until', { partial: true, short: true }),
    source: text('Where it is said', { required: true, short: true, maxLength: 300 }),
    source_url: link('Source address'),
  },
  native: {
    abstract: { label: 'Short name' },
    content: { label: 'In short', maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  rules: [endsLater],
  shows: [
    'person',
    'other_spellings',
    'office',
    'office_code',
    'party',
    'organisation',
    'capacity',
    'source_word',
    'from',
    'until',
    'source',
    'source_url',
    'content',
    'object_refs',
  ],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: Example Person, acting',
    content: 'FICTIONAL EXAMPLE. A person and an office that do not exist.',
    labels: ['fictional'],
    object_refs: ['note--0d7e5c1a-94f3-4b86-a2c8-6e1f3b509d74'],
    person: 'FICTIONAL Example Person',
    office: { en: 'FICTIONAL Secretary of Examples', es: 'Secretaría FICTICIA de Ejemplos, titular' },
    office_code: 'example-secretary',
    party: 'mx',
    organisation: { en: 'FICTIONAL Department of Examples', es: 'Secretaría FICTICIA de Ejemplos' },
    capacity: 'acting',
    source_word: 'encargado del despacho',
    from: '2025-12-10',
    until: '2025-12-12',
    source: 'FICTIONAL communiqué of 11 December 2025',
  },
  exampleEnvelope: { retention: 'published', purpose: 'Public offices and who holds them', person_status: 'none' },
})
