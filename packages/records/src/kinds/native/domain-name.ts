import { defineNative } from '../../define-native.ts'
import { reference, text } from '../../field.ts'
import { exampleObservable } from './example.ts'

export const domainName = defineNative({
  type: 'domain-name',
  family: 'sco',
  title: 'Domain name',
  purpose: 'Names a host or a domain of the internet.',
  section: '6.4',
  fields: {
    value: text('Domain name', { required: true, find: true, maxLength: 253, pattern: /^[^\s/@]+$/ }),
    resolves_to_refs: reference('Resolves to', ['ipv4-addr', 'ipv6-addr', 'domain-name'], { many: true }),
  },
  titleFrom: ['value'],
  example: exampleObservable('domain-name', 25, { value: 'broker.example' }),
})
