import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { RecordDetail, RecordRights, ReleaseTask, ReleaseTaskDetail, RightsFlags } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { eraseByTwo, startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'analyst']
const adviser: Who = ['sspc', 'legal-adviser']

async function write(kindName: string, change: JsonObject = {}, envelope: JsonObject = {}, as: Who = analyst) {
  const example = exampleOf(kinds.get(kindName) as Kind)
  const id = `${String(example.object.type)}--${randomUUID()}`
  const send = { object: { ...example.object, id, ...change }, envelope: { ...example.envelope, ...envelope } }
  return { id, send, ...(await node.ask('POST', '/api/v1/records', { as, send })) }
}
const flagOn = (id: string, as: Who = analyst) => write('rights-flag', { object_refs: [id] }, { to: [] }, as)
const rightsOf = async (id: string) => (await node.ask('GET', `/api/v1/records/${id}/rights`, { as: analyst })).json() as RecordRights
const listOf = async (as: Who) => (await node.ask('GET', '/api/v1/rights-flags', { as })).json() as RightsFlags
const answer = (id: string, send: Json, as: Who) => node.ask('POST', `/api/v1/rights-flags/${id}/answer`, { as, send })
const outcomeOf = async (id: string) => {
  const { releases } = (await node.ask('GET', `/api/v1/records/${id}`, { as: analyst })).json() as RecordDetail
  return releases.map(({ outcome }) => outcome)
}

test('a flag holds what is written about the record until a named officer answers it, and says so to whoever looks', async () => {
  const alert = await write('mirror-alert')
  const flag = await flagOn(alert.id)
  assert.equal(flag.status, 201, flag.text)
  const response = await write('response', { object_refs: [alert.id] })
  assert.deepEqual(await outcomeOf(response.id), ['hold'])
  assert.equal((await rightsOf(response.id)).paused, 'rights_flag')
  const [shown] = (await rightsOf(alert.id)).items
  assert.deepEqual(
    [shown?.state, shown?.fears, shown?.raisedBy, shown?.about.map(({ id }) => id), shown?.dueAt !== null],
    ['open', ['torture'], 'analyst@sspc', [alert.id], true],
  )
  assert.deepEqual((await listOf(analyst)).waiting, [{ partner: 'us', count: 1 }])

  const send = { answer: 'go_on_with_assurance', reason: 'FICTIONAL: the note names a doctor.', assurance: 'FICTIONAL: note 7.' }
  assert.equal((await answer(flag.id, send, analyst)).status, 403)
  assert.equal((await answer(flag.id, { ...send, assurance: undefined } as unknown as Json, adviser)).status, 422)
  const done = await answer(flag.id, send, adviser)
  assert.equal(done.status, 200, done.text)
  while ((await outcomeOf(response.id)).join() !== 'release') await new Promise((next) => setImmediate(next))
  const [answered] = (await rightsOf(alert.id)).items
  assert.deepEqual(
    [answered?.state, answered?.answeredBy, answered?.answer, answered?.assurance, answered?.dueAt],
    ['go', 'legal-adviser@sspc', 'go_on_with_assurance', send.assurance, null],
  )
  assert.equal((await rightsOf(response.id)).paused, null)
})

test('an inspector of another agency sees that a flag stands and who answered, and nothing of its words', async () => {
  const alert = await write('mirror-alert')
  const flag = await flagOn(alert.id)
  await answer(flag.id, { answer: 'stop', reason: 'FICTIONAL.' }, ['sspc', 'releasing-officer'])
  const { items } = await listOf(['uif', 'inspector'])
  const found = items.find(({ state }) => state === 'stop')
  assert.deepEqual(
    [found?.agency, found?.answeredBy, found?.record, found?.content, found?.about],
    ['sspc', 'releasing-officer@sspc', null, '', []],
  )
  assert.deepEqual((await listOf(['uif', 'analyst'])).items, [])
})

test('nobody gets round a flag: not by answering it as a record, taking it back, turning it away, erasing it or marking it done', async () => {
  const alert = await write('mirror-alert')
  const flag = await flagOn(alert.id)
  const extension = String(kinds.get('rights-flag')?.extension)
  const modified = '2026-02-01T00:00:00.000Z'
  const again = async (change: JsonObject) => {
    const send = { ...flag.send, object: { ...flag.send.object, modified, ...change } }
    return await node.ask('POST', '/api/v1/records', { as: analyst, send })
  }
  const own = (flag.send.object as JsonObject).extensions as JsonObject
  const said = { state: 'answered', answer: 'go_on', reason: 'FICTIONAL.', answered_by: 'analyst@sspc', answered_at: modified }
  const answered = { extensions: { [extension]: { ...(own[extension] as JsonObject), ...said } } }
  assert.equal((await again(answered)).status, 403)
  assert.match((await again({ revoked: true })).text, /rights_flag_open/)
  const other = await write('mirror-alert')
  assert.match((await again({ object_refs: [other.id] })).text, /rights_flagged_changed/)
  await assert.rejects(eraseByTwo(node, flag.id), /rights_flag_open/)
  assert.equal((await rightsOf(alert.id)).paused, 'rights_flag')
})

test('an agency flags only what it may read', async () => {
  const alert = await write('mirror-alert')
  const flag = await flagOn(alert.id, ['uif', 'analyst'])
  assert.deepEqual([flag.status, /rights_flagged_unknown/.test(flag.text)], [422, true], flag.text)
})

test('a flag that is raised after a release was asked for marks the task, says who answers, shows it still, and lets it be kept home', async () => {
  const officer: Who = ['sspc', 'releasing-officer']
  const seizure = await write('seizure')
  const taskOf = async () => {
    const { items } = (await node.ask('GET', '/api/v1/release-tasks', { as: officer })).json() as { items: ReleaseTask[] }
    return items.find(({ record }) => record.id === seizure.id)
  }
  const open = await taskOf()
  assert.ok(open)
  assert.equal(open.paused, null)
  assert.equal((await flagOn(seizure.id)).status, 201)
  assert.deepEqual((await taskOf())?.paused, { reason: 'rights_flag', agencies: ['sspc'] })
  const detail = await node.ask('GET', `/api/v1/release-tasks/${open.id}`, { as: officer })
  assert.equal(detail.status, 200, detail.text)
  const { removed } = detail.json() as ReleaseTaskDetail
  const decide = (outcome: string) =>
    node.ask('POST', `/api/v1/release-tasks/${open.id}`, {
      as: officer,
      send: { outcome, without: outcome === 'release' ? removed : [], reason: 'FICTIONAL.' },
    })
  const refused = await decide('release')
  assert.deepEqual([refused.status, (refused.json() as { code: string }).code], [409, 'release_paused'], refused.text)
  assert.match(refused.text, /has not been answered/)
  assert.equal((await decide('deny')).status, 200)
})
