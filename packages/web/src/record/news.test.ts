import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RecordDetail } from '../api/shapes.ts'
import { newsOf } from './news.ts'

type Given = Parameters<typeof newsOf>[0]
const seen = { seq: 50, at: '2026-01-01T12:00:00.000Z' }
const version = (seq: number) => ({ seq, modified: '2026-01-01T00:00:00.000Z', from: 'mx', flags: [] })
const relation = (seq: number) => ({ relation: 'object_refs', direction: 'from', record: { id: `note--${seq}`, seq } })
const release = (seq: number, receiptedAt: string | null) => ({ seq, receiptedAt })
const given = (change: object = {}) =>
  ({ versions: [version(10)], relations: [], releases: [], ...change }) as unknown as Given & RecordDetail

test('a record that was never opened, or to which nothing came, has no news', () => {
  assert.equal(newsOf(given({ versions: [version(60)] }), null), undefined)
  assert.equal(newsOf(given(), seen), undefined)
  assert.equal(newsOf(given({ releases: [release(20, '2026-01-01T11:59:59.000Z')] }), seen), undefined)
})

test('what lies at or behind the place of the last look is news, and what came before is not', () => {
  const news = newsOf(
    given({
      versions: [version(70), version(50), version(49), version(10)],
      relations: [relation(49), relation(51)],
      releases: [release(30, '2026-01-01T12:00:01.000Z'), release(55, null), release(56, '2026-01-01T13:00:00.000Z')],
    }),
    seen,
  )
  assert.deepEqual(news && { ...news, relations: [...news.relations] }, {
    at: seen.at,
    versions: 2,
    relations: ['note--51'],
    releases: 2,
    receipts: 1,
    compareFrom: 49,
  })
})

test('without a new version there is nothing to compare', () => {
  assert.equal(newsOf(given({ relations: [relation(60)] }), seen)?.compareFrom, undefined)
})
