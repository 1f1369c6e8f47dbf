import { defineKind } from '../define-kind.ts'
import { choice, integer, reference, text } from '../field.ts'
import { disputeReasons } from './value-judgement.ts'

/** Extension of a contest about a value (docs/formats/results.md). */
export const contestExtension = 'extension-definition--c95d20e8-7f14-4a3b-b608-d2e9516fa73c'

export const contest = defineKind({
  name: 'contest',
  title: 'Contest of a value',
  purpose:
    'Opens a dispute about one value for a stated number of days. It ends with what both agree on and what each holds; neither closes it for the other.',
  on: 'note',
  extension: contestExtension,
  fields: {
    of_ref: reference('Value that is contested', ['note'], { required: true, usually: ['result-seal'] }),
    reason: choice('Reason', disputeReasons, { required: true, facet: true, short: true }),
    days: integer('Days', {
      required: true,
      min: 3,
      max: 90,
      short: true,
      help: 'From the hour at which it is opened. It ends by itself.',
    }),
    figure: text('Figure held instead', { short: true, maxLength: 100 }),
  },
  native: {
    content: { label: 'Why', personal: false, maxLength: 4000, short: true },
    object_refs: { label: 'About' },
  },
  shows: ['of_ref', 'reason', 'figure', 'days', 'content', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: net kilograms, second quarter',
    content: 'FICTIONAL EXAMPLE. One load was counted by both sides.',
    labels: ['fictional'],
    object_refs: ['note--6c0d3a92-8f51-4e7b-a264-1b9d5f70e83c'],
    of_ref: 'note--6c0d3a92-8f51-4e7b-a264-1b9d5f70e83c',
    reason: 'double_count',
    days: 14,
    figure: '36.1',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of results' },
})
