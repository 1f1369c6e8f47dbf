import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { ExchangeStatus, RecordDetail, RecordList } from '@enlace/api'
import { canonicalBytes, fromUtf8, isJsonObject, type JsonObject, parseJson } from '@enlace/core'
import { dataFolder, readConfig } from '@enlace/node'
import { type EntryShape, exampleRecord, idOf } from '@enlace/node/test-partner'
import {
  commitItem,
  commitmentRoot,
  leafHash,
  openCheckpoint,
  parseBody,
  parseLeaf,
  parseVkey,
  releaseCommitment,
  rootOfHashes,
  verifyCosignatures,
} from '@enlace/proof/node'
import { parseEnvelope, validateObject } from '@enlace/records'
import { verifyRecord } from '@enlace/verify'
import { rawBytes } from './count-exchange.ts'
import { exportLog } from './export-log.ts'
import { type FakePeer, fakePeer } from './fake-peer.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
let mx: FleetNode
let us: FakePeer
before(async () => {
  fleet = await startFleet({ run: ['mx'] })
  mx = fleet.node('mx')
  us = fakePeer(fleet, 'us', mx)
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, 'fixtures/protocol-1', name))
const objectOf = (bytes: Uint8Array): JsonObject => {
  const parsed = parseJson(bytes)
  assert.ok(parsed.ok && isJsonObject(parsed.value.value))
  return parsed.value.value
}
const read = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string }): T => {
  assert.ok(result.ok, result.ok ? '' : result.reason)
  return result.value
}

test('the wire forms of protocol 1 are read by today’s code, and still mean what they meant', () => {
  const leaf = read(parseLeaf(fixture('leaf')))
  const body = read(parseBody(fixture('body')))
  assert.deepEqual([leaf.v, leaf.t, leaf.seq, leaf.n], [1, 'offer', 0, 2])
  assert.deepEqual(
    body.items.map((item) => Buffer.from(item.bytes)),
    [fixture('object'), fixture('envelope')],
  )
  const root = commitmentRoot(body.items.map((item) => commitItem(item.salt, item.bytes)))
  assert.equal(Buffer.from(root).toString('base64url'), leaf.c)
  assert.ok(body.release !== null)
  assert.equal(Buffer.from(releaseCommitment(body.release.salt, body.release.bytes)).toString('base64url'), leaf.rel)
  const checked = validateObject(objectOf(fixture('object')), { from: 'partner' })
  assert.ok(checked.ok)
  assert.deepEqual([checked.value.kind?.name, checked.value.newer], ['mirror-alert', []])
  const envelope = parseEnvelope(objectOf(fixture('envelope')), { newerCodes: 'keep' })
  assert.ok(envelope.ok)
  assert.deepEqual(envelope.flags, [])
  const keys = (fromUtf8(fixture('vkeys')) ?? '')
    .trim()
    .split('\n')
    .map((line) => read(parseVkey(line)))
  const { checkpoint, verified } = read(openCheckpoint(fromUtf8(fixture('checkpoint')) ?? '', keys.slice(0, 2)))
  assert.deepEqual([checkpoint.size, verified.length], [1, 2])
  assert.deepEqual(checkpoint.root, rootOfHashes([leafHash(fixture('leaf'))]))
  assert.equal(read(verifyCosignatures(checkpoint, fromUtf8(fixture('receipt')) ?? '', keys.slice(2))).length, 2)
})

test('an entry of protocol 1 is taken by a live node, receipted and shown', async () => {
  us.log.appendRaw(fixture('leaf'), fixture('body'))
  assert.ok(await us.send(0))
  const { id } = objectOf(fixture('object'))
  const detail = await shown(String(id))
  assert.deepEqual([detail.kind, detail.from, detail.flags], ['mirror-alert', 'us', []])
  assert.deepEqual(detail.envelope, objectOf(fixture('envelope')))
  assert.deepEqual(await rawBytes(mx, String(id)), fixture('object'))
})

async function shown(id: string): Promise<RecordDetail> {
  return await waitUntil('it is shown', async () => {
    const { status, body } = await mx.call('GET', `/api/v1/records/${id}`)
    return status === 200 ? (body as RecordDetail) : undefined
  })
}

const unknownKind: JsonObject = {
  type: 'drone-corridor',
  spec_version: '2.1',
  id: idOf('drone-corridor', 'tomorrow'),
  created: '2027-01-01T00:00:00.000Z',
  modified: '2027-01-01T00:00:00.000Z',
  extensions: { 'extension-definition--9c59fd79-4215-4ba2-920d-3e4f320e1e62': { extension_type: 'new-sdo' } },
  altitude_bands: [{ from_m: 10, to_m: 120 }],
}
const { envelope: usual } = exampleRecord('mirror-alert', 'usual')
const newer: readonly { readonly what: string; readonly object: JsonObject; readonly items: readonly Uint8Array[] }[] = [
  { what: 'a kind', object: unknownKind, items: [canonicalBytes(unknownKind), canonicalBytes(usual)] },
  { what: 'a field in our extension', ...exampleRecord('mirror-alert', 'newer field', { extension: { escort_drones: 2 } }) },
  { what: 'a code of a closed list', ...exampleRecord('mirror-alert', 'newer code', { extension: { requested_action: 'jam' } }) },
  { what: 'an envelope member', ...exampleRecord('mirror-alert', 'newer member', { envelope: { review_board: 'x' } }) },
  { what: 'a permitted use', ...exampleRecord('mirror-alert', 'newer use', { envelope: { permitted_use: ['lead', 'no_resale'] } }) },
]

