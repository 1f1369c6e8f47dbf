import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barNames, decidePassport, type PassportRecord } from './decide-passport.ts'

const fine: PassportRecord = {
  kind: 'custody-event',
  tlp: 'amber+strict',
  clause: true,
  otherPerson: false,
  source: false,
  files: false,
  undescribed: false,
  texts: ['Detained on a warrant'],
  read: true,
}
const barred = barNames(['María López', 'Ana'])
const decide = (change: Partial<PassportRecord>) => decidePassport({ ...fine, ...change }, barred)

test('a record is opened only when an officer has read it and nothing bars it', () => {
  assert.deepEqual(decide({}), { outcome: 'told', closed: null })
  assert.deepEqual(decide({ read: false }), { outcome: 'told', closed: 'unread' })
  for (const [change, closed] of [
    [{ texts: ['By officer MARIA-LOPEZ.'] }, 'names'],
    [{ source: true }, 'source'],
    [{ files: true }, 'files'],
    [{ undescribed: true }, 'undescribed'],
  ] as const)
    assert.deepEqual(decide(change), { outcome: 'told', closed })
})

test('other kinds, higher markings, other persons and what an agreement does not cover are left out, whoever read them', () => {
  for (const [change, reason] of [
    [{ kind: 'act-role' }, 'kind'],
    [{ tlp: 'red' }, 'marking'],
    [{ tlp: 'newer-label' }, 'marking'],
    [{ otherPerson: true }, 'other_person'],
    [{ clause: false }, 'clause'],
  ] as const)
    assert.deepEqual(decide(change), { outcome: 'left_out', reason })
})

test('names are found whatever their accents and case, as whole words, and short ones not at all', () => {
  assert.deepEqual(
    ['seen by maría  lópez', 'María Lópezia', 'Ana was there'].map((text) => barred(text)),
    [true, false, false],
  )
})
