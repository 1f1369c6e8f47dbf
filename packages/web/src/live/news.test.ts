import assert from 'node:assert/strict'
import { test } from 'node:test'
import { staleAfter } from './news.ts'

test('a new step of a record makes the inbox and that record stale, and no other record', () => {
  assert.deepEqual(staleAfter({ event: 'work', seq: '7', data: { id: 'incident--1', state: 'acting' } }), [
    ['inbox'],
    ['record', 'incident--1'],
  ])
})

test('a change of the link makes the exchange page and every shown exchange state stale', () => {
  assert.deepEqual(staleAfter({ event: 'exchange', seq: '8', data: { party: 'us' } }), [['exchange'], ['inbox'], ['record'], ['recalls']])
})

test('an event that these pages do not know, or that carries rubbish, makes nothing stale', () => {
  assert.deepEqual(staleAfter({ event: 'newer', seq: '9', data: null }), [])
  assert.deepEqual(staleAfter({ event: 'work', seq: '9', data: 'rubbish' }), [['inbox']])
})
