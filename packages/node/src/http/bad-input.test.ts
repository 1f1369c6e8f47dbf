import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode()
after(async () => await node[Symbol.asyncDispose]())

const analyst: Who = ['sspc', 'analyst']
const json = { 'content-type': 'application/json' }
const example = exampleOf(kinds.get('mirror-alert') as Kind)

function fresh(change: JsonObject = {}): { object: JsonObject; envelope: JsonObject } {
  return { object: { ...example.object, id: `incident--${randomUUID()}`, ...change }, envelope: example.envelope }
}

function problemsOf(body: Json): { field: string; code: string; message: string }[] {
  assert.ok(isJsonObject(body) && Array.isArray(body.problems))
  return body.problems as { field: string; code: string; message: string }[]
}

async function countStored(): Promise<number> {
  const [row] = await node.served.node.store.sql<{ n: number }[]>`select count(*)::int as n from version`
  return row?.n ?? -1
}

const text = JSON.stringify(fresh())
const bytesOf = (value: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(value))
const bodies: readonly (readonly [what: string, body: string | Uint8Array<ArrayBuffer>, status: number, code: string, field?: string])[] = [
  ['nothing', '', 400, 'body_malformed'],
  ['half a text', text.slice(0, -1), 400, 'body_malformed'],
  ['two texts', `${text}${text}`, 400, 'body_malformed'],
  ['a comment', `/* */${text}`, 400, 'body_malformed'],
  ['a byte order mark', bytesOf(`\ufeff${text}`), 400, 'body_malformed'],
  ['a name given twice', text.replace('"object":', '"envelope":{},"object":'), 400, 'duplicate_key', '/envelope'],
  [
    'a name given twice inside',
    text.replace('"type":"incident"', '"type":"incident","type":"report"'),
    400,
    'duplicate_key',
    '/object/type',
  ],
  ['half a surrogate pair', text.replace('"name":"', '"name":"\\ud83d'), 400, 'text_not_well_formed', '/object/name'],
  ['U+0000', text.replace('"name":"', '"name":"\\u0000'), 400, 'text_not_well_formed', '/object/name'],
  ['bytes that are not UTF-8', Uint8Array.from([0x22, 0xff, 0x22]), 400, 'text_not_well_formed'],
  ['a number beyond a double', text.replace('"confidence":70', '"confidence":1e999'), 400, 'body_malformed'],
  ['a deep nest', `{"object":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400, 'body_too_deep'],
  ['a list', '[]', 422, 'body_invalid'],
  ['null', 'null', 422, 'body_invalid'],
  ['no envelope', JSON.stringify({ object: fresh().object }), 422, 'body_invalid', '/envelope'],
  ['a member nobody reads', JSON.stringify({ ...fresh(), extra: 1 }), 422, 'body_invalid', '/extra'],
  ['an object that is a text', JSON.stringify({ object: 'x', envelope: {} }), 422, 'body_invalid', '/object'],
  ['a name that is a number', JSON.stringify(fresh({ name: 5 })), 422, 'body_invalid', '/object/name'],
  ['a foreign id', JSON.stringify(fresh({ id: 'incident--not-a-uuid' })), 422, 'body_invalid', '/object/id'],
  ['a pattern bomb as a type', JSON.stringify(fresh({ type: `${'a'.repeat(40_000)}!` })), 422, 'body_invalid', '/object/type'],
  ['a pattern bomb as a name', JSON.stringify(fresh({ [`${'a'.repeat(40_000)}!`]: 1 })), 422, 'body_invalid'],
  [
    'another agency as author',
    JSON.stringify({ ...fresh(), envelope: { ...example.envelope, author_agency: 'uif' } }),
    422,
    'body_invalid',
    '/envelope/author_agency',
  ],
]

for (const [what, body, status, code, field] of bodies) {
  test(`a record that is ${what} is refused with ${status} ${code}, and nothing is stored`, async () => {
    const before = await countStored()
    const startedAt = performance.now()
    const answer = await node.ask('POST', '/api/v1/records', { as: analyst, raw: body, headers: json })
    assert.equal(answer.status, status, answer.text)
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
    const problem = answer.json()
    assert.ok(isJsonObject(problem))
    assert.equal(problem.code, code)
    if (field !== undefined)
      assert.ok(
        problemsOf(problem).some((one) => one.field === field),
        `${field} in ${answer.text.slice(0, 600)}`,
      )
    assert.ok(performance.now() - startedAt < 2000)
    assert.equal(await countStored(), before)
  })
}

test('a body of the wrong kind is refused before it is read', async () => {
  for (const [type, status] of [
    ['text/plain', 415],
    ['application/xml', 415],
    ['', 415],
    ['nonsense', 415],
    ['application/json; charset=utf-8', 201],
  ] as const) {
    const answer = await node.ask('POST', '/api/v1/records', {
      as: analyst,
      raw: bytesOf(JSON.stringify(fresh())),
      headers: { 'content-type': type },
    })
    assert.equal(answer.status, status, `${type}: ${answer.text}`)
  }
  const zipped = await node.ask('POST', '/api/v1/records', { as: analyst, raw: text, headers: { ...json, 'content-encoding': 'gzip' } })
  assert.equal(zipped.status, 415)
})

test('a hundred megabytes are refused while they come, without being kept', async () => {
  const chunk = Buffer.alloc(1_048_576, 0x20)
  let sent = 0
  const stream = new ReadableStream({
    pull(controller) {
      if (sent >= 100) controller.close()
      else controller.enqueue(chunk)
      sent++
    },
  })
  const before = process.memoryUsage().arrayBuffers
  const answer = await node.ask('POST', '/api/v1/records', { as: analyst, raw: stream, headers: json })
  assert.equal(answer.status, 413)
  assert.match(answer.text, /1,048,576/)
  assert.ok(process.memoryUsage().arrayBuffers - before < 30_000_000)
  const declared = await node.ask('POST', '/api/v1/records/batch', {
    as: analyst,
    raw: Buffer.alloc(9_000_000, 0x20),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  assert.equal(declared.status, 413)
})

test('who is not signed in cannot make the node read a body', async () => {
  const answer = await node.ask('POST', '/api/v1/records', { raw: '{', headers: json })
  assert.equal(answer.status, 401)
  assert.equal(answer.headers.get('www-authenticate'), 'Bearer')
})

test('unknown places, methods and parameters are named', async () => {
  const id = `incident--${randomUUID()}`
  const cases = [
    ['GET', '/api/v1/nowhere', 404, 'route_unknown'],
    ['GET', '/api/v2/records', 404, 'route_unknown'],
    ['POST', '/somewhere', 404, 'route_unknown'],
    ['GET', '/assets/none.js', 404, 'route_unknown'],
    ['PUT', '/api/v1/records', 405, 'method_not_allowed'],
    ['PATCH', `/api/v1/records/${id}`, 405, 'method_not_allowed'],
    ['GET', `/api/v1/records/${id}`, 404, 'record_unknown'],
    ['GET', '/api/v1/records/%00', 404, 'record_unknown'],
    ['GET', `/api/v1/records/${'x'.repeat(301)}`, 400, 'parameter_invalid'],
    ['GET', `/api/v1/records/${'x'.repeat(3000)}`, 404, 'route_unknown'],
    ['GET', '/api/v1/records/%ff', 400, 'request_malformed'],
    ['GET', '/api/v1/records?limit=1&limit=2', 400, 'parameter_invalid'],
    ['GET', '/api/v1/records?limit=0', 400, 'parameter_invalid'],
    ['GET', '/api/v1/records?limit=1e2', 400, 'parameter_invalid'],
    ['GET', '/api/v1/records?limt=1', 400, 'parameter_invalid'],
    ['GET', '/api/v1/records?cursor=AAAA', 400, 'parameter_invalid'],
    ['GET', '/api/v1/records?cursor=%ff', 400, 'parameter_invalid'],
    ['GET', '/api/v1/search', 400, 'parameter_invalid'],
    ['GET', `/api/v1/search?q=${'x'.repeat(500)}`, 400, 'parameter_invalid'],
    ['GET', '/api/v1/inbox?state=finished', 400, 'parameter_invalid'],
    ['GET', '/api/v1/kinds/nothing', 404, 'kind_unknown'],
    ['GET', '/api/v1/release-tasks/99', 404, 'release_task_unknown'],
    ['GET', '/api/v1/release-tasks/x', 404, 'release_task_unknown'],
    ['GET', '/api/v1/stream?after=-1', 400, 'parameter_invalid'],
  ] as const
  for (const [method, path, status, code] of cases) {
    const answer = await node.ask(method, path, { as: analyst })
    assert.equal(answer.status, status, `${method} ${path.slice(0, 80)}: ${answer.text.slice(0, 200)}`)
    assert.match(answer.text, new RegExp(`"code":"${code}"`), `${method} ${path.slice(0, 80)}`)
  }
  const followed = await node.ask('GET', '/lists/%E0%A4%A', { headers: { accept: 'text/html,*/*' } })
  assert.deepEqual([followed.status, followed.headers.get('content-type')], [400, 'text/html; charset=utf-8'], 'a person is shown a page')
  const asked = await node.ask('GET', '/lists/%E0%A4%A', { headers: { accept: 'application/json' } })
  assert.match(asked.text, /"code":"request_malformed"/)
  const allowed = await node.ask('PUT', '/api/v1/records', { as: analyst })
  assert.equal(allowed.headers.get('allow'), 'GET, HEAD, POST')
})

test('a query that no word of can be searched finds nothing, whatever it holds', async () => {
  for (const q of ['a', '!', "'; drop table version; --", '%00', ':*&|!()', '\ud83d', 'ñ'.repeat(400)]) {
    const answer = await node.ask('GET', `/api/v1/search?q=${encodeURIComponent(q.toWellFormed())}`, { as: analyst })
    assert.ok(answer.status === 200 || answer.status === 400, `${q}: ${answer.status}`)
  }
})

test('a refusal speaks the language of the caller and names each field', async () => {
  const [es, en] = await Promise.all(
    ['es-MX,es;q=0.9', 'en-US'].map((language) =>
      node.ask('POST', '/api/v1/records', { as: analyst, send: { object: 1 }, headers: { 'accept-language': language } }),
    ),
  )
  assert.equal(es?.headers.get('content-language'), 'es')
  assert.deepEqual(
    problemsOf(es?.json() ?? null)
      .map(({ field, code }) => [field, code])
      .sort(),
    [
      ['/envelope', 'required'],
      ['/object', 'wrong_type'],
    ],
  )
  assert.match(es?.text ?? '', /obligatorio/)
  assert.match(en?.text ?? '', /required/i)
})

test('each line of a batch is accepted or refused alone', async () => {
  const good = [fresh(), fresh()]
  const lines = [
    JSON.stringify(good[0]),
    '{"object":',
    '',
    JSON.stringify({ ...fresh(), extra: 1 }),
    JSON.stringify(fresh({ name: 5 })),
    JSON.stringify(good[1]),
    JSON.stringify(good[0]),
  ]
  const answer = await node.ask('POST', '/api/v1/records/batch', {
    as: analyst,
    raw: lines.join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  assert.equal(answer.status, 200, answer.text)
  const { results } = answer.json() as { results: { line: number; status: string; problem?: { code: string } }[] }
  assert.deepEqual(
    results.map(({ line, status, problem }) => [line, status, problem?.code]),
    [
      [1, 'stored', undefined],
      [2, 'refused', 'body_malformed'],
      [4, 'refused', 'body_invalid'],
      [5, 'refused', 'body_invalid'],
      [6, 'stored', undefined],
      [7, 'unchanged', undefined],
    ],
  )
  const many = await node.ask('POST', '/api/v1/records/batch', {
    as: analyst,
    raw: '{}\n'.repeat(1001),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  assert.equal(many.status, 422)
})

test('the stored object is the exact slice of the request', async () => {
  const { object, envelope } = fresh()
  const odd = JSON.stringify(object).replace('{"type"', '{  "\\u0074ype"').replace('"name":', '\n"name" : ')
  const stored = await node.ask('POST', '/api/v1/records', {
    as: analyst,
    raw: ` {"envelope":${JSON.stringify(envelope)} ,\n"object":\t${odd} } `,
    headers: json,
  })
  assert.equal(stored.status, 201, stored.text)
  const raw = await node.ask('GET', `/api/v1/records/${String(object.id)}/raw`, { as: analyst })
  assert.equal(raw.text, odd)
})

test('names that mean something to the language mean nothing to the node', async () => {
  const { object, envelope } = fresh()
  const odd = JSON.stringify(object).replace('{"type"', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"type"')
  const stored = await node.ask('POST', '/api/v1/records', {
    as: analyst,
    raw: `{"object":${odd},"envelope":${JSON.stringify(envelope)}}`,
    headers: json,
  })
  assert.ok(stored.status < 500, stored.text)
  if (stored.status === 201) assert.equal((await node.ask('GET', `/api/v1/records/${String(object.id)}/raw`, { as: analyst })).text, odd)
  assert.equal(({} as { polluted?: number }).polluted, undefined)
})

test('bytes that are not HTTP get a short answer, a slow sender is cut, and the node lives', async () => {
  const say = (bytes: string): Promise<string> =>
    new Promise((resolve) => {
      let answer = ''
      const socket = connect(Number(new URL(node.url).port), '127.0.0.1', () => socket.write(bytes))
      socket
        .on('data', (part) => (answer += part.toString()))
        .on('close', () => resolve(answer))
        .on('error', () => resolve(answer))
    })
  assert.match(await say('\x16\x03\x01garbage\r\n\r\n'), /^HTTP\/1\.1 400 /)
  assert.match(await say(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /)
  assert.equal((await node.ask('GET', '/healthz')).status, 200)
})

test('what people sent is nowhere in the log of the node', async () => {
  await node.ask('GET', '/api/v1/search?q=Secretísimo', { as: analyst })
  await node.ask('POST', '/api/v1/session', { send: { user: 'Secretísimo', password: 'Secretísimo' } })
  await node.ask('POST', '/api/v1/records', { as: analyst, send: { object: { type: 'Secretísimo' }, envelope: {} } })
  assert.doesNotMatch(node.logged(), /Secret|analyst@|Bearer/)
})
