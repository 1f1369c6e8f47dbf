import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { Json } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { eraseByTwo, startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())

const analyst: Who = ['sspc', 'analyst']
const officer: Who = ['sspc', 'releasing-officer']
const seizure = exampleOf(kinds.get('seizure') as Kind)

type Task = {
  readonly id: string
  readonly record: { readonly id: string }
  readonly partner: string
  readonly explanation: { readonly code: string }
}
type Detail = Task & {
  readonly outgoing: string
  readonly outgoingEnvelope: string
  readonly removed: string[]
  readonly fields: { name: string; label: { es: string; en: string } }[]
  readonly limits: { under: string; toAgency: string; permittedUse: string[] }
}

async function until<T>(what: string, read: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const found = await read()
    if (found !== undefined) return found
    assert.ok(Date.now() < deadline, `never: ${what}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function askFor(as: Who, path: string): Promise<Json> {
  const answer = await node.ask('GET', path, { as })
  assert.equal(answer.status, 200, answer.text)
  return answer.json()
}

async function openTask(): Promise<{ record: string; task: Task }> {
  const record = `${String(seizure.object.type)}--${randomUUID()}`
  const stored = await node.ask('POST', '/api/v1/records', {
    as: analyst,
    send: { object: { ...seizure.object, id: record }, envelope: seizure.envelope },
  })
  assert.equal(stored.status, 201, stored.text)
  const task = await until('a release task', async () => {
    const { items } = (await askFor(officer, '/api/v1/release-tasks')) as unknown as { items: Task[] }
    return items.find((item) => item.record.id === record)
  })
  return { record, task }
}

const first = await openTask()

test('a task shows exactly what would leave, what is struck, and under what', async () => {
  const detail = (await askFor(officer, `/api/v1/release-tasks/${first.task.id}`)) as unknown as Detail
  assert.equal(detail.partner, 'us')
  assert.match(detail.limits.under, /^demo-mx-us\/1$/)
  assert.ok(detail.limits.permittedUse.length > 0)
  assert.equal(JSON.parse(detail.outgoing).id, first.record)
  for (const name of detail.removed) assert.ok(!detail.outgoing.includes(`"${name}":`) || name.includes('.'), name)
  const named = detail.fields.find(({ name }) => name === 'name')
  assert.ok(named === undefined || named.label.es !== '')
})

test('only the releasing officer of the agency decides, and only within the rule', async () => {
  const decide = (as: Who, send: object) => node.ask('POST', `/api/v1/release-tasks/${first.task.id}`, { as, send })
  const good = { outcome: 'deny', without: [], reason: 'Not yet.' }
  assert.equal((await decide(analyst, good)).status, 403)
  assert.equal((await decide(['uif', 'releasing-officer'], good)).status, 404)
  assert.equal((await decide(officer, { ...good, reason: '  ' })).status, 422)
  const unknown = await decide(officer, { outcome: 'release', without: ['no_such_field'], reason: 'Agreed.' })
  assert.equal(unknown.status, 422)
  assert.match(unknown.text, /"field":"\/without"/)
})

test('a released record waits visibly for the absent partner, is decided once, and says why', async () => {
  const detail = (await askFor(officer, `/api/v1/release-tasks/${first.task.id}`)) as unknown as Detail
  const send = { outcome: 'release', without: detail.removed, reason: 'Agreed by telephone.' }
  const decided = await node.ask('POST', `/api/v1/release-tasks/${first.task.id}`, { as: officer, send })
  assert.equal(decided.status, 200, decided.text)
  const twice = await node.ask('POST', `/api/v1/release-tasks/${first.task.id}`, { as: officer, send })
  assert.equal(twice.status, 409)
  assert.match(twice.text, /release_already_decided/)
  const shown = (await askFor(analyst, `/api/v1/records/${first.record}`)) as unknown as {
    releases: { outcome: string; decidedBy: string | null; receiptedAt: null; explanation: { code: string } }[]
  }
  assert.deepEqual(
    shown.releases.map(({ outcome, decidedBy, receiptedAt, explanation }) => [outcome, decidedBy, receiptedAt, explanation.code]),
    [['release', 'releasing-officer@sspc', null, 'release_officer']],
  )
  const { partners } = (await askFor(['sspc', 'administrator'], '/api/v1/exchange')) as unknown as {
    partners: { link: string; logs: { direction: string; waiting: number }[] }[]
  }
  assert.equal(partners[0]?.link, 'down')
  assert.equal(partners[0]?.logs.find(({ direction }) => direction === 'out')?.waiting, 1)
})

test('a denied record stays home', async () => {
  const { record, task } = await openTask()
  const denied = await node.ask('POST', `/api/v1/release-tasks/${task.id}`, {
    as: officer,
    send: { outcome: 'deny', without: [], reason: 'Names a source.' },
  })
  assert.equal(denied.status, 200, denied.text)
  const { items } = (await askFor(officer, '/api/v1/release-tasks')) as unknown as { items: Task[] }
  assert.ok(!items.some(({ id }) => id === task.id))
  const shown = (await askFor(analyst, `/api/v1/records/${record}`)) as unknown as { releases: { outcome: string }[] }
  assert.deepEqual(
    shown.releases.map(({ outcome }) => outcome),
    ['deny'],
  )
})

test('the task of an erased record is gone', async () => {
  const { record, task } = await openTask()
  await eraseByTwo(node, record, 'Due.')
  assert.equal((await node.ask('GET', `/api/v1/release-tasks/${task.id}`, { as: officer })).status, 410)
})

test('an administrator cuts and restores the link, and what waits is shown as held', async () => {
  const alert = exampleOf(kinds.get('mirror-alert') as Kind)
  const id = `incident--${randomUUID()}`
  const hold = async (held: boolean) => {
    const answer = await node.ask('POST', '/api/v1/exchange/us/hold', { as: ['sspc', 'administrator'], send: { held, reason: 'A drill.' } })
    assert.equal(answer.status, 200, answer.text)
    return (answer.json() as unknown as { partners: { link: string }[] }).partners[0]?.link
  }
  assert.equal(await hold(true), 'held')
  await node.ask('POST', '/api/v1/records', { as: analyst, send: { object: { ...alert.object, id }, envelope: alert.envelope } })
  await until('held work', async () => {
    const { items } = (await askFor(analyst, '/api/v1/inbox?direction=sent')) as unknown as {
      items: { record: { id: string }; exchange: { state: string } }[]
    }
    return items.find((item) => item.record.id === id && item.exchange.state === 'held')
  })
  assert.notEqual(await hold(false), 'held')
  assert.equal(
    (await node.ask('POST', '/api/v1/exchange/fr/hold', { as: ['sspc', 'administrator'], send: { held: true, reason: 'x' } })).status,
    404,
  )
})

test('what left for a partner is shown byte for byte as its log holds it, struck fields absent, and waits while nobody answers', async () => {
  const { record, task } = await openTask()
  const { removed, outgoing } = (await askFor(officer, `/api/v1/release-tasks/${task.id}`)) as unknown as Detail
  assert.deepEqual(await askFor(analyst, `/api/v1/records/${record}/outgoing/us`), { items: [] })
  const decision = { outcome: 'release', without: removed, reason: 'They asked for it.' }
  assert.equal((await node.ask('POST', `/api/v1/release-tasks/${task.id}`, { as: officer, send: decision })).status, 200)
  const { items } = (await askFor(analyst, `/api/v1/records/${record}/outgoing/us`)) as unknown as {
    items: { object: string; removed: string[]; crossing: string; position: { origin: string }; receiptedAt: null }[]
  }
  assert.equal(items.length, 1)
  assert.equal(items[0]?.object, outgoing)
  assert.deepEqual(items[0]?.removed, removed)
  assert.deepEqual([items[0]?.crossing, items[0]?.position.origin], ['waiting', 'node.mx.sig.example/out/us/1'])
  const { releases } = (await askFor(analyst, `/api/v1/records/${record}`)) as unknown as { releases: { crossing: string | null }[] }
  assert.deepEqual(
    releases.map(({ crossing }) => crossing),
    ['waiting'],
  )
  assert.equal((await node.ask('GET', `/api/v1/records/${record}/outgoing/ca`, { as: analyst })).status, 404)
  assert.equal((await node.ask('GET', `/api/v1/records/${record}/outgoing/us`, { as: ['uif', 'analyst'] })).status, 404)
})
