import { defineNative } from '../../define-native.ts'
import { choice, longText, text } from '../../field.ts'
import { holds } from '../../rules.ts'
import { extensionTypeEnum } from '../../vocabularies.ts'
import { exampleId, exampleObject } from './example.ts'
import { description } from './shared-fields.ts'

export const extensionDefinition = defineNative({
  type: 'extension-definition',
  family: 'meta',
  title: 'Extension definition',
  purpose: 'Defines an extension of STIX: what it adds and where its schema is.',
  section: '7.3',
  fields: {
    name: text('Name', { required: true, find: true }),
    description,
    schema: longText('Schema', { required: true }),
    version: text('Version', { required: true }),
    extension_types: choice('Extension types', extensionTypeEnum, { many: true, required: true, vocabulary: 'extension-type-enum' }),
    extension_properties: text('Properties added', { many: true }),
  },
  rules: [
    holds(
      'Only an extension of the top level lists properties.',
      'extension_properties',
      'not_together',
      ({ extension_types, extension_properties }) =>
        extension_properties === undefined || !Array.isArray(extension_types) || extension_types.includes('toplevel-property-extension'),
    ),
  ],
  example: exampleObject('extension-definition', 43, {
    created_by_ref: exampleId('identity', 1),
    name: 'Example extension',
    schema: 'https://broker.example/schema/example.json',
    version: '1.0.0',
    extension_types: ['property-extension'],
  }),
})
