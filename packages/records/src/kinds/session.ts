import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { boolean, choice, date, group, integer, link, listOf, localizedText, openChoice, reference, text } from '../field.ts'
import { addProblem } from '../report.ts'

/** Extension of a meeting or a call between parties, as one of them tells it (docs/formats/programme.md). */
export const sessionExtension = 'extension-definition--e95b3c07-1a62-4f8d-8c4e-b03d67f2159a'

export const session = defineKind({
  name: 'session',
  title: 'Session',
  purpose:
    'A meeting or call as one party tells it: planned, held, postponed or cancelled, each with its evidence. Each party tells its own; nobody changes the other’s account.',
  on: 'note',
  extension: sessionExtension,
  fields: {
    account_of_ref: reference('Account of', ['note'], {
      usually: ['session'],
      help: 'The session that this is a further account of. Empty for the first record of a session.',
    }),
    mechanism_ref: reference('Body', ['note'], { usually: ['mechanism'] }),
    form: openChoice(
      'What it is',
      { meeting: 'Meeting', call: 'Call', visit: 'Visit', video: 'Video conference' },
      { required: true, facet: true, short: true },
    ),
    number: integer('Number in its series', { min: 1, max: 10_000, short: true }),
    names: localizedText('Name', { short: true }),
    state: choice(
      'State',
      { planned: 'Planned', held: 'Held', postponed: 'Postponed', cancelled: 'Cancelled' },
      { required: true, facet: true, short: true },
    ),
    evidence: listOf(
      group('Evidence', {
        what: text('What shows it', { required: true, short: true, maxLength: 300 }),
        url: link('Address'),
        ref: reference('Record', ['note'], { usually: ['statement', 'source-document', 'claim'] }),
      }),
      { label: 'Evidence of the state', max: 20 },
    ),
    held_on: date('Day', { partial: true, facet: true, short: true, help: 'Day, month or year; of a planned session the day planned.' }),
    said_dates: listOf(
      group('As said', {
        words: text('Words of the source', { required: true, short: true, maxLength: 120 }),
        said_on: date('Said on', { short: true }),
        resolves_to: date('Means', { partial: true, short: true }),
        precision: choice('Said as', { day: 'A day', month: 'A month', year: 'A year', relative: 'Counted from the day it was said' }),
        source: text('Source', { maxLength: 300 }),
      }),
      { label: 'Its date in the words of sources', max: 20 },
    ),
    place: text('Place', { short: true, maxLength: 200 }),
    delegations: listOf(
      group('Member of a delegation', {
        party: text('Party', { required: true, coded: true, short: true, maxLength: 64 }),
        name: text('Who', { short: true, maxLength: 200, help: 'Only who holds a public office, as a public source names them.' }),
        office: localizedText('Office, as the source words it', { short: true }),
        organisation: text('Organisation', { short: true, maxLength: 200 }),
        head: boolean('Leads the delegation', { short: true }),
      }),
      { label: 'Delegations', max: 200 },
    ),
    caused_by_ref: reference('Caused by', ['note'], { usually: ['session'], help: 'The call or session in which this one was decided.' }),
    caused_by_source: text('Where that is said', { short: true, maxLength: 300 }),
    reviews_since_ref: reference('Reviews what happened since', ['note'], { usually: ['session'] }),
    postponed_to: date('Postponed to', { partial: true, short: true }),
    reason: text('Reason', { short: true, maxLength: 500 }),
  },
  native: {
    abstract: { label: 'Short name' },
    content: { label: 'In short', maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  rules: [
    {
      says: 'A session that was held has a day, a month or a year.',
      check(object, report) {
        const inside = isJsonObject(object.extensions) ? object.extensions[sessionExtension] : undefined
        if (!isJsonObject(inside) || inside.state !== 'held' || inside.held_on !== undefined || inside.account_of_ref !== undefined) return
        addProblem(report, 'required_with', { name: 'held_on', other: 'state' }, 'extensions', sessionExtension, 'held_on')
      },
    },
  ],
  shows: [
    'account_of_ref',
    'mechanism_ref',
    'form',
    'number',
    'names',
    'state',
    'evidence',
    'held_on',
    'said_dates',
    'place',
    'delegations',
    'caused_by_ref',
    'caused_by_source',
    'reviews_since_ref',
    'postponed_to',
    'reason',
    'content',
    'object_refs',
  ],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: third session of the example group',
    content: 'FICTIONAL EXAMPLE. A session that was never held.',
    labels: ['fictional'],
    object_refs: ['note--5b8f2a1d-07c4-4e93-a6d1-f92e3c7b5048'],
    mechanism_ref: 'note--5b8f2a1d-07c4-4e93-a6d1-f92e3c7b5048',
    form: 'meeting',
    number: 3,
    names: { en: 'FICTIONAL third session', es: 'Tercera sesión FICTICIA' },
    state: 'held',
    evidence: [{ what: 'FICTIONAL communiqué of 24 January 2026', url: 'https://gazette.sig.example/third-session' }],
    held_on: '2026-01-23',
    said_dates: [
      { words: 'enero de 2026', said_on: '2025-12-11', resolves_to: '2026-01', precision: 'month', source: 'FICTIONAL communiqué' },
    ],
    place: 'FICTIONAL: Example City',
    delegations: [
      { party: 'mx', name: 'FICTIONAL Example Person', office: { en: 'Secretary of Examples', es: 'Secretaría de Ejemplos' }, head: true },
      { party: 'us', office: { en: 'Example bureau', es: 'Oficina de ejemplo' } },
    ],
  },
  exampleEnvelope: { retention: 'published', purpose: 'Follow-up of what was agreed', person_status: 'none' },
})
