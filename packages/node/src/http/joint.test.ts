import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { JointDraftDetail, JointDraftList, ReleasedList } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const secretariat: Who = ['sspc', 'secretariat']
const minister: Who = ['sspc', 'minister']

/** Stores the example of a kind with changes; `says` are fields of its own. */
async function write(name: string, object: JsonObject, says: Record<string, Json | undefined>) {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  const own = { ...((example.object.extensions as JsonObject)[String(kind.extension)] as JsonObject), ...says }
  const inside = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as JsonObject
  const id = `note--${randomUUID()}`
  const send = {
    object: { ...example.object, extensions: { [String(kind.extension)]: inside }, ...object, id },
    envelope: example.envelope,
  }
  const answer = await node.ask('POST', '/api/v1/records', { as: secretariat, send })
  assert.equal(answer.status, 201, answer.text)
  return id
}
const read = async (as: Who = secretariat) =>
  (await node.ask('GET', `/api/v1/programme/drafts/${draft}`, { as })).json() as JointDraftDetail

const draft = await write('joint-draft', { abstract: 'FICTIONAL draft' }, { session_ref: undefined })
const about = { object_refs: [draft] }
const says = { draft_ref: draft, replaces_refs: undefined }
const first = await write('draft-clause', about, { ...says, place: 2 })
const other = await write('draft-clause', about, {
  ...says,
  place: 1,
  words: { es: 'FICTICIO: en 48 horas.', en: 'FICTIONAL: within 72 hours.' },
})

test('a minister reads every clause in its order, with who is awaited and what the languages say differently', async () => {
  const { clauses, text, release, party, clocks } = await read(minister)
  assert.deepEqual(
    clauses.map(({ id, state, waitsFor }) => [id, state, waitsFor]),
    [
      [other, 'proposed', ['us']],
      [first, 'proposed', ['us']],
    ],
  )
  assert.deepEqual(
    clauses.map(({ heads }) => heads[0]?.warnings.map(({ code }) => code)),
    [['number'], []],
  )
  assert.deepEqual([text, release.state, party, clocks[0]?.state], [null, 'none', 'mx', 'unknown'])
  const { items } = (await node.ask('GET', '/api/v1/programme/drafts', { as: minister })).json() as JointDraftList
  assert.deepEqual(
    items.map(({ record, clauses: all, standing, problems }) => [record.id, all, standing, problems]),
    [[draft, 2, 0, ['clause_open']]],
  )
})

test('what was not drafted is no draft, whatever else it is', async () => {
  assert.equal((await node.ask('GET', `/api/v1/programme/drafts/${first}`, { as: minister })).status, 404)
})

test('a text that is not agreed gets no key, and nobody but the secretariat gives the first', async () => {
  const send = { sha256: 'a'.repeat(64), at: '2030-01-15T18:00:00.000Z', embargo: '', reason: 'FICTIONAL' }
  const sign = async (as: Who) => await node.ask('POST', `/api/v1/programme/drafts/${draft}/sign`, { as, send })
  assert.match((await sign(secretariat)).text, /joint_open/)
  for (const role of ['minister', 'analyst', 'releasing-officer'] as const) assert.equal((await sign(['sspc', role])).status, 403, role)
  const back = await node.ask('POST', `/api/v1/programme/drafts/${draft}/take-back`, { as: minister, send: { reason: 'FICTIONAL' } })
  assert.match(back.text, /joint_not_signed/)
})

test('a certificate that somebody writes by hand is not signed, counts for nothing and is shown', async () => {
  await write('release-certificate', about, { draft_ref: draft, exact_text: '{}\n' })
  const { release } = await read()
  assert.deepEqual([release.state, release.signed, release.faults], ['none', [], [{ code: 'unsigned', of: 'mx' }]])
})

test('anybody may read what was published, without signing in, and nothing of a draft', async () => {
  const answer = await node.ask('GET', '/api/v1/released')
  assert.equal(answer.status, 200)
  assert.deepEqual((answer.json() as ReleasedList).items, [])
})
