import assert from 'node:assert/strict'
import { test } from 'node:test'
import { movesOfNote, type NoteFacts, type NoteStamp, type NoteState, noteMoves, stateOfNote } from './state-of-note.ts'

const facts: NoteFacts = {
  ...{ from: 'mx', to: 'us', modified: '2026-01-10T00:00:00.000Z', cleared: true, left: false, replied: false },
  ...{ onPaper: false, unfinished: false },
}

/** Stamps of words such as `mx seal`; `-` before one takes it back, `<` puts it before the last version. */
function stamps(...said: string[]): NoteStamp[] {
  return said.map((line, i) => {
    const [by = '', stamp = ''] = line.replace(/^[-<]/, '').split(' ')
    const at = line.startsWith('<') ? '2026-01-09T00:00:00.000Z' : `2026-01-11T00:00:0${i}.000Z`
    return { id: `note--${i}`, by, stamp, at, withdrawn: line.startsWith('-') }
  })
}

const rows: readonly [string, Partial<NoteFacts>, string[], NoteState][] = [
  ['written, offices have not cleared it', { cleared: false }, [], 'drafted'],
  ['cleared', {}, [], 'cleared'],
  ['cleared by its offices while a passage is not translated', { unfinished: true }, ['mx seal'], 'drafted'],
  ['a passage that was left open does not call back what has left', { unfinished: true, left: true }, [], 'sent'],
  ['a seal before it is cleared does not count yet', { cleared: false }, ['mx seal'], 'drafted'],
  ['sealed', {}, ['mx seal'], 'sealed'],
  ['sealed by the other side', {}, ['us seal'], 'cleared'],
  ['a seal that was taken back', {}, ['-mx seal'], 'cleared'],
  ['a seal on an earlier version', {}, ['<mx seal'], 'cleared'],
  ['sent before it is sealed', {}, ['mx send'], 'cleared'],
  ['sent by hand', {}, ['mx seal', 'mx send'], 'sent'],
  ['sent by the exchange', { left: true }, ['<mx seal'], 'sent'],
  ['what the other party holds was sent, whatever it knows of our offices', { cleared: false, left: true }, [], 'sent'],
  ['received by us is not received', { left: true }, ['mx receive'], 'sent'],
  ['received', { left: true }, ['us receive'], 'received'],
  ['received before it was sent', {}, ['us receive', 'mx seal'], 'sealed'],
  ['answered without a receipt', { left: true }, ['us answer'], 'sent'],
  ['answered', { left: true }, ['us answer', 'us receive'], 'answered'],
  ['answered by a note, which says that it was received', { left: true, replied: true }, [], 'answered'],
  ['a stamp that nobody knows', { left: true }, ['us frame'], 'sent'],
]
for (const [name, change, said, state] of rows) {
  test(name, () => {
    const put = stamps(...said)
    for (const order of [put, put.toReversed()]) assert.equal(stateOfNote({ ...facts, ...change }, order).state, state)
  })
}

const analyst = { party: 'mx', role: 'analyst', user: 'analyst@sspc' }
const may: readonly [string, NoteState, Partial<typeof analyst>, string | null, readonly (string | null)[], Partial<NoteFacts>?][] = [
  ['seals', 'cleared', {}, 'another@sspc', [null, 'wrong_state', 'other_side', 'other_side']],
  ['seals not what it wrote', 'cleared', {}, 'analyst@sspc', ['own_note', 'wrong_state', 'other_side', 'other_side']],
  ['a duty officer seals not', 'cleared', { role: 'duty-officer' }, null, ['role', 'wrong_state', 'other_side', 'other_side']],
  [
    'seals nothing that is not translated',
    'drafted',
    {},
    null,
    ['unfinished', 'wrong_state', 'other_side', 'other_side'],
    { unfinished: true },
  ],
  ['says that paper was handed over', 'sealed', {}, null, ['wrong_state', null, 'other_side', 'other_side'], { onPaper: true }],
  ['never says that the exchange sent it', 'sealed', {}, null, ['wrong_state', 'not_left', 'other_side', 'other_side']],
  ['skips no state', 'drafted', {}, null, ['wrong_state', 'wrong_state', 'other_side', 'other_side']],
  ['the receiving side stamps it', 'sent', { party: 'us', role: 'duty-officer' }, null, ['other_side', 'other_side', null, 'wrong_state']],
  ['a third party does nothing', 'sent', { party: 'ca' }, null, ['other_side', 'other_side', 'other_side', 'other_side']],
]
for (const [name, state, change, author, refused, of] of may) {
  test(`who may stamp: ${name}`, () => {
    assert.deepEqual(
      movesOfNote({ ...facts, ...of }, state, { ...analyst, ...change }, author).map((move) => move.refused),
      refused,
    )
    assert.deepEqual([...noteMoves], ['seal', 'send', 'receive', 'answer'])
  })
}
