import assert from 'node:assert/strict'
import { mkdtemp, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { CourierStatus, ExchangeStatus } from '@enlace/api'
import { countExchange } from './count-exchange.ts'
import { makeAlert, type Submission } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { runCommand } from './run-command.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
const written: Submission[] = []
before(async () => {
  fleet = await startFleet()
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

async function write(count: number): Promise<void> {
  const alerts = Array.from({ length: count }, (_, i) => makeAlert(`carried ${written.length + i}`))
  written.push(...alerts)
  await postUntilStored(fleet.node('mx'), alerts)
}

async function hold(node: FleetNode, held: boolean): Promise<void> {
  const party = node.party === 'mx' ? 'us' : 'mx'
  const body = { held, reason: 'A drill of the courier.' }
  const { status } = await node.call('POST', `/api/v1/exchange/${party}/hold`, { role: 'administrator', body })
  assert.equal(status, 200)
}

async function outLogOf(node: FleetNode, lane = 'routine') {
  const { body } = await node.call('GET', '/api/v1/exchange')
  const log = (body as ExchangeStatus).partners[0]?.logs.find((each) => each.direction === 'out' && each.lane === lane)
  assert.ok(log)
  return log
}

async function courier(node: FleetNode, ...args: readonly string[]): Promise<string> {
  const { code, printed } = await runCommand(['courier', ...args, '--data-dir', node.dataDir])
  assert.equal(code, 0, printed)
  return printed
}

/** An export of a node in a folder of its own: the paths of its files. */
async function carry(node: FleetNode, ...more: readonly string[]): Promise<string[]> {
  const stick = await mkdtemp(join(fleet.root, 'stick-'))
  await courier(node, 'export', '--to', node.party === 'mx' ? 'us' : 'mx', '--out', stick, ...more)
  return (await readdir(stick)).map((name) => join(stick, name))
}

test('with the link cut, alerts, answers and receipts go both ways by courier, running or stopped, and the link then doubles nothing', async (t) => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  await write(20)
  await fleet.settle()
  await hold(mx, true)
  await hold(us, true)
  await write(120)
  const [first] = [await carry(mx, '--volume-bytes', '100000')]
  assert.ok(first.length > 2, 'in volumes')
  assert.match(await courier(us, 'import', ...first), /120 (new entries|asientos nuevos)/)
  await write(30)
  // Stopped, both sides do the same without their services.
  await mx.stop()
  await us.stop()
  await courier(us, 'import', ...(await carry(mx)))
  await courier(mx, 'import', ...(await carry(us)))
  await mx.start()
  await us.start()
  const carried = await outLogOf(mx)
  assert.equal(carried.receipted, carried.size)
  await write(10)
  await hold(mx, false)
  await hold(us, false)
  await fleet.settle(120_000)
  const { entries: _entries, ...count } = await countExchange(mx, us, written)
  t.diagnostic(`carried and sent ${count.written}, lost ${count.lost}, doubled ${count.doubled}`)
  const wanted = { logProblems: 0, lost: 0, doubled: 0, misplaced: 0, differing: 0, unproved: 0 }
  assert.deepEqual(count, { written: written.length, ...wanted })
  const { body } = await mx.call('GET', '/api/v1/exchange/courier', { role: 'administrator' })
  assert.deepEqual(
    (body as CourierStatus).history.map(({ what }) => what),
    ['import', 'receipt', 'export', 'export'],
  )
})

test('while the link is cut a flash alert goes by courier ahead of what waits, and online brings the rest once', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  await hold(mx, true)
  await hold(us, true)
  const flash = [makeAlert('carried first', { fields: { urgency: 'flash' } }), makeAlert('carried too', { fields: { urgency: 'flash' } })]
  const routine = Array.from({ length: 5 }, (_, i) => makeAlert(`waits for the link ${i}`))
  await postUntilStored(mx, [...routine, ...flash])
  assert.match(await courier(us, 'import', ...(await carry(mx, '--flash'))), /2 (new entries|asientos nuevos)/)
  const seen = async ({ object }: Submission) => (await us.call('GET', `/api/v1/records/${object.id}`)).status
  for (const alert of flash) await waitUntil('the flash alert is there', async () => (await seen(alert)) === 200)
  assert.deepEqual(await Promise.all(routine.map(seen)), [404, 404, 404, 404, 404])
  // Its receipt and its answers go back the same way.
  await courier(mx, 'import', ...(await carry(us, '--flash')))
  const held = await outLogOf(mx, 'flash')
  assert.equal(held.receipted, held.size)
  await hold(mx, false)
  await hold(us, false)
  await fleet.settle()
  const { entries: _entries, misplaced, ...count } = await countExchange(mx, us, [...routine, ...flash])
  assert.ok(misplaced > 0, 'what was carried overtook what waited')
  assert.deepEqual(count, { written: 7, logProblems: 0, lost: 0, doubled: 0, differing: 0, unproved: 0 })
})

test('a refused import says why at the terminal and leaves the node as it was', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  await hold(mx, true)
  await write(3)
  const files = await carry(mx)
  const own = await runCommand(['courier', 'import', ...files, '--data-dir', mx.dataDir])
  assert.equal(own.code, 1)
  const partial = await runCommand(['courier', 'import', ...files.filter((file) => file.endsWith('.courier')), '--data-dir', us.dataDir])
  assert.equal(partial.code, 1)
  assert.match(partial.printed, /mx-us-[0-9a-f]{8}\.1\.age/)
  await courier(us, 'import', ...files)
  const again = await runCommand(['courier', 'import', ...files, '--data-dir', us.dataDir])
  assert.equal(again.code, 1)
  await hold(mx, false)
  await fleet.settle()
})
