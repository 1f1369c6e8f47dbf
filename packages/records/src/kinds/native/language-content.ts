import { defineNative } from '../../define-native.ts'
import { anything, dictionary, instant, reference } from '../../field.ts'
import { holds } from '../../rules.ts'
import { exampleId, exampleObject } from './example.ts'

export const languageContent = defineNative({
  type: 'language-content',
  family: 'meta',
  title: 'Language content',
  purpose: 'Holds the text of another object in other languages.',
  section: '7.1',
  fields: {
    object_ref: reference('Object', [], { required: true, families: ['sdo', 'sco', 'sro', 'meta'] }),
    object_modified: instant('Version of the object'),
    contents: dictionary('Translations', {
      required: true,
      personal: true,
      names: /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/,
      values: dictionary('Translation', { names: /^[a-z0-9_]{1,250}$/, values: anything('Value') }),
    }),
  },
  rules: [
    holds(
      'Neither a bundle nor language content is translated.',
      'object_ref',
      'wrong_value',
      ({ object_ref }) => typeof object_ref !== 'string' || !/^(?:bundle|language-content)--/.test(object_ref),
    ),
  ],
  titleFrom: ['object_ref'],
  example: exampleObject('language-content', 44, {
    object_ref: exampleId('incident', 2),
    object_modified: '2026-01-15T12:00:00.000Z',
    contents: { es: { name: 'Carga abandonada en un cruce', description: 'Incidente ficticio para ejemplos.' } },
  }),
})
