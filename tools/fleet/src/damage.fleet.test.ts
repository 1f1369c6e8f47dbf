import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { ExchangeStatus, StoppedLog } from '@enlace/api'
import { countExchange, proves } from './count-exchange.ts'
import { makeAlert, type Submission } from './make-record.ts'
import { confirmEpoch, proposeEpoch } from './open-epoch.ts'
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

async function logsOf(node: FleetNode): Promise<ExchangeStatus['partners'][number]['logs']> {
  const { body } = await node.call('GET', '/api/v1/exchange')
  return (body as ExchangeStatus).partners[0]?.logs ?? []
}

async function logOf(node: FleetNode, direction: 'out' | 'in', origin?: string) {
  const log = (await logsOf(node)).find((each) => each.direction === direction && (origin === undefined || each.origin === origin))
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

/** What both histories have, and what only the second one has. */
let both: Submission | undefined
let other: Submission | undefined

test('a node that was put back to an older copy and signs another history is caught; the log freezes, the other direction goes on', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  both = await write(mx, 'both histories have it')
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
  const second = await write(mx, 'only the second history has it')
  other = second
  await waitUntil('the second history is signed', async () => {
    const { body } = await mx.call('GET', `/api/v1/records/${second.object.id}/proof`)
    return (body as { readonly positions?: readonly { readonly role: string }[] }).positions?.some(({ role }) => role === 'out') === true
  })
  await us.start()
  const frozen = await waitUntil('mx has noticed', async () => {
    const log = await logOf(mx, 'out')
    return log.frozen === null ? undefined : log
  })
  assert.equal(frozen.frozen, 'own_log_forked')
  assert.equal((await logOf(us, 'in')).size, before.size, 'nothing of the second history was taken')
  assert.ok((await holds(us, forgotten)) && !(await holds(us, second)))
  assert.equal(await waitUntil('us was shown the other history', async () => (await logOf(us, 'in')).frozen ?? undefined), 'fork')
  for (const node of [mx, us]) await assertContradiction(node, node === mx ? 'us' : 'mx')
  assert.match(await readFile(join(mx.dataDir, 'node.log'), 'utf8'), /a log is frozen/)
  const reply = await write(us, 'the other direction')
  await waitUntil('the other direction goes on', async () => await holds(mx, reply), 90_000)
})

const old = 'node.mx.sig.example/out/us/1'
const next = 'node.mx.sig.example/out/us/2'

/** Both checkpoints are kept, signed over one size with two roots, for anybody to check. */
async function assertContradiction(node: FleetNode, partner: string): Promise<void> {
  const { body } = await node.call('GET', `/api/v1/exchange/${partner}/stopped?origin=${encodeURIComponent(old)}`)
  const { notes, policy } = body as StoppedLog
  const [one, other] = notes.map((note) => note.split('\n'))
  assert.deepEqual([one?.[0], one?.[1]], [other?.[0], other?.[1]])
  assert.notEqual(one?.[2], other?.[2])
  assert.match(policy, /^log node\.mx\.sig\.example\/out\/us\/1\+/m)
}

test('two persons on each side lead a forked log out: its next epoch begins where both agree, and what no receipt covered comes once', async (t) => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const proposal = await proposeEpoch(mx, { partner: 'us', origin: old, code: 'forked' })
  assert.equal((await logOf(mx, 'out')).next, null, 'one person alone changes nothing')
  const again = await mx.call('POST', `/api/v1/proposals/${proposal}`, {
    role: 'administrator',
    body: { outcome: 'confirmed', reason: 'alone' },
  })
  assert.equal(again.status, 403, 'the proposer confirms nothing')
  await confirmEpoch(mx, proposal)
  const since = await write(mx, 'written into the new epoch')
  const offered = await waitUntil('us hears that the log ended', async () => (await logOf(us, 'in', old)).offered ?? undefined)
  assert.deepEqual(offered, { size: 1, reason: 'forked' })
  assert.equal(await holds(us, since), false, 'nothing of the new epoch is taken without two persons of us')
  assert.deepEqual([(await logOf(mx, 'out', next)).receipted, (await logsOf(us)).some(({ origin }) => origin === next)], [0, false])
  await confirmEpoch(us, await proposeEpoch(us, { partner: 'mx', origin: old, code: 'forked' }))
  await waitUntil('traffic goes on', async () => await holds(us, since), 90_000)
  await fleet.settle()
  const written = [since, ...(both === undefined || other === undefined ? [] : [both, other])]
  const { entries: _entries, misplaced: _order, ...count } = await countExchange(mx, us, written)
  t.diagnostic(`written ${count.written}, lost ${count.lost}, doubled ${count.doubled}`)
  assert.deepEqual(count, { written: 3, logProblems: 0, lost: 0, doubled: 0, differing: 0, unproved: 0 })
  const ended = await logOf(us, 'in', old)
  assert.deepEqual([ended.next?.origin, ended.next?.size, ended.frozen, ended.waiting], [next, 1, 'fork', 0])
  assert.deepEqual((await logOf(mx, 'out', old)).next?.moved, 1)
  await assertContradiction(mx, 'us')
  assert.equal(await proves(mx, both as Submission), 'receipted', 'proofs of the old epoch stay')
  await mx.stop()
  await mx.start()
  const later = await write(mx, 'after a start in the second epoch')
  await waitUntil('it goes on after a start', async () => await holds(us, later))
  await fleet.settle()
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
  await waitUntil('it is in the log', async () => /a stored entry is damaged/.test(await readFile(join(us.dataDir, 'node.log'), 'utf8')))
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

test('a year that is over ends a sound log without alarm: what waits in it goes first, and the next one goes on behind it', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const origin = 'node.us.sig.example/out/mx/1'
  await hold(us, 'mx', true)
  const before = await write(us, 'waits when the year ends')
  await waitUntil('it waits', async () => (await logOf(us, 'out')).waiting > 0)
  await confirmEpoch(us, await proposeEpoch(us, { partner: 'mx', origin, code: 'yearly' }))
  await confirmEpoch(mx, await proposeEpoch(mx, { partner: 'us', origin, code: 'yearly' }))
  const after = await write(us, 'written in the new year')
  await hold(us, 'mx', false)
  await waitUntil('both are there', async () => (await holds(mx, before)) && (await holds(mx, after)), 90_000)
  const old = await waitUntil('the old log ended there', async () => {
    const log = await logOf(mx, 'in', origin)
    return log.endedAt == null ? undefined : log
  })
  assert.deepEqual([old.frozen, old.next?.size, old.next?.reason], ['epoch_ended', old.size, 'yearly'])
  const ended = await logOf(us, 'out', origin)
  assert.deepEqual([ended.frozen, ended.waiting, ended.receipted, ended.next?.moved], [null, 0, ended.size, 0])
})
