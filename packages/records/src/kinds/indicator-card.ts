import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import {
  boolean,
  choice,
  date,
  dictionary,
  group,
  integer,
  link,
  listOf,
  localizedText,
  number,
  openChoice,
  reference,
  text,
} from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

/** Extension of what an indicator counts, and against what (docs/formats/indicators.md). */
export const indicatorCardExtension = 'extension-definition--6e1f0a3d-84c7-4b52-9d0e-2a7f5c81b394'

const answersNamed: Rule = {
  says: 'Who agrees or objects names the card; who states one gives its title and unit.',
  check(object, report) {
    const inside = isJsonObject(object.extensions) ? object.extensions[indicatorCardExtension] : undefined
    if (!isJsonObject(inside)) return
    const needs = inside.says === 'states' ? ['title', 'unit'] : ['card_ref']
    for (const name of needs) {
      if (inside[name] === undefined)
        addProblem(report, 'required_with', { name, other: 'says' }, 'extensions', indicatorCardExtension, name)
    }
  },
}

const periodsForwards: Rule = {
  says: 'The period of a baseline runs forwards.',
  check(object, report) {
    const inside = isJsonObject(object.extensions) ? object.extensions[indicatorCardExtension] : undefined
    const baselines = isJsonObject(inside) && Array.isArray(inside.baselines) ? inside.baselines : []
    for (const [i, one] of baselines.entries()) {
      if (!isJsonObject(one) || typeof one.period_start !== 'string' || typeof one.period_end !== 'string') continue
      if (one.period_end >= one.period_start) continue
      addProblem(report, 'earlier_than', { name: 'period_start' }, 'extensions', indicatorCardExtension, 'baselines', i, 'period_end')
    }
  },
}

const side = text('Side', { required: true, coded: true, short: true, maxLength: 64, help: 'A party’s code, or all.' })

