import { defineNative } from '../../define-native.ts'
import { text } from '../../field.ts'
import { exampleObject } from './example.ts'
import { aliases, description, killChainPhases } from './shared-fields.ts'

export const attackPattern = defineNative({
  type: 'attack-pattern',
  family: 'sdo',
  title: 'Attack pattern',
  purpose: 'Describes a way in which adversaries attempt to compromise targets.',
  section: '4.1',
  fields: {
    name: text('Name', { required: true, find: true }),
    description,
    aliases,
    kill_chain_phases: killChainPhases,
  },
  example: exampleObject('attack-pattern', 4, {
    name: 'Cloned carrier documents',
    description: 'A load is collected with the papers of a carrier that never sent the truck.',
    external_references: [{ source_name: 'capec', external_id: 'CAPEC-163' }],
  }),
})
