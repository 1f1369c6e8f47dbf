import { defineNative } from '../../define-native.ts'
import { choice, group, instant, integer, reference, text } from '../../field.ts'
import { atLeastOneOf, holds } from '../../rules.ts'
import { windowsRegistryDatatypeEnum } from '../../vocabularies.ts'
import { exampleObservable } from './example.ts'

export const windowsRegistryKey = defineNative({
  type: 'windows-registry-key',
  family: 'sco',
  title: 'Windows registry key',
  purpose: 'Names a key of the Windows registry and its values.',
  section: '6.17',
  fields: {
    key: text('Key', { find: true }),
    values: group(
      'Values',
      {
        name: text('Name', { find: true }),
        data: text('Data', { find: true }),
        data_type: choice('Data type', windowsRegistryDatatypeEnum, { vocabulary: 'windows-registry-datatype-enum', properNames: true }),
      },
      { many: true, oneOf: ['name', 'data', 'data_type'] },
    ),
    modified_time: instant('Modified at'),
    creator_user_ref: reference('Created by', ['user-account']),
    number_of_subkeys: integer('Number of subkeys'),
  },
  rules: [
    atLeastOneOf('key', 'values', 'modified_time', 'creator_user_ref', 'number_of_subkeys'),
    holds(
      'The hive of the key is written in full.',
      'key',
      'wrong_value',
      ({ key }) => typeof key !== 'string' || !abbreviatedHive.test(key),
    ),
  ],
  titleFrom: ['key'],
  example: exampleObservable('windows-registry-key', 41, {
    key: 'HKEY_LOCAL_MACHINE\\System\\Example',
    values: [{ name: 'Start', data: '1', data_type: 'REG_DWORD' }],
  }),
})

const abbreviatedHive = /^(?:HKLM|HKCC|HKCR|HKCU|HKU)(?:\\|$)/i
