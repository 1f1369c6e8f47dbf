import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { CommitmentDetail, CommitmentList } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'analyst']

/** Stores the example of a kind with changes; `says` are fields of our own. */
async function write(name: string, object: JsonObject, says: Record<string, Json | undefined> = {}, as: Who = analyst) {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  const own = { ...((example.object.extensions as JsonObject)[String(kind.extension)] as JsonObject), ...says }
  const inside = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as JsonObject
  const id = `note--${randomUUID()}`
  const send = {
    object: { ...example.object, extensions: { [String(kind.extension)]: inside }, ...object, id },
    envelope: example.envelope,
  }
  const answer = await node.ask('POST', '/api/v1/records', { as, send })
  assert.equal(answer.status, 201, answer.text)
  return id
}
const list = async (query = '', as: Who = analyst) =>
  (await node.ask('GET', `/api/v1/commitments${query}`, { as })).json() as CommitmentList
const read = async (id: string, query = '') =>
  (await node.ask('GET', `/api/v1/commitments/${id}${query}`, { as: analyst })).json() as CommitmentDetail

const first = await write('commitment', { abstract: 'FICTIONAL first' }, { due: '2026-06' })
const second = await write(
  'commitment',
  { abstract: 'FICTIONAL second' },
  { due: '2026-03-15', owners: [{ party: 'us' }], baseline: undefined, depends_on: [first] },
)

test('what is due first stands on top, with the text agreed, and both parties are counted beside each other', async () => {
  const { items, parties } = await list('?on=2026-07-01')
  assert.deepEqual(
    items.map(({ record, lastDay, owners }) => [
      record.id,
      lastDay,
      owners.map(({ party, status, overdue }) => `${party} ${status} ${overdue}`),
    ]),
    [
      [second, '2026-03-15', ['us not_started true']],
      [first, '2026-06-30', ['mx not_started true', 'us not_started true']],
    ],
  )
  assert.match(items[1]?.text.es ?? '', /FICTICIO/)
  assert.deepEqual(items[0]?.warnings, ['no_baseline'])
  assert.deepEqual(
    parties.map(({ party, owes, open, overdue }) => [party, owes, open, overdue]),
    [
      ['mx', 1, 1, 1],
      ['us', 2, 2, 2],
    ],
  )
  assert.equal((await list('?on=2026-06-30')).parties[0]?.overdue, 0)
})

test('what was agreed under a programme that another continues is counted and shown only when it is asked for', async () => {
  const before = await write('programme', {}, { names: { en: 'FICTIONAL earlier' }, continues_refs: [second] })
  await write('programme', { object_refs: [before] }, { names: { en: 'FICTIONAL present' }, continues_refs: [before] })
  const old = await write('commitment', { object_refs: [before] }, { programme_ref: before })
  const present = await list('')
  assert.deepEqual([present.earlier, present.items.some(({ record }) => record.id === old)], [1, false])
  const all = await list('?earlier=yes')
  assert.deepEqual([all.earlier, all.items.some(({ record }) => record.id === old)], [0, true])
  assert.ok((all.parties[0]?.owes ?? 0) > (present.parties[0]?.owes ?? 0))
})
test('it is narrowed by who owes, by status, by lateness and by workstream', async () => {
  const ids = async (query: string) => (await list(query)).items.map(({ record }) => record.id)
  assert.deepEqual(await ids('?owes=mx'), [first])
  assert.deepEqual(await ids('?on=2026-04-01&overdue=yes'), [second])
  assert.deepEqual(await ids('?status=verified'), [])
  assert.deepEqual(await ids('?workstream=fuel'), [])
  assert.equal((await node.ask('GET', '/api/v1/commitments?on=2026-02-30', { as: analyst })).status, 400)
})

