import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { boolean, choice, date, dictionary, link, longText, number, openChoice, reference, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

const extension = 'extension-definition--47d86d67-09c2-42e3-bb80-76bd60fc025d'

const valueOrRange: Rule = {
  says: 'A figure gives a value, or a range from low to high, or says that it was not published; period and range run forwards.',
  check(object, report) {
    const inside = isJsonObject(object.extensions) ? object.extensions[extension] : undefined
    if (!isJsonObject(inside)) return
    const { value, value_low: low, value_high: high, missing, period_start: start, period_end: end } = inside
    if (value === undefined && (low === undefined || high === undefined) && missing === undefined) {
      addProblem(report, 'one_of_required', { names: 'value, value_low, value_high, missing' }, 'extensions', extension)
    }
    if (typeof low === 'number' && typeof high === 'number' && high < low) {
      addProblem(report, 'below_minimum', { limit: low }, 'extensions', extension, 'value_high')
    }
    if (typeof start === 'string' && typeof end === 'string' && end < start) {
      addProblem(report, 'earlier_than', { name: 'period_start' }, 'extensions', extension, 'period_end')
    }
  },
}

export const figure = defineKind({
  name: 'figure',
  title: 'Published figure',
  purpose: 'One value of a published statistical series as one edition gives it, with place, period, unit, source and caveats.',
  on: 'note',
  extension,
  fields: {
    series: text('Series', { required: true, coded: true, facet: true, maxLength: 100 }),
    measure: openChoice(
      'Measure',
      {
        events: 'Events',
        weight: 'Weight',
        volume: 'Volume',
        pieces: 'Pieces',
        persons: 'Persons',
        case_files: 'Case files',
        crimes: 'Crimes recorded',
        deaths: 'Deaths',
        deaths_reported: 'Deaths reported',
        deaths_predicted: 'Deaths predicted',
        reports: 'Laboratory reports',
        crossings: 'Crossings',
        rate: 'Rate',
      },
      { required: true, facet: true },
    ),
    value: number('Value'),
    value_low: number('Lowest value'),
    value_high: number('Highest value'),
    missing: choice('Why there is no value', {
      not_yet_published: 'Not yet published',
      suppressed: 'Suppressed, small number',
      not_collected: 'Not collected',
    }),
    unit: text('Unit', { required: true, coded: true, maxLength: 40 }),
    period_start: date('Period starts', { required: true, facet: true }),
    period_end: date('Period ends', { required: true, facet: true }),
    precision: choice(
      'Period is a',
      {
        day: 'Day',
        month: 'Month',
        quarter: 'Quarter',
        half_year: 'Half-year',
        year: 'Year',
        fiscal_year: 'Fiscal year',
        other: 'Other period',
      },
      { required: true, facet: true },
    ),
    place_codes: text('Places', {
      many: true,
      coded: true,
      facet: true,
      max: 50,
      maxLength: 60,
      help: 'ISO 3166-2, or the code that the series uses.',
    }),
    breakdown: dictionary('Breakdown', {
      values: text('Class', { maxLength: 200 }),
      help: 'Classes of the series, for example drug, component or type of offence.',
    }),
    publisher: text('Publisher', { required: true, maxLength: 200 }),
    edition: text('Edition', { required: true, facet: true, maxLength: 100 }),
    source_url: link('Source address', { required: true }),
    published_on: date('Published on', { partial: true }),
    provisional: boolean('Provisional'),
    caveats: longText('Caveats', { find: true, maxLength: 5000 }),
    revises: reference('Figure that it revises', ['note'], { usually: ['figure'] }),
  },
  native: {
    content: { label: 'In words', personal: false, maxLength: 2000 },
    abstract: { personal: false },
    object_refs: { label: 'Published by' },
  },
  rules: [valueOrRange],
  shows: [
    'series',
    'measure',
    'value',
    'value_low',
    'value_high',
    'missing',
    'unit',
    'period_start',
    'period_end',
    'precision',
    'place_codes',
    'breakdown',
    'publisher',
    'edition',
    'published_on',
    'provisional',
    'caveats',
    'source_url',
    'revises',
    'content',
  ],
  example: {
    abstract: 'FICTIONAL: fentanyl seized, January 2026',
    content: 'FICTIONAL EXAMPLE. 12.5 kg in one month at one crossing, in a series that does not exist.',
    labels: ['fictional'],
    object_refs: ['identity--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a01'],
    series: 'example-seizures',
    measure: 'weight',
    value: 12.5,
    unit: 'kg',
    period_start: '2026-01-01',
    period_end: '2026-01-31',
    precision: 'month',
    place_codes: ['MX-TAM'],
    breakdown: { drug: 'Fentanyl' },
    publisher: 'Example Office of Statistics',
    edition: '2026-02',
    source_url: 'https://statistics.sig.example/seizures',
    published_on: '2026-02-10',
    provisional: true,
    caveats: 'Gross weight; later editions revise it.',
  },
  exampleEnvelope: { retention: 'published', purpose: 'Published statistics', person_status: 'none' },
})
