import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import { Ajv } from 'ajv'
import { compileShape } from './shape-check.ts'

test('the schema of every route is a valid JSON Schema, which the node does not check again when it starts', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false })
  const all = Object.values(routes)
  assert.ok(all.length > 150, `${all.length} routes`)
  for (const { method, path, params, query, body } of all)
    for (const schema of [params, query, ...(body === null ? [] : [body.schema])])
      assert.doesNotThrow(() => ajv.compile(JSON.parse(JSON.stringify(schema)) as object), `${method} ${path}`)
})

test('a value of another shape is refused with one problem for each place', () => {
  const check = compileShape({ type: 'object', required: ['a'], properties: { a: { type: 'string', maxLength: 2 } } }, 'body_invalid')
  check({ a: 'xy' })
  const refused = (value: unknown) => {
    try {
      check(value)
    } catch (error) {
      return error instanceof Fault ? [error.code, error.problems.map(({ field, code }) => [field, code])] : error
    }
    return undefined
  }
  assert.deepEqual(refused({}), ['body_invalid', [['/a', 'required']]])
  assert.deepEqual(refused({ a: 'xyz' }), ['body_invalid', [['/a', 'too_long']]])
})
