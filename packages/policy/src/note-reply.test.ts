import assert from 'node:assert/strict'
import { test } from 'node:test'
import { replyByStep } from './note-reply.ts'

const note = { to: 'us', purposeClass: 'provisional_arrest', writtenAt: '2026-01-10T12:00:00Z' }
const arrest = { step: 'arrest', by: 'us', at: '2026-01-12T12:00:00Z' }

for (const [name, of, step, answers] of [
  ['the arrest answers the note that asked for it', {}, {}, true],
  ['an acknowledgement answers nothing', {}, { step: 'acknowledge' }, false],
  ['a refusal is an answer too', {}, { step: 'refuse' }, true],
  ['a step of our own answers nothing', {}, { by: 'mx' }, false],
  ['a step at the instant of the note counts', {}, { at: '2026-01-10T12:00:00.000Z' }, true],
  ['a step before the note answers another', {}, { at: '2026-01-10T11:59:59Z' }, false],
  ['the arrest does not answer a formal request', { purposeClass: 'formal_request' }, {}, false],
  ['an assurance is answered when it is accepted', { purposeClass: 'assurance' }, { step: 'accept_assurance' }, true],
  ['a class of a newer node is answered by an answer', { purposeClass: 'new' }, { step: 'answer' }, true],
] as const) {
  test(name, () => assert.equal(replyByStep({ ...note, ...of }, [{ ...arrest, ...step }]) !== undefined, answers))
}
