import { defineNative } from '../../define-native.ts'
import { longText, reference, text } from '../../field.ts'
import { exampleId, exampleObject } from './example.ts'
import { authors } from './shared-fields.ts'

export const note = defineNative({
  type: 'note',
  family: 'sdo',
  title: 'Note',
  purpose: 'Adds context or an observation to other objects.',
  section: '4.13',
  fields: {
    abstract: text('Summary', { personal: true, find: true }),
    content: longText('Content', { required: true, personal: true, find: true }),
    authors,
    object_refs: reference('About', [], { many: true, required: true }),
  },
  titleFrom: ['abstract', 'content'],
  example: exampleObject('note', 3, {
    abstract: 'Seal number checked',
    content: 'The seal number in the manifest and the one photographed differ in the last digit.',
    object_refs: [exampleId('incident', 2)],
  }),
})
