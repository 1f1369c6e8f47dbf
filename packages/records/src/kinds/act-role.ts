import { defineKind } from '../define-kind.ts'
import { choice, country, date, openChoice, reference, text } from '../field.ts'

/** Extension of what one party did in an act on somebody's soil. */
export const actRoleExtension = 'extension-definition--f27a05c8-3d61-4e9b-87b4-1b9e64d0a3c5'

export const actRole = defineKind({
  name: 'act-role',
  title: 'Role in an act',
  purpose:
    'States what one party did in an act, on whose soil and under which authorisation or none, and who gave credit for it. Credit does not add up.',
  on: 'note',
  extension: actRoleExtension,
  fields: {
    party: text('Party', { required: true, coded: true, facet: true, short: true, maxLength: 64 }),
    agency: text('Agency', { coded: true, facet: true, short: true, maxLength: 64 }),
    role: openChoice(
      'Role',
      {
        intelligence: 'Intelligence',
        presence: 'Presence',
        arrest: 'Arrest',
        custody: 'Custody',
        transport: 'Transport',
        equipment: 'Equipment',
        planning: 'Planning',
        credit_only: 'Credit only',
      },
      { required: true, facet: true, short: true },
    ),
    soil: country('On whose soil', { required: true, facet: true, short: true }),
    act_on: date('Day of the act', { partial: true, required: true, short: true }),
    event_ref: reference('Custody event', ['note'], { usually: ['custody-event'], short: true }),
    authorisation: choice(
      'Authorisation',
      {
        own_power: 'Own power of the host',
        authorised: 'Authorised by the host',
        none: 'None',
        not_known: 'Not known',
      },
      { required: true, facet: true, short: true },
    ),
    authorised_by: text('Authorised by', { short: true, maxLength: 200, help: 'Office or role, no name.' }),
    instrument: text('Under which law or treaty', { short: true, maxLength: 200 }),
    article: text('Article', { short: true, maxLength: 60 }),
    credit_by: text('Credit given by', { short: true, maxLength: 200, help: 'Who thanked or named the party for this act.' }),
    credit_word: text('In which words', { maxLength: 300, help: 'As quoted, in its own language; never translated.' }),
    credit_on: date('Credit given on', { partial: true }),
  },
  native: {
    content: { label: 'In words', maxLength: 10_000 },
    object_refs: { label: 'Case' },
  },
  shows: [
    'party',
    'agency',
    'role',
    'soil',
    'act_on',
    'event_ref',
    'authorisation',
    'authorised_by',
    'instrument',
    'article',
    'credit_by',
    'credit_word',
    'credit_on',
    'content',
    'object_refs',
  ],
  titleFrom: ['abstract', 'content'],
  example: {
    abstract: 'FICTIONAL: gave intelligence',
    content: 'FICTIONAL EXAMPLE. Told the host where the person was; took no part in the arrest.',
    labels: ['fictional'],
    object_refs: ['grouping--6f1d4c2e-93ab-4b57-8e10-5c7a2d94f03b'],
    party: 'us',
    role: 'intelligence',
    soil: 'MX',
    act_on: '2026-01-15',
    authorisation: 'none',
    credit_by: 'Example ambassador',
    credit_word: 'a joint operation',
    credit_on: '2026-01-16',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Judicial cooperation', person_status: 'suspect' },
})
