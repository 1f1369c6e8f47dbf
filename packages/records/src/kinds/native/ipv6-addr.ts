import { defineNative } from '../../define-native.ts'
import { reference, text } from '../../field.ts'
import { isIpv6 } from '../../ipv6.ts'
import { holds } from '../../rules.ts'
import { exampleObservable } from './example.ts'

export const ipv6Addr = defineNative({
  type: 'ipv6-addr',
  family: 'sco',
  title: 'IPv6 address',
  purpose: 'One or more IPv6 addresses in CIDR notation.',
  section: '6.9',
  fields: {
    value: text('Address', { required: true, find: true, maxLength: 64, pattern: /^[0-9A-Fa-f:.]+(?:%[0-9A-Za-z._~-]+)?(?:\/\d{1,3})?$/ }),
    resolves_to_refs: reference('Resolves to', ['mac-addr'], { many: true }),
    belongs_to_refs: reference('Belongs to', ['autonomous-system'], { many: true }),
  },
  rules: [
    holds('The address is IPv6 in CIDR notation.', 'value', 'wrong_value', ({ value }) => typeof value !== 'string' || isIpv6(value)),
  ],
  titleFrom: ['value'],
  example: exampleObservable('ipv6-addr', 33, { value: '2001:db8::3' }),
})
