import { globSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ExchangeStatus } from '@enlace/api'
import { exampleRecord } from '@enlace/node/test-partner'
import { readDrillConfig, readFaultMs } from '../config.ts'
import { countExchange } from '../count-exchange.ts'
import { fakePeer } from '../fake-peer.ts'
import { keepWriting, type Writer } from '../keep-writing.ts'
import { makeAlert } from '../make-record.ts'
import { seededRandom } from '../seeded-random.ts'
import { type Fleet, type FleetNode, startFleet } from '../start-fleet.ts'
import { uploadFile } from '../upload-file.ts'
import { waitUntil } from '../wait-until.ts'
import { type BadLink, badLink } from './bad-link.ts'
import { clocksApart } from './clocks-apart.ts'
import { injectError, withChildren } from './inject-error.ts'
import { type Fault, nameOf, planFaults } from './plan-faults.ts'

/**
 * `npm run test:faults`: two real nodes write to each other while system calls fail, processes are killed, the link is bad and clocks are wrong;
 * then all is counted by the verifier. A log is forked and a stored bit flipped, and both must be found. Ends with 1 when anything was lost,
 * doubled, reordered or not caught. Bounded by `ENLACE_FAULT_SECONDS`; `ENLACE_SEED` repeats a plan. Needs strace and libfaketime of Debian.
 */

/** A fault that nothing met by then meets nothing. */
const hitLimitMs = 1_500
/** A node that stores nothing for so long after a fault is started anew, as whoever runs it would. */
const patienceMs = 4_000
const settleLimitMs = 120_000
const clock = globSync('/usr/lib/*/faketime/libfaketime.so.1')[0] ?? ''

const { seed } = readDrillConfig()
const random = seededRandom(seed)
const links = new Map<string, BadLink>()
const tally = new Map<string, number>()
let started = 0

const wire = async (party: string, port: number): Promise<number> => {
  const link = await badLink(port)
  links.set(party, link)
  return link.port
}

if (clock === '') throw new Error('libfaketime of Debian is not installed')
process.stdout.write(`# seed ${seed}\n`)
let failed = false
{
  await using fleet = await startFleet({ wire })
  await clocksApart(fleet, clock)
  await suffer(fleet)
  await flipStoredBit(fleet)
}
for (const link of links.values()) await link.close()
{
  await using fleet = await startFleet({ run: ['mx'] })
  await forkLog(fleet)
}
process.exitCode = failed ? 1 : 0

async function suffer(fleet: Fleet): Promise<void> {
  const nodes = Object.values(fleet.nodes)
  const writers = new Map(nodes.map((node) => [node.party, keepWriting(node, { perBatch: 3, everyMs: 60 })]))
  const end = Date.now() + readFaultMs()
  for (const fault of planFaults([...writers.keys()], random)) {
    if (Date.now() > end) break
    const node = fleet.node(fault.party)
    const hits = await harm(fleet, node, fault)
    if (hits > 0) tally.set(nameOf(fault), (tally.get(nameOf(fault)) ?? 0) + hits)
    await revive(node, writers.get(fault.party) as Writer)
  }
  const written = await Promise.all(nodes.map(async (node) => [node, await (writers.get(node.party) as Writer).stop()] as const))
  await fleet.settle(settleLimitMs)
  const injected = [...tally.values()].reduce((sum, count) => sum + count, 0)
  say(`faults injected: ${injected}`, injected > 0, [...tally].map(([name, count]) => `${name} ${count}`).join(', '))
  say('nodes started anew', true, String(started))
  for (const [from, records] of written) {
    const to = nodes.find((node) => node !== from) as FleetNode
    const count = await countExchange(from, to, records)
    const { logProblems, lost, doubled, misplaced, differing, unproved } = count
    say(
      `${from.party} to ${to.party}: records sent ${count.written}, lost ${lost}, doubled ${doubled}`,
      logProblems + lost + doubled + misplaced + differing + unproved === 0 && count.written > 0,
      `misplaced ${misplaced}, differing ${differing}, unproved ${unproved}, problems of logs ${logProblems}`,
    )
  }
}

