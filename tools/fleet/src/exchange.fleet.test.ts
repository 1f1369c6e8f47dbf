import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type Fleet, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
before(async () => {
  fleet = await startFleet()
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

test('two nodes are separate processes with separate folders, databases and keys', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  assert.notEqual(mx.pid(), us.pid())
  assert.notEqual(mx.databasePid(), us.databasePid())
  assert.notEqual(mx.dataDir, us.dataDir)
  const commandOf = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  assert.ok(commandOf(mx.pid()).includes(mx.dataDir) && commandOf(us.pid()).includes(us.dataDir))
  for (const file of ['keys/search.key', 'keys/journal.ed25519.pem', 'keys/transport.pem', 'keystore', 'transport.crt']) {
    assert.notDeepEqual(readFileSync(`${mx.dataDir}/${file}`), readFileSync(`${us.dataDir}/${file}`), file)
  }
})

test('an alert stands at the partner within seconds, and each step comes back', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const kind = await mx.call('GET', '/api/v1/kinds/mirror-alert')
  const { example } = kind.body as { example: { object: { id: string }; envelope: object } }
  const stored = await mx.call('POST', '/api/v1/records', { body: example })
  assert.equal(stored.status, 201, JSON.stringify(stored.body))
  const { id } = example.object
  await waitUntil('the alert is at us', async () => (await us.call('GET', `/api/v1/records/${id}`)).status === 200)
  const there = await us.call('GET', `/api/v1/records/${id}/raw`)
  const here = await mx.call('GET', `/api/v1/records/${id}/raw`)
  assert.deepEqual(there.body, here.body)
  await fleet.settle()
  const proof = await mx.call('GET', `/api/v1/records/${id}/proof`)
  assert.equal((proof.body as { proves: { code: string } }).proves.code, 'receipted')
  const status = await mx.call('GET', '/api/v1/exchange')
  const [partner] = (
    status.body as { partners: { logs: { direction: string; latencyMs: { p50: number | null; p95: number | null } }[] }[] }
  ).partners
  const measured = partner?.logs.find(({ direction, latencyMs }) => direction === 'out' && latencyMs.p50 !== null)?.latencyMs
  assert.ok(measured?.p50 && measured.p95 && measured.p50 > 0 && measured.p95 >= measured.p50, JSON.stringify(partner?.logs))
})
