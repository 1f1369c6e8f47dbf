import { defineNative } from '../../define-native.ts'
import { integer, text } from '../../field.ts'
import { exampleObservable } from './example.ts'

export const autonomousSystem = defineNative({
  type: 'autonomous-system',
  family: 'sco',
  title: 'Autonomous system',
  purpose: 'Names a network of the internet by its number.',
  section: '6.2',
  fields: {
    number: integer('Number', { required: true, find: true }),
    name: text('Name', { find: true }),
    rir: text('Regional registry'),
  },
  titleFrom: ['name', 'number'],
  example: exampleObservable('autonomous-system', 23, { number: 64496, name: 'Example network' }),
})
