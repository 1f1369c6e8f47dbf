import { defineNative } from '../../define-native.ts'
import { choice, longText, reference } from '../../field.ts'
import { opinionEnum } from '../../vocabularies.ts'
import { exampleId, exampleObject } from './example.ts'
import { authors } from './shared-fields.ts'

export const opinion = defineNative({
  type: 'opinion',
  family: 'sdo',
  title: 'Opinion',
  purpose: 'Says how far its author agrees with what other objects state.',
  section: '4.15',
  fields: {
    opinion: choice('Opinion', opinionEnum, { required: true, vocabulary: 'opinion-enum' }),
    explanation: longText('Explanation', { personal: true, find: true }),
    authors,
    object_refs: reference('About', [], { many: true, required: true }),
  },
  titleFrom: ['explanation', 'opinion'],
  example: exampleObject('opinion', 15, {
    opinion: 'disagree',
    explanation: 'The photograph was taken at another crossing.',
    object_refs: [exampleId('incident', 2)],
  }),
})