test('our own word counts for us; what we find of our own part does not, and what we say of theirs sets nothing', async () => {
  const ours = await write('commitment-status', { object_refs: [first] }, { status: 'delivered' })
  await write('commitment-judgement', { object_refs: [first] }, { of_ref: ours })
  await write('commitment-status', { object_refs: [second] }, { status: 'delivered' })
  const one = await read(first)
  assert.deepEqual(
    one.commitment.owners.map(({ party, status, said }) => [party, status, said]),
    [
      ['mx', 'delivered', ours],
      ['us', 'not_started', null],
    ],
  )
  assert.deepEqual(
    one.judgements.map(({ standing }) => standing),
    ['own'],
  )
  assert.deepEqual(one.commitment.warnings, ['self_judgement'])
  const other = await read(second)
  assert.equal(other.commitment.owners[0]?.status, 'not_started')
  assert.deepEqual(
    other.statuses.map(({ counts, current }) => [counts, current]),
    [[false, false]],
  )
  assert.deepEqual(
    other.dependsOn.map(({ id }) => id),
    [first],
  )
})

test('a later word of ours takes the place of the earlier one, which stays to be read', async () => {
  await write(
    'commitment-status',
    { object_refs: [first], created: '2027-01-01T00:00:00.000Z', modified: '2027-01-01T00:00:00.000Z' },
    { status: 'in_progress' },
  )
  const { commitment, statuses, judgements } = await read(first)
  assert.equal(commitment.owners[0]?.status, 'in_progress')
  assert.deepEqual(
    statuses.map(({ status, current }) => [status, current]),
    [
      ['delivered', false],
      ['in_progress', true],
    ],
  )
  assert.equal(judgements.length, 1)
})

test('a reading stands alone while nobody else answers', async () => {
  await write('commitment-reading', { object_refs: [first] })
  const { readings, commitment } = await read(first)
  assert.deepEqual(
    readings.map(({ from, standing }) => [from, standing]),
    [['mx', 'unilateral']],
  )
  assert.equal(commitment.unilateral, 1)
  assert.match(readings[0]?.words ?? '', /hours of working days/)
})

test('another agency sees nothing of it, an administrator may not ask, and a record of another kind is no commitment', async () => {
  assert.deepEqual((await list('', ['uif', 'analyst'])).items, [])
  assert.equal((await node.ask('GET', `/api/v1/commitments/${first}`, { as: ['uif', 'analyst'] })).status, 404)
  assert.equal((await node.ask('GET', '/api/v1/commitments', { as: ['sspc', 'administrator'] })).status, 403)
  const reading = (await read(first)).readings[0]?.id ?? ''
  assert.equal((await node.ask('GET', `/api/v1/commitments/${reading}`, { as: analyst })).status, 404)
})

test('a minister follows what was agreed, and neither its record nor one of intelligence opens', async () => {
  const minister: Who = ['sspc', 'minister']
  const note = exampleOf(kinds.get('note') as Kind)
  const sent = { object: { ...note.object, id: `note--${randomUUID()}` }, envelope: note.envelope }
  const seen = (await node.ask('POST', '/api/v1/records', { as: analyst, send: sent })).json() as { id: string }
  const named = await write('commitment', { abstract: 'FICTIONAL named' }, { depends_on: [first, seen.id] })
  assert.ok((await list('', minister)).items.some(({ record }) => record.id === first))
  const detail = (await node.ask('GET', `/api/v1/commitments/${named}`, { as: minister })).json() as CommitmentDetail
  assert.deepEqual(
    detail.dependsOn.map(({ id }) => id),
    [first],
  )
  for (const [path, status] of [
    [`/commitments/${seen.id}`, 404],
    [`/records/${seen.id}`, 403],
    [`/records/${first}`, 403],
    ['/records', 403],
    ['/search?q=tanker', 403],
    ['/cases', 403],
    ['/inbox', 403],
  ] as const)
    assert.equal((await node.ask('GET', `/api/v1${path}`, { as: minister })).status, status, path)
})
