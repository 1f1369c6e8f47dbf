import { defineNative } from '../../define-native.ts'
import { instant, longText, reference, text } from '../../field.ts'
import { notBefore } from '../../rules.ts'
import { exampleId, exampleObject } from './example.ts'

export const relationship = defineNative({
  type: 'relationship',
  family: 'sro',
  title: 'Relationship',
  purpose: 'Links two objects and says how they relate.',
  section: '5.1',
  fields: {
    relationship_type: text('Relation', { required: true, find: true, coded: true, facet: true, pattern: /^[a-z0-9-]+$/ }),
    description: longText('Description', { personal: true, find: true }),
    source_ref: reference('From', [], { required: true, families: ['sdo', 'sco'] }),
    target_ref: reference('To', [], { required: true, families: ['sdo', 'sco'] }),
    start_time: instant('From when'),
    stop_time: instant('Until when'),
  },
  rules: [notBefore('stop_time', 'start_time', true)],
  titleFrom: ['relationship_type'],
  example: exampleObject('relationship', 20, {
    relationship_type: 'located-at',
    source_ref: exampleId('identity', 1),
    target_ref: exampleId('location', 11),
    start_time: '2026-01-01T00:00:00Z',
  }),
})
