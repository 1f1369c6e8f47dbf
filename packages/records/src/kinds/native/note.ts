import { defineNative } from '../../define-native.ts'
import { longText, reference, text } from '../../field.ts'

export const note = defineNative({
  type: 'note',
  family: 'sdo',
  title: 'Note',
  purpose: 'Adds context or an observation to other objects.',
  section: '4.13',
  fields: {
    abstract: text('Summary', { personal: true, find: true }),
    content: longText('Content', { required: true, personal: true, find: true }),
    authors: text('Authors', { many: true, personal: true }),
    object_refs: reference('About', [], { many: true, required: true }),
  },
  titleFrom: ['abstract', 'content'],
  example: {
    type: 'note',
    spec_version: '2.1',
    id: 'note--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a03',
    created: '2026-01-15T12:00:00.000Z',
    modified: '2026-01-15T12:00:00.000Z',
    abstract: 'Seal number checked',
    content: 'The seal number in the manifest and the one photographed differ in the last digit.',
    object_refs: ['incident--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a02'],
  },
})
