import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { toPseudo } from './pseudo.ts'

test('the made-up language changes every letter it can and no placeholder or plural rule', () => {
  const messages = toPseudo({ count: compileMessage('{count, plural, one {# entry of {party}} other {# entries of {party}}} wait') })
  const i18n = setupI18n({ locale: 'en', messages: { en: messages } })
  assert.match(i18n._('count', { count: 1, party: 'mx' }), /^\[1 ëñtrý øf ~*mx.* wáït~*\]$/)
  assert.match(i18n._('count', { count: 5, party: 'mx' }), /^\[5 ëñtrïës øf ~*mx.* wáït~*\]$/)
})
