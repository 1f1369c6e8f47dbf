import { defineNative } from '../../define-native.ts'
import { reference, text } from '../../field.ts'
import { exampleObservable } from './example.ts'

export const ipv4Addr = defineNative({
  type: 'ipv4-addr',
  family: 'sco',
  title: 'IPv4 address',
  purpose: 'One or more IPv4 addresses in CIDR notation.',
  section: '6.8',
  fields: {
    value: text('Address', {
      required: true,
      find: true,
      pattern: /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\/(?:3[0-2]|[12]?\d))?$/,
    }),
    resolves_to_refs: reference('Resolves to', ['mac-addr'], { many: true }),
    belongs_to_refs: reference('Belongs to', ['autonomous-system'], { many: true }),
  },
  titleFrom: ['value'],
  example: exampleObservable('ipv4-addr', 32, { value: '198.51.100.3' }),
})