test('what a newer partner sends is kept to the byte, receipted, shown as newer than this node, and never dropped', async () => {
  const start = us.log.size()
  for (const { items } of newer) us.log.append({ items })
  const plain = exampleRecord('mirror-alert', 'a leaf with a member of tomorrow')
  const laterLeaves: readonly EntryShape[] = [
    { items: plain.items, members: { priority: 'flash', hops: 2 } },
    { type: 'commitment', items: [canonicalBytes({ promise: 'a leaf type of tomorrow' })] },
    { type: 'key-add', members: { algorithm: 'slh-dsa' } },
  ]
  for (const shape of laterLeaves) us.log.append(shape)
  assert.ok(await us.send(start), 'all of it is receipted')
  for (const { what, object, items } of newer) {
    const id = String(object.id)
    const detail = await shown(id)
    assert.ok(detail.flags.includes('newer_than_node'), `${what}: ${detail.flags.join()}`)
    assert.deepEqual(detail.object, objectOf(items[0] as Uint8Array), what)
    assert.deepEqual(detail.envelope, objectOf(items[1] as Uint8Array), what)
    assert.deepEqual(await rawBytes(mx, id), Buffer.from(items[0] as Uint8Array), what)
    // Opens both items against the partner's own commitment: not a byte was rewritten.
    const { body } = await mx.call('GET', `/api/v1/records/${id}/proof`)
    const verdict = read(verifyRecord(body, { items: new Map(items.map((item, i) => [i, item])) }))
    assert.deepEqual([verdict.ok, verdict.proves.code], [true, 'held'], `${what}: ${JSON.stringify(verdict.steps.filter(({ ok }) => !ok))}`)
  }
  assert.deepEqual((await shown(String(plain.object.id))).flags, [], 'a newer leaf member says nothing about the record')
  const { items } = (await mx.call('GET', '/api/v1/records?from=us&limit=200')).body as RecordList
  const listed = new Map(items.map((item) => [item.id, item.flags]))
  for (const { what, object } of newer) assert.ok(listed.get(String(object.id))?.includes('newer_than_node'), what)
  assert.equal((await status()).quarantined, 0)
  const exported = await exportLog(mx, 'node.us.sig.example/out/mx/1')
  assert.equal(exported?.verdict.problemCount, 0, JSON.stringify(exported?.verdict.problems))
  assert.deepEqual(
    exported?.leaves.map((leaf) => Buffer.from(leaf)),
    us.log.entries.map(({ leaf }) => Buffer.from(leaf)),
  )
  await using database = await mx.database()
  const [kept] = await database.sql<{ bodies: number }[]>`select count(*)::int as bodies from body
    where sealed is not null and log_id = (select log_id from log where role = 'in' and lane = 'routine')`
  assert.equal(kept?.bodies, us.log.entries.filter(({ body }) => body !== undefined).length, 'bodies of unknown entries are kept too')
})

async function status(): Promise<ExchangeStatus['partners'][number]> {
  const { body } = await mx.call('GET', '/api/v1/exchange')
  return (body as ExchangeStatus).partners[0] as ExchangeStatus['partners'][number]
}

/** What a node thinks of its partner's greeting: it is the answer to everything it asks. */
const hellos = [
  { what: 'of protocol 1', hello: () => fixture('hello'), fault: 'partner_refused' },
  {
    what: 'of a newer node that still speaks protocol 1',
    hello: () =>
      canonicalBytes({ ...objectOf(fixture('hello')), kinds: ['drone-corridor'], protocols: [1, 2], witnesses: [{ name: 'w1' }] }),
    fault: 'partner_refused',
  },
  {
    what: 'of a node that no longer does',
    hello: () => canonicalBytes({ ...objectOf(fixture('hello')), protocols: [2, 3] }),
    fault: 'protocol_not_shared',
  },
] as const
for (const { what, hello, fault } of hellos) {
  test(`the greeting ${what} is read, and ends in ${fault === 'partner_refused' ? 'a first request' : 'a clear fault'}`, async () => {
    const own = dataFolder(join(fleet.root, 'us'))
    const { port } = readConfig(join(fleet.root, 'us'), {}).exchange
    const asked: string[] = []
    const server = createServer(
      {
        key: readFileSync(own.transportKey),
        cert: readFileSync(own.transportCertificate),
        ca: readFileSync(dataFolder(mx.dataDir).transportCertificate),
        requestCert: true,
      },
      (request, response) => {
        asked.push(request.url ?? '')
        request.resume()
        if (request.url === '/x/v1/hello') response.writeHead(200, { 'content-type': 'application/json' }).end(hello())
        else response.writeHead(404).end('log_unknown\n')
      },
    )
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
    try {
      // Whoever is greeted greets back: the link waits no longer.
      await waitUntil(
        `the link tells ${fault}`,
        async () => {
          await us.request('GET', '/x/v1/hello')
          const answered = fault === 'protocol_not_shared' || asked.some((path) => path.endsWith('/add-checkpoint'))
          return answered && asked.includes('/x/v1/hello') && (await status()).lastFault?.code === fault
        },
        60_000,
      )
      // What a link had under way from an older greeting may still come before the new one is read.
      const since = asked.slice(asked.lastIndexOf('/x/v1/hello'))
      if (fault === 'protocol_not_shared') assert.ok(!since.some((path) => path.endsWith('/add-checkpoint')))
    } finally {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    }
  })
}