/** Does it; how many times it struck. */
async function harm(fleet: Fleet, node: FleetNode, fault: Fault): Promise<number> {
  if (fault.what === 'link') {
    links.get(node.party)?.turn(fault.state)
    await pause(1_000)
    links.get(node.party)?.turn({ does: 'pass' })
    return 1
  }
  if (fault.what === 'clock') {
    await node.stop()
    await node.start({ LD_PRELOAD: clock, FAKETIME: fault.offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' })
    await pause(1_500)
    await node.stop()
    await node.start()
    return 1
  }
  const found = node.findDatabasePid()
  if (fault.of === 'database' && found === undefined) return 0
  if (fault.what === 'kill') {
    await pause(fault.afterMs)
    if (fault.of === 'node') node.signal('SIGKILL')
    else if (found !== undefined) killIfThere(found)
    return 1
  }
  const pids = fault.of === 'node' ? [node.pid()] : await withChildren(found ?? 0)
  const injection = await injectError(pids, fault.error, join(fleet.root, `strace.${Date.now()}`))
  const limit = Date.now() + hitLimitMs
  const provoked = provoke(node, fault.of)
  while (injection.hits() === 0 && Date.now() < limit) await pause(50)
  await injection.end()
  await provoked
  return injection.hits()
}

/** What is written seldom is written now: a database's checkpoint, a node's attached files. Whether it succeeds is not the point. */
async function provoke(node: FleetNode, of: 'node' | 'database'): Promise<void> {
  if (of === 'node') {
    // The threads of the node take turns, and each counts for itself.
    for (let i = 0; i < 12; i++) await uploadFile(node, Buffer.from(`%PDF-1.4 FICTIONAL ${Date.now()} ${i}`)).catch(() => undefined)
    return
  }
  const ask = async () => {
    await using database = await node.database()
    await database.sql`checkpoint`
  }
  await ask().catch(() => undefined)
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It died of the fault before.
  }
}

/** Waits until the node stores again, and starts it anew when it is dead or does not. */
async function revive(node: FleetNode, writer: Writer): Promise<void> {
  if (node.isRunning()) {
    const before = writer.written.length
    const goesOn = await waitUntil('it stores again', async () => writer.written.length > before || !node.isRunning(), patienceMs).catch(
      () => false,
    )
    if (goesOn && node.isRunning()) return
    if (node.isRunning()) node.signal('SIGKILL')
  }
  await node.ended()
  started++
  await node.start()
}

/** One bit of a stored entry turns: nothing more is signed over it. */
async function flipStoredBit(fleet: Fleet): Promise<void> {
  const mx = fleet.node('mx')
  await using database = await mx.database()
  await database.sql`update entry set leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 1)
    where seq = 0 and log_id = (select log_id from log where role = 'out' and lane = 'routine')`
  await mx.stop()
  await mx.start()
  await mx.call('POST', '/api/v1/records', { body: makeAlert('under a damaged log') })
  const before = await outLog(mx)
  const found = await waitUntil('the flipped bit is found', async () => (await outLog(mx)).frozen === 'damaged_entry').catch(() => false)
  say(
    'bits flipped in a stored entry: 1',
    found && (await outLog(mx)).checkpointSize === before.checkpointSize,
    'found before the next signature',
  )
}

async function outLog(node: FleetNode) {
  const { body } = await node.call('GET', '/api/v1/exchange')
  const log = (body as ExchangeStatus).partners[0]?.logs.find(({ direction }) => direction === 'out')
  if (log === undefined) throw new Error(`${node.party} has no log`)
  return log
}

/** A partner with real keys shows two histories: by another tree of the same size, and by a shorter log that grows another way. */
async function forkLog(fleet: Fleet): Promise<void> {
  const mx = fleet.node('mx')
  const us = fakePeer(fleet, 'us', mx)
  for (let i = 0; i < 5; i++) us.log.append({ items: exampleRecord('mirror-alert', `one history ${i}`).items })
  if (!(await us.send(0))) throw new Error('an honest log was refused')
  const twin = fakePeer(fleet, 'us', mx)
  for (let i = 0; i < 5; i++) twin.log.append({ items: exampleRecord('mirror-alert', `another history ${i}`).items })
  await twin.post('add-checkpoint', twin.log.addCheckpoint(5))
  await using database = await mx.database()
  const [kept] = await database.sql<
    { frozen: string | null; evidence: string | null }[]
  >`select frozen, evidence from log where role = 'in' and lane = 'routine'`
  const { ours, theirs } = JSON.parse(kept?.evidence ?? '{}') as { readonly ours?: string; readonly theirs?: string }
  say('forks made: 1', kept?.frozen === 'fork' && ours === us.log.note() && theirs === twin.log.note(), 'caught, both checkpoints kept')
}

function say(figure: string, good: boolean, detail: string): void {
  failed ||= !good
  process.stdout.write(`${good ? '✔' : '✖'} ${figure} (${detail})\n`)
}
