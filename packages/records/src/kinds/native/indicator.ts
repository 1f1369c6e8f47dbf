import { defineNative } from '../../define-native.ts'
import { instant, longText, openChoice, text } from '../../field.ts'
import { notBefore } from '../../rules.ts'
import { indicatorTypeOv, patternTypeOv } from '../../vocabularies.ts'
import { exampleObject } from './example.ts'
import { description, killChainPhases } from './shared-fields.ts'

export const indicator = defineNative({
  type: 'indicator',
  family: 'sdo',
  title: 'Indicator',
  purpose: 'Holds a pattern that detects suspicious or hostile activity.',
  section: '4.7',
  fields: {
    name: text('Name', { find: true }),
    description,
    indicator_types: openChoice('Indicator types', indicatorTypeOv, { vocabulary: 'indicator-type-ov', many: true }),
    pattern: longText('Pattern', { required: true, find: true }),
    pattern_type: openChoice('Pattern language', patternTypeOv, { required: true, vocabulary: 'pattern-type-ov', properNames: true }),
    pattern_version: text('Pattern language version'),
    valid_from: instant('Valid from', { required: true }),
    valid_until: instant('Valid until'),
    kill_chain_phases: killChainPhases,
  },
  rules: [notBefore('valid_until', 'valid_from', true)],
  titleFrom: ['name', 'pattern'],
  example: exampleObject('indicator', 8, {
    name: 'Address that received the altered manifests',
    indicator_types: ['malicious-activity'],
    pattern: "[email-addr:value = 'manifests@broker.example']",
    pattern_type: 'stix',
    valid_from: '2026-01-15T12:00:00Z',
  }),
})
