import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as turn } from 'node:timers/promises'
import type { CommunityShape, EvaluationShape, FollowUpShape, MinisterialShape, ReciprocityShape, RegisterShape } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'analyst']

/** Stores the example of a kind with changes; `says` are fields of our own. */
async function write(name: string, object: JsonObject, says: Record<string, Json | undefined> = {}) {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  const own = { ...((example.object.extensions as JsonObject)[String(kind.extension)] as JsonObject), ...says }
  const inside = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as JsonObject
  const id = `note--${randomUUID()}`
  const send = {
    object: { ...example.object, extensions: { [String(kind.extension)]: inside }, ...object, id },
    envelope: example.envelope,
  }
  const answer = await node.ask('POST', '/api/v1/records', { as: analyst, send })
  assert.equal(answer.status, 201, answer.text)
  return id
}
async function read<T>(path: string, as: Who = analyst): Promise<T> {
  const answer = await node.ask('GET', `/api/v1/programme/${path}`, { as })
  assert.equal(answer.status, 200, answer.text)
  return answer.json() as T
}
const brief = async () => await read<MinisterialShape>('brief/ministerial?on=2026-07-01&since=2026-01-01')

const late = await write('commitment', { abstract: 'FICTIONAL late' }, { due: '2026-03-15', owners: [{ party: 'mx' }, { party: 'us' }] })
const expected = await write('expectation', {}, { of_party: 'us', by_when: '2026-05' })
const issue = await write('emerging-issue', {})
const evaluation = await write('evaluation', {})

test('the four boxes are filled from records; what we owe stands first, and each line opens its record', async () => {
  const { boxes, owes, party } = await brief()
  assert.equal(party, 'mx')
  assert.deepEqual(
    boxes.pending.filter(({ code }) => code === 'overdue').map(({ id, parties, days }) => [id, parties, days]),
    [[late, ['mx', 'us'], 108]],
  )
  assert.match(boxes.pending[0]?.words.es ?? '', /FICTICIO/)
  assert.deepEqual(
    boxes.expectations.map(({ id, code }) => [id, code]),
    [[expected, 'expected_late']],
  )
  assert.ok(boxes.future.some(({ id, code }) => id === issue && code === 'issue_raised'))
  assert.deepEqual(
    owes.map((one) => [one.party, one.late.map(({ id }) => id).sort()]),
    [
      ['mx', [late, evaluation].sort()],
      ['us', [late, expected, evaluation].sort()],
    ],
  )
})

test('what we say to our own expectation counts for nothing, and our agreement without an asking neither', async () => {
  await write('expectation-answer', { object_refs: [expected] }, { expectation_ref: expected, says: 'accepts' })
  await write('issue-step', { object_refs: [issue] }, { issue_ref: issue, says: 'agrees' })
  const { expectations, issues } = await read<RegisterShape>('register?on=2026-07-01')
  assert.deepEqual(
    expectations.map(({ status, answers, warnings }) => [status, answers.map(({ counts }) => counts), warnings]),
    [['open', [false], ['foreign_answer']]],
  )
  assert.deepEqual(
    issues.map(({ status, steps, warnings }) => [status, steps.map(({ counts }) => counts), warnings]),
    [['raised', [false], ['unasked_agreement']]],
  )
})

test('each addressee answers a finding for itself', async () => {
  await write('evaluation-response', { object_refs: [evaluation] }, { evaluation_ref: evaluation, finding: '1', says: 'at_work' })
  const { findings } = await read<EvaluationShape>(`evaluations/${evaluation}?on=2026-05-01`)
  assert.deepEqual(
    findings[0]?.parts.map(({ party, status, next, overdue }) => [party, status, next, overdue]),
    [
      ['mx', 'at_work', 'FICTIONAL: the other nine by May', false],
      ['us', 'unanswered', null, false],
    ],
  )
  assert.equal((await node.ask('GET', `/api/v1/programme/evaluations/${late}`, { as: analyst })).status, 404)
})

test('follow-up names the last action, the next step and who owes it', async () => {
  const { items } = await read<FollowUpShape>('follow-up?on=2026-07-01')
  const of = (id: string, party: string) => items.find((one) => one.id === id && one.of.includes(party))
  assert.deepEqual(of(late, 'mx')?.next, { code: 'deliver', by: ['mx', 'us'], words: null })
  assert.equal(of(late, 'mx')?.last.code, 'entered')
  assert.deepEqual(of(evaluation, 'mx')?.next, { code: 'remedy', by: ['mx'], words: 'FICTIONAL: the other nine by May' })
  assert.deepEqual(of(expected, 'us')?.next, { code: 'answer', by: ['us'], words: null })
})

