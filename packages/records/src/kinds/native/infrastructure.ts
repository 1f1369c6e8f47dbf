import { defineNative } from '../../define-native.ts'
import { openChoice, text } from '../../field.ts'
import { infrastructureTypeOv } from '../../vocabularies.ts'
import { exampleObject } from './example.ts'
import { aliases, description, firstSeen, killChainPhases, lastSeen, seenRule } from './shared-fields.ts'

export const infrastructure = defineNative({
  type: 'infrastructure',
  family: 'sdo',
  title: 'Infrastructure',
  purpose: 'Describes systems, services or places that serve a purpose, hostile or not.',
  section: '4.8',
  fields: {
    name: text('Name', { required: true, find: true }),
    description,
    infrastructure_types: openChoice('Infrastructure types', infrastructureTypeOv, { vocabulary: 'infrastructure-type-ov', many: true }),
    aliases,
    kill_chain_phases: killChainPhases,
    first_seen: firstSeen,
    last_seen: lastSeen,
  },
  rules: [seenRule],
  example: exampleObject('infrastructure', 9, {
    name: 'Server that hosted copied permits',
    infrastructure_types: ['staging'],
    first_seen: '2026-01-02T00:00:00Z',
  }),
})
