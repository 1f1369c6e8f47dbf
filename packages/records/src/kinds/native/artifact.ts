import { defineNative } from '../../define-native.ts'
import { binary, choice, hashes, link, text } from '../../field.ts'
import { atLeastOneOf, notTogether, requiresWith } from '../../rules.ts'
import { encryptionAlgorithmEnum } from '../../vocabularies.ts'
import { exampleObservable } from './example.ts'

export const artifact = defineNative({
  type: 'artifact',
  family: 'sco',
  title: 'Artifact',
  purpose: 'Holds bytes, or says where they can be fetched and what they hash to.',
  section: '6.1',
  fields: {
    mime_type: text('Media type', { pattern: /^[a-z]+\/[a-zA-Z0-9.+_-]+/ }),
    payload_bin: binary('Content'),
    url: link('Web address'),
    hashes: hashes('Hashes'),
    encryption_algorithm: choice('Encryption', encryptionAlgorithmEnum, { vocabulary: 'encryption-algorithm-enum', properNames: true }),
    decryption_key: text('Decryption key'),
  },
  rules: [
    atLeastOneOf('payload_bin', 'url'),
    notTogether('payload_bin', 'url'),
    requiresWith('url', 'hashes'),
    requiresWith('decryption_key', 'encryption_algorithm'),
  ],
  titleFrom: ['url', 'mime_type'],
  example: exampleObservable('artifact', 22, { mime_type: 'image/jpeg', payload_bin: '/9j/4AAQSkZJRg==' }),
})
