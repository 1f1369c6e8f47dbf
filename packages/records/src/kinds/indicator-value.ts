import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, date, dictionary, integer, link, localizedText, number, reference, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

/** Extension of one value of an indicator (docs/formats/indicators.md). */
export const indicatorValueExtension = 'extension-definition--c40d7b96-1f2e-4a83-b5d9-90e6f3a1728c'

const oneValue: Rule = {
  says: 'A value is a number, a range that runs upwards, or not available with the reason; its period runs forwards; a revision gives its reason.',
  check(object, report) {
    const inside = isJsonObject(object.extensions) ? object.extensions[indicatorValueExtension] : undefined
    if (!isJsonObject(inside)) return
    const { value, value_low: low, value_high: high, not_available: none, period_start: start, period_end: end } = inside
    const isRange = low !== undefined && high !== undefined
    if (value === undefined && !isRange && none === undefined) {
      addProblem(report, 'one_of_required', { names: 'value, value_low, value_high, not_available' }, 'extensions', indicatorValueExtension)
    }
    if (none !== undefined && (value !== undefined || low !== undefined || high !== undefined)) {
      addProblem(report, 'not_together', { names: 'value, not_available' }, 'extensions', indicatorValueExtension, 'not_available')
    }
    if (typeof low === 'number' && typeof high === 'number' && high < low) {
      addProblem(report, 'below_minimum', { limit: low }, 'extensions', indicatorValueExtension, 'value_high')
    }
    if (typeof start === 'string' && typeof end === 'string' && end < start) {
      addProblem(report, 'earlier_than', { name: 'period_start' }, 'extensions', indicatorValueExtension, 'period_end')
    }
    if (inside.revises_ref !== undefined && inside.revision_reason === undefined) {
      addProblem(
        report,
        'required_with',
        { name: 'revision_reason', other: 'revises_ref' },
        'extensions',
        indicatorValueExtension,
        'revision_reason',
      )
    }
  },
}

export const indicatorValue = defineKind({
  name: 'indicator-value',
  title: 'Value of an indicator',
  purpose:
    'One value of one period as its author gives it on one day: a number, a range, or not available and why. Later values stand beside it and replace nothing.',
  on: 'note',
  extension: indicatorValueExtension,
  fields: {
    card_ref: reference('Card', ['note'], { required: true, usually: ['indicator-card'] }),
    side: text('Side', { required: true, coded: true, facet: true, short: true, maxLength: 64, help: 'A party’s code, or all.' }),
    period_start: date('Period starts', { required: true, facet: true, short: true }),
    period_end: date('Period ends', { required: true, facet: true, short: true }),
    value: number('Value', { short: true }),
    value_low: number('Lowest value', { short: true }),
    value_high: number('Highest value', { short: true }),
    not_available: choice(
      'Why there is no value',
      {
        not_yet_published: 'Not yet published',
        suppressed: 'Suppressed, small number',
        not_collected: 'Not collected',
        refused: 'Refused',
        no_cases: 'No case to count',
      },
      { short: true },
    ),
    unit: text('Unit', { required: true, coded: true, short: true, maxLength: 40 }),
    of_count: integer('Out of how many', { min: 0, help: 'The number of cases behind a share, a median or a rate.' }),
    breakdown: dictionary('Breakdown', { values: text('Class', { maxLength: 200 }) }),
    reporters: integer('Reported', { min: 0, short: true }),
    reporters_of: integer('Of how many who report', { min: 0, short: true }),
    missing_reporters: text('Who did not report', { many: true, max: 60, short: true, maxLength: 120 }),
    as_of: date('As of', { required: true, facet: true, short: true }),
    revises_ref: reference('Value that it revises', ['note'], { usually: ['indicator-value'] }),
    revision_reason: choice('Why it was revised', {
      late_report: 'Late report',
      lab_result: 'Laboratory result',
      correction: 'Correction',
      method_change: 'Change of method',
      new_edition: 'New edition of the source',
    }),
    revision_note: localizedText('What was revised'),
    source: text('Source', { required: true, short: true, maxLength: 300 }),
    source_url: link('Source address'),
    confidence_level: choice('Confidence', { low: 'Low', medium: 'Medium', high: 'High' }, { short: true }),
    confidence_why: localizedText('Why this confidence'),
    evidence_refs: reference('Records that show it', [], { many: true, max: 20 }),
    query_run: text('Run of the stated query', { coded: true, maxLength: 200 }),
  },
  native: {
    abstract: { label: 'Short name' },
    content: { label: 'In words', maxLength: 4000 },
    object_refs: { label: 'Card' },
  },
  rules: [oneValue],
  shows: [
    'card_ref',
    'side',
    'period_start',
    'period_end',
    'value',
    'value_low',
    'value_high',
    'not_available',
    'unit',
    'of_count',
    'breakdown',
    'reporters',
    'reporters_of',
    'missing_reporters',
    'as_of',
    'revises_ref',
    'revision_reason',
    'revision_note',
    'source',
    'source_url',
    'confidence_level',
    'confidence_why',
    'evidence_refs',
    'query_run',
    'content',
    'object_refs',
  ],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: 4.5 hours in June 2026',
    content: 'FICTIONAL EXAMPLE. Median over 41 alerts.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    card_ref: 'note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4',
    side: 'mx',
    period_start: '2026-06-01',
    period_end: '2026-06-30',
    value: 4.5,
    unit: 'h',
    of_count: 41,
    reporters: 31,
    reporters_of: 32,
    missing_reporters: ['FICTIONAL state'],
    as_of: '2026-07-05',
    source: 'FICTIONAL journal of the node',
    confidence_level: 'medium',
    confidence_why: { en: 'One state has not reported.', es: 'Un estado no ha informado.' },
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed' },
})