export const indicatorCard = defineKind({
  name: 'indicator-card',
  title: 'Indicator card',
  purpose:
    'What an indicator counts, in what unit, from which source, against which baseline and target, and what it cannot say. Frozen before its period begins.',
  on: 'note',
  extension: indicatorCardExtension,
  fields: {
    says: choice(
      'What it does',
      { states: 'States a card', agrees: 'Agrees to baseline and target', objects: 'Objects to baseline or target' },
      { required: true, facet: true, short: true },
    ),
    card_ref: reference('Card', ['note'], {
      usually: ['indicator-card'],
      help: 'The first version of the card that this changes or answers.',
    }),
    code: text('Code', { coded: true, facet: true, short: true, maxLength: 60 }),
    version: integer('Version', { min: 1, short: true }),
    title: localizedText('Title', { short: true }),
    definition: localizedText('Definition', { short: true }),
    unit: text('Unit', { coded: true, short: true, maxLength: 40 }),
    counting: openChoice(
      'What is counted',
      {
        event: 'Events',
        item: 'Items',
        person: 'Persons',
        gross: 'Gross weight',
        net: 'Net weight',
        share: 'Share of all cases',
        duration: 'Duration',
        rate: 'Rate',
      },
      { short: true },
    ),
    counting_rule: localizedText('Counting rule'),
    population: localizedText('Population'),
    exclusions: localizedText('What is left out'),
    baselines: listOf(
      group('Baseline', {
        side,
        value: number('Value', { short: true }),
        period_start: date('Period starts'),
        period_end: date('Period ends'),
        source: text('Source', { maxLength: 300 }),
        source_url: link('Source address'),
        none_because: localizedText('Why there is none'),
      }),
      { label: 'Baseline', max: 8 },
    ),
    targets: listOf(
      group('Target', {
        side,
        value: number('Value', { short: true }),
        threshold: number('Reached at', { help: 'The value from which the target counts as reached; empty: the target itself.' }),
        due_on: date('Target day', { short: true }),
        set_by: text('Set by', { maxLength: 200 }),
        set_on: date('Set on'),
        none_because: localizedText('Why there is none'),
      }),
      { label: 'Target', max: 8 },
    ),
    applies_from: date('In force since', { help: 'Empty: from the next period.' }),
    period_type: choice('Year', { calendar: 'Calendar year', us_fiscal: 'U.S. fiscal year, October to September' }, { short: true }),
    frequency: choice('Period', {
      day: 'Day',
      month: 'Month',
      quarter: 'Quarter',
      half_year: 'Half-year',
      year: 'Year',
      rolling_year: 'Twelve months ending with a month',
    }),
    next_publication: date('Next publication', { partial: true }),
    source: text('Source system', { maxLength: 300 }),
    source_url: link('Source address'),
    extraction: localizedText('When it is taken from the source'),
    computation: localizedText('Computation'),
    query: text('Stated query', { coded: true, facet: true, maxLength: 100, help: 'Set where the node computes the value itself.' }),
    series: group('From a published series', {
      side,
      series: text('Series', { required: true, coded: true, maxLength: 100 }),
      measure: text('Measure', { required: true, coded: true, maxLength: 60 }),
      breakdown: dictionary('Breakdown', { values: text('Class', { maxLength: 200 }) }),
      place_codes: text('Places', { many: true, coded: true, max: 50, maxLength: 60 }),
    }),
    disaggregation: openChoice(
      'Broken down by',
      {
        place: 'Place',
        side: 'Side',
        sex_age: 'Sex and age',
        agency: 'Agency',
        substance: 'Substance',
        pathway: 'Legal pathway',
        stage: 'Stage',
        none: 'Not broken down',
      },
      { many: true, max: 8 },
    ),
    direction: choice('Direction of good', { up: 'More is better', down: 'Less is better', ambiguous: 'Ambiguous' }, { short: true }),
    direction_why: localizedText('Why this direction'),
    level: choice('Level', { input: 'Input', output: 'Output', outcome: 'Outcome', impact: 'Impact' }, { facet: true, short: true }),
    context_only: boolean('Context only', { help: 'Never shown as a result of the programme.' }),
    attribution: choice('What may be said of its cause', {
      direct: 'Direct act, a record proves it',
      joint: 'Act of both parties together',
      contribution: 'Plausible contribution',
      correlated: 'Moves together only',
      unknown: 'Cause not known',
    }),
    mechanism: localizedText('How it would contribute'),
    rivals: listOf(localizedText('Other explanation'), { label: 'Other explanations', max: 12 }),
    limits: localizedText('Limits'),
    confidence_level: choice('Confidence', { low: 'Low', medium: 'Medium', high: 'High' }, { short: true }),
    confidence_why: localizedText('Why this confidence'),
    owners: listOf(
      group('Owner', {
        party: text('Party', { required: true, coded: true, short: true, maxLength: 64 }),
        office: text('Office', { short: true, maxLength: 200 }),
      }),
      { label: 'Owners', max: 8 },
    ),
    confirmer: text('Who confirms it', { maxLength: 200, short: true }),
    disclosure: localizedText('What is disclosed'),
    revision_policy: localizedText('How it is revised'),
    sunset: date('Ends on', { partial: true }),
    pairs: text('Read together with', { many: true, max: 12, coded: true, maxLength: 60, help: 'Codes of cards.' }),
    overlaps: text('Counts some of the same as', {
      many: true,
      max: 12,
      coded: true,
      maxLength: 60,
      help: 'Codes of cards; never added to each other.',
    }),
    workstream: text('Workstream', { coded: true, facet: true, maxLength: 60 }),
    commitment_refs: reference('Commitments', ['note'], { many: true, max: 20, usually: ['commitment'] }),
  },
  native: {
    abstract: { label: 'Short name' },
    content: { label: 'In short', maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  rules: [answersNamed, periodsForwards],
  shows: [
    'says',
    'card_ref',
    'code',
    'version',
    'title',
    'definition',
    'unit',
    'counting',
    'counting_rule',
    'population',
    'exclusions',
    'baselines',
    'targets',
    'applies_from',
    'period_type',
    'frequency',
    'next_publication',
    'source',
    'source_url',
    'extraction',
    'computation',
    'query',
    'series',
    'disaggregation',
    'direction',
    'direction_why',
    'level',
    'context_only',
    'attribution',
    'mechanism',
    'rivals',
    'limits',
    'confidence_level',
    'confidence_why',
    'owners',
    'confirmer',
    'disclosure',
    'revision_policy',
    'sunset',
    'pairs',
    'overlaps',
    'workstream',
    'commitment_refs',
    'content',
    'object_refs',
  ],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: median hours from alert to acknowledgement',
    content: 'FICTIONAL EXAMPLE. How long a mirror alert waits until a person says that it was read.',
    labels: ['fictional'],
    object_refs: ['identity--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a01'],
    says: 'states',
    code: 'example-hours',
    version: 1,
    title: { en: 'FICTIONAL: median hours to acknowledgement', es: 'FICTICIO: mediana de horas hasta el acuse' },
    definition: {
      en: 'FICTIONAL: hours from the alert’s arrival to the first acknowledgement by a person.',
      es: 'FICTICIO: horas desde la llegada de la alerta hasta el primer acuse de una persona.',
    },
    unit: 'h',
    counting: 'duration',
    counting_rule: { en: 'One alert counts once.', es: 'Cada alerta cuenta una vez.' },
    population: { en: 'All mirror alerts.', es: 'Todas las alertas espejo.' },
    exclusions: { en: 'Exercises.', es: 'Los ejercicios.' },
    baselines: [
      { side: 'mx', value: 9, period_start: '2025-01-01', period_end: '2025-12-31', source: 'FICTIONAL count' },
      { side: 'us', none_because: { en: 'Nobody counted before.', es: 'Nadie contaba antes.' } },
    ],
    targets: [
      { side: 'mx', value: 2, threshold: 3, due_on: '2026-12-31', set_by: 'FICTIONAL session', set_on: '2025-12-11' },
      { side: 'us', value: 2, due_on: '2026-12-31', set_by: 'FICTIONAL session', set_on: '2025-12-11' },
    ],
    period_type: 'calendar',
    frequency: 'month',
    next_publication: '2026-08-15',
    source: 'Journals of both nodes',
    extraction: { en: 'On the fifth day after the month.', es: 'El quinto día después del mes.' },
    computation: { en: 'Median over the alerts of the month.', es: 'Mediana de las alertas del mes.' },
    query: 'alert-hours-to-acknowledgement',
    disaggregation: ['side'],
    direction: 'down',
    direction_why: { en: 'An alert that waits is lost.', es: 'Una alerta que espera se pierde.' },
    level: 'output',
    attribution: 'direct',
    rivals: [{ en: 'Fewer alerts.', es: 'Menos alertas.' }],
    limits: { en: 'Says nothing of what was done.', es: 'No dice qué se hizo.' },
    confidence_level: 'high',
    confidence_why: { en: 'Both nodes hold the records.', es: 'Ambos nodos tienen los registros.' },
    owners: [
      { party: 'mx', office: 'Example secretariat' },
      { party: 'us', office: 'Example bureau' },
    ],
    confirmer: 'The other party, from its own journal',
    disclosure: { en: 'The median and the count.', es: 'La mediana y el conteo.' },
    revision_policy: { en: 'Late acknowledgements restate the month.', es: 'Los acuses tardíos corrigen el mes.' },
    sunset: '2028-12-31',
    pairs: ['example-usefulness'],
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed' },
})
