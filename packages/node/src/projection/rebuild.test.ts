import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { forgetProjection, projections, readProgress } from '../store/rebuild.ts'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode()
after(async () => await node[Symbol.asyncDispose]())

const analyst: Who = ['sspc', 'analyst']
const { sql } = node.served.node.store

async function store(kind: string, object: JsonObject): Promise<string> {
  const example = exampleOf(kinds.get(kind) as Kind)
  const id = `${String(example.object.type)}--${randomUUID()}`
  const send = { object: { ...example.object, id, ...object }, envelope: example.envelope }
  const answer = await node.ask('POST', '/api/v1/records', { as: analyst, send })
  assert.equal(answer.status, 201, answer.text)
  return id
}

/** Everything that a reader is told out of what is projected; times of the answer itself left out. */
async function answers(ids: readonly string[]): Promise<readonly Json[]> {
  const paths = ['/search?q=quetzal', '/search?q=MX', '/inbox', '/lists', '/series', ...ids.map((id) => `/records/${id}`)]
  return await Promise.all(
    paths.map(async (path) => {
      const answer = await node.ask('GET', `/api/v1${path}`, { as: analyst })
      assert.equal(answer.status, 200, `${path}: ${answer.text}`)
      // How far the journal reached when it was asked: the question itself is journaled.
      return JSON.parse(answer.text, (key, value: Json) => (key === 'asOf' ? undefined : value)) as Json
    }),
  )
}

async function settled(): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const progress = await Promise.all(projections.map((projection) => readProgress(sql, projection)))
    if (progress.every(({ done, total }) => done >= total)) return
    assert.ok(Date.now() < deadline, JSON.stringify(progress))
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('a node whose projections were all lost and made anew answers the same', async () => {
  const alert = await store('mirror-alert', { name: 'FICTIONAL quetzal tanker' })
  const response = await store('response', { object_refs: [alert] })
  for (const kind of ['list-entry', 'figure', 'seizure', 'identity', 'feedback']) await store(kind, {})
  await settled()
  const before = await answers([alert, response])
  assert.match(JSON.stringify(before[0]), new RegExp(alert))

  await sql`delete from search`
  await sql`delete from reference`
  // Without the words it is found by the beginning of its name alone, which the answer says.
  assert.notDeepEqual((await answers([]))[0], before[0])
  for (const projection of projections) await forgetProjection(sql, projection)
  await settled()
  assert.deepEqual(await answers([alert, response]), before)
})

test('making the index anew goes on where it was stopped, and touches nothing when nobody asked', async () => {
  const [{ count } = { count: 0 }] = await sql<{ count: number }[]>`select count(*)::int as count from search`
  await forgetProjection(sql, 'index')
  await settled()
  const [again] = await sql<{ count: number }[]>`select count(*)::int as count from search`
  assert.equal(again?.count, count)
  assert.equal((await sql`select from follower where name = 'index/rebuild'`).length, 0)
})
