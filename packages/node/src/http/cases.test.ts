import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { CaseDetail, CaseList } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { eraseByTwo, startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode()
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'analyst']
let writtenAt = Date.parse('2026-05-01T00:00:00Z')

async function write(name: string, says: Record<string, Json>, object: JsonObject, id?: string): Promise<string> {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  writtenAt += 1000
  const at = new Date(writtenAt).toISOString()
  const own = kind.extension === undefined ? {} : { extensions: { [kind.extension]: { extension_type: 'property-extension', ...says } } }
  const own_id = id ?? `${kind.stixType}--${randomUUID()}`
  const send = {
    object: { ...example.object, created: '2026-05-01T00:00:00.000Z', modified: at, ...object, id: own_id, ...own },
    envelope: example.envelope,
  }
  const answer = await node.ask('POST', '/api/v1/records', { as: analyst, send })
  assert.equal(answer.status, 201, answer.text)
  return own_id
}

async function openCase(
  says: Record<string, Json> = {},
): Promise<{ id: string; person: string; say: (kind: string, fields: Record<string, Json>) => Promise<string> }> {
  const person = await write('identity', {}, { name: 'FICTIONAL Person', identity_class: 'individual' })
  const id = await write(
    'case',
    { person_ref: person, workstream: 'arms', procedural_status: 'alleged', ...says },
    { object_refs: [person] },
  )
  return { id, person, say: async (kind, fields) => await write(kind, fields, { object_refs: [id], content: 'FICTIONAL' }) }
}

const read = async (id: string, as: Who = analyst) => await node.ask('GET', `/api/v1/cases/${id}`, { as })
const detailOf = async (id: string) => (await read(id)).json() as CaseDetail
const listOf = async (query = '') => (await node.ask('GET', `/api/v1/cases${query}`, { as: analyst })).json() as CaseList
const rowOf = async (id: string) => (await listOf('?limit=200')).items.find(({ record }) => record.id === id)

const detained = {
  event: 'detained',
  happened_at: '2026-03-01T10:00:00Z',
  soil: 'MX',
  to_party: 'mx',
  acting_party: 'mx',
  authority: 'FICTIONAL office',
}

test('a case says in its list and on its page who holds the person, what each party calls the pathway, and what is missing', async () => {
  const { id, person, say } = await openCase()
  assert.deepEqual(
    [(await rowOf(id))?.status, (await rowOf(id))?.custody, (await rowOf(id))?.person],
    ['alleged', 'at_large', 'FICTIONAL Person'],
  )
  await say('custody-event', { ...detained, checks: [{ right: 'counsel', state: 'done' }] })
  await say('legal-pathway', { of_party: 'mx', pathway: 'security_transfer', word: 'traslado', source: 'FICTIONAL communiqué' })
  await say('legal-pathway', { of_party: 'us', pathway: 'expulsion', word: 'expulsion', source: 'FICTIONAL briefing' })
  await say('procedural-step', { step: 'charge', of_party: 'us', day: '2025-11', offence: 'FICTIONAL 18 XYZ 922' })
  const row = await rowOf(id)
  assert.deepEqual(
    [
      row?.status,
      row?.custody,
      row?.holder,
      row?.contested,
      row?.missing,
      row?.pathways.map(({ party, pathway }) => `${party} ${pathway}`),
    ],
    ['charged', 'held', 'mx', true, 6, ['mx security_transfer', 'us expulsion']],
  )
  const detail = await detailOf(id)
  assert.deepEqual([detail.person?.id, detail.standing.status, detail.standing.offence], [person, 'charged', 'FICTIONAL 18 XYZ 922'])
  assert.deepEqual(
    [detail.custody.holder, detail.custody.since, detail.custody.events[0]?.missing.length],
    ['mx', '2026-03-01T10:00:00Z', 6],
  )
  assert.deepEqual(
    detail.pathways.said.map(({ word, reported, reach }) => [word, reported, reach]),
    [
      ['traslado', false, 'home'],
      ['expulsion', true, 'home'],
    ],
  )
  assert.ok(detail.warnings.some(({ code }) => code === 'standing_differs'))
  assert.equal((await read(id, ['uif', 'analyst'])).status, 404)
  assert.equal((await listOf(`?person=${person}`)).total, 1)
  assert.equal(
    (await listOf('?status=convicted')).items.some(({ record }) => record.id === id),
    false,
  )
})

