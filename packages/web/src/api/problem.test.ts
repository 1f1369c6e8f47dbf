import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findFieldMessage, parseProblem } from './problem.ts'

test('a problem document gives its words and the message of each field', () => {
  const problem = parseProblem(422, {
    code: 'body_invalid',
    title: 'Not valid',
    detail: 'One field',
    problems: [{ field: '/object/name', code: 'required', message: 'Write a headline' }],
  })
  assert.deepEqual([problem.code, problem.title, problem.detail], ['body_invalid', 'Not valid', 'One field'])
  assert.equal(findFieldMessage(problem, '/object/name'), 'Write a headline')
  assert.equal(findFieldMessage(problem, '/object'), 'Write a headline')
  assert.equal(findFieldMessage(problem, '/object/na'), undefined)
})

test('an answer that is no problem document is told by its status alone', () => {
  for (const body of [undefined, null, 'busy', 7, [], { code: 5, problems: [null, 3, 'x'] }]) {
    const problem = parseProblem(502, body)
    assert.deepEqual([problem.status, problem.code, problem.fields], [502, 'unreadable', []])
  }
})
