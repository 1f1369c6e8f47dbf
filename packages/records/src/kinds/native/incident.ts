import { defineNative } from '../../define-native.ts'
import { longText, text } from '../../field.ts'
import { exampleObject } from './example.ts'
import { killChainPhases } from './shared-fields.ts'

export const incident = defineNative({
  type: 'incident',
  family: 'sdo',
  title: 'Incident',
  purpose: 'Something that happened or is happening; STIX 2.1 leaves its details to extensions.',
  section: '4.6',
  fields: {
    name: text('Name', { required: true, find: true }),
    description: longText('Description', { personal: true, find: true }),
    kill_chain_phases: killChainPhases,
  },
  shows: ['name', 'description'],
  example: exampleObject('incident', 2, {
    name: 'Load abandoned at a crossing',
    description: 'Fictional incident used in examples.',
  }),
})
