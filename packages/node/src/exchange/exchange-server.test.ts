import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request as httpsRequest, type RequestOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { connect, type TLSSocket } from 'node:tls'
import { generateSigner, originHash, vkeyOf } from '@enlace/proof/node'
import { makeTransportCertificate } from '../cli/transport-certificate.ts'
import { openLog, readLog } from '../store/logs.ts'
import { openRightOfWay } from '../store/right-of-way.ts'
import { type TestStore, testStore } from '../store/test-store.ts'
import { type FakePartner, fakePartner } from '../test-partner.ts'
import { countRefusals, type Refusals } from './count-refusals.ts'
import { type ExchangePartner, maxRequestBytes, startExchangeServer } from './exchange-server.ts'
import { openLinkClient } from './link-client.ts'
import { openPartnerLink, type PartnerLink } from './partner-link.ts'
import { readLogResource } from './read-log.ts'
import { createReceiver } from './receive.ts'

type Identity = { readonly key: string; readonly cert: string; readonly fingerprint: string }

async function identity(name: string): Promise<Identity> {
  const { keyPem, certificatePem } = await makeTransportCertificate(name, ['127.0.0.1'], new Date())
  return { key: keyPem, cert: certificatePem, fingerprint: new X509Certificate(certificatePem).fingerprint256 }
}

const asShown = ({ key, cert, fingerprint }: Identity) => ({ key, certificate: cert, fingerprint })

type Neighbour = {
  readonly party: string
  readonly log: FakePartner
  readonly logId: number
  readonly identity: Identity
  readonly link: PartnerLink
  readonly refusals: Refusals
}

let store: TestStore
let own: Identity
let us: Neighbour
let ca: Neighbour
let stranger: Identity
let server: Awaited<ReturnType<typeof startExchangeServer>>
const errors: unknown[] = []
let answering: ((path: string) => Promise<void>) | undefined

before(async () => {
  store = await testStore()
  own = await identity('node.mx.sig.example')
  stranger = await identity('node.us.sig.example')
  us = await neighbour('us')
  ca = await neighbour('ca')
  server = await startExchangeServer({
    host: '127.0.0.1',
    port: 0,
    identities: () => [asShown(own)],
    partners: () => [us, ca].map(asPartner),
    onError: (cause) => errors.push(cause),
  })
})
after(async () => {
  await server.close()
  await us.link.stop()
  await ca.link.stop()
  await store[Symbol.asyncDispose]()
})

/** A paired party with its own keys and its own log here; our own sender to it finds nobody. */
async function neighbour(party: string): Promise<Neighbour> {
  const origin = `node.${party}.sig.example/out/mx/1`
  const { logId } = await openLog(store.sql, { origin, role: 'in', partner: party, epoch: 1 })
  const signers = [generateSigner(origin, 0x01).signer]
  const receiver = createReceiver({
    sql: store.sql,
    keystore: store.keystore,
    logId,
    origin,
    partnerKeys: signers.map(vkeyOf),
    receiptSigners: [generateSigner(`node.mx.sig.example/in/${party}`, 0x04).signer],
    agencyOf: () => 'sspc',
    now: () => new Date(),
    pass: () => undefined,
    onReceived: () => undefined,
    onAlarm: () => undefined,
  })
  const link = openPartnerLink({
    party: 'mx',
    partner: party,
    lanes: [
      {
        lane: 'routine',
        owns: [
          {
            origin: `node.mx.sig.example/out/${party}/1`,
            read: async () => ({ status: 404 }),
            recover: async () => false,
            sender: { step: async () => false, sent: () => 0, forget: () => undefined, meet: async () => undefined },
          },
        ],
        mirrors: [{ origin, read: (resource) => readLogResource(store.sql, logId, resource), holds: async () => 0, receiver }],
      },
    ],
    ends: async () => [],
    onLanes: () => undefined,
    onSealed: () => undefined,
    client: { request: () => Promise.reject(new Error('nobody there')), requestInOrder: () => [], close: async () => undefined },
    kinds: ['note'],
    software: 'test',
    held: false,
    rightOfWay: openRightOfWay(),
    now: () => new Date(),
    onChange: () => undefined,
    onError: () => undefined,
  })
  return {
    party,
    log: fakePartner(origin, signers),
    logId,
    identity: await identity(`node.${party}.sig.example`),
    link,
    refusals: countRefusals({ now: () => new Date() }),
  }
}

