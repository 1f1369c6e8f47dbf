import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findKind } from '@enlace/records'
import { Problem } from '../../api/problem.ts'
import { usualLimits } from '../limits.ts'
import { isUntouched, parseDraft, startDraft } from './form-draft.ts'
import { chooseDraft, type LocalDraft } from './keep-drafts.ts'
import { titleOfDraft } from './list-drafts.ts'
import { afterProblem, type Waiting } from './outbox.ts'

const limits = usualLimits({ marking: undefined, party: 'mx', agreement: '', article: '', purpose: '', retention: 'alert', to: null })
const draft = startDraft(findKind('mirror-alert')!, limits, new Date('2026-11-21T19:00:00.000Z'))
const local = (revision: number, clean: boolean, words: string): LocalDraft => ({
  ...{ id: draft.id, kind: draft.kind, revision, clean, changedAt: '2026-11-21T19:05:00.000Z' },
  draft: { ...draft, pasted: words },
})
const there = (revision: number, words: string) => ({
  ...{ id: draft.id, kind: draft.kind, revision, changedAt: '2026-11-21T19:10:00.000Z' },
  body: JSON.parse(JSON.stringify({ ...draft, pasted: words })),
})

test('the browser’s own text goes on when the node has not seen it; the node’s when it is the newer one', () => {
  assert.equal(chooseDraft(local(1, false, 'here'), there(1, 'there'))?.draft.pasted, 'here')
  assert.equal(chooseDraft(local(1, true, 'here'), there(2, 'there'))?.draft.pasted, 'there')
  assert.equal(chooseDraft(local(0, false, 'here'), undefined)?.draft.pasted, 'here')
  assert.equal(chooseDraft(undefined, there(2, 'there'))?.revision, 2)
  assert.equal(chooseDraft(undefined, undefined), undefined)
})

test('texts that parted ways are both there to choose from', () => {
  const found = chooseDraft(local(1, false, 'here'), there(3, 'there'))
  assert.deepEqual([found?.draft.pasted, found?.other?.draft.pasted, found?.other?.revision], ['here', 'there', 3])
  assert.equal(chooseDraft(local(3, false, 'here'), there(3, 'there'))?.other, undefined)
})

test('a kept draft is read as it was written, and rubbish or another page’s shape counts as none', () => {
  assert.deepEqual(parseDraft(JSON.parse(JSON.stringify(draft))), draft)
  for (const rubbish of [undefined, null, 7, 'x', {}, { ...draft, written: 3 }, { ...draft, identity: {} }, { ...draft, limits: {} }])
    assert.equal(parseDraft(rubbish), undefined)
})

test('nothing written is nothing kept', () => {
  assert.equal(isUntouched(draft), true)
  assert.equal(isUntouched({ ...draft, pasted: 'x' }), false)
  assert.equal(isUntouched({ ...draft, written: { name: 'x' } }), false)
})

test('a draft is called as its record would be: by its headline, else by what its message says first', () => {
  assert.equal(titleOfDraft({ ...draft, written: { name: 'A tanker' } }), 'A tanker')
  assert.equal(titleOfDraft({ ...draft, pasted: 'White tanker southbound. Stop it.' }), 'White tanker southbound')
  assert.equal(titleOfDraft(draft), '')
})

const waiting: Waiting = {
  ...{ draftId: 'd', recordId: 'incident--x', kind: 'mirror-alert', title: 't', bodies: [{}] },
  ...{ since: '2026-11-21T19:00:00.000Z', state: 'waiting' },
}

test('what did not get through waits, what needs a sign-in waits for it, and only a refusal ends the trying', () => {
  const cases: readonly (readonly [status: number, code: string, state: Waiting['state']])[] = [
    [0, 'offline', 'waiting'],
    [408, 'request_timeout', 'waiting'],
    [429, 'too_many_requests', 'waiting'],
    [503, 'node_busy', 'waiting'],
    [502, 'unreadable', 'waiting'],
    [200, 'unreadable', 'waiting'],
    [401, 'session_expired', 'signed_out'],
    [403, 'not_permitted', 'refused'],
    [409, 'version_conflict', 'refused'],
    [422, 'body_invalid', 'refused'],
  ]
  for (const [status, code, state] of cases) assert.equal(afterProblem(waiting, new Problem({ status, code })).state, state, `${status}`)
  assert.deepEqual(afterProblem(waiting, new Problem({ status: 0, code: 'offline' })).bodies, waiting.bodies)
})
