import { defineNative } from '../../define-native.ts'
import { reference, text } from '../../field.ts'
import { exampleObservable } from './example.ts'

export const emailAddr = defineNative({
  type: 'email-addr',
  family: 'sco',
  title: 'E-mail address',
  purpose: 'Names a mailbox.',
  section: '6.5',
  fields: {
    value: text('Address', { required: true, personal: true, identifying: true, find: true, pattern: /^[^\s@]+@[^\s@]+$/ }),
    display_name: text('Display name', { personal: true, identifying: true, find: true }),
    belongs_to_ref: reference('Account', ['user-account']),
  },
  titleFrom: ['value'],
  example: exampleObservable('email-addr', 26, { value: 'manifests@broker.example', display_name: 'Manifests' }),
})