function asPartner({ party, identity: { cert, fingerprint }, link, refusals }: Neighbour): ExchangePartner {
  return {
    party,
    certificates: () => [cert],
    judge: (shown) => (shown === fingerprint ? 'good' : undefined),
    turnedAway: countRefusals({ now: () => new Date() }),
    refusals,
    answer: async (method, path, body) => {
      await answering?.(path)
      return await link.answer(method, path, body)
    },
  }
}

function clientOf(who: Identity) {
  return openLinkClient(`https://127.0.0.1:${server.port}`, {
    own: () => [asShown(who)],
    partner: () => [asShown(own)],
  })
}

const pathOf = (log: FakePartner, request: string) => `/x/v1/out/${originHash(log.origin)}/${request}`

test('a paired partner says hello, and brings its log to a receipt, over mutual TLS 1.3', async () => {
  const client = clientOf(us.identity)
  const hello = await client.request('GET', '/x/v1/hello')
  assert.deepEqual(JSON.parse(Buffer.from(hello.body).toString()), {
    holds: { [us.log.origin]: 0 },
    kinds: ['note'],
    lanes: ['routine', 'flash'],
    party: 'mx',
    protocols: [1],
    sealed: true,
    software: 'test',
  })
  us.log.append({ items: [Buffer.from('{}'), Buffer.from('{}')] })
  assert.equal((await client.request('POST', pathOf(us.log, 'add-checkpoint'), us.log.addCheckpoint(0))).status, 200)
  assert.equal((await client.request('POST', pathOf(us.log, 'add-bodies'), us.log.addBodies(0))).status, 200)
  assert.equal((await client.request('POST', pathOf(us.log, 'add-entries'), us.log.addEntries(0))).status, 200)
  const kept = await client.request('GET', pathOf(us.log, 'checkpoint'))
  assert.equal(Buffer.from(kept.body).toString(), us.log.note())
  assert.equal((await readLog(store.sql, us.logId)).checkpointSize, 1)
  await client.close()
})

test('a partner does not reach the log of another, not even by its name and with its requests', async () => {
  const client = clientOf(ca.identity)
  us.log.append()
  for (const [request, body] of [
    ['add-checkpoint', us.log.addCheckpoint(1)],
    ['add-bodies', us.log.addBodies(0)],
    ['add-entries', us.log.addEntries(1)],
  ] as const) {
    const reply = await client.request('POST', pathOf(us.log, request), body)
    assert.deepEqual([reply.status, Buffer.from(reply.body).toString()], [404, 'log_unknown\n'])
    // Its own path, the other's log: the signature and the origin inside do not fit.
    const smuggled = await client.request('POST', pathOf(ca.log, request), body)
    assert.ok([403, 404].includes(smuggled.status), `${request} ${smuggled.status}`)
  }
  assert.equal((await client.request('GET', pathOf(us.log, 'checkpoint'))).status, 404)
  const [mine, theirs] = [await readLog(store.sql, us.logId), await readLog(store.sql, ca.logId)]
  assert.deepEqual([mine.pendingSize, theirs.pendingSize, mine.frozen, theirs.frozen], [1, 0, null, null])
  await client.close()
})

