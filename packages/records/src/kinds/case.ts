import { defineKind } from '../define-kind.ts'
import { openChoice, reference, text } from '../field.ts'

/** Extension of the case of one person. */
export const caseExtension = 'extension-definition--6f1d4c2e-93ab-4b57-8e10-5c7a2d94f03b'

export const personCase = defineKind({
  name: 'case',
  title: 'Case',
  purpose:
    'Follows one person from a wanted list to a judgment. What happened stands in records that refer to it; it is no finding of guilt.',
  on: 'grouping',
  extension: caseExtension,
  fields: {
    person_ref: reference('Person', ['identity'], { required: true, short: true }),
    workstream: openChoice(
      'Workstream',
      {
        drugs: 'Drugs',
        arms: 'Arms',
        organised_crime: 'Organised crime',
        homicide: 'Homicide and violence',
        human_smuggling: 'Human smuggling',
        human_trafficking: 'Human trafficking',
        money: 'Money laundering and finance',
        fuel: 'Fuel theft',
        cargo: 'Cargo theft',
        corruption: 'Corruption',
        other: 'Other',
      },
      { required: true, facet: true, short: true },
    ),
    reference: text('Own reference', { find: true, short: true, maxLength: 100, help: 'Number of the file, with its issuer.' }),
    sought_by: text('Sought by', {
      coded: true,
      facet: true,
      short: true,
      maxLength: 64,
      help: 'Code of the party that seeks the person.',
    }),
    procedural_status: openChoice(
      'Standing of the person in law',
      {
        not_suspected: 'Not suspected',
        unknown: 'Not known',
        alleged: 'Alleged',
        charged: 'Charged',
        convicted: 'Convicted',
        acquitted: 'Acquitted',
        dismissed: 'Proceedings ended without a judgment',
      },
      {
        required: true,
        facet: true,
        short: true,
        help: 'As this party states it. Charges and judgments stand in procedural steps and count before it.',
      },
    ),
    status_basis: text('On what this rests', { maxLength: 500, help: 'A correction says here what was wrong.' }),
  },
  native: {
    name: { label: 'Name of the case', required: true, personal: true, maxLength: 200, short: true },
    description: { label: 'What it is about', maxLength: 2000, short: true },
    context: { label: 'Context' },
    object_refs: { label: 'Records of the case' },
  },
  shows: ['name', 'person_ref', 'workstream', 'procedural_status', 'status_basis', 'sought_by', 'reference', 'description', 'object_refs'],
  titleFrom: ['name'],
  example: {
    name: 'FICTIONAL: case of Example Person',
    description: 'FICTIONAL EXAMPLE. Sought for a trial; where the person is, is not known.',
    labels: ['fictional'],
    context: 'unspecified',
    object_refs: ['identity--09b1cc9a-ffc7-42dc-97a4-33f991f7616a'],
    person_ref: 'identity--09b1cc9a-ffc7-42dc-97a4-33f991f7616a',
    workstream: 'arms',
    reference: 'FICTIONAL-CASE-0001',
    sought_by: 'us',
    procedural_status: 'alleged',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Judicial cooperation', person_status: 'suspect' },
})
