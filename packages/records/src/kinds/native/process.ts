import { defineNative } from '../../define-native.ts'
import { anything, boolean, choice, dictionary, group, instant, integer, reference, text } from '../../field.ts'
import { atLeastOneOf } from '../../rules.ts'
import {
  windowsIntegrityLevelEnum,
  windowsServiceStartTypeEnum,
  windowsServiceStatusEnum,
  windowsServiceTypeEnum,
} from '../../vocabularies.ts'
import { exampleObservable } from './example.ts'

/** STIX 2.1 section 6.13.2 and 6.13.3. */
const extensions = {
  'windows-process-ext': group(
    'Windows process',
    {
      aslr_enabled: boolean('Address space is randomised'),
      dep_enabled: boolean('Data execution is prevented'),
      priority: text('Priority'),
      owner_sid: text('Security identifier of the owner'),
      window_title: text('Window title', { find: true }),
      startup_info: dictionary('Start-up information', { values: anything('Value') }),
      integrity_level: choice('Integrity level', windowsIntegrityLevelEnum, { vocabulary: 'windows-integrity-level-enum' }),
    },
    { oneOf: ['aslr_enabled', 'dep_enabled', 'priority', 'owner_sid', 'window_title', 'startup_info', 'integrity_level'] },
  ),
  'windows-service-ext': group(
    'Windows service',
    {
      service_name: text('Service name', { find: true }),
      descriptions: text('Descriptions', { many: true, find: true }),
      display_name: text('Display name', { find: true }),
      group_name: text('Load group'),
      start_type: choice('Start type', windowsServiceStartTypeEnum, { vocabulary: 'windows-service-start-type-enum', properNames: true }),
      service_dll_refs: reference('Libraries', ['file'], { many: true }),
      service_type: choice('Service type', windowsServiceTypeEnum, { vocabulary: 'windows-service-type-enum', properNames: true }),
      service_status: choice('Service status', windowsServiceStatusEnum, { vocabulary: 'windows-service-status-enum', properNames: true }),
    },
    {
      oneOf: [
        'service_name',
        'descriptions',
        'display_name',
        'group_name',
        'start_type',
        'service_dll_refs',
        'service_type',
        'service_status',
      ],
    },
  ),
}

export const process = defineNative({
  type: 'process',
  family: 'sco',
  title: 'Process',
  purpose: 'Describes one running program.',
  section: '6.13',
  fields: {
    is_hidden: boolean('Is hidden'),
    pid: integer('Process number'),
    created_time: instant('Started at'),
    cwd: text('Working folder'),
    command_line: text('Command line', { personal: true, find: true }),
    environment_variables: dictionary('Environment', { personal: true, values: anything('Value') }),
    opened_connection_refs: reference('Connections', ['network-traffic'], { many: true }),
    creator_user_ref: reference('Started by', ['user-account']),
    image_ref: reference('Program file', ['file']),
    parent_ref: reference('Parent', ['process']),
    child_refs: reference('Children', ['process'], { many: true }),
  },
  extensions,
  rules: [
    atLeastOneOf(
      'extensions',
      'is_hidden',
      'pid',
      'created_time',
      'cwd',
      'command_line',
      'environment_variables',
      'opened_connection_refs',
      'creator_user_ref',
      'image_ref',
      'parent_ref',
      'child_refs',
    ),
  ],
  titleFrom: ['command_line', 'pid'],
  example: exampleObservable('process', 37, { pid: 1221, command_line: './sync --manifests' }),
})
