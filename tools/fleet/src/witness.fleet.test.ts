import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { ExchangeStatus, WitnessStatus } from '@enlace/api'
import type { Json } from '@enlace/core'
import { explainProof, parseProofDocument } from '@enlace/proof/node'
import { inheritedEnvironment } from './config.ts'
import { freePort } from './free-port.ts'
import { makeAlert } from './make-record.ts'
import { launcher } from './node-process.ts'
import { postUntilStored } from './post-until-stored.ts'
import { runCommand } from './run-command.ts'
import { type Fleet, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
let folder: string
let port: number
let witness: ChildProcess | undefined
before(async () => {
  fleet = await startFleet()
  folder = join(fleet.root, 'witness')
  port = await freePort()
})
after(async () => {
  await stopWitness()
  await fleet[Symbol.asyncDispose]()
})

async function startWitness(): Promise<void> {
  witness = spawn(process.execPath, [launcher, 'witness', 'serve', '--dir', folder, '--port', String(port)], {
    env: inheritedEnvironment(),
    stdio: 'ignore',
  })
  const answers = async () => (await fetch(`http://127.0.0.1:${port}/add-checkpoint`).catch(() => undefined))?.status === 405
  await waitUntil('the witness answers', answers, 30_000)
}

async function stopWitness(): Promise<void> {
  if (witness === undefined || witness.exitCode !== null || witness.signalCode !== null) return
  witness.kill('SIGKILL')
  await once(witness, 'exit')
}

async function statusOf(): Promise<WitnessStatus['items'][number]> {
  const { status, body } = await fleet.node('mx').call('GET', '/api/v1/exchange/witnesses')
  assert.equal(status, 200)
  const [one] = (body as WitnessStatus).items
  assert.ok(one)
  return one
}

const outOrigin = 'node.mx.sig.example/out/us/1'
async function seenSize(): Promise<number> {
  return (await statusOf()).logs.find((log) => log.origin === outOrigin)?.size ?? -1
}

async function write(count: number): Promise<string> {
  const alerts = Array.from({ length: count }, (_, i) => makeAlert(`witnessed ${i}`))
  await postUntilStored(fleet.node('mx'), alerts)
  await fleet.settle()
  return String(alerts.at(-1)?.object.id)
}

/** Who is shown to have seen the state of the outbound log that a record's proof is about. */
async function witnessesOf(id: string): Promise<readonly unknown[]> {
  const parsed = parseProofDocument((await fleet.node('mx').call('GET', `/api/v1/records/${id}/proof`)).body as Json)
  assert.ok(parsed.ok)
  const { ok, steps } = explainProof(parsed.value)
  assert.ok(ok)
  return steps.flatMap(({ code, values }) => (code === 'witness_saw' && values.origin === outOrigin ? [values.by] : []))
}

test('a third body sees what a node signs; when it is killed nothing waits for it, and back again it goes on with one history', async () => {
  const mx = fleet.node('mx')
  const made = await runCommand(['witness', 'init', '--dir', folder, '--name', 'witness.example/w1'])
  const [first = '', second = ''] = made.printed.trim().split('\n')
  const { body } = await mx.call('GET', '/api/v1/exchange')
  const own = (body as ExchangeStatus).partners[0]?.keys.filter((key) => key.own === true && key.use === 'log') ?? []
  assert.equal(own.length, 2)
  // The keys as a party tells them: from an exported policy.
  await write(5)
  const exported = join(fleet.root, 'exported')
  await runCommand(['export-log', outOrigin, exported, '--data-dir', mx.dataDir])
  const keys = (await readFile(join(exported, 'policy'), 'utf8'))
    .split('\n')
    .flatMap((line) => (line.startsWith('log ') ? [line.slice(4)] : []))
  const added = await runCommand(['witness', 'log', ...keys, '--dir', folder])
  assert.equal(added.code, 0, added.printed)
  const policy = `witness ed ${first} http://127.0.0.1:${port}/\nwitness pq ${second} http://127.0.0.1:${port}/\ngroup w any ed pq\nquorum w\n`
  await writeFile(join(mx.dataDir, 'witnesses.policy'), policy)
  await mx.stop()
  await startWitness()
  await mx.start()
  await write(5)
  await waitUntil('the witness has seen it', async () => (await seenSize()) >= 10, 60_000)
  const sizeBefore = await seenSize()

  await stopWitness()
  const last = await write(5)
  await waitUntil('its absence is shown', async () => (await statusOf()).lastFault?.code === 'witness_unreachable', 60_000)
  const link = ((await mx.call('GET', '/api/v1/exchange')).body as ExchangeStatus).partners[0]
  assert.equal(link?.logs.find((log) => log.direction === 'out')?.waiting, 0)

  await startWitness()
  await waitUntil('it is up to date again', async () => (await seenSize()) > sizeBefore, 60_000)
  await waitUntil('the proof carries its line', async () => (await witnessesOf(last)).includes('witness.example/w1'), 60_000)
  await stopWitness()
  const seen = await runCommand(['witness', 'seen', '--dir', folder])
  assert.match(seen.printed, /node\.mx\.sig\.example\/out\/us\/1\t\d+/)
})
