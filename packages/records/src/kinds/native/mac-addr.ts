import { defineNative } from '../../define-native.ts'
import { text } from '../../field.ts'
import { exampleObservable } from './example.ts'

export const macAddr = defineNative({
  type: 'mac-addr',
  family: 'sco',
  title: 'MAC address',
  purpose: 'Names a network interface.',
  section: '6.10',
  fields: {
    value: text('Address', { required: true, find: true, pattern: /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/ }),
  },
  titleFrom: ['value'],
  example: exampleObservable('mac-addr', 34, { value: 'd2:fb:49:24:37:18' }),
})
