import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseLanguage, openMessages } from './messages.ts'

test('a sentence comes in the language asked for, with its values', () => {
  const messages = openMessages()
  assert.match(messages.say('es', 'faults', 'body_too_large.detail', { limit: 1_048_576 }), /1,048,576/)
  assert.notEqual(messages.say('es', 'faults', 'record_unknown'), messages.say('en', 'faults', 'record_unknown'))
})

test('an unknown language is answered in English and an unknown key by itself', () => {
  const messages = openMessages()
  assert.equal(messages.say('fr', 'faults', 'record_unknown'), messages.say('en', 'faults', 'record_unknown'))
  assert.equal(messages.say('en', 'faults', 'no_such_key'), 'no_such_key')
  assert.equal(messages.find('en', 'no_such_area', 'x'), undefined)
})

for (const [header, language] of [
  [undefined, 'en'],
  ['', 'en'],
  ['es', 'es'],
  ['es-MX,es;q=0.9,en;q=0.8', 'es'],
  ['fr-FR, en;q=0.2, es;q=0.3', 'es'],
  ['es;q=0, en', 'en'],
  ['*', 'en'],
  ['ES-mx', 'es'],
  [`${'a,'.repeat(100_000)}es`, 'en'],
] as const) {
  test(`Accept-Language ${String(header).slice(0, 40)} means ${language}`, () => {
    assert.equal(chooseLanguage(header, ['en', 'es']), language)
  })
}
