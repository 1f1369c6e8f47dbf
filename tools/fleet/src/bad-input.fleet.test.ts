import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import { connect, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { readConfig } from '@enlace/node'
import { fakePeer } from './fake-peer.ts'
import { makeAlert } from './make-record.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
let mx: FleetNode
before(async () => {
  fleet = await startFleet({ run: ['mx'] })
  mx = fleet.node('mx')
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

type Problem = {
  readonly status: number
  readonly code: string
  readonly problems: readonly { readonly field: string; readonly message: string }[]
}
const good = makeAlert('what bad input is made of')
const text = JSON.stringify(good)
const json = { 'content-type': 'application/json' }
const without = (name: string): object => Object.fromEntries(Object.entries(good.object).filter(([key]) => key !== name))

const bodies: readonly (readonly [what: string, status: number, code: string, field: string | undefined, body: string | Uint8Array])[] = [
  ['half a text', 400, 'body_malformed', undefined, text.slice(0, text.length / 2)],
  ['random bytes', 400, 'text_not_well_formed', undefined, Buffer.concat([Buffer.from([0xff, 0xfe]), randomBytes(2000)])],
  ['a deep nest', 400, 'body_too_deep', undefined, `{"object":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ['a name twice', 400, 'duplicate_key', '/object/type', text.replace('"type":"incident"', '"type":"incident","type":"incident"')],
  ['U+0000', 400, 'text_not_well_formed', '/object/name', text.replace('FICTIONAL', '\\u0000')],
  ['half a surrogate pair', 400, 'text_not_well_formed', '/object/name', text.replace('FICTIONAL', '\\ud83d')],
  ['no name', 422, 'body_invalid', '/object/name', JSON.stringify({ ...good, object: without('name') })],
  ['a wrong type', 422, 'body_invalid', '/object/confidence', JSON.stringify({ ...good, object: { ...good.object, confidence: 'high' } })],
  [
    'a pattern bomb',
    422,
    'body_invalid',
    '/object/type',
    JSON.stringify({ ...good, object: { ...good.object, type: `${'a'.repeat(60_000)}!` } }),
  ],
  [
    'a wrong code',
    422,
    'body_invalid',
    '/envelope/permitted_use/0',
    JSON.stringify({ ...good, envelope: { ...good.envelope, permitted_use: ['anything'] } }),
  ],
  [
    'another agency’s name',
    422,
    'body_invalid',
    '/envelope/author_agency',
    JSON.stringify({ ...good, envelope: { ...good.envelope, author_agency: 'uif' } }),
  ],
]
for (const [what, status, code, field, body] of bodies) {
  test(`a record that is ${what} is refused with ${status}, names what is wrong, and stores nothing`, async () => {
    const before = await countEntries()
    const answer = await post('/api/v1/records', body, json)
    assert.deepEqual([answer.status, answer.problem?.code], [status, code])
    if (field !== undefined)
      assert.ok(
        answer.problem?.problems.some((problem) => problem.field === field && problem.message !== ''),
        JSON.stringify(answer.problem),
      )
    assert.equal(await countEntries(), before)
    assert.equal((await mx.call('GET', `/api/v1/records/${good.object.id}`)).status, 404)
  })
}

test('a body of 100 MB is refused without being kept, said to be that large or not', async () => {
  const declared = await post('/api/v1/records', Buffer.from('{'), { ...json, 'content-length': '100000000' }).catch(() => undefined)
  assert.ok(declared === undefined || declared.status === 413 || declared.status === 400, String(declared?.status))
  const streamed = await postEndless('/api/v1/records', 100_000_000)
  assert.ok(streamed === 413 || streamed === 'cut', String(streamed))
  assert.ok(residentBytes(mx.pid()) < 700_000_000)
})

const requests: readonly (readonly [
  what: string,
  status: number,
  method: string,
  path: string,
  options?: Parameters<FleetNode['call']>[2],
])[] = [
  ['a wrong content type', 415, 'POST', '/api/v1/records', { body: text, headers: { 'content-type': 'text/xml' } }],
  ['an unknown record', 404, 'GET', '/api/v1/records/incident--00000000-0000-4000-8000-000000000000'],
  ['an id that is none', 404, 'GET', "/api/v1/records/'%20or%201=1%20--"],
  ['an unknown kind', 404, 'GET', '/api/v1/kinds/nothing'],
  ['an unknown task', 404, 'GET', '/api/v1/release-tasks/999999', { role: 'releasing-officer' }],
  ['a task that is no number', 404, 'GET', '/api/v1/release-tasks/%F0%9F%92%A9', { role: 'releasing-officer' }],
  ['an unknown route', 404, 'GET', '/api/v1/nothing'],
  ['a wrong method', 405, 'DELETE', '/api/v1/records'],
  ['a broken address', 400, 'GET', '/api/v1/records/%ff'],
  ['a cursor of somebody’s own making', 400, 'GET', '/api/v1/records?cursor=zzzz'],
  ['a limit beyond the bound', 400, 'GET', '/api/v1/records?limit=100000'],
  ['an unknown partner', 404, 'POST', '/api/v1/exchange/br/hold', { role: 'administrator', body: { held: true, reason: 'x' } }],
  ['a role that may not write', 403, 'POST', '/api/v1/records', { role: 'inspector', body: text }],
  ['a role that may not read', 403, 'GET', '/api/v1/records', { role: 'administrator' }],
  ['no token', 401, 'GET', '/api/v1/records', { headers: { authorization: '' } }],
  ['a token of nobody', 401, 'GET', '/api/v1/records', { headers: { authorization: 'Bearer 00000000000000000000' } }],
]
for (const [what, status, method, path, options] of requests) {
  test(`${what} is answered with ${status} and a problem document`, async () => {
    const answer = await mx.call(method, path, options)
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    assert.match(answer.headers.get('content-type') ?? '', /application\/problem\+json/)
    const { code, status: said } = answer.body as Problem
    assert.ok(code !== '' && code !== 'internal' && said === status)
  })
}

test('a session that has ended opens nothing', async () => {
  const [account] = mx.accounts
  const signedIn = await mx.fetch('POST', '/api/v1/session', { body: { user: account?.user, password: account?.password } })
  assert.equal(signedIn.status, 200)
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const answers = async () => (await fetch(`${mx.api}/api/v1/session`, { headers: { cookie } })).status
  assert.equal(await answers(), 200)
  await using database = await mx.database()
  await database.sql`update session set expires_at = now() - interval '1 second' where not bearer`
  assert.equal(await answers(), 401)
})

test('a batch stores its good lines and names each bad one', async () => {
  const [first, last] = [makeAlert('first of the batch'), makeAlert('last of the batch')]
  const lines = [JSON.stringify(first), '{"half', JSON.stringify({ ...good, object: without('name') }), JSON.stringify(last)]
  const { status, body } = await mx.call('POST', '/api/v1/records/batch', {
    body: lines.map((line) => `${line}\n`).join(''),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  assert.equal(status, 200)
  const { results } = body as { readonly results: readonly { readonly status: string; readonly problem?: Problem }[] }
  assert.deepEqual(
    results.map((result) => result.status),
    ['stored', 'refused', 'refused', 'stored'],
  )
  assert.deepEqual(
    results.map((result) => result.problem?.code),
    [undefined, 'body_malformed', 'body_invalid', undefined],
  )
  assert.equal((await mx.call('GET', `/api/v1/records/${good.object.id}`)).status, 404)
})

test('the exchange port hears nobody who does not speak TLS with the paired certificate', async () => {
  const { port } = readConfig(mx.dataDir, {}).exchange
  for (const bytes of [
    randomBytes(4096),
    Buffer.from('GET /x/v1/hello HTTP/1.1\r\nhost: x\r\n\r\n'),
    Buffer.from([0x16, 0x03, 0x01, 0xff, 0xff]),
  ]) {
    assert.equal(await speakRaw(port, bytes), 0)
  }
  const peer = fakePeer(fleet, 'us', mx)
  assert.equal((await peer.request('GET', '/x/v1/hello')).status, 200, 'the partner is heard')
  const { key: _key, cert: _cert, ...bare } = peer.tls
  await assert.rejects(askHello(bare), 'without a certificate')
  const foreign = { ...peer.tls, key: readFileSync(`${mx.dataDir}/keys/transport.pem`), cert: readFileSync(`${mx.dataDir}/transport.crt`) }
  await assert.rejects(askHello(foreign), 'with a certificate that was never paired')
  await assert.rejects(askHello({ ...peer.tls, maxVersion: 'TLSv1.2' }), 'with an older TLS')
})

test('after all that the node lives, and a good record passes; and it stops when asked, whoever holds a connection open', async () => {
  assert.equal((await mx.fetch('GET', '/healthz')).status, 200)
  assert.equal((await mx.call('POST', '/api/v1/records', { body: good })).status, 201)
  assert.equal((await mx.call('GET', `/api/v1/records/${good.object.id}`)).status, 200)
  const log = readFileSync(`${mx.dataDir}/node.log`, 'utf8')
  assert.ok(!log.includes('"code":"internal"') && !log.includes('TypeError'), log)
  const open = await Promise.all([readConfig(mx.dataDir, {}).exchange.port, Number(new URL(mx.api).port)].map(openConnection))
  await mx.stop()
  for (const socket of open) socket.destroy()
})

async function post(path: string, body: string | Uint8Array, headers: Record<string, string>) {
  const token = mx.accounts.find(({ role, agency }) => role === 'duty-officer' && agency === 'sspc')?.token ?? ''
  return await new Promise<{ status: number; problem: Problem | undefined }>((resolve, reject) => {
    const asked = httpRequest(`${mx.api}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...headers },
      timeout: 20_000,
    })
    asked.once('error', reject)
    asked.once('timeout', () => asked.destroy(new Error('no answer')))
    asked.once('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () => {
        const said = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode ?? 0, problem: said.startsWith('{') ? (JSON.parse(said) as Problem) : undefined })
        asked.destroy()
      })
    })
    if (headers['content-length'] === undefined) asked.end(body)
    else asked.write(body)
  })
}

