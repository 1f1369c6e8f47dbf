import { defineNative } from '../../define-native.ts'
import { text } from '../../field.ts'
import { exampleObject } from './example.ts'
import { description } from './shared-fields.ts'

export const courseOfAction = defineNative({
  type: 'course-of-action',
  family: 'sdo',
  title: 'Course of action',
  purpose: 'Recommends what to do to prevent or answer something.',
  section: '4.3',
  fields: {
    name: text('Name', { required: true, find: true }),
    description,
  },
  example: exampleObject('course-of-action', 6, {
    name: 'Photograph the seal before opening',
    description: 'Both the seal and the lock hasp are photographed with the container number in view.',
  }),
})
