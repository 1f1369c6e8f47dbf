import { defineNative } from '../../define-native.ts'
import { text } from '../../field.ts'
import { exampleObservable } from './example.ts'

export const mutex = defineNative({
  type: 'mutex',
  family: 'sco',
  title: 'Mutex',
  purpose: 'Names a lock that a program holds.',
  section: '6.11',
  fields: {
    name: text('Name', { required: true, find: true }),
  },
  example: exampleObservable('mutex', 35, { name: '__CLEANSWEEP__' }),
})