test('a commitment that names an expectation is what it became', async () => {
  const became = await write('commitment', { object_refs: [expected] }, { due: '2027-01' })
  const { expectations } = await read<RegisterShape>('register?on=2026-07-01')
  assert.deepEqual(expectations[0]?.commitments, [became])
})

test('a minister prints the brief, as PDF in one language and as DOCX in both, and opens each of its lines', async () => {
  for (const list of ['brief-reciprocity', 'brief-community', 'brief-follow-up', `brief-evaluation&id=${evaluation}`]) {
    const { status, text } = await node.ask('GET', `/api/v1/list-document?list=${list}&format=docx`, { as: analyst })
    assert.equal(status, 200, text)
  }
  for (const [format, start] of [
    ['pdf&language=es', '%PDF'],
    ['docx&language=both', 'PK'],
  ] as const) {
    const { status, text } = await node.ask('GET', `/api/v1/list-document?list=brief-ministerial&format=${format}`, {
      as: ['sspc', 'minister'],
    })
    assert.equal(status, 200)
    assert.ok(text.startsWith(start))
  }
  assert.equal((await node.ask('GET', `/api/v1/commitments/${late}`, { as: ['sspc', 'minister'] })).status, 200)
  assert.equal((await node.ask('GET', '/api/v1/list-document?list=requests&format=pdf', { as: ['sspc', 'minister'] })).status, 403)
})

test('reciprocity always has a column for each party, and a small count of a community is withheld', async () => {
  const example = exampleOf(kinds.get('mirror-alert') as Kind)
  for (let i = 0; i < 3; i++) {
    const object = { ...example.object, id: `incident--${randomUUID()}` }
    const answer = await node.ask('POST', '/api/v1/records', { as: analyst, send: { object, envelope: example.envelope } })
    assert.equal(answer.status, 201, answer.text)
  }
  const asked = async () => (await read<ReciprocityShape>('brief/reciprocity')).rows
  // The projection makes work of them, in its own time.
  let rows = await asked()
  for (const end = Date.now() + 30_000; rows[0]?.sides[0]?.asked !== 3 && Date.now() < end; rows = await asked()) await turn(20)
  assert.deepEqual(
    rows.map(({ what, sides }) => [what, sides.map(({ party, asked, answered, open, hours }) => [party, asked, answered, open, hours])]),
    [
      [
        'mirror-alert',
        [
          ['mx', 3, 0, 3, null],
          ['us', 0, 0, 0, null],
        ],
      ],
    ],
  )
  const { tables, pairs } = await read<CommunityShape>('brief/community', ['sspc', 'minister'])
  const laredo = pairs.find(({ mx }) => mx.name === 'Nuevo Laredo')?.code
  assert.deepEqual(
    tables.map(({ kind, rows: places }) => [kind, places.map(({ code, counts }) => [code, counts])]),
    [['mirror-alert', [[laredo, [null, 0, null]]]]],
  )
})

test('a day that does not exist is refused', async () => {
  for (const path of ['brief/ministerial?since=2026-02-30', 'brief/delta?on=2026-13-01', 'follow-up?on=yesterday']) {
    assert.equal((await node.ask('GET', `/api/v1/programme/${path}`, { as: analyst })).status, 400)
  }
})

test('another agency and its minister have a brief of their own, without what they may not see', async () => {
  const { boxes } = await read<MinisterialShape>('brief/ministerial?on=2026-07-01', ['uif', 'analyst'])
  assert.deepEqual(Object.values(boxes).flat(), [])
})

test('what is erased is gone from the brief at once', async () => {
  assert.ok((await brief()).boxes.pending.some(({ id }) => id === late))
  const erased = await node.ask('POST', `/api/v1/records/${late}/erase`, { as: ['sspc', 'analyst'], send: { reason: 'FICTIONAL' } })
  const { waits } = erased.json() as { waits: { proposal: string } }
  const confirmed = await node.ask('POST', `/api/v1/proposals/${waits.proposal}`, {
    as: ['sspc', 'releasing-officer'],
    send: { outcome: 'confirmed', reason: 'FICTIONAL' },
  })
  assert.equal(confirmed.status, 200, `${erased.text} ${confirmed.text}`)
  const { boxes, owes, sayable, delta } = await brief()
  const everywhere = [
    ...Object.values(boxes).flat(),
    ...owes.flatMap((one) => one.late),
    ...sayable.lines,
    ...delta.groups.flatMap((group) => group.lines),
  ]
  assert.equal(
    everywhere.find(({ id }) => id === late),
    undefined,
  )
})