/** Sends until the node answers or cuts, at most `bytes`. */
async function postEndless(path: string, bytes: number): Promise<number | 'cut'> {
  const token = mx.accounts.find(({ role, agency }) => role === 'duty-officer' && agency === 'sspc')?.token ?? ''
  return await new Promise((resolve) => {
    const asked = httpRequest(`${mx.api}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...json, 'transfer-encoding': 'chunked' },
    })
    const chunk = Buffer.alloc(1_000_000, 0x20)
    let left = bytes
    const more = (): void => {
      if (asked.destroyed) return
      left -= chunk.length
      if (left < 0) asked.end()
      else asked.write(chunk, more)
    }
    asked.once('error', () => resolve('cut'))
    asked.once('response', (response) => {
      resolve(response.statusCode ?? 0)
      response.resume()
      asked.destroy()
    })
    more()
  })
}

async function countEntries(): Promise<number> {
  await using database = await mx.database()
  // Reads are journaled in their own time; what was written is what counts.
  const [row] = await database.sql<
    { count: number }[]
  >`select (select count(*)::int from version) + (select count(*)::int from position) as count`
  return row?.count ?? -1
}

function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) * 1024
}

/** Sends bytes on a plain connection; how many bytes of HTTP came back before the node hung up. */
async function speakRaw(port: number, bytes: Uint8Array): Promise<number> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let heard = ''
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')))
    socket.once('error', () => undefined)
    socket.once('close', () => resolve(heard.includes('HTTP/') ? heard.length : 0))
    socket.end(bytes)
  })
}

async function openConnection(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined)
  await waitUntil('connected', async () => !socket.connecting)
  return socket
}

async function askHello(options: RequestOptions): Promise<number | undefined> {
  return await new Promise((resolve, reject) => {
    httpsRequest({ ...options, path: '/x/v1/hello', timeout: 10_000 }, (response) => resolve(response.resume().statusCode))
      .once('error', reject)
      .end()
  })
}
