import { defineNative } from '../../define-native.ts'
import { longText, openChoice, text } from '../../field.ts'
import { identityClasses, industrySectors } from '../../vocabularies.ts'

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
    identity_class: openChoice('Class', identityClasses, { vocabulary: 'identity-class-ov', facet: true }),
    sectors: openChoice('Sectors', industrySectors, { vocabulary: 'industry-sector-ov', many: true }),
    contact_information: longText('Contact information', { personal: true, identifying: true, find: true }),
  },
  example: {
    type: 'identity',
    spec_version: '2.1',
    id: 'identity--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a01',
    created: '2026-01-15T12:00:00.000Z',
    modified: '2026-01-15T12:00:00.000Z',
    name: 'Example Customs Brokers, Inc.',
    description: 'Fictional broker used in examples.',
    identity_class: 'organization',
    sectors: ['transportation'],
  },
})
