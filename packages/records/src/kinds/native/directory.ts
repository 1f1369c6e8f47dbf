import { defineNative } from '../../define-native.ts'
import { instant, reference, text } from '../../field.ts'
import { exampleObservable } from './example.ts'

export const directory = defineNative({
  type: 'directory',
  family: 'sco',
  title: 'Directory',
  purpose: 'Names a folder of a file system.',
  section: '6.3',
  fields: {
    path: text('Path', { required: true, find: true }),
    path_enc: text('Character set of the path', { pattern: /^[a-zA-Z0-9/.+_:-]{2,250}$/ }),
    ctime: instant('Created at'),
    mtime: instant('Modified at'),
    atime: instant('Last accessed at'),
    contains_refs: reference('Contains', ['file', 'directory'], { many: true }),
  },
  titleFrom: ['path'],
  example: exampleObservable('directory', 24, { path: '/srv/manifests' }),
})
