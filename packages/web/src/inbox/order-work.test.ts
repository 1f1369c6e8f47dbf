import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WorkItem } from '../api/shapes.ts'
import { isShown, nextClock, orderWork, parseShow, urgencyOf, waitsForMe } from './order-work.ts'

const noon = Date.parse('2026-11-21T12:00:00.000Z')

function item(id: string, change: Partial<WorkItem> = {}, dueAt = '2026-11-21T12:05:00.000Z'): WorkItem {
  return {
    record: {
      id,
      kind: 'mirror-alert',
      title: id,
      modified: '2026-11-21T11:00:00.000Z',
      addedAt: '2026-11-21T11:00:00.000Z',
      seq: 1,
      from: 'mx',
      agency: 'dhs',
      tlp: 'amber',
      personal: false,
      flags: [],
    },
    direction: 'received',
    state: 'received',
    startedAt: '2026-11-21T11:59:00.000Z',
    events: [],
    clocks: [{ id: 'acknowledge', startedAt: '2026-11-21T11:59:00.000Z', dueAt, stoppedAt: null, state: 'running' }],
    exchange: { state: 'receipted', since: '2026-11-21T11:59:00.000Z' },
    ...change,
  }
}

test('what is over comes first, then the soonest due, then what is settled', () => {
  const over = item('over', {}, '2026-11-21T11:59:59.999Z')
  const soon = item('soon', {}, '2026-11-21T12:01:00.000Z')
  const later = item('later', {}, '2026-11-21T18:00:00.000Z')
  const settled = item('settled', { state: 'outcome' }, '2026-11-21T11:00:00.000Z')
  assert.deepEqual(
    orderWork([settled, later, soon, over], noon).map(({ record }) => record.id),
    ['over', 'soon', 'later', 'settled'],
  )
})

test('work is not over on the due instant itself, and is one millisecond later', () => {
  const due = item('due', {}, '2026-11-21T12:00:00.000Z')
  assert.equal(urgencyOf(due, noon), 'running')
  assert.equal(urgencyOf(due, noon + 1), 'over')
})

test('a stopped clock is nobody’s next clock, however late it was', () => {
  const clocks = [
    {
      id: 'acknowledge',
      startedAt: '2026-11-21T11:00:00.000Z',
      dueAt: '2026-11-21T11:05:00.000Z',
      stoppedAt: '2026-11-21T11:30:00.000Z',
      state: 'late' as const,
    },
    { id: 'outcome', startedAt: '2026-11-21T11:00:00.000Z', dueAt: '2026-11-22T11:00:00.000Z', stoppedAt: null, state: 'running' as const },
  ]
  assert.equal(nextClock(item('a', { clocks }))?.id, 'outcome')
  assert.equal(urgencyOf(item('a', { clocks }), noon), 'running')
})

test('an alert that we sent never waits for us, and one we cannot act on is closed', () => {
  assert.equal(waitsForMe(item('a')), true)
  assert.equal(waitsForMe(item('a', { direction: 'sent' })), false)
  assert.equal(waitsForMe(item('a', { state: 'cannot_act' })), false)
  assert.equal(isShown(item('a', { state: 'cannot_act' }), 'closed'), true)
  assert.equal(isShown(item('a', { state: 'cannot_act' }), 'received'), false)
})

test('an address with a word that is no tab shows what is open', () => {
  assert.equal(parseShow('sent'), 'sent')
  assert.equal(parseShow('<script>'), 'open')
  assert.equal(parseShow(undefined), 'open')
})
