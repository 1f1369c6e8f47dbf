import { defineNative } from '../../define-native.ts'
import { text } from '../../field.ts'
import { exampleObject } from './example.ts'
import {
  aliases,
  description,
  firstSeen,
  goals,
  lastSeen,
  motivations,
  primaryMotivation,
  resourceLevel,
  seenRule,
} from './shared-fields.ts'

export const intrusionSet = defineNative({
  type: 'intrusion-set',
  family: 'sdo',
  title: 'Intrusion set',
  purpose: 'Groups hostile behaviour and resources believed to belong to one organisation.',
  section: '4.9',
  fields: {
    name: text('Name', { required: true, find: true }),
    description,
    aliases,
    first_seen: firstSeen,
    last_seen: lastSeen,
    goals,
    resource_level: resourceLevel,
    primary_motivation: primaryMotivation,
    secondary_motivations: motivations('Secondary motivations'),
  },
  rules: [seenRule],
  example: exampleObject('intrusion-set', 10, {
    name: 'Example set',
    goals: ['Diverting freight'],
    resource_level: 'organization',
    primary_motivation: 'personal-gain',
  }),
})
