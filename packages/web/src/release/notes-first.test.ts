import assert from 'node:assert/strict'
import { test } from 'node:test'
import { notesFirst } from './notes-first.ts'

const pair = { number: 'FICT-1/2026', task: '7', request: { task: '2', title: 'Arrest' } }
const alone = { ...pair, task: '9', request: null }
const tasks = [
  { id: '2', note: pair },
  { id: '4', note: null },
  { id: '7', note: pair },
  { id: '9', note: alone },
]

test('a request that waits stands right behind its note, and nothing else moves', () => {
  assert.deepEqual(
    notesFirst(tasks).map(({ id }) => id),
    ['4', '7', '2', '9'],
  )
})

test('a request whose note is not among them stays where it was', () => {
  assert.deepEqual(
    notesFirst(tasks.slice(0, 2)).map(({ id }) => id),
    ['2', '4'],
  )
})
