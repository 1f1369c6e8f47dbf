import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startTestNode, testPassword } from '../test-node.ts'

const node = await startTestNode()
after(async () => await node[Symbol.asyncDispose]())
const origin = `http://localhost:${new URL(node.url).port}`
const user = 'analyst@sspc'

async function signIn(): Promise<string> {
  const answer = await node.ask('POST', '/api/v1/session', { send: { user, password: testPassword } })
  assert.equal(answer.status, 200, answer.text)
  return answer.headers.get('set-cookie') ?? ''
}

test('a password opens a session whose cookie scripts and other sites cannot use, and only its hash is kept', async () => {
  const cookie = await signIn()
  assert.match(cookie, /^enlace_mx=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=4\d{4}$/)
  const token = cookie.slice('enlace_mx='.length, cookie.indexOf(';'))
  const who = await node.ask('GET', '/api/v1/session', { headers: { cookie: `other=1; enlace_mx=${token}` } })
  assert.deepEqual((who.json() as { account: object }).account, { user, role: 'analyst', agency: 'sspc', party: 'mx' })
  const stored = await node.served.node.store.sql<{ token: Buffer }[]>`select token from session`
  assert.ok(stored.every((row) => !row.token.equals(Buffer.from(token, 'base64url'))))
  // A browser session is no bearer token, and the other way round.
  assert.equal((await node.ask('GET', '/api/v1/session', { headers: { authorization: `Bearer ${token}` } })).status, 401)
  assert.equal(
    (await node.ask('GET', '/api/v1/session', { headers: { cookie: `enlace_mx=${node.tokenOf('sspc', 'analyst')}` } })).status,
    401,
  )
})

test("with a cookie, a change is accepted only from the node's own pages", async () => {
  const cookie = (await signIn()).split(';')[0] ?? ''
  const recognise = (headers: Record<string, string>) =>
    node.ask('POST', '/api/v1/recognise', { send: { text: 'x' }, headers: { cookie, ...headers } })
  assert.equal((await recognise({ origin })).status, 200)
  assert.equal((await recognise({ origin: node.url })).status, 200)
  for (const headers of [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `${origin}.evil.example` },
    { origin, 'sec-fetch-site': 'cross-site' },
    { origin, 'sec-fetch-site': 'same-site' },
  ]) {
    const answer = await recognise(headers as Record<string, string>)
    assert.equal(answer.status, 403, JSON.stringify(headers))
    assert.match(answer.text, /cross_site_request/)
  }
  const foreign = await node.ask('POST', '/api/v1/session', {
    send: { user, password: testPassword },
    headers: { origin: 'https://evil.example' },
  })
  assert.equal(foreign.status, 403)
  // A bearer token is not sent by a browser on its own.
  assert.equal((await node.ask('POST', '/api/v1/recognise', { as: ['sspc', 'analyst'], send: { text: 'x' } })).status, 200)
})

test('signing out voids the session at once', async () => {
  const cookie = (await signIn()).split(';')[0] ?? ''
  const out = await node.ask('DELETE', '/api/v1/session', { headers: { cookie, origin } })
  assert.equal(out.status, 204)
  assert.match(out.headers.get('set-cookie') ?? '', /^enlace_mx=; .*Max-Age=0$/)
  assert.equal((await node.ask('GET', '/api/v1/session', { headers: { cookie } })).status, 401)
})

test('an expired session says so, in the language of the caller', async () => {
  const cookie = (await signIn()).split(';')[0] ?? ''
  await node.served.node.store.sql`update session set expires_at = now() - interval '1 second' where not bearer`
  const answer = await node.ask('GET', '/api/v1/records', { headers: { cookie, 'accept-language': 'es' } })
  assert.equal(answer.status, 401)
  assert.match(answer.text, /"code":"session_expired","title":"La sesión terminó"/)
})

test('a closed account is out at once', async () => {
  const { sql } = node.served.node.store
  await sql`update account set disabled_at = now() where name = 'inspector@uif'`
  assert.equal((await node.ask('GET', '/api/v1/records', { as: ['uif', 'inspector'] })).status, 401)
  const answer = await node.ask('POST', '/api/v1/session', { send: { user: 'inspector@uif', password: testPassword } })
  assert.equal(answer.status, 401)
})

test('guessing slows down, alike for accounts that exist and that do not', async () => {
  for (const name of ['secretariat@sspc', 'nobody@nowhere']) {
    const statuses: number[] = []
    for (let i = 0; i < 7; i++)
      statuses.push((await node.ask('POST', '/api/v1/session', { send: { user: name, password: 'wrong password' } })).status)
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429, 429], name)
  }
  const answer = await node.ask('POST', '/api/v1/session', { send: { user: 'secretariat@sspc', password: testPassword } })
  assert.equal(answer.status, 429)
  assert.ok(Number(answer.headers.get('retry-after')) >= 1)
})

test('the page comes with a nonce of its own and lets in nothing from elsewhere', async () => {
  const [one, two] = [await node.ask('GET', '/inbox'), await node.ask('GET', '/')]
  for (const page of [one, two]) {
    assert.equal(page.status, 200)
    const policy = page.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-([A-Za-z0-9+/]+)'/.exec(policy)?.[1] ?? ''
    assert.ok(nonce.length >= 20)
    assert.doesNotMatch(policy, /unsafe|\*|https?:/)
    assert.doesNotMatch(page.text, /__CSP_NONCE__/)
    assert.equal(page.headers.get('cache-control'), 'no-store')
    assert.equal(page.headers.get('x-frame-options'), 'DENY')
  }
  assert.notEqual(one.headers.get('content-security-policy'), two.headers.get('content-security-policy'))
  assert.equal((await node.ask('HEAD', '/')).status, 200)
  assert.match((await node.ask('GET', '/.source-hash')).text, /^<!doctype html>/i)
  for (const path of ['/..%2f..%2fpackage.json', '/assets/../../package.json', '/assets/%2e%2e/%2e%2e/node.json']) {
    assert.notEqual((await node.ask('GET', path)).status, 200, path)
  }
})

test('the machine itself may read the figures; through a proxy only an administrator may', async () => {
  const figures = await node.ask('GET', '/metrics')
  assert.match(figures.text, /^enlace_http_answers_total\{route="POST \/api\/v1\/session",status="200"\} \d+$/m)
  assert.doesNotMatch(figures.text, /analyst@|incident--/)
  const passedOn = { 'x-forwarded-for': '203.0.113.9' }
  assert.equal((await node.ask('GET', '/metrics', { headers: passedOn })).status, 401)
  assert.equal((await node.ask('GET', '/metrics', { headers: passedOn, as: ['sspc', 'analyst'] })).status, 403)
  assert.equal((await node.ask('GET', '/metrics', { headers: passedOn, as: ['sspc', 'administrator'] })).status, 200)
})
