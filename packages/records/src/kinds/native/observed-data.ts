import { defineNative } from '../../define-native.ts'
import { anything, dictionary, instant, integer, reference } from '../../field.ts'
import { addProblem } from '../../report.ts'
import { notBefore } from '../../rules.ts'
import { exampleId, exampleObject } from './example.ts'

export const observedData = defineNative({
  type: 'observed-data',
  family: 'sdo',
  title: 'Observed data',
  purpose: 'States that cyber-observables were seen, when and how often.',
  section: '4.14',
  fields: {
    first_observed: instant('First observed', { required: true }),
    last_observed: instant('Last observed', { required: true }),
    number_observed: integer('Times observed', { required: true, min: 1, max: 999_999_999 }),
    object_refs: reference('Objects', [], { many: true, families: ['sco', 'sro'] }),
    objects: dictionary('Objects inside (deprecated)', { values: anything('Object') }),
  },
  rules: [
    notBefore('last_observed', 'first_observed'),
    {
      says: 'Exactly one of object_refs and the deprecated objects is given.',
      check({ object_refs, objects }, report) {
        if (object_refs === undefined && objects === undefined) addProblem(report, 'one_of_required', { names: 'object_refs, objects' })
        if (object_refs !== undefined && objects !== undefined) addProblem(report, 'not_together', { other: 'object_refs' }, 'objects')
      },
      schema: { oneOf: [{ required: ['object_refs'] }, { required: ['objects'] }] },
    },
  ],
  titleFrom: ['first_observed'],
  example: exampleObject('observed-data', 14, {
    first_observed: '2026-01-15T11:00:00Z',
    last_observed: '2026-01-15T11:30:00Z',
    number_observed: 3,
    object_refs: [exampleId('ipv4-addr', 32)],
  }),
})