test('unknown paths, methods and requests are refused without a word about what there is', async () => {
  const client = clientOf(us.identity)
  const statuses: (readonly [string, 'GET' | 'POST', number])[] = [
    ['/', 'GET', 404],
    ['/api/v1/records', 'GET', 404],
    ['/x/v1/hello/../../', 'GET', 404],
    [`/x/v1/out/${'0'.repeat(64)}/add-entries`, 'POST', 404],
    [pathOf(us.log, 'add-entries'), 'GET', 405],
    [pathOf(us.log, 'drop-table'), 'POST', 404],
    [pathOf(us.log, 'add-entries'), 'POST', 400],
    [pathOf(us.log, 'add-bodies'), 'POST', 400],
    [pathOf(us.log, 'add-checkpoint'), 'POST', 400],
  ]
  for (const [path, method, status] of statuses) {
    const reply = await client.request(method, path, method === 'POST' ? Buffer.from('x') : undefined)
    assert.equal(reply.status, status, `${method} ${path}`)
    assert.ok(reply.body.length < 40)
  }
  await client.close()
})

test('an error of ours is told to our own log and to the partner as nothing', async () => {
  const client = clientOf(us.identity)
  answering = () => Promise.reject(new Error('secret path /var/lib'))
  const reply = await client.request('GET', '/x/v1/hello')
  answering = undefined
  assert.deepEqual([reply.status, reply.body.length], [500, 0])
  assert.match(String(errors.at(-1)), /secret path/)
  await client.close()
})

/** How a handshake with these options ends: the certificate that we were shown and 200, or how we were turned away. */
async function knock(options: RequestOptions): Promise<string> {
  return await new Promise((resolve) => {
    const request = httpsRequest(
      { host: '127.0.0.1', port: server.port, path: '/x/v1/hello', rejectUnauthorized: false, agent: false, ...options },
      (response) => {
        response.resume()
        resolve(String(response.statusCode))
      },
    )
    request.on('error', () => resolve('turned away')).end()
  })
}

test('without a paired certificate there is no conversation', async () => {
  assert.equal(await knock({ key: us.identity.key, cert: us.identity.cert }), '200')
  assert.equal(await knock({}), 'turned away')
  assert.equal(await knock({ key: stranger.key, cert: stranger.cert }), 'turned away')
  // The partner's certificate is public; without its key it opens nothing.
  assert.equal(await knock({ key: stranger.key, cert: stranger.cert, ca: us.identity.cert }), 'turned away')
})

test('nothing older than TLS 1.3 is spoken', async () => {
  assert.equal(await knock({ key: us.identity.key, cert: us.identity.cert, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }), 'turned away')
})

test('a client that meets another certificate than the paired one does not speak', async () => {
  const client = openLinkClient(`https://127.0.0.1:${server.port}`, {
    own: () => [asShown(us.identity)],
    partner: () => [{ certificate: own.cert, fingerprint: stranger.fingerprint }],
  })
  await assert.rejects(client.request('GET', '/x/v1/hello'))
  await client.close()
})

test('an answer that goes on and on is cut at its bound', async () => {
  let sent = 0
  const endless = createServer({ key: own.key, cert: own.cert }, (_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  })
  await once(endless.listen(0, '127.0.0.1'), 'listening')
  const client = openLinkClient(`https://127.0.0.1:${(endless.address() as AddressInfo).port}`, {
    own: () => [asShown(us.identity)],
    partner: () => [asShown(own)],
  })
  await assert.rejects(client.request('GET', '/x/v1/hello', undefined, 100_000), /without end/)
  await client.close()
  endless.closeAllConnections()
  endless.close()
  assert.ok(sent < 100_000_000)
})

async function open(who: Identity): Promise<TLSSocket> {
  const socket = connect({ host: '127.0.0.1', port: server.port, key: who.key, cert: who.cert, rejectUnauthorized: false })
  socket.on('error', () => undefined)
  await once(socket, 'secureConnect')
  return socket
}

async function firstLine(socket: TLSSocket): Promise<string> {
  const [chunk] = (await once(socket, 'data')) as [Buffer]
  return chunk.toString().split('\r\n')[0] ?? ''
}

