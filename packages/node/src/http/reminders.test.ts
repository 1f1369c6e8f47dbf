import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { RecordDetail } from '@enlace/api'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode()
after(async () => await node[Symbol.asyncDispose]())

const officer: Who = ['sspc', 'duty-officer']
const { sql } = node.served.node.store

async function post(
  kind: string,
  change: object,
  as: Who = officer,
  id = `${String(exampleOf(kinds.get(kind) as Kind).object.type)}--${randomUUID()}`,
) {
  const { object, envelope } = exampleOf(kinds.get(kind) as Kind)
  const now = new Date().toISOString()
  const send = { object: { ...object, id, created: now, modified: now, ...change }, envelope: { ...envelope, author_agency: as[0] } }
  return { id, answer: await node.ask('POST', '/api/v1/records', { as, send }) }
}

const remind = (alert: string, as?: Who, id?: string) => {
  const { extension } = kinds.get('response') as Kind
  const inside = { extension_type: 'property-extension', step: 'reminded', happened_at: new Date().toISOString() }
  return post('response', { object_refs: [alert], extensions: { [String(extension)]: inside } }, as, id)
}

async function workOf(id: string, when: (work: NonNullable<RecordDetail['work']>) => boolean): Promise<NonNullable<RecordDetail['work']>> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const { work } = (await node.ask('GET', `/api/v1/records/${id}`, { as: officer })).json() as unknown as RecordDetail
    if (work != null && when(work)) return work
    assert.ok(Date.now() < deadline, JSON.stringify(work))
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** As if everything about the alerts had happened some hours ago. */
const age = (hours: number) => sql`update work_item set events = (select jsonb_agg(jsonb_set(event, '{at}',
  to_jsonb(to_char((event->>'at')::timestamptz at time zone 'UTC' - make_interval(hours => ${hours}), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))))
  from jsonb_array_elements(events) as event)`

test('who waits for a late answer reminds once a day, and only of an alert of the own agency', async () => {
  const { id, answer } = await post('mirror-alert', { name: 'FICTIONAL alert without an answer' })
  assert.equal(answer.status, 201, answer.text)
  await workOf(id, ({ state }) => state === 'new')
  const early = await remind(id)
  assert.match(early.answer.text, /"code":"reminder_too_early"/)

  await age(2)
  const first = await remind(id)
  assert.equal(first.answer.status, 201, first.answer.text)
  const again = await remind(id)
  assert.deepEqual([again.answer.status, /"code":"reminder_too_soon"/.test(again.answer.text)], [409, true], again.answer.text)
  const work = await workOf(id, ({ events }) => events.some(({ code }) => code === 'reminded'))
  assert.deepEqual([work.state, work.events.find(({ code }) => code === 'reminded')?.by], ['new', 'mx'])
  assert.ok(work.clocks.some((clock) => clock.id === 'reminder' && clock.state === 'running' && clock.standing === 'proposed'))
  assert.match((await remind(id)).answer.text, /"code":"reminder_too_soon"/, 'known from the projection too')

  for (const about of [`incident--${randomUUID()}`, (await post('mirror-alert', {}, ['uif', 'duty-officer'])).id]) {
    const refused = await remind(about)
    assert.deepEqual([refused.answer.status, /not_own_alert/.test(refused.answer.text)], [422, true], refused.answer.text)
  }
})
