import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { Clearance, ClearanceDetail, InboxPage, ReleaseTask, ReleaseTaskDetail } from '@enlace/api'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { forgetProjection, readProgress } from '../store/rebuild.ts'
import { startTestNode, type Who } from '../test-node.ts'

const title = { es: 'Paso', en: 'Step' }
const steps = [
  { id: 'agency', title, agency: 'author', role: 'secretariat', silence: 'wait', attach: ['legal_basis', 'purpose'] },
  { id: 'lawyer', title, agency: 'author', role: 'legal-adviser', silence: 'clear', within: { count: 'elapsed', seconds: 1 } },
  { id: 'ministry', title, agency: 'uif', role: 'secretariat', silence: 'wait' },
]
const clearance = {
  party: 'mx',
  version: 1,
  source: 'test',
  calendars: {},
  routes: [{ id: 'report', title, kinds: ['report'], steps }],
}
const node = await startTestNode('mx', { pairedWith: 'us', clearance })
after(async () => await node[Symbol.asyncDispose]())

const analyst: Who = ['sspc', 'analyst']
const head: Who = ['sspc', 'secretariat']
const lawyer: Who = ['sspc', 'legal-adviser']
const ministry: Who = ['uif', 'secretariat']
const officer: Who = ['sspc', 'releasing-officer']
const report = exampleOf(kinds.get('report') as Kind)

async function read<T>(as: Who, path: string): Promise<T> {
  const answer = await node.ask('GET', path, { as })
  assert.equal(answer.status, 200, answer.text)
  return answer.json() as unknown as T
}

