import { isJsonObject, type JsonObject } from '@enlace/core'
import { claimExtension } from '../claims/read-claim.ts'
import { defineKind } from '../define-kind.ts'
import { choice, date, group, integer, listOf, localizedText, number, openChoice, reference, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

const speaksOfSomething: Rule = {
  says: 'A denial names the claim that it denies, and a range runs from low to high with its unit.',
  check(object, report) {
    const inside = own(object)
    const { stance, denies_ref: denied, value_low: low, value_high: high, unit } = inside
    if (stance === 'denies' && denied === undefined && inside.denied_words === undefined) {
      addProblem(report, 'one_of_required', { names: 'denies_ref, denied_words' }, 'extensions', claimExtension)
    }
    if (typeof low === 'number' && typeof high === 'number' && high < low) {
      addProblem(report, 'below_minimum', { limit: low }, 'extensions', claimExtension, 'value_high')
    }
    if ((low !== undefined || high !== undefined) && unit === undefined) {
      addProblem(report, 'required_with', { name: 'unit', other: 'value_low' }, 'extensions', claimExtension, 'unit')
    }
  },
}

function own(object: JsonObject): JsonObject {
  const inside = isJsonObject(object.extensions) ? object.extensions[claimExtension] : undefined
  return isJsonObject(inside) ? inside : {}
}

export const claim = defineKind({
  name: 'claim',
  title: 'Claim',
  purpose:
    'What one speaker says about one point of a matter, where and when, in which word. Claims stand side by side; none replaces another.',
  on: 'note',
  extension: claimExtension,
  fields: {
    point: openChoice(
      'Point',
      {
        custody: 'In whose custody',
        custody_began: 'How custody began',
        pathway: 'Legal pathway',
        list_standing: 'Standing on a list',
        occurred: 'Whether it happened',
        held_on: 'When it was held',
        office: 'Office held',
        assessment: 'Assessment',
        wording: 'Wording of a text',
        label: 'What it is called',
        change: 'Size of a change',
        pace: 'Pace of an effort',
        superlative: 'Superlative or place in a row',
        deliverable: 'State of a deliverable',
        tone: 'How the other is spoken of',
        linkage: 'Other matter that it is tied to',
        authenticity: 'Whether it is genuine',
        charge: 'Charge',
        other: 'Other',
      },
      { required: true, facet: true, short: true },
    ),
    value: text('What is claimed', {
      required: true,
      find: true,
      short: true,
      maxLength: 200,
      help: 'Claims with the same words here say the same thing.',
    }),
    value_words: localizedText('What is claimed, by language', { short: true }),
    word: text('Word used by the source', { short: true, maxLength: 200, help: 'As quoted, in its own language; never translated.' }),
    stance: choice(
      'Stance',
      { states: 'States', denies: 'Denies', reports: 'Reports what another says', doubts: 'Doubts' },
      { required: true, facet: true, short: true },
    ),
    modality: choice(
      'As what',
      {
        fact: 'As a fact',
        alleged: 'As an allegation',
        agreed: 'As agreed',
        intended: 'As intended',
        potential: 'As a possibility',
        demanded: 'As a demand',
      },
      { required: true, facet: true, short: true },
    ),
    speaker: text('Who says so', { required: true, personal: true, find: true, short: true, maxLength: 200 }),
    speaker_role: text('Role as the source states it', { short: true, maxLength: 200 }),
    speaks_for: openChoice(
      'Speaks for',
      {
        mx: 'Mexico',
        us: 'United States',
        ca: 'Canada',
        both: 'Both parties together',
        press: 'A publication',
        defence: 'Defence of a person',
        nobody: 'Nobody but themselves',
      },
      { required: true, facet: true, short: true },
    ),
    channel: openChoice(
      'Channel',
      {
        press_conference: 'Press conference',
        written_statement: 'Written statement',
        joint_statement: 'Joint statement',
        social_media: 'Social media',
        interview: 'Interview',
        court: 'Court',
        article: 'Article',
        list: 'Published list',
        photograph: 'Photograph',
        unstated: 'Not stated',
      },
      { required: true, facet: true, short: true },
    ),
    said_on: date('Said on', { partial: true, short: true }),
    true_on: date('True on', { partial: true, help: 'The day that the claim is about.' }),
    phase: choice('On that day it', { begins: 'Begins', holds: 'Holds', ended: 'Has ended' }),
    date_basis: choice('How the day is known', {
      exact: 'Stated in full',
      partial: 'Stated in part',
      relative: 'Worked out from the day of publication',
      inferred: 'Inferred',
    }),
    date_words: text('Day in the words of the source', { maxLength: 100 }),
    value_low: number('Lowest value'),
    value_high: number('Highest value'),
    unit: text('Unit', { coded: true, maxLength: 40 }),
    baseline: text('Measured against', { maxLength: 200, help: 'Without one, a change is no value of an indicator.' }),
    document_ref: reference('Source document', ['note'], { usually: ['source-document'], required: true }),
    clause: text('Clause', { maxLength: 60, help: 'The clause of the statement that it was taken from.' }),
    passage: text('Passage', { maxLength: 1000, help: 'The words of the source that it rests on.' }),
    denies_ref: reference('Claim that it denies', ['note'], { usually: ['claim'] }),
    account: localizedText('In our words, by language'),
    counts: group(
      'What is counted',
      {
        of_kind: text('Records of the kind', { required: true, coded: true, maxLength: 60 }),
        where: listOf(
          group('Condition', {
            field: text('Field', { required: true, coded: true, maxLength: 60 }),
            value: text('Value', { required: true, coded: true, maxLength: 200 }),
          }),
          { label: 'Conditions', max: 10 },
        ),
        measure: text('Measured by the field', { coded: true, maxLength: 60 }),
        day_field: text('Field that holds the day', { required: true, coded: true, maxLength: 60 }),
        from: date('From', { partial: true }),
        until: date('Until', { partial: true }),
        order: choice('In which order', { largest: 'Largest first', smallest: 'Smallest first', in_time: 'In time' }, { required: true }),
        rank: integer('Place', { required: true, min: 1, help: 'The largest is 1, the fifth is 5.' }),
        subject_ref: reference('Record that has that place', []),
      },
      { help: 'Of a superlative or an ordinal: what it counts, so that it can be counted again from the records held.' },
    ),
    denied_words: text('What is denied', { maxLength: 300 }),
  },
  native: {
    content: { label: 'In our words', maxLength: 2000, short: true },
    object_refs: { label: 'About' },
  },
  rules: [speaksOfSomething],
  shows: [
    'point',
    'value',
    'value_words',
    'word',
    'stance',
    'modality',
    'speaker',
    'speaker_role',
    'speaks_for',
    'channel',
    'said_on',
    'true_on',
    'phase',
    'date_basis',
    'date_words',
    'value_low',
    'value_high',
    'unit',
    'baseline',
    'document_ref',
    'clause',
    'passage',
    'denies_ref',
    'denied_words',
    'account',
    'counts',
    'content',
    'object_refs',
  ],
  titleFrom: ['value', 'content'],
  example: {
    abstract: 'FICTIONAL: one account of how custody began',
    content: 'FICTIONAL EXAMPLE. The spokesperson says that the person presented themselves at the embassy.',
    labels: ['fictional'],
    object_refs: ['incident--d4483b43-4dba-4808-8efb-c2bb2036fa8b'],
    point: 'custody_began',
    value: 'presented themselves',
    value_words: { en: 'presented themselves', es: 'se presentó por su cuenta' },
    word: 'surrendered',
    stance: 'states',
    modality: 'fact',
    speaker: 'Example spokesperson',
    speaker_role: 'Spokesperson',
    speaks_for: 'us',
    channel: 'press_conference',
    said_on: '2026-01-23',
    true_on: '2026-01-22',
    date_basis: 'relative',
    date_words: 'yesterday',
    document_ref: 'note--5d0c0b5e-8e1f-4a44-9a3c-2f6f0f2b7c1d',
  },
  exampleEnvelope: { retention: 'published', purpose: 'Public claims about public matters', person_status: 'none' },
})
