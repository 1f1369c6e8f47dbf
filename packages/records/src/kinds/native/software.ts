import { defineNative } from '../../define-native.ts'
import { text } from '../../field.ts'
import { exampleObservable } from './example.ts'

export const software = defineNative({
  type: 'software',
  family: 'sco',
  title: 'Software',
  purpose: 'Names a product of software.',
  section: '6.14',
  fields: {
    name: text('Name', { required: true, find: true }),
    cpe: text('CPE name', { find: true, maxLength: 1000, pattern: /^cpe:2\.3:[aho*-]:/ }),
    swid: text('SWID tag'),
    languages: text('Languages', { many: true, coded: true, pattern: /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/ }),
    vendor: text('Vendor', { find: true }),
    version: text('Version', { find: true }),
  },
  example: exampleObservable('software', 38, {
    name: 'Example Reader',
    cpe: 'cpe:2.3:a:example:reader:1.0:*:*:*:*:*:*:*',
    version: '1.0',
  }),
})
