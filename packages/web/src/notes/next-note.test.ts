import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextNote } from './next-note.ts'

const sent = { direction: 'sent', purposeClass: 'formal_request' } as const

test('the note of a request comes before that of its open step, and counts once it is sealed', () => {
  const due = ['formal_request', 'assurance']
  assert.equal(nextNote(due, []), 'formal_request')
  assert.equal(nextNote(due, [{ ...sent, state: 'cleared' }]), 'formal_request')
  assert.equal(nextNote(due, [{ ...sent, state: 'sealed', direction: 'received' }]), 'formal_request')
  assert.equal(nextNote(due, [{ ...sent, state: 'sealed' }]), 'assurance')
  assert.equal(nextNote(['formal_request'], [{ ...sent, state: 'answered' }]), undefined)
})
