import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, date, integer, link, reference, text } from '../field.ts'
import { addProblem } from '../report.ts'

/** Extension of what somebody else found about a published value (docs/formats/results.md). */
export const valueJudgementExtension = 'extension-definition--3e8c1b6f-5a29-4d70-b4e3-91c7f0d2a65b'

/** Why a value is disputed, shared with contests. */
export const disputeReasons = {
  definition: 'What counts is read otherwise',
  counting: 'Counted otherwise',
  period: 'Another period',
  late_data: 'Data that came later',
  double_count: 'One event counted twice',
  left_out: 'An event left out',
  source: 'Another source',
  other: 'Other',
}

export const valueJudgement = defineKind({
  name: 'value-judgement',
  title: 'Finding about a value',
  purpose: 'What the counterpart, or an independent body, found about one value: confirmed or disputed. Both figures stay.',
  on: 'note',
  extension: valueJudgementExtension,
  fields: {
    of_ref: reference('Value that was looked at', ['note'], { required: true, usually: ['result-seal'] }),
    says: choice('Finding', { confirms: 'Confirms', disputes: 'Disputes' }, { required: true, facet: true, short: true }),
    reason: choice('Reason of the dispute', disputeReasons, { facet: true, short: true, help: 'Needed when it disputes.' }),
    other_figure: text('What it finds instead', { short: true, maxLength: 100 }),
    body: text('Independent body whose finding it is', { short: true, maxLength: 200, help: 'Empty: the author’s own party found it.' }),
    report_number: text('Number of the finding', { find: true, short: true, maxLength: 100 }),
    found_on: date('Found on', { short: true }),
    how: text('How it was looked at', { short: true, maxLength: 500 }),
    differs_log: text('First entry that differs: log', { coded: true, maxLength: 256 }),
    differs_seq: integer('First entry that differs: position', { min: 0 }),
    source_url: link('Published where'),
  },
  native: {
    content: { label: 'In words', personal: false, maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  rules: [
    {
      says: 'A dispute gives its reason.',
      check(object, report) {
        const inside = isJsonObject(object.extensions) ? object.extensions[valueJudgementExtension] : undefined
        if (!isJsonObject(inside) || inside.says !== 'disputes' || inside.reason !== undefined) return
        addProblem(report, 'required_with', { name: 'reason', other: 'says' }, 'extensions', valueJudgementExtension, 'reason')
      },
    },
  ],
  shows: [
    'says',
    'of_ref',
    'reason',
    'other_figure',
    'body',
    'report_number',
    'found_on',
    'how',
    'differs_log',
    'differs_seq',
    'content',
    'source_url',
    'object_refs',
  ],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: disputed',
    content: 'FICTIONAL EXAMPLE. The same load is counted on both sides of the bridge.',
    labels: ['fictional'],
    object_refs: ['note--6c0d3a92-8f51-4e7b-a264-1b9d5f70e83c'],
    of_ref: 'note--6c0d3a92-8f51-4e7b-a264-1b9d5f70e83c',
    says: 'disputes',
    reason: 'double_count',
    other_figure: '36.1',
    found_on: '2026-07-09',
    how: 'FICTIONAL: counted again from our own copies',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of results' },
})