test('a body beyond the bound is refused by what it says it is, and by what it is', async () => {
  const said = await open(us.identity)
  said.write(`POST ${pathOf(us.log, 'add-bodies')} HTTP/1.1\r\nhost: x\r\ncontent-length: ${maxRequestBytes + 1}\r\n\r\n`)
  assert.match(await firstLine(said), /413/)
  said.destroy()
  const streamed = await open(us.identity)
  streamed.write(`POST ${pathOf(us.log, 'add-bodies')} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n`)
  const chunk = Buffer.concat([Buffer.from('f4240\r\n'), Buffer.alloc(1_000_000), Buffer.from('\r\n')])
  const answered = firstLine(streamed)
  const pump = (async () => {
    for (let i = 0; i < 40 && !streamed.destroyed; i++) if (!streamed.write(chunk)) await Promise.race([once(streamed, 'drain'), answered])
  })()
  assert.match(await answered, /413/)
  streamed.destroy()
  await pump.catch(() => undefined)
})

test('a partner that opens requests and does not end them takes its own share and not that of the others', async () => {
  const sockets = await Promise.all(Array.from({ length: 6 }, () => open(us.identity)))
  for (const socket of sockets) socket.write(`POST ${pathOf(us.log, 'add-bodies')} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nslow`)
  const seventh = await open(us.identity)
  let line = ''
  // The six are under way as soon as their headers are read; until then the seventh is still answered.
  for (let attempt = 0; attempt < 100 && !/429/.test(line); attempt++) {
    const socket = attempt === 0 ? seventh : await open(us.identity)
    socket.write('GET /x/v1/hello HTTP/1.1\r\nhost: x\r\n\r\n')
    line = await firstLine(socket)
    socket.destroy()
  }
  assert.match(line, /429/)
  assert.equal(await knock({ key: ca.identity.key, cert: ca.identity.cert }), '200')
  const before = errors.length
  for (const socket of sockets) socket.destroy()
  for (let status = ''; status !== '200'; ) status = await knock({ key: us.identity.key, cert: us.identity.cert })
  assert.equal(errors.length, before, 'who leaves is no error of ours')
})

test('a partner has a bounded number of connections', async () => {
  const sockets: TLSSocket[] = []
  let closed: Promise<unknown> | undefined
  for (let i = 0; i < 20 && closed === undefined; i++) {
    const socket = await open(us.identity)
    sockets.push(socket)
    const ended = once(socket, 'close').then(() => 'closed')
    socket.write('GET /x/v1/hello HTTP/1.1\r\nhost: x\r\n\r\n')
    const outcome = await Promise.race([ended, once(socket, 'data').then(() => 'answered')])
    if (outcome === 'closed') closed = ended
  }
  assert.ok(closed !== undefined && sockets.length > 10 && sockets.length <= 17, `${sockets.length}`)
  assert.equal(await knock({ key: ca.identity.key, cert: ca.identity.cert }), '200')
  for (const socket of sockets) socket.destroy()
})

test('headers and whole requests have a deadline', async () => {
  assert.ok(server.server.headersTimeout <= 10_000 && server.server.requestTimeout <= 120_000 && server.server.requestTimeout > 0)
})

test('a held link answers that it is held, whoever asks for what', async () => {
  us.link.hold(true)
  const client = clientOf(us.identity)
  for (const path of ['/x/v1/hello', pathOf(us.log, 'add-entries')]) {
    const reply = await client.request('POST', path, Buffer.from('x'))
    assert.deepEqual([reply.status, reply.retryAfterMs], [503, 2000])
  }
  us.link.hold(false)
  assert.equal((await client.request('GET', '/x/v1/hello')).status, 200)
  await client.close()
})

