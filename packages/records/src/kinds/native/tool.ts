import { defineNative } from '../../define-native.ts'
import { openChoice, text } from '../../field.ts'
import { toolTypeOv } from '../../vocabularies.ts'
import { exampleObject } from './example.ts'
import { aliases, description, killChainPhases } from './shared-fields.ts'

export const tool = defineNative({
  type: 'tool',
  family: 'sdo',
  title: 'Tool',
  purpose: 'Describes legitimate software that can also serve an attack.',
  section: '4.18',
  fields: {
    name: text('Name', { required: true, find: true }),
    description,
    tool_types: openChoice('Tool types', toolTypeOv, { vocabulary: 'tool-type-ov', many: true }),
    aliases,
    kill_chain_phases: killChainPhases,
    tool_version: text('Version'),
  },
  example: exampleObject('tool', 18, { name: 'Example remote desktop', tool_types: ['remote-access'] }),
})
