import { defineNative } from '../../define-native.ts'
import { instant, longText, openChoice, reference, text } from '../../field.ts'
import { reportTypeOv } from '../../vocabularies.ts'
import { exampleId, exampleObject } from './example.ts'

export const report = defineNative({
  type: 'report',
  family: 'sdo',
  title: 'Report',
  purpose: 'Publishes a finished piece of intelligence with the objects it speaks of.',
  section: '4.16',
  fields: {
    name: text('Name', { required: true, find: true }),
    description: longText('Description', { personal: true, find: true }),
    report_types: openChoice('Report types', reportTypeOv, { vocabulary: 'report-type-ov', many: true }),
    published: instant('Published', { required: true, facet: true }),
    object_refs: reference('Objects', [], { many: true, required: true }),
  },
  example: exampleObject('report', 16, {
    name: 'Freight diversion in January',
    report_types: ['threat-report'],
    published: '2026-01-15T12:00:00Z',
    object_refs: [exampleId('incident', 2), exampleId('campaign', 5)],
  }),
})
