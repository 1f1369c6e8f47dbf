import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { boolean, choice, date, group, instant, link, listOf, localizedText, openChoice, reference, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'
import { statementExtension } from '../statements/read-statement.ts'
import { digitalSourceTypes } from './source-document.ts'

/** Most clauses of one statement. */
export const maxClauses = 400

const issuedByItsParties: Rule = {
  says: 'A joint statement is issued by two parties or more, any other by one; each stands once.',
  check(object, report) {
    const { issued_by: by, statement_type: type } = own(object)
    const parties = Array.isArray(by) ? by : []
    const twice = parties.findIndex((party, i) => parties.indexOf(party) !== i)
    if (twice >= 0) addProblem(report, 'duplicate_item', {}, 'extensions', statementExtension, 'issued_by', twice)
    if (type === 'joint' && parties.length < 2) addProblem(report, 'too_few', { limit: 2 }, 'extensions', statementExtension, 'issued_by')
    if (type !== 'joint' && parties.length > 1) addProblem(report, 'too_many', { limit: 1 }, 'extensions', statementExtension, 'issued_by')
  },
}

const datedOrUndated: Rule = {
  says: 'A statement has the day of its publication or says that it is undated.',
  check(object, report) {
    const { published_on: day, undated } = own(object)
    if (day === undefined && undated !== true) {
      addProblem(report, 'one_of_required', { names: 'published_on, undated' }, 'extensions', statementExtension)
    }
  },
}

const eachClauseOnce: Rule = {
  says: 'Each clause has a number of its own.',
  check(object, report) {
    const { clauses } = own(object)
    const numbers = (Array.isArray(clauses) ? clauses : []).map((one: Json) => (isJsonObject(one) ? one.number : undefined))
    const seen = new Set<Json | undefined>()
    for (const [i, number] of numbers.entries()) {
      if (number !== undefined && seen.has(number)) {
        addProblem(report, 'duplicate_item', {}, 'extensions', statementExtension, 'clauses', i, 'number')
      }
      seen.add(number)
    }
  },
}

const besideAnother: Rule = {
  says: 'A joint statement stands beside no other: what one party says stands beside it.',
  check(object, report) {
    const { statement_type: type, beside_ref: beside } = own(object)
    if (type === 'joint' && beside !== undefined) {
      addProblem(report, 'not_together', { names: 'statement_type, beside_ref' }, 'extensions', statementExtension, 'beside_ref')
    }
  },
}

function own(object: JsonObject): JsonObject {
  const inside = isJsonObject(object.extensions) ? object.extensions[statementExtension] : undefined
  return isJsonObject(inside) ? inside : {}
}

export const statement = defineKind({
  name: 'statement',
  title: 'Statement',
  purpose:
    'A text that one party or several published, clause by clause in each language in which it was issued, with who said it, where and when. What one party says stands beside a joint text and is never merged with it.',
  on: 'note',
  extension: statementExtension,
  fields: {
    title_words: localizedText('Title, as published', { required: true, find: true, short: true }),
    statement_type: choice(
      'What it is',
      {
        joint: 'Joint statement',
        unilateral: 'Statement of one party',
        readout: 'One party’s account of a meeting',
        principles: 'Principles of one party',
      },
      { required: true, facet: true, short: true },
    ),
    issued_by: text('Issued by', { required: true, many: true, coded: true, facet: true, short: true, min: 1, max: 8, maxLength: 64 }),
    published_on: date('Published on', { partial: true, facet: true, short: true }),
    undated: boolean('Undated', { short: true }),
    speaker: text('Who says so', { personal: true, find: true, short: true, maxLength: 200 }),
    speaker_role: text('Role as the source states it', { short: true, maxLength: 200 }),
    said_at: instant('Said at'),
    channel: openChoice(
      'Channel',
      {
        written_statement: 'Written statement',
        press_conference: 'Press conference',
        social_media: 'Social media',
        interview: 'Interview',
        article: 'Article',
        unstated: 'Not stated',
      },
      { facet: true, short: true },
    ),
    source_url: link('Address'),
    retrieved_at: instant('Retrieved'),
    content_digest: text('SHA-256 of what was read', { coded: true, maxLength: 64 }),
    digital_source_type: choice('How it was made', digitalSourceTypes, {
      required: true,
      facet: true,
      short: true,
      help: 'IPTC digital source type. What a trained model made verifies nothing.',
    }),
    session_ref: reference('Session', ['note'], { usually: ['session'] }),
    beside_ref: reference('Joint statement that it stands beside', ['note'], { usually: ['statement'] }),
    document_ref: reference('Source document', ['note'], { usually: ['source-document'], help: 'The one that claims taken from it name.' }),
    copy_of_ref: reference('Copy of', ['note'], {
      usually: ['statement', 'source-document'],
      help: 'A copy and what it copies are one source.',
    }),
    clauses: listOf(
      group('Clause', {
        number: text('Number', { required: true, coded: true, maxLength: 20 }),
        part: choice('Part', { heading: 'Heading', paragraph: 'Paragraph', item: 'Item of a list' }, { required: true }),
        words: localizedText('Words', { required: true, find: true }),
      }),
      { label: 'Clauses', required: true, min: 1, max: maxClauses },
    ),
    cut: listOf(
      group('Cut', {
        rule: text('Rule', { required: true, coded: true, maxLength: 60 }),
        words: text('Words', { required: true, maxLength: 1000 }),
      }),
      { label: 'Cut before reading', max: 200, help: 'Furniture of the page that is no part of the text.' },
    ),
    set_aside: listOf(
      group('Set aside', {
        clause: text('Clause', { required: true, coded: true, maxLength: 20 }),
        rule: text('Rule', { required: true, coded: true, maxLength: 60 }),
        words: text('Words', { required: true, maxLength: 1000 }),
      }),
      { label: 'Proposals that somebody set aside', max: 400 },
    ),
  },
  native: {
    abstract: { label: 'Short name', maxLength: 300 },
    content: { label: 'In short', personal: false, maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  rules: [issuedByItsParties, datedOrUndated, eachClauseOnce, besideAnother],
  shows: [
    'title_words',
    'statement_type',
    'issued_by',
    'published_on',
    'undated',
    'speaker',
    'speaker_role',
    'said_at',
    'channel',
    'source_url',
    'retrieved_at',
    'content_digest',
    'digital_source_type',
    'session_ref',
    'beside_ref',
    'document_ref',
    'copy_of_ref',
    'clauses',
    'cut',
    'set_aside',
    'content',
    'object_refs',
  ],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL joint statement of an example group',
    content: 'FICTIONAL EXAMPLE. What two parties published after a meeting that never took place.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    title_words: { en: 'FICTIONAL joint statement of an example group', es: 'FICTICIO: declaración conjunta de un grupo de ejemplo' },
    statement_type: 'joint',
    issued_by: ['mx', 'us'],
    published_on: '2026-01-23',
    channel: 'written_statement',
    source_url: 'https://statements.sig.example/2026-01-23',
    digital_source_type: 'humanEdits',
    session_ref: 'note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4',
    clauses: [
      { number: '1', part: 'heading', words: { en: 'FICTIONAL: what was agreed', es: 'FICTICIO: lo acordado' } },
      {
        number: '2',
        part: 'paragraph',
        words: {
          en: 'FICTIONAL: The parties will answer requests to trace firearms within 48 hours.',
          es: 'FICTICIO: Las partes contestarán en 48 horas las solicitudes de rastreo de armas de fuego.',
        },
      },
    ],
    cut: [{ rule: 'cookies', words: 'This site uses cookies.' }],
  },
  exampleEnvelope: { retention: 'published', purpose: 'Follow-up of what was agreed', person_status: 'none' },
})
