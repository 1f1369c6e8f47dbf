import { defineNative } from '../../define-native.ts'
import { boolean, integer, longText, reference } from '../../field.ts'
import { exampleId, exampleObject } from './example.ts'
import { firstSeen, lastSeen, seenRule } from './shared-fields.ts'

export const sighting = defineNative({
  type: 'sighting',
  family: 'sro',
  title: 'Sighting',
  purpose: 'States that something described elsewhere was seen.',
  section: '5.2',
  fields: {
    description: longText('Description', { personal: true, find: true }),
    sighting_of_ref: reference('What was seen', [], { required: true, families: ['sdo'] }),
    where_sighted_refs: reference('Seen by or at', ['identity', 'location'], { many: true }),
    observed_data_refs: reference('Observed data', ['observed-data'], { many: true }),
    first_seen: firstSeen,
    last_seen: lastSeen,
    count: integer('Times seen', { min: 0, max: 999_999_999 }),
    summary: boolean('Is a summary'),
  },
  rules: [seenRule],
  titleFrom: ['description', 'first_seen', 'created'],
  example: exampleObject('sighting', 21, {
    sighting_of_ref: exampleId('indicator', 8),
    where_sighted_refs: [exampleId('location', 11)],
    first_seen: '2026-01-15T11:00:00Z',
    last_seen: '2026-01-15T11:30:00Z',
    count: 2,
  }),
})
