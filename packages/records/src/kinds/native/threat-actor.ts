import { defineNative } from '../../define-native.ts'
import { longText, openChoice, text } from '../../field.ts'
import { threatActorRoleOv, threatActorSophisticationOv, threatActorTypeOv } from '../../vocabularies.ts'
import { exampleObject } from './example.ts'
import { firstSeen, goals, lastSeen, motivations, primaryMotivation, resourceLevel, seenRule } from './shared-fields.ts'

export const threatActor = defineNative({
  type: 'threat-actor',
  family: 'sdo',
  title: 'Threat actor',
  purpose: 'Describes a person or group believed to act with hostile intent.',
  section: '4.17',
  fields: {
    name: text('Name', { required: true, personal: true, identifying: true, find: true }),
    description: longText('Description', { personal: true, find: true }),
    threat_actor_types: openChoice('Actor types', threatActorTypeOv, { vocabulary: 'threat-actor-type-ov', many: true }),
    aliases: text('Aliases', { many: true, personal: true, identifying: true, find: true }),
    first_seen: firstSeen,
    last_seen: lastSeen,
    roles: openChoice('Roles', threatActorRoleOv, { vocabulary: 'threat-actor-role-ov', many: true }),
    goals,
    sophistication: openChoice('Sophistication', threatActorSophisticationOv, { vocabulary: 'threat-actor-sophistication-ov' }),
    resource_level: resourceLevel,
    primary_motivation: primaryMotivation,
    secondary_motivations: motivations('Secondary motivations'),
    personal_motivations: motivations('Personal motivations'),
  },
  rules: [seenRule],
  example: exampleObject('threat-actor', 17, {
    name: 'Example group',
    threat_actor_types: ['crime-syndicate'],
    roles: ['sponsor'],
    primary_motivation: 'personal-gain',
  }),
})
