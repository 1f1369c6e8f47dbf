import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { ExchangeStatus } from '@enlace/api'
import { makeAlert, type Submission } from './make-record.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
before(async () => {
  fleet = await startFleet()
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

async function write(node: FleetNode, name: string): Promise<Submission> {
  const alert = makeAlert(name)
  const { status, body } = await node.call('POST', '/api/v1/records', { body: alert })
  assert.equal(status, 201, JSON.stringify(body))
  return alert
}

async function holds(node: FleetNode, { object }: Submission): Promise<boolean> {
  return (await node.call('GET', `/api/v1/records/${object.id}`)).status === 200
}

async function logOf(node: FleetNode, direction: 'out' | 'in') {
  const { body } = await node.call('GET', '/api/v1/exchange')
  const log = (body as ExchangeStatus).partners[0]?.logs.find((each) => each.direction === direction)
  if (log === undefined) throw new Error(`${node.party} has no log ${direction}`)
  return log
}

async function hold(node: FleetNode, partner: string, held: boolean): Promise<void> {
  const { status } = await node.call('POST', `/api/v1/exchange/${partner}/hold`, { role: 'administrator', body: { held, reason: 'drill' } })
  assert.equal(status, 200)
}

/** As a backup does: owners and modes are kept. */
async function copyFolder(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', from, to])
}

test('a node that was put back to an older copy and signs another history is caught; the log freezes, the other direction goes on', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  await write(mx, 'both histories have it')
  await fleet.settle()
  const older = join(fleet.root, 'older')
  await mx.stop()
  await copyFolder(mx.dataDir, older)
  await mx.start()
  const forgotten = await write(mx, 'only the first history has it')
  await waitUntil('it is at us', async () => await holds(us, forgotten))
  await fleet.settle()
  const before = await logOf(us, 'in')
  await mx.stop()
  await rm(mx.dataDir, { recursive: true })
  await copyFolder(older, mx.dataDir)
  // With nobody there to tell it what it lost, it signs its second history for somebody who asks for a proof.
  await us.stop()
  await mx.start()
  const other = await write(mx, 'only the second history has it')
  await waitUntil('the second history is signed', async () => {
    const { body } = await mx.call('GET', `/api/v1/records/${other.object.id}/proof`)
    return (body as { readonly positions?: readonly { readonly role: string }[] }).positions?.some(({ role }) => role === 'out') === true
  })
  await us.start()
  const frozen = await waitUntil('mx has noticed', async () => {
    const log = await logOf(mx, 'out')
    return log.frozen === null ? undefined : log
  })
  assert.equal(frozen.frozen, 'own_log_forked')
  assert.equal((await logOf(us, 'in')).size, before.size, 'nothing of the second history was taken')
  assert.ok((await holds(us, forgotten)) && !(await holds(us, other)))
  await using database = await mx.database()
  const [kept] = await database.sql<{ evidence: string }[]>`select evidence from log where role = 'out' and lane = 'routine'`
  const { signed, checkpoint } = JSON.parse(kept?.evidence ?? '') as { readonly signed: string; readonly checkpoint: string }
  const rootOf = (note: string) => note.split('\n')[2]
  assert.ok(signed.startsWith('node.mx.sig.example/out/us/1\n') && checkpoint.startsWith('node.mx.sig.example/out/us/1\n'))
  assert.notEqual(rootOf(signed), rootOf(checkpoint))
  assert.match(await readFile(join(mx.dataDir, 'node.log'), 'utf8'), /a log is frozen/)
  const reply = await write(us, 'the other direction')
  await waitUntil('the other direction goes on', async () => await holds(mx, reply), 90_000)
})

test('a flipped byte of a stored leaf yields no signature, no sending and an alarm', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const size = (await logOf(mx, 'in')).size
  await flip(
    us,
    `update entry set leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 1) where seq = 0
    and log_id = (select log_id from log where role = 'out' and lane = 'routine')`,
  )
  const checkpoint = (await logOf(us, 'out')).checkpointSize
  const alert = await write(us, 'under a damaged log')
  const frozen = await waitUntil('us has noticed', async () => {
    const log = await logOf(us, 'out')
    return log.frozen === null ? undefined : log
  })
  assert.deepEqual([frozen.frozen, frozen.checkpointSize], ['damaged_entry', checkpoint], 'nothing was signed')
  assert.match(await readFile(join(us.dataDir, 'node.log'), 'utf8'), /a stored entry is damaged/)
  assert.equal((await logOf(mx, 'in')).size, size, 'nothing was sent')
  assert.ok((await holds(us, alert)) && !(await holds(mx, alert)))
})

/** What a disk or an intruder does to one byte. */
async function flip(node: FleetNode, statement: string): Promise<void> {
  await using database = await node.database()
  const done = await database.sql.unsafe(statement)
  assert.equal(done.count, 1)
}

test('a flipped byte of a sealed body is never sent, and raises an alarm', async () => {
  await fleet[Symbol.asyncDispose]()
  fleet = await startFleet()
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  await hold(mx, 'us', true)
  const alert = await write(mx, 'its copy is damaged before it leaves')
  await waitUntil('its copy waits', async () => (await logOf(mx, 'out')).waiting === 1)
  await flip(
    mx,
    `update body set sealed = set_byte(sealed, 100, get_byte(sealed, 100) # 1) where seq = 0
    and log_id = (select log_id from log where role = 'out' and lane = 'routine')`,
  )
  await hold(mx, 'us', false)
  const frozen = await waitUntil('mx has noticed', async () => {
    const log = await logOf(mx, 'out')
    return log.frozen === null ? undefined : log
  })
  assert.equal(frozen.frozen, 'damaged_body')
  assert.match(await readFile(join(mx.dataDir, 'node.log'), 'utf8'), /a log is frozen/)
  assert.equal((await logOf(us, 'in')).size, 0)
  assert.ok(!(await holds(us, alert)))
  const reply = await write(us, 'the other direction')
  await waitUntil('the other direction goes on', async () => await holds(mx, reply))
})
