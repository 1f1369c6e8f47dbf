import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { date, integer, link, localizedText, openChoice, reference, text } from '../field.ts'
import { addProblem } from '../report.ts'

/** Extension of a body in which parties meet (docs/formats/programme.md). */
export const mechanismExtension = 'extension-definition--8b6d2e90-35f4-4c17-a0d9-4e7f1b82c653'

export const mechanism = defineKind({
  name: 'mechanism',
  title: 'Body or group',
  purpose: 'A body in which the parties meet: its official names, its mandate, the body above it, and how often it has to meet.',
  on: 'note',
  extension: mechanismExtension,
  fields: {
    names: localizedText('Official name', { required: true, short: true, help: 'As each party’s own texts write it.' }),
    other_names: text('Other names', {
      many: true,
      max: 40,
      find: true,
      short: true,
      maxLength: 200,
      help: 'Short names, initials, what the press says.',
    }),
    level: openChoice(
      'Level',
      {
        leaders: 'Heads of state or government',
        ministerial: 'Ministers',
        group: 'Standing group',
        working_group: 'Working group',
        technical: 'Experts',
      },
      { required: true, facet: true, short: true },
    ),
    parties: text('Parties', { many: true, max: 8, coded: true, short: true, maxLength: 64 }),
    mandate: localizedText('Mandate', { help: 'Word for word.' }),
    mandate_source: text('Where the mandate stands', { short: true, maxLength: 300 }),
    source_url: link('Source address'),
    parent_ref: reference('Body above it', ['note'], { usually: ['mechanism'] }),
    programme_ref: reference('Programme', ['note'], { usually: ['programme'] }),
    cadence_days: integer('Meets every so many days', {
      min: 1,
      max: 3660,
      short: true,
      help: 'The longest time between two sessions that was agreed.',
    }),
    cadence_words: localizedText('How often, in the words agreed', { short: true }),
    cadence_source: text('Where that was agreed', { short: true, maxLength: 300 }),
    from: date('From', { partial: true, short: true }),
    until: date('Until', { partial: true, short: true }),
  },
  native: {
    abstract: { label: 'Short name' },
    content: { label: 'In short', maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  rules: [
    {
      says: 'How often a body has to meet stands beside where that was agreed.',
      check(object, report) {
        const inside = isJsonObject(object.extensions) ? object.extensions[mechanismExtension] : undefined
        if (!isJsonObject(inside) || inside.cadence_days === undefined || inside.cadence_source !== undefined) return
        addProblem(
          report,
          'required_with',
          { name: 'cadence_source', other: 'cadence_days' },
          'extensions',
          mechanismExtension,
          'cadence_source',
        )
      },
    },
  ],
  shows: [
    'names',
    'other_names',
    'level',
    'parties',
    'mandate',
    'mandate_source',
    'source_url',
    'parent_ref',
    'programme_ref',
    'cadence_days',
    'cadence_words',
    'cadence_source',
    'from',
    'until',
    'content',
    'object_refs',
  ],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: example group',
    content: 'FICTIONAL EXAMPLE. A group that does not exist.',
    labels: ['fictional'],
    object_refs: ['note--0d7e5c1a-94f3-4b86-a2c8-6e1f3b509d74'],
    names: { en: 'FICTIONAL Example Implementation Group', es: 'Grupo FICTICIO de Implementación de Ejemplo' },
    other_names: ['Example group', 'GFE'],
    level: 'group',
    parties: ['mx', 'us'],
    mandate: { en: 'FICTIONAL: to follow up what was agreed.', es: 'FICTICIO: dar seguimiento a lo acordado.' },
    mandate_source: 'FICTIONAL joint statement of 3 September 2025',
    programme_ref: 'note--0d7e5c1a-94f3-4b86-a2c8-6e1f3b509d74',
    cadence_days: 90,
    cadence_words: { en: 'FICTIONAL: at least every three months', es: 'FICTICIO: al menos cada tres meses' },
    cadence_source: 'FICTIONAL terms of reference, paragraph 4',
    from: '2025-09',
  },
  exampleEnvelope: { retention: 'published', purpose: 'Follow-up of what was agreed', person_status: 'none' },
})
