import { defineNative } from '../../define-native.ts'
import { boolean, group, instant, integer, openChoice, text } from '../../field.ts'
import { atLeastOneOf } from '../../rules.ts'
import { accountTypeOv } from '../../vocabularies.ts'
import { exampleObservable } from './example.ts'

const names = [
  'extensions',
  'user_id',
  'credential',
  'account_login',
  'account_type',
  'display_name',
  'is_service_account',
  'is_privileged',
  'can_escalate_privs',
  'is_disabled',
  'account_created',
  'account_expires',
  'credential_last_changed',
  'account_first_login',
  'account_last_login',
]

export const userAccount = defineNative({
  type: 'user-account',
  family: 'sco',
  title: 'User account',
  purpose: 'Describes an account on a system or a service.',
  section: '6.16',
  fields: {
    user_id: text('User identifier', { personal: true, identifying: true, find: true }),
    credential: text('Credential', { personal: true }),
    account_login: text('Sign-in name', { personal: true, identifying: true, find: true }),
    account_type: openChoice('Account type', accountTypeOv, { vocabulary: 'account-type-ov', properNames: true }),
    display_name: text('Display name', { personal: true, identifying: true, find: true }),
    is_service_account: boolean('Is a service account'),
    is_privileged: boolean('Is privileged'),
    can_escalate_privs: boolean('Can gain privileges'),
    is_disabled: boolean('Is disabled'),
    account_created: instant('Account created', { personal: true }),
    account_expires: instant('Account expires', { personal: true }),
    credential_last_changed: instant('Credential last changed', { personal: true }),
    account_first_login: instant('First sign-in', { personal: true }),
    account_last_login: instant('Last sign-in', { personal: true }),
  },
  extensions: {
    'unix-account-ext': group(
      'Unix account',
      { gid: integer('Group number'), groups: text('Groups', { many: true }), home_dir: text('Home folder'), shell: text('Shell') },
      { oneOf: ['gid', 'groups', 'home_dir', 'shell'] },
    ),
  },
  rules: [atLeastOneOf(...names)],
  titleFrom: ['account_login', 'display_name', 'user_id'],
  example: exampleObservable('user-account', 40, { account_login: 'dispatch2', account_type: 'unix', display_name: 'Dispatch desk' }),
})
