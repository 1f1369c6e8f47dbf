import { isJsonObject } from '@enlace/core'
import { defineNative } from '../../define-native.ts'
import { anything, choice, dictionary, group, text } from '../../field.ts'
import { addProblem } from '../../report.ts'
import { exampleId } from './example.ts'

/** Extension of OASIS that carries TLP 2.0 on a marking definition. */
export const tlp2Extension = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d'

/** STIX 2.1 section 7.2.1.4: the only four TLP 1 markings there are. */
export const tlp1Markings: ReadonlyMap<string, string> = new Map([
  ['white', 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9'],
  ['green', 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da'],
  ['amber', 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82'],
  ['red', 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed'],
])

/** FIRST's TLP 2.0 as OASIS publishes it: the only five markings of the extension. */
export const tlp2Markings: ReadonlyMap<string, string> = new Map([
  ['clear', 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487'],
  ['green', 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb'],
  ['amber', 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421'],
  ['amber+strict', 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003'],
  ['red', 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1'],
])

export const markingDefinition = defineNative({
  type: 'marking-definition',
  family: 'meta',
  title: 'Marking definition',
  purpose: 'Defines a marking that other objects refer to: a statement, or a TLP level.',
  section: '7.2',
  fields: {
    name: text('Name', { find: true }),
    definition_type: text('Marking type'),
    definition: dictionary('Marking', { values: anything('Value') }),
  },
  lacks: ['revoked', 'labels', 'confidence', 'lang'],
  extensions: {
    [tlp2Extension]: group('TLP 2.0', {
      extension_type: choice('Extension type', { 'property-extension': 'property extension' }, { required: true }),
      tlp_2_0: choice('TLP level', [...tlp2Markings.keys()], { required: true, properNames: true }),
    }),
  },
  rules: [
    {
      says: 'A marking type and a marking are given, unless an extension defines the marking.',
      check({ definition_type, definition, extensions }, report) {
        if (extensions !== undefined && definition_type === undefined && definition === undefined) return
        if (definition_type === undefined) addProblem(report, 'required', undefined, 'definition_type')
        if (definition === undefined) addProblem(report, 'required', undefined, 'definition')
      },
    },
    {
      says: 'A statement marking has a statement.',
      check({ definition_type, definition }, report) {
        if (definition_type !== 'statement' || !isJsonObject(definition)) return
        if (typeof definition.statement !== 'string') addProblem(report, 'required', undefined, 'definition', 'statement')
      },
    },
    {
      says: 'TLP 1 and TLP 2.0 markings are the published ones and no others.',
      check({ id, definition_type, definition, extensions }, report) {
        if (definition_type === 'tlp' && isJsonObject(definition)) {
          const published = tlp1Markings.get(String(definition.tlp))
          if (published === undefined || published !== id) addProblem(report, 'wrong_value', undefined, 'definition')
        }
        const tlp2 = isJsonObject(extensions) ? extensions[tlp2Extension] : undefined
        if (isJsonObject(tlp2) && tlp2Markings.get(String(tlp2.tlp_2_0)) !== id) addProblem(report, 'wrong_value', undefined, 'id')
      },
    },
  ],
  titleFrom: ['name', 'definition_type'],
  example: {
    type: 'marking-definition',
    spec_version: '2.1',
    id: exampleId('marking-definition', 45),
    created: '2026-01-15T12:00:00.000Z',
    name: 'Example statement',
    definition_type: 'statement',
    definition: { statement: 'Fictional data for examples.' },
  },
})