test('a partner that sends little but garbage waits, by name and count, while the others are heard', async () => {
  const client = clientOf(us.identity)
  const seen = us.refusals.list().reduce((sum, each) => sum + each.count, 0)
  let last = await client.request('POST', pathOf(us.log, 'add-entries'), Buffer.from('x'))
  for (let i = 0; i < 400 && last.status === 400; i++) last = await client.request('POST', pathOf(us.log, 'add-entries'), Buffer.from('x'))
  assert.equal(last.status, 429)
  assert.ok((last.retryAfterMs ?? 0) > 0 && (last.retryAfterMs ?? 0) <= 60_000)
  assert.equal(await knock({ key: ca.identity.key, cert: ca.identity.cert }), '200')
  const [first] = us.refusals.list()
  assert.equal(first?.status, 400)
  assert.match(first?.code ?? '', /^[a-z_]+$/)
  assert.ok((first?.count ?? 0) > 150 && seen < (first?.count ?? 0))
  assert.deepEqual(
    ca.refusals.list().filter(({ status }) => status === 400),
    [],
  )
  await client.close()
})

test('a certificate that follows another is shown by name, both are let in meanwhile, and the former one is turned away and counted when it ends', async (t) => {
  const [older, newer, mine] = [
    await identity('node.us.sig.example'),
    await identity('node.us.sig.example'),
    await identity('node.mx.sig.example'),
  ]
  const turnedAway = countRefusals({ now: () => new Date() })
  let judged: ReadonlyMap<string, 'good' | 'certificate_ended'> = new Map([[older.fingerprint, 'good']])
  let shown = [asShown(own)]
  const partner = (): ExchangePartner => ({
    ...asPartner(us),
    certificates: () => [older, newer].filter(({ fingerprint }) => judged.has(fingerprint)).map(({ cert }) => cert),
    judge: (fingerprint) => judged.get(fingerprint),
    turnedAway,
    refusals: countRefusals({ now: () => new Date() }),
  })
  const rotating = await startExchangeServer({
    host: '127.0.0.1',
    port: 0,
    identities: () => shown,
    partners: () => [partner()],
    onError: (cause) => errors.push(cause),
  })
  t.after(() => rotating.close())
  const url = `https://127.0.0.1:${rotating.port}`
  const met = async (identities: readonly Identity[], pinned: readonly Identity[]) => {
    const client = openLinkClient(url, { own: () => identities.map(asShown), partner: () => pinned.map(asShown) })
    const answers = []
    // Who is turned away shows the next of its certificates a moment later.
    for (let i = 0; i < identities.length; i++) {
      if (i > 0) await delay(600)
      answers.push(
        await client.request('GET', '/x/v1/hello').then(
          ({ status }) => status,
          () => 'cut',
        ),
      )
    }
    await client.close()
    return answers
  }
  assert.deepEqual(await met([older], [own]), [200])
  assert.deepEqual(await met([newer, older], [own]), ['cut', 200])
  // Both sides have rotated: each is met by what it pinned, the newest or the first.
  judged = new Map([...judged, [newer.fingerprint, 'good'] as const])
  shown = [asShown(own), asShown(mine)]
  rotating.refresh()
  assert.deepEqual(await met([newer], [mine]), [200])
  assert.deepEqual(await met([older], [own]), [200])
  assert.deepEqual(await met([older], [mine, own]), [200])
  // An older node asks for none by name.
  const plain = connect({ host: '127.0.0.1', port: rotating.port, key: older.key, cert: older.cert, rejectUnauthorized: false })
  await once(plain, 'secureConnect')
  assert.equal(plain.getPeerCertificate().fingerprint256, own.fingerprint)
  plain.destroy()
  const kept = openLinkClient(url, { own: () => [asShown(older)], partner: () => [asShown(mine)] })
  const again = async () => (await kept.requestInOrder([{ path: '/x/v1/nothing', body: new Uint8Array(0) }])[0])?.status
  assert.equal(await again(), 404)
  judged = new Map([...judged, [older.fingerprint, 'certificate_ended'] as const])
  // A connection that stands is met as a new one is.
  assert.equal(await again(), 403)
  await kept.close()
  assert.deepEqual(await met([older], [mine]), ['cut'])
  assert.deepEqual(await met([newer], [mine]), [200])
  assert.deepEqual(
    turnedAway.list().map(({ code, count }) => [code, count]),
    [['certificate_ended', 2]],
  )
})
