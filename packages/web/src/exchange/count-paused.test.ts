import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countPaused } from './count-paused.ts'

const note = { number: '1', task: '3', request: { task: '2', title: '' } }
const tasks = [
  { id: '1', partner: 'us', paused: { reason: 'rights_flag', agencies: ['sspc'] }, note: null },
  { id: '2', partner: 'us', paused: null, note },
  { id: '3', partner: 'us', paused: null, note },
  { id: '4', partner: 'ca', paused: { reason: 'rights_stop', agencies: [] }, note: null },
]
const requests = [
  { form: 'use-consent', turn: 'us', left: true },
  { form: 'use-consent', turn: 'us', left: false },
  { form: 'speciality-waiver', turn: 'mx', left: true },
  { form: 'information', turn: 'us', left: true },
]
const waiting = [
  { partner: 'us', count: 4 },
  { partner: 'ca', count: 1 },
]

test('what stops on its way to a partner is counted by what stops it, for that partner alone', () => {
  const counted = (party: string, told: Parameters<typeof countPaused>[1]) => countPaused(party, told).map(({ why, count }) => [why, count])
  assert.deepEqual(counted('us', { waiting, tasks, requests }), [
    ['flag', 4],
    ['task', 1],
    ['note', 1],
    ['consent', 1],
  ])
  assert.deepEqual(counted('ca', { waiting, tasks, requests }), [
    ['flag', 1],
    ['task', 1],
  ])
  assert.deepEqual(counted('us', {}), [], 'who may not be told is told nothing')
})
