import 'reflect-metadata'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { createSecureContext, TLSSocket } from 'node:tls'
import { X509CertificateGenerator } from '@peculiar/x509'
import { openDatabaseSocket } from './database-socket.ts'

const settled = async (): Promise<void> => undefined

// Answers the request for TLS with one byte, as PostgreSQL does, and goes on in TLS if that was yes.
async function listen(t: TestContext, answer: string, begin: (socket: Socket) => void): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (request) => {
      assert.deepEqual([...request], [0, 0, 0, 8, 4, 210, 22, 47])
      socket.write(answer)
      begin(socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return (server.address() as AddressInfo).port
}

async function listenTls(t: TestContext): Promise<number> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({ keys, signingAlgorithm: algorithm, name: 'CN=db.sig.example' })
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const pem = `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`
  const secureContext = createSecureContext({ key: pem, cert: certificate.toString('pem') })
  return await listen(t, 'S', (socket) => {
    const secure = new TLSSocket(socket, { isServer: true, secureContext })
    secure.on('error', () => undefined).on('data', (bytes) => secure.end(bytes))
  })
}

async function errorOf(socket: Socket): Promise<{ code?: string; message: string }> {
  return (await once(socket, 'error').catch((error: unknown) => [error]))[0]
}

test('a connection asks for TLS in PostgreSQL’s way and speaks through it', async (t) => {
  const socket = await openDatabaseSocket({ host: '127.0.0.1', port: await listenTls(t), ssl: 'require' }, settled)
  const echo = once(socket, 'data')
  socket.write('hello')
  assert.equal(String((await echo)[0]), 'hello')
  socket.on('error', () => undefined).destroy()
})

test('with verify-full a certificate that no authority signed is refused', async (t) => {
  const socket = await openDatabaseSocket({ host: '127.0.0.1', port: await listenTls(t), ssl: 'verify-full' }, settled)
  assert.equal((await errorOf(socket)).code, 'DEPTH_ZERO_SELF_SIGNED_CERT')
})

for (const answer of ['N', 'S and something in clear', 'E']) {
  test(`a server that answers «${answer}» to the request for TLS is left, nothing is sent in clear`, async (t) => {
    const port = await listen(t, answer, (socket) => socket.on('data', () => assert.fail('sent in clear')))
    const socket = await openDatabaseSocket({ host: '127.0.0.1', port, ssl: 'require' }, settled)
    assert.match((await errorOf(socket)).message, /does not offer TLS/)
  })
}

test('the driver is told the error at once and the close only when all is settled', async () => {
  const told: string[] = []
  const gate = Promise.withResolvers<void>()
  const socket = await openDatabaseSocket({ host: '/nonexistent', port: 1 }, () => gate.promise)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', (error: NodeJS.ErrnoException) => told.push(error.code ?? ''))
  await errorOf(socket)
  assert.deepEqual([told, socket.readyState], [['ENOENT'], 'closing'])
  gate.resolve()
  await closed
})
