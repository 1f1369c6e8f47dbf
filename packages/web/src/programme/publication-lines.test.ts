import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Proposal, PublicationRow } from '@enlace/api'
import { layPublications } from './publication-lines.ts'

const row = (id: string, of: string, state: PublicationRow['state']): PublicationRow => ({
  ...{ id, of, kind: 'commitment', title: of, does: 'publish', modified: '', publishAt: '2026-01-15T00:00:00.000Z', state },
  ...{ n: 1, reason: {}, announced: {}, hasPage: true, path: null },
})
const proposal = (id: string, does: 'publish' | 'correct' | 'withdraw', of: readonly string[], more: Partial<Proposal> = {}): Proposal => ({
  ...{ id, what: 'publish', agency: 'sspc', subject: null, role: null, hours: null, record: null, retention: null },
  ...{ reason: '', why: 'publication', seconds: [], proposedBy: 'a', proposedAt: '', expiresAt: '', state: 'open' },
  ...{ decidedBy: null, decidedAt: null, mayDecide: true, mine: false },
  publication: { does, publishAt: '', items: of.map((one) => ({ id: one, kind: 'commitment', title: one, hasPage: true })), reason: null },
  ...more,
})
const laid = (rows: readonly PublicationRow[], proposals: readonly Proposal[]) =>
  layPublications(rows, proposals).map((line) => [line.id, line.row !== undefined, line.waiting.map(({ id }) => id)])

test('what waits stands beside the version that the public has, and not beside older ones', () => {
  const rows = [row('second', 'a', 'public'), row('first', 'a', 'replaced')]
  assert.deepEqual(laid(rows, [proposal('1', 'correct', ['a'])]), [
    ['second', true, ['1']],
    ['first', true, []],
  ])
})

test('what would call off a planned publication stands beside it; beside a public one when there is one', () => {
  const planned = row('later', 'a', 'planned')
  assert.deepEqual(laid([planned], [proposal('1', 'withdraw', ['a'])]), [['later', true, ['1']]])
  assert.deepEqual(laid([planned, row('now', 'a', 'public')], [proposal('1', 'withdraw', ['a'])]), [
    ['later', true, []],
    ['now', true, ['1']],
  ])
})

test('what the public has not has a line of its own before the others, one for each record', () => {
  const waiting = [proposal('1', 'publish', ['b', 'c']), proposal('2', 'publish', ['c'])]
  assert.deepEqual(laid([row('gone', 'c', 'withdrawn')], waiting), [
    ['b', false, ['1']],
    ['c', false, ['1', '2']],
    ['gone', true, []],
  ])
})

test('what was decided, or is about something else, does not stand there', () => {
  const other = proposal('3', 'publish', ['b'], { what: 'joint_release', publication: null })
  assert.deepEqual(laid([], [proposal('1', 'publish', ['b'], { state: 'refused' }), other]), [])
})
