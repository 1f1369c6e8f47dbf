import { defineNative } from '../../define-native.ts'
import { openChoice, reference, text } from '../../field.ts'
import { groupingContextOv } from '../../vocabularies.ts'
import { exampleId, exampleObject } from './example.ts'
import { description } from './shared-fields.ts'

export const grouping = defineNative({
  type: 'grouping',
  family: 'sdo',
  title: 'Grouping',
  purpose: 'States that objects share a context, without being a finished report.',
  section: '4.4',
  fields: {
    name: text('Name', { find: true }),
    description,
    context: openChoice('Context', groupingContextOv, { required: true, vocabulary: 'grouping-context-ov' }),
    object_refs: reference('Objects', [], { many: true, required: true }),
  },
  titleFrom: ['name', 'context'],
  example: exampleObject('grouping', 7, {
    name: 'Sightings of one container',
    context: 'suspicious-activity',
    object_refs: [exampleId('incident', 2), exampleId('identity', 1)],
  }),
})
