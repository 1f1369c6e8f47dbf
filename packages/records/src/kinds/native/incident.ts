import { defineNative } from '../../define-native.ts'
import { killChainPhase, longText, text } from '../../field.ts'

export const incident = defineNative({
  type: 'incident',
  family: 'sdo',
  title: 'Incident',
  purpose: 'Something that happened or is happening; STIX 2.1 leaves its details to extensions.',
  section: '4.6',
  fields: {
    name: text('Name', { required: true, find: true }),
    description: longText('Description', { personal: true, find: true }),
    kill_chain_phases: killChainPhase('Kill chain phases', { many: true }),
  },
  shows: ['name', 'description'],
  example: {
    type: 'incident',
    spec_version: '2.1',
    id: 'incident--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a02',
    created: '2026-01-15T12:00:00.000Z',
    modified: '2026-01-15T12:00:00.000Z',
    name: 'Load abandoned at a crossing',
    description: 'Fictional incident used in examples.',
  },
})
