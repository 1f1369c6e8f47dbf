import { defineNative } from '../../define-native.ts'
import { longText, openChoice, text } from '../../field.ts'
import { identityClassOv, industrySectorOv } from '../../vocabularies.ts'
import { exampleObject } from './example.ts'

export const identity = defineNative({
  type: 'identity',
  family: 'sdo',
  title: 'Identity',
  purpose: 'Names a person, a group, an organisation, a system or a class of them.',
  section: '4.5',
  fields: {
    name: text('Name', { required: true, personal: true, identifying: true, find: true }),
    description: longText('Description', { personal: true, find: true }),
    roles: text('Roles', { many: true, personal: true, find: true }),
    identity_class: openChoice('Class', identityClassOv, { vocabulary: 'identity-class-ov', facet: true }),
    sectors: openChoice('Sectors', industrySectorOv, { vocabulary: 'industry-sector-ov', many: true }),
    contact_information: longText('Contact information', { personal: true, identifying: true, find: true }),
  },
  example: exampleObject('identity', 1, {
    name: 'Example Customs Brokers, Inc.',
    description: 'Fictional broker used in examples.',
    identity_class: 'organization',
    sectors: ['transportation'],
  }),
})
