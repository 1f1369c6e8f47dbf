import assert from 'node:assert/strict'
import { test } from 'node:test'
import { safeNext } from './safe-next.ts'

test('after a sign-in only a path of our own may follow', () => {
  assert.equal(safeNext('/records/incident--1?x=1'), '/records/incident--1?x=1')
  for (const stranger of [
    'https://example.com',
    '//example.com',
    '/\\example.com',
    'inbox',
    '',
    undefined,
    7,
    '/\t/example.com',
    '/\n/example.com',
  ]) {
    assert.equal(safeNext(stranger), undefined)
  }
})
