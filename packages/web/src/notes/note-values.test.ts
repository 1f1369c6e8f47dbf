import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lackingIn, noteValues } from './note-values.ts'

const whole: Readonly<Record<string, string>> = {
  ...{ number: '1/2026', subject: 'S', from_office: 'A', to_party: 'us', to_office: 'B', text: 'T', series: 'verbal', text_language: 'es' },
  ...{ translation_state: 'none', translation_language: 'en', legalisation: 'not_required' },
}
const of = (change: Readonly<Record<string, string>>) => (name: string) => ({ ...whole, ...change })[name] ?? ''

const rows: readonly [string, Readonly<Record<string, string>>, readonly string[]][] = [
  ['whole', {}, []],
  ['without its number', { number: ' ' }, ['number']],
  ['a courtesy translation without its text', { translation_state: 'courtesy' }, ['translation_text']],
  [
    'a certified translation without who certified it',
    { translation_state: 'certified', translation_text: 'X' },
    ['translator', 'translated_on'],
  ],
  [
    'an apostille without its number',
    { legalisation: 'apostille', legalisation_office: 'O', legalised_on: '2026-01-01' },
    ['legalisation_number'],
  ],
]
for (const [name, change, lacking] of rows) test(`a note ${name}`, () => assert.deepEqual(lackingIn(of(change)), lacking))

test('what a state no longer calls for is not written', () => {
  const before = { translation_text: 'X', translator: 'Somebody', legalisation_number: '7' }
  const none = noteValues(of(before), [{ title: ' ', pages: 3, sha256: '' }], { about: ['note--1'] })
  assert.deepEqual(
    ['translation_text', 'translator', 'translation_language', 'legalisation_number', 'enclosures'].filter((name) => name in none),
    [],
  )
  const draft = noteValues(of({ ...before, translation_state: 'draft' }), [{ title: 'W', pages: 3, sha256: '' }], {
    about: ['note--1'],
    request: 'note--1',
  })
  assert.deepEqual(
    [draft.translation_text, draft.translation_language, draft.request_ref, draft.translator],
    ['X', 'en', 'note--1', undefined],
  )
  assert.deepEqual(draft.enclosures, [{ title: 'W', pages: 3 }])
})
