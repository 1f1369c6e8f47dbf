import { defineKind } from '../define-kind.ts'
import { date, localizedText, openChoice } from '../field.ts'

export const matter = defineKind({
  name: 'matter',
  title: 'Matter',
  purpose:
    'What claims are about: an event, a text, an office or a person’s standing, in words that take no side. What is said of it stands in claims.',
  on: 'grouping',
  extension: 'extension-definition--4c6cad51-b820-448f-a430-af31af6a3bbf',
  fields: {
    matter_type: openChoice(
      'What it is',
      {
        event: 'Event',
        meeting: 'Meeting',
        text: 'Text or statement',
        office: 'Office held by a person',
        standing: 'Standing of a person on a list',
        trend: 'Trend or number',
        relation: 'Conduct of one party as the other sees it',
        document: 'Document',
      },
      { required: true, facet: true, short: true },
    ),
    name_words: localizedText('Name, by language', { short: true }),
    about_words: localizedText('What it is about, by language'),
    happened_on: date('When', { partial: true, short: true }),
  },
  native: {
    name: { label: 'Name, in words that take no side', maxLength: 200, short: true },
    description: { label: 'What it is about', personal: false, maxLength: 2000, short: true },
    context: { label: 'Context' },
    object_refs: { label: 'Sources' },
  },
  shows: ['name', 'name_words', 'matter_type', 'happened_on', 'description', 'about_words', 'object_refs'],
  titleFrom: ['name'],
  example: {
    name: 'FICTIONAL: how custody of an example person began',
    description: 'FICTIONAL EXAMPLE. Two accounts of one arrival at an embassy.',
    labels: ['fictional'],
    context: 'unspecified',
    object_refs: ['note--5d0c0b5e-8e1f-4a44-9a3c-2f6f0f2b7c1d'],
    matter_type: 'event',
    happened_on: '2026-01-22',
  },
  exampleEnvelope: { retention: 'published', purpose: 'Public claims about public matters', person_status: 'none' },
})