test('whose agency does not hold the record of the person reads the name in one that was sent along', async () => {
  const elsewhere = `identity--${randomUUID()}`
  const named = await write('identity', {}, { name: 'FICTIONAL Name Sent Along', identity_class: 'individual' })
  const both = await write(
    'case',
    { person_ref: elsewhere, workstream: 'arms', procedural_status: 'alleged' },
    { object_refs: [elsewhere, named] },
  )
  assert.deepEqual([(await detailOf(both)).person?.id, (await rowOf(both))?.person], [named, 'FICTIONAL Name Sent Along'])
  const none = await write(
    'case',
    { person_ref: elsewhere, workstream: 'arms', procedural_status: 'alleged' },
    { object_refs: [elsewhere] },
  )
  assert.deepEqual([(await detailOf(none)).person, (await rowOf(none))?.person], [null, null])
})

test('a case shows who is to be told of a release and who was, by their references', async () => {
  const { id, say } = await openCase()
  const asks = (person: string) => say('victim-notice', { step: 'asked', person, about: ['release'], asked_on: '2026-01-01' })
  for (const person of ['FICTIONAL-V-1', 'FICTIONAL-V-2', 'FICTIONAL-V-3']) await asks(person)
  await say('custody-event', detained)
  const event = await say('custody-event', { ...detained, event: 'released', happened_at: '2026-04-01T10:00:00Z' })
  await say('victim-notice', {
    step: 'told',
    person: 'FICTIONAL-V-2',
    event_ref: event,
    told_at: '2026-04-01T12:00:00Z',
    channel: 'letter',
  })
  const { notices, linked } = await detailOf(id)
  assert.deepEqual(
    notices.asking.map(({ person, about, askedOn }) => [person, about.join(), askedOn]),
    [1, 2, 3].map((n) => [`FICTIONAL-V-${n}`, 'release', '2026-01-01']),
  )
  assert.deepEqual(
    notices.owed.map(({ person, event: of, state, channel }) => [person, of === event, state, channel]),
    [
      ['FICTIONAL-V-1', true, 'to_tell', null],
      ['FICTIONAL-V-2', true, 'told', 'letter'],
      ['FICTIONAL-V-3', true, 'to_tell', null],
    ],
  )
  assert.equal(linked.total, 1, 'a notice is said in its own place, not among what is linked')
  await assert.rejects(asks('Example Name'), /not_a_pattern_match|wrong_value/)
})

test('a correction of the standing, an event taken back and one erased change the list and the page at once', async () => {
  const { id, person, say } = await openCase()
  const wrong = await say('procedural-step', { step: 'charge', of_party: 'us', day: '2026-01-02' })
  assert.equal((await rowOf(id))?.status, 'charged')
  await write(
    'procedural-step',
    { step: 'charge', of_party: 'us', day: '2026-01-02' },
    { object_refs: [id], content: 'FICTIONAL', revoked: true },
    wrong,
  )
  await write(
    'case',
    {
      person_ref: person,
      workstream: 'arms',
      procedural_status: 'not_suspected',
      status_basis: 'FICTIONAL: a journalist, flagged by mistake',
    },
    { object_refs: [person] },
    id,
  )
  assert.equal((await rowOf(id))?.status, 'not_suspected')
  const detail = await detailOf(id)
  assert.deepEqual([detail.standing.status, detail.about.statusBasis], ['not_suspected', 'FICTIONAL: a journalist, flagged by mistake'])
  const event = await say('custody-event', detained)
  assert.equal((await rowOf(id))?.holder, 'mx')
  await eraseByTwo(node, event)
  assert.deepEqual([(await rowOf(id))?.custody, (await detailOf(id)).custody.events.length], ['at_large', 0])
})

test('a request about the person is a request of the case with its clock, and whose turn it is; other records are linked', async () => {
  const { id, person } = await openCase()
  const asked = await write(
    'request',
    { form: 'information', to_party: 'us', urgency: 'routine', sought: 'FICTIONAL' },
    { object_refs: [person] },
  )
  const note = await write('note', {}, { object_refs: [id], content: 'FICTIONAL note' })
  for (;;) {
    const row = await rowOf(id)
    if (row?.turn === 'us' && row.dueAt !== null) break
    await new Promise((done) => setImmediate(done))
  }
  const detail = await detailOf(id)
  assert.deepEqual(
    detail.requests.map(({ record, form, open }) => [record.id, form, open]),
    [[asked, 'information', true]],
  )
  assert.deepEqual(detail.linked.items.map((one) => one.id).sort(), [note, person].sort())
  const page = async (query: string) =>
    ((await node.ask('GET', `/api/v1/cases/${id}?${query}`, { as: analyst })).json() as CaseDetail).linked
  const [first, next] = [await page('limit=1'), await page(`limit=1&before=${detail.linked.items[0]?.seq}`)]
  assert.deepEqual([...first.items, ...next.items], detail.linked.items)
  assert.deepEqual([first.total, next.total, (await page(`before=${detail.linked.items[1]?.seq}`)).items.length], [2, 2, 0])
  assert.ok((await listOf('?turn=theirs')).items.some(({ record }) => record.id === id))
})
