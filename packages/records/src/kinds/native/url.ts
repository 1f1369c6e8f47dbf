import { defineNative } from '../../define-native.ts'
import { link } from '../../field.ts'
import { exampleObservable } from './example.ts'

export const url = defineNative({
  type: 'url',
  family: 'sco',
  title: 'Web address',
  purpose: 'A uniform resource locator.',
  section: '6.15',
  fields: {
    value: link('Web address', { required: true, find: true }),
  },
  titleFrom: ['value'],
  example: exampleObservable('url', 39, { value: 'https://broker.example/manifests' }),
})