async function until<T>(what: string, find: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const found = await find()
    if (found !== undefined) return found
    assert.ok(Date.now() < deadline, `never: ${what}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const listed = async (as: Who, query = '') => (await read<{ items: Clearance[] }>(as, `/api/v1/clearances${query}`)).items

async function write(change: object = {}, envelope: object = {}): Promise<{ record: string; id: string }> {
  const record = `report--${randomUUID()}`
  const object = { ...report.object, id: record, name: 'Fictional report of a test', ...change }
  const stored = await node.ask('POST', '/api/v1/records', { as: analyst, send: { object, envelope: { ...report.envelope, ...envelope } } })
  assert.equal(stored.status, 201, stored.text)
  const opened = await until('a clearance', async () => (await listed(analyst, `?record=${record}`))[0])
  return { record, id: opened.id }
}

const answer = (as: Who, id: string, act: string, round: number, step: number | null, more: object = {}) =>
  node.ask('POST', `/api/v1/clearances/${id}`, { as, send: { act, round, step, ...more } })
const good = async (...given: Parameters<typeof answer>) => {
  const answered = await answer(...given)
  assert.equal(answered.status, 200, answered.text)
}

test('a report goes from its author to head, lawyer and ministry; silence of the lawyer clears; then it can leave', async () => {
  const { record, id } = await write()
  const detail = await read<ClearanceDetail>(head, `/api/v1/clearances/${id}`)
  assert.deepEqual([detail.state, detail.step?.id, detail.author, detail.waitsForYou], ['open', 'agency', 'analyst@sspc', true])
  assert.deepEqual(detail.acts, ['comment', 'concur', 'non_concur', 'return', 'withdraw'])
  assert.equal(detail.object.id, record)
  assert.deepEqual(
    detail.recipients.map(({ partner, outcome }) => `${partner} ${outcome}`),
    ['us ask'],
  )
  const sheet = await node.ask('GET', `/api/v1/list-document?list=clearance&id=${id}&format=docx&language=both`, { as: head })
  assert.equal(sheet.status, 200, sheet.text.slice(0, 300))
  await good(head, id, 'concur', 1, 0)
  const waiting = await read<ClearanceDetail>(lawyer, `/api/v1/clearances/${id}`)
  assert.equal(waiting.silence?.means, 'clear')
  assert.equal(Date.parse(waiting.silence?.at ?? '') - Date.parse(waiting.step?.openedAt ?? ''), 1000)
  const silent = await until('silence', async () => {
    const now = await read<ClearanceDetail>(analyst, `/api/v1/clearances/${id}`)
    return now.step?.id === 'ministry' && now.events.length === 3 ? now : undefined
  })
  assert.deepEqual(
    silent.events.map(({ act, by }) => `${act} ${by}`),
    ['open analyst@sspc', 'concur secretariat@sspc', 'silence null'],
  )
  const { items } = await read<{ items: ReleaseTask[] }>(officer, '/api/v1/release-tasks')
  const task = items.find((item) => item.record.id === record)
  assert.equal(task?.clearanceState, 'open')
  const decide = { outcome: 'release', without: [], reason: 'Agreed.' }
  const early = await node.ask('POST', `/api/v1/release-tasks/${task?.id}`, { as: officer, send: decide })
  assert.equal(early.status, 422)
  assert.match(early.text, /clearance is not complete/)
  await good(ministry, id, 'concur', 1, 2)
  const decided = await node.ask('POST', `/api/v1/release-tasks/${task?.id}`, { as: officer, send: decide })
  assert.equal(decided.status, 200, decided.text)
  assert.match(decided.text, /"state":"done"/)
})

test('another agency sees a document when its step is reached, and nothing of the others', async () => {
  const { record, id } = await write()
  const path = `/api/v1/clearances/${id}`
  assert.equal((await node.ask('GET', path, { as: ministry })).status, 404)
  assert.ok(!(await listed(ministry)).some((item) => item.id === id))
  await good(head, id, 'concur', 1, 0)
  await good(lawyer, id, 'concur', 1, 1, { words: 'Fictional opinion.' })
  const shown = await read<ClearanceDetail>(ministry, path)
  assert.equal(shown.events.at(-1)?.words, 'Fictional opinion.')
  assert.ok((await listed(ministry, '?show=mine')).some((item) => item.id === id))
  assert.equal((await node.ask('GET', `/api/v1/records/${record}`, { as: ministry })).status, 404)
  assert.equal((await node.ask('GET', path, { as: ['uif', 'administrator'] })).status, 403)
  assert.equal((await answer(['uif', 'analyst'], id, 'concur', 1, 2)).status, 403)
})

test('each role is answered as the route says', async () => {
  const { id } = await write()
  for (const role of ['duty-officer', 'analyst', 'releasing-officer', 'legal-adviser'] as const) {
    const refused = await answer(['sspc', role], id, 'concur', 1, 0)
    assert.equal(refused.status, 403, role)
    assert.match(refused.text, /not yours to answer/)
  }
  for (const role of ['inspector', 'administrator'] as const)
    assert.equal((await answer(['sspc', role], id, 'comment', 1, null, { words: 'x' })).status, 403)
})

test('what does not fit is refused by its field, and what moved meanwhile as moved', async () => {
  const { id } = await write()
  const silentObjection = await answer(head, id, 'non_concur', 1, 0)
  assert.equal(silentObjection.status, 422)
  assert.match(silentObjection.text, /"field":"\/words"/)
  assert.equal((await answer(head, id, 'concur', 2, 0)).status, 409)
  assert.equal((await answer(head, id, 'burn', 1, 0)).status, 422)
  assert.equal((await answer(head, id, 'comment', 1, 0, { words: 'x'.repeat(4001) })).status, 422)
  for (const strange of ['0', '-1', 'x', '9'.repeat(30), '1%27']) {
    assert.equal((await node.ask('GET', `/api/v1/clearances/${strange}`, { as: head })).status, 404, strange)
  }
})

test('what is missing in the envelope is named, and nobody can clear without it', async () => {
  const { id } = await write({}, { purpose: '' })
  const detail = await read<ClearanceDetail>(head, `/api/v1/clearances/${id}`)
  assert.deepEqual(detail.steps[0]?.attach, [
    { member: 'legal_basis', missing: false },
    { member: 'purpose', missing: true },
  ])
  const refused = await answer(head, id, 'concur', 1, 0)
  assert.equal(refused.status, 422)
  assert.match(refused.text, /lacks what this step needs/)
  await good(head, id, 'return', 1, 0, { words: 'State the purpose.' })
})

test('a new version starts anew and says which fields changed', async () => {
  const { record, id } = await write()
  await good(head, id, 'return', 1, 0, { words: 'Name the port.' })
  const back = await read<ClearanceDetail>(analyst, `/api/v1/clearances/${id}`)
  assert.deepEqual([back.state, back.waitsForYou], ['returned', true])
  const modified = new Date(Date.now() + 1000).toISOString()
  const object = { ...report.object, id: record, name: 'Fictional report, corrected', modified }
  const stored = await node.ask('POST', '/api/v1/records', { as: analyst, send: { object, envelope: report.envelope } })
  assert.equal(stored.status, 201, stored.text)
  const fresh = await until('the newer one', async () => (await listed(analyst, `?record=${record}`)).find((item) => item.id !== id))
  const detail = await read<ClearanceDetail>(head, `/api/v1/clearances/${fresh.id}`)
  assert.deepEqual(
    detail.changes?.fields.map(({ name, how, label }) => [name, how, label.es !== '']),
    [['name', 'changed', true]],
  )
  assert.equal((await read<ClearanceDetail>(head, `/api/v1/clearances/${id}`)).state, 'replaced')
})

test('a choice of an officer can be taken back until it takes effect', async () => {
  const seizure = exampleOf(kinds.get('seizure') as Kind)
  const record = `${String(seizure.object.type)}--${randomUUID()}`
  const marking = { scheme: 'mx-confidencial', value: 'Confidencial' }
  const stored = await node.ask('POST', '/api/v1/records', {
    as: analyst,
    send: { object: { ...seizure.object, id: record }, envelope: { ...seizure.envelope, marking } },
  })
  assert.equal(stored.status, 201, stored.text)
  const task = await until('a task', async () => {
    const { items } = await read<{ items: ReleaseTask[] }>(officer, '/api/v1/release-tasks')
    return items.find((item) => item.record.id === record)
  })
  const path = `/api/v1/release-tasks/${task.id}`
  const before = await read<ReleaseTaskDetail>(officer, path)
  assert.deepEqual([before.persons, before.choice, before.author, before.clearance], [2, null, 'analyst@sspc', null])
  const send = { outcome: 'release', without: before.removed, reason: 'Fictional reason.', holdSeconds: 60 }
  const chosen = await node.ask('POST', path, { as: officer, send })
  assert.match(chosen.text, /"state":"second"/)
  const seen = await read<ReleaseTaskDetail>(officer, path)
  assert.deepEqual([seen.choice?.by, seen.choice?.reason, seen.choice?.waitsFor], ['releasing-officer@sspc', 'Fictional reason.', 'second'])
  const waitsFor = async (as: Who) => {
    const { items } = await read<{ items: ReleaseTask[] }>(as, '/api/v1/release-tasks')
    const inbox = await read<InboxPage>(as, '/api/v1/inbox/items?source=release')
    const found = items.find((item) => item.record.id === record)
    const entry = inbox.items.find((item) => item.record?.id === record && item.source === 'release')
    return [found?.waitsForSecond, found?.waitsForOther, entry?.state, entry?.waits]
  }
  const waits = await waitsFor(officer)
  assert.deepEqual(waits, [true, true, 'awaiting_second', false], 'who agreed first is not asked again')
  assert.deepEqual((await waitsFor(analyst)).slice(1), [true, 'awaiting_second', false], 'nor is who handed it in')
  for (const as of [analyst, ['sspc', 'legal-adviser']] as Who[])
    assert.equal((await node.ask('POST', `${path}/undo`, { as, send: {} })).status, 403)
  assert.equal((await node.ask('POST', `${path}/undo`, { as: officer, send: {} })).status, 200)
  const again = await node.ask('POST', `${path}/undo`, { as: officer, send: {} })
  assert.equal(again.status, 409)
  assert.equal((await read<ReleaseTaskDetail>(officer, path)).choice, null)
})

test('the rows of clearances that were lost or falsified are made anew from the journal, and answer the same', async () => {
  const { sql } = node.served.node.store
  const whole = async () => {
    const items = (await Promise.all(['open', 'done'].map((show) => listed(analyst, `?show=${show}`)))).flat()
    const details = await Promise.all(items.map(({ id }) => read<ClearanceDetail>(analyst, `/api/v1/clearances/${id}`)))
    return { items, details }
  }
  const before = await whole()
  assert.ok(before.details.length >= 2 && before.details.some(({ state }) => state === 'replaced'), 'there is something to lose')
  const [gone, kept] = before.items
  await sql`delete from clearance_event`
  await sql`delete from clearance where clearance_id = ${Number(gone?.id)}`
  await sql`update clearance set state = 'cleared', round = 9 where clearance_id = ${Number(kept?.id)}`
  assert.notDeepEqual(await whole(), before)
  await forgetProjection(sql, 'clearance')
  assert.deepEqual((await readProgress(sql, 'clearance')).done, 0)
  await until('the rows are made', async () => {
    const { done, total } = await readProgress(sql, 'clearance')
    return done >= total ? true : undefined
  })
  assert.deepEqual(await whole(), before)
})
