import { defineKind } from '../define-kind.ts'
import { date, link, openChoice, text } from '../field.ts'
import { designationExtension, readDesignation } from '../groups/read-designation.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

const ofOneGroup: Rule = {
  says: 'A designation names one group or person, and does not end before it begins.',
  check(object, report) {
    const said = readDesignation(object)
    if (Array.isArray(object.object_refs) && object.object_refs.length > 1) addProblem(report, 'too_many', { limit: 1 }, 'object_refs')
    if (said?.until !== undefined && said.until < said.from) {
      addProblem(report, 'earlier_than', { other: 'from' }, 'extensions', designationExtension, 'until')
    }
  },
}

export const designation = defineKind({
  name: 'designation',
  title: 'Designation',
  purpose:
    'Says that one party designates a group or a person, under which law and in which words. It is that party’s label alone and never another’s.',
  on: 'note',
  extension: designationExtension,
  fields: {
    by_party: openChoice(
      'Designated by',
      { mx: 'Mexico', us: 'United States', ca: 'Canada' },
      { required: true, facet: true, short: true, help: 'A party writes its own designations only.' },
    ),
    designated_as: text('Designated as', { required: true, find: true, short: true, maxLength: 200, help: 'In the words of the law.' }),
    name_used: text('Name used', { required: true, personal: true, identifying: true, find: true, short: true, maxLength: 300 }),
    instrument: text('Law', { required: true, short: true, maxLength: 300 }),
    article: text('Article', { short: true, maxLength: 100 }),
    authority: text('Authority that designated', { maxLength: 200 }),
    number: text('Number', { find: true, maxLength: 100 }),
    from: date('From', { required: true, short: true }),
    until: date('Until'),
    publisher: text('Published by', { required: true, short: true, maxLength: 200 }),
    source_url: link('Source address', { required: true, short: true }),
  },
  native: {
    content: { label: 'In our words', maxLength: 2000, short: true },
    object_refs: { label: 'Whom', short: true },
  },
  rules: [ofOneGroup],
  shows: [
    'name_used',
    'by_party',
    'designated_as',
    'instrument',
    'article',
    'authority',
    'number',
    'from',
    'until',
    'publisher',
    'source_url',
    'content',
    'object_refs',
  ],
  titleFrom: ['name_used'],
  example: {
    content: 'FICTIONAL EXAMPLE of a designation under a law that does not exist.',
    labels: ['fictional'],
    object_refs: ['intrusion-set--2d6f1a0c-7b9e-4c55-8f3a-51c0de9a7b42'],
    by_party: 'mx',
    designated_as: 'Organised crime group of the first order',
    name_used: 'FICTIONAL Grupo Ejemplo',
    instrument: 'FICTIONAL Act on organised crime',
    article: '2',
    authority: 'Example Office of Lists',
    number: 'EX-0001',
    from: '2026-01-15',
    publisher: 'Example Gazette',
    source_url: 'https://lists.sig.example/designations/ex-0001',
  },
  exampleEnvelope: { retention: 'published', purpose: 'Published designation' },
})
