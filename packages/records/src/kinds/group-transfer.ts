import { pathways } from '../cases/pathways.ts'
import { defineKind } from '../define-kind.ts'
import { date, group, integer, listOf, localizedText, openChoice, reference, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'
import { groupTransferExtension, readTransfer } from '../transfers/read-transfer.ts'

const countsEachOnce: Rule = {
  says: 'Each member case stands once.',
  check(object, report) {
    const cases = readTransfer(object)?.members.map((member) => member.case) ?? []
    cases.forEach((id, place) => {
      if (cases.indexOf(id) < place) addProblem(report, 'duplicate_item', {}, 'extensions', groupTransferExtension, 'members', place)
    })
  },
}

export const groupTransfer = defineKind({
  name: 'group-transfer',
  title: 'Group transfer',
  purpose: 'One act by which several persons passed from one party to another: one event, and a case for each person with its own pathway.',
  on: 'grouping',
  extension: groupTransferExtension,
  fields: {
    name_words: localizedText('Name, by language', { short: true }),
    happened_on: date('When', { partial: true, required: true, facet: true, short: true }),
    from_party: text('From the party', { required: true, coded: true, facet: true, short: true, maxLength: 64 }),
    to_party: text('In custody of the party', { required: true, coded: true, facet: true, short: true, maxLength: 64 }),
    persons: integer('Persons, as stated', { min: 1, short: true, help: 'As announced; the member cases are counted besides.' }),
    members: listOf(
      group('Member', {
        case_ref: reference('Case', ['grouping'], { usually: ['case'], required: true }),
        pathway: openChoice('Legal pathway', pathways),
        word: text('Word used', { maxLength: 200, help: 'As quoted, in its own language.' }),
        instrument: text('Under which law or treaty', { maxLength: 200 }),
        pending: openChoice(
          'Pending at that moment',
          {
            none: 'Nothing pending',
            amparo: 'Amparo suit',
            habeas_corpus: 'Habeas corpus',
            extradition_request: 'Extradition request',
            asylum: 'Asylum claim',
            complaint: 'Complaint',
            other: 'Other',
          },
          { many: true, max: 10 },
        ),
        court_and_number: text('Court and number', { find: true, maxLength: 200 }),
        assurances: text('Assurances given', { maxLength: 500 }),
      }),
      { label: 'Members', personal: true, max: 500 },
    ),
    words: listOf(
      group('Word of a party', {
        of_party: text('Which party says so', { required: true, coded: true, maxLength: 64 }),
        word: text('Word used', { required: true, maxLength: 200 }),
        source: text('Where it says so', { required: true, maxLength: 300 }),
      }),
      { label: 'What each party calls it', max: 20 },
    ),
  },
  native: {
    name: { label: 'Name, in words that take no side', required: true, maxLength: 200, short: true },
    description: { label: 'What it is about', maxLength: 2000 },
    context: { label: 'Context' },
    object_refs: { label: 'Cases and sources' },
  },
  rules: [countsEachOnce],
  shows: ['name', 'name_words', 'happened_on', 'from_party', 'to_party', 'persons', 'words', 'members', 'description', 'object_refs'],
  titleFrom: ['name'],
  example: {
    name: 'FICTIONAL: five persons brought to the United States',
    description: 'FICTIONAL EXAMPLE. One flight, five cases.',
    labels: ['fictional'],
    context: 'unspecified',
    object_refs: ['grouping--6f1d4c2e-93ab-4b57-8e10-5c7a2d94f03b'],
    happened_on: '2026-01-20',
    from_party: 'mx',
    to_party: 'us',
    persons: 5,
    members: [
      {
        case_ref: 'grouping--6f1d4c2e-93ab-4b57-8e10-5c7a2d94f03b',
        pathway: 'security_transfer',
        word: 'traslado',
        pending: ['amparo'],
        court_and_number: 'Example District Court, FICTIONAL-88/2026',
      },
    ],
    words: [
      { of_party: 'mx', word: 'traslado', source: 'Example ministry, communiqué 12' },
      { of_party: 'us', word: 'transfer', source: 'Example department, release 7' },
    ],
  },
  exampleEnvelope: { retention: 'case', purpose: 'Judicial cooperation', person_status: 'suspect' },
})
