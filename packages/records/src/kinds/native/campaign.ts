import { defineNative } from '../../define-native.ts'
import { longText, text } from '../../field.ts'
import { exampleObject } from './example.ts'
import { aliases, description, firstSeen, lastSeen, seenRule } from './shared-fields.ts'

export const campaign = defineNative({
  type: 'campaign',
  family: 'sdo',
  title: 'Campaign',
  purpose: 'Groups hostile actions that happen over a period against a set of targets.',
  section: '4.2',
  fields: {
    name: text('Name', { required: true, find: true }),
    description,
    aliases,
    first_seen: firstSeen,
    last_seen: lastSeen,
    objective: longText('Objective', { find: true }),
  },
  rules: [seenRule],
  example: exampleObject('campaign', 5, {
    name: 'Autumn fuel diversion',
    first_seen: '2025-09-01T00:00:00Z',
    last_seen: '2025-11-30T00:00:00Z',
    objective: 'Moving refined products under false customs declarations.',
  }),
})
