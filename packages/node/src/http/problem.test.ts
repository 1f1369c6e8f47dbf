import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault, type FaultCode, faults } from '@enlace/core'
import { withholdReasons } from '@enlace/policy'
import { problemCodes } from '@enlace/records'
import { openMessages } from '../store/messages.ts'
import { problemOf, toFault } from './problem.ts'

const messages = openMessages()
const languages = messages.languages

test('every fault and every field problem has a sentence in each language', () => {
  const missing = languages.flatMap((language) => {
    const keys = [...Object.keys(faults), ...problemCodes.map((code) => `problem.${code}`)]
    return keys.filter((key) => !Object.hasOwn(messages.catalogue(language, 'faults'), key)).map((key) => `${language} ${key}`)
  })
  assert.deepEqual(missing, [])
})

test('a problem says the fault in the language, its fields, and where to look in the log', () => {
  const fault = new Fault(
    'body_invalid',
    {},
    {
      problems: [
        { field: '/object/name', code: 'required' },
        { field: '/object/x', code: 'code_of_tomorrow' },
      ],
    },
  )
  const problem = problemOf(fault, messages, 'es', '0190-ref')
  assert.equal(problem.status, 422)
  assert.equal(problem.type, 'urn:enlace:problem:body_invalid')
  assert.equal(problem.instance, 'urn:uuid:0190-ref')
  assert.match(problem.detail, /2 campos/)
  assert.deepEqual(
    problem.problems.map(({ field }) => field),
    ['/object/name', '/object/x'],
  )
  assert.match(problem.problems[1]?.message ?? '', /code_of_tomorrow/)
})

test('a language that a sentence names has its name there', () => {
  const fault = new Fault('statement_language', { language: 'de' })
  assert.match(problemOf(fault, messages, 'es', '').title, /: alemán$/)
  assert.match(problemOf(fault, messages, 'en', '').title, /: German$/)
})

test('a denial explains itself with the sentence of the policy', () => {
  const problem = problemOf(new Fault('not_permitted', { reason: 'may_not_other_agency' }), messages, 'en', '')
  assert.equal(problem.detail, messages.say('en', 'decisions', 'may_not_other_agency'))
  assert.notEqual(problem.detail, 'may_not_other_agency')
})

test('a reason for withholding that stands beside a field is said in words', () => {
  for (const reason of withholdReasons) {
    const [field] = problemOf(
      new Fault('body_invalid', {}, { problems: [{ field: '/without', code: reason }] }),
      messages,
      'es',
      '',
    ).problems
    assert.notEqual(field?.message, messages.say('es', 'faults', 'problem', { code: reason }), reason)
  }
})

for (const [what, thrown, code] of [
  ['a fault', new Fault('record_erased'), 'record_erased'],
  ['a bug', new TypeError('x is not a function'), 'internal'],
  ['a text', 'boom', 'internal'],
  ['nothing', undefined, 'internal'],
  ['a lost connection', Object.assign(new Error('write CONNECTION_CLOSED'), { code: 'CONNECTION_CLOSED' }), 'store_unavailable'],
  ['a database that was killed under a query', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), 'store_unavailable'],
  ['a database that is gone before a query', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }), 'store_unavailable'],
  ['a database that shuts down', Object.assign(new Error('terminating'), { code: '57P01' }), 'store_unavailable'],
  ['a full disk', Object.assign(new Error('could not extend'), { code: '53100' }), 'store_unavailable'],
  ['a broken query', Object.assign(new Error('syntax error'), { code: '42601' }), 'internal'],
  ['a bad address', Object.assign(new Error('bad url'), { code: 'FST_ERR_BAD_URL' }), 'request_malformed'],
] as const satisfies readonly (readonly [string, unknown, FaultCode])[]) {
  test(`${what} becomes ${code}`, () => assert.equal(toFault(thrown).code, code))
}

test('what a bug said is never told to the outside', () => {
  const text = JSON.stringify(problemOf(toFault(new Error('password of analyst')), messages, 'en', 'r'))
  assert.doesNotMatch(text, /analyst/)
})
