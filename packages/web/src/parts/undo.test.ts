import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { i18n } from '@lingui/core'
import { undoLast } from './toast.ts'
import { commitWaiting, doLater, doWithUndo } from './undo.ts'

i18n.loadAndActivate({ locale: 'en', messages: {} })

test('a deed is done at once and taken back by the newest undo', async () => {
  const log: string[] = []
  await doWithUndo({ act: async () => log.push('act'), undo: async () => log.push('undo'), done: 'Done' })
  assert.equal(undoLast(), true)
  assert.deepEqual(log, ['act', 'undo'])
  assert.equal(undoLast(), false)
})

test('a deed that failed offers no undo and tells its caller', async () => {
  const act = async () => {
    throw new Error('no')
  }
  await assert.rejects(doWithUndo({ act, undo: async () => undefined, done: 'Done' }))
  assert.equal(undoLast(), false)
})

test('a delayed deed is done once when its time has passed, never after an undo, and at once when the page is left', () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    const log: string[] = []
    const later = (name: string) =>
      doLater({ saying: name, commit: async () => log.push(name), undone: () => log.push(`${name} back`), delayMs: 1000 })
    later('one')
    mock.timers.tick(999)
    assert.deepEqual(log, [])
    mock.timers.tick(1)
    commitWaiting()
    assert.deepEqual(log, ['one'])

    later('two')
    assert.equal(undoLast(), true)
    mock.timers.tick(5000)
    assert.deepEqual(log, ['one', 'two back'])

    later('three')
    commitWaiting()
    mock.timers.tick(5000)
    assert.deepEqual(log, ['one', 'two back', 'three'])
  } finally {
    mock.timers.reset()
  }
})
