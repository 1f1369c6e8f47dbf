import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AnswerOf, type BodyOf, faultsOf, openApiOf, type ParamsOf, type QueryOf, type Route, routes } from './index.ts'

const all: readonly Route[] = Object.values(routes)

test('every route has its own action, and method and path together name one route', () => {
  assert.equal(new Set(all.map((route) => route.action)).size, all.length)
  assert.equal(new Set(all.map((route) => `${route.method} ${route.path}`)).size, all.length)
})

test('only what a stranger must see needs no sign-in', () => {
  const open = all.filter((route) => route.signIn !== 'required').map((route) => route.action)
  assert.deepEqual(open, ['session.create', 'node.read', 'released.read', 'openapi.read', 'health.read', 'metrics.read'])
})

test('only a route that changes something takes a body, and every body has a bound', () => {
  for (const route of all) {
    // Some say nothing that their address does not say.
    assert.equal(route.body !== null, route.method === 'POST' && !/\/(restore|accept|withdraw|leave|recount)$/.test(route.path), route.path)
    // A file is never held in memory whole: it is bounded by what may be stored.
    if (route.body !== null) assert.ok(route.body.maxBytes <= (route.body.contentType === '*/*' ? 64 : 8) * 1_048_576)
  }
})

test('request bodies refuse members that nobody reads', () => {
  for (const route of all) {
    if (route.body === null || route.body.contentType === '*/*') continue
    assert.equal((route.body.schema as { additionalProperties?: boolean }).additionalProperties, false, route.path)
  }
})

test('a route behind a sign-in may answer 401 and 403, an open one need not', () => {
  assert.ok(faultsOf(routes.listRecords).includes('session_expired'))
  assert.ok(!faultsOf(routes.readNode).includes('session_expired'))
})

test('handlers are given and owe the types that the route says', () => {
  const params: ParamsOf<typeof routes.readRecord> = { id: 'note--1' }
  const query: QueryOf<typeof routes.listRecords> = { limit: 1 }
  const body: BodyOf<typeof routes.holdLink> = { held: true, reason: 'drill' }
  const answer: AnswerOf<typeof routes.shareRecord> = { position: { origin: 'node.mx.sig.example/journal/1', seq: 1 } }
  // @ts-expect-error a mistyped member does not compile
  const wrong: BodyOf<typeof routes.holdLink> = { held: 'yes', reason: 'drill' }
  assert.ok(params && query && body && answer && wrong)
})

test('the printed OpenAPI names every route with its bounds and refusals', () => {
  const printed = openApiOf(routes, { title: 'Enlace', version: '1' }) as never as {
    paths: Record<string, Record<string, { operationId: string; requestBody?: { content: Record<string, object> }; responses: object }>>
  }
  const operations = Object.values(printed.paths).flatMap((path) => Object.values(path))
  assert.deepEqual(operations.map((one) => one.operationId).sort(), Object.keys(routes).sort())
  const batch = printed.paths['/api/v1/records/batch']?.post
  assert.deepEqual(Object.keys(batch?.requestBody?.content ?? {}), ['application/x-ndjson'])
  assert.deepEqual(Object.keys(batch?.responses ?? {}), ['200', '400', '401', '403', '409', '413', '415', '422', '429', '500', '503'])
  assert.equal(JSON.stringify(printed).includes('~kind'), false)
})
