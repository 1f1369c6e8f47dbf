import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { connect } from 'node:tls'
import { type ListedKey, listKeys, readConfig, readPartners } from '@enlace/node'
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
  await rename(join(fleet.node('mx').dataDir, 'offline-root.pem'), join(fleet.root, 'root.pem'))
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

async function keys(node: FleetNode, ...args: readonly string[]): Promise<string> {
  const { code, printed } = await runCommand(['keys', ...args, '--data-dir', node.dataDir])
  assert.equal(code, 0, printed)
  return printed
}

/** The keys of a name as a node's folder tells them. */
async function keysOf({ dataDir }: FleetNode, name: string): Promise<ListedKey[]> {
  const { keys: listed } = await listKeys(dataDir, readConfig(dataDir).authority, await readPartners(dataDir, new Date()))
  return listed.filter((key) => key.name === name)
}

/** Writes a few alerts at mx while something else happens. */
async function write(count: number): Promise<void> {
  const alerts = Array.from({ length: count }, (_, i) => makeAlert(`keyed ${written.length + i}`))
  written.push(...alerts)
  await postUntilStored(fleet.node('mx'), alerts)
}

test('keys rotate and are revoked while records flow: none lost, none doubled, and evidence from before, during and after verifies', async (t) => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const root = join(fleet.root, 'root.pem')
  const log = 'node.mx.sig.example/out/us/1'
  const [receipt, release] = ['node.us.sig.example/in/mx', 'node.mx.sig.example/release/sspc']
  await write(30)
  await fleet.settle()
  const proofs = [await proofOf(mx)]
  // Both sides rotate, each its own, under way.
  const flow = write(60)
  await keys(mx, 'rotate', 'log', '--root', root)
  await keys(us, 'rotate', 'in/mx', '--root', join(us.dataDir, 'offline-root.pem'))
  await keys(mx, 'rotate', 'release', '--root', root)
  await flow
  const all = async (node: FleetNode, name: string, state: string) => (await keysOf(node, name)).filter((key) => key.state === state).length
  for (const [node, name] of [
    [us, log],
    [mx, receipt],
    [us, release],
  ] as const) {
    await waitUntil(
      `${node.party} knows both keys of ${name}`,
      async () => (await all(node, name, 'active')) === 2 && (await all(node, name, 'overlapping')) === 2,
    )
  }
  await fleet.settle()
  proofs.push(await proofOf(mx))
  assert.equal(await linesOf(mx, log), 4, 'old and new key of both algorithms')
  // A key is said to be stolen: its successor carries on.
  const later = write(60)
  const stolen = (await keysOf(mx, log)).filter((key) => key.state === 'overlapping')
  for (const { fingerprint } of stolen) await keys(mx, 'revoke', `out/us/1+${fingerprint}`, '--reason', 'compromised', '--root', root)
  await keys(mx, 'revoke', 'release', '--reason', 'compromised', '--root', root)
  await later
  await waitUntil('us knows the log key as revoked', async () => (await all(us, log, 'revoked')) === 2)
  await waitUntil(
    'us knows the release keys as revoked',
    async () => (await all(us, release, 'revoked')) === 4 && (await all(us, release, 'active')) === 2,
  )
  await waitUntil('mx signs with the successor alone', async () => {
    await write(1)
    await fleet.settle()
    return (await linesOf(mx, log)) === 2
  })
  proofs.push(await proofOf(mx))
  // Every proof by its own policy, and by the newest one: the partner saw each before the revocation.
  const policy = join(fleet.root, 'policy')
  const newest = proofs.at(-1)?.positions.find(({ origin }) => origin === log)
  await writeFile(policy, newest?.policy ?? '')
  assert.match(newest?.policy ?? '', /^#enlace-key .* compromised$/m)
  for (const [i, proof] of proofs.entries()) {
    const file = join(fleet.root, `proof-${i}.json`)
    const sent = { ...proof, positions: proof.positions.filter(({ origin }) => origin === log) }
    await writeFile(file, JSON.stringify(sent))
    const own = await runCommand(['verify', 'record', file])
    const later = await runCommand(['verify', 'record', file, '--policy', policy, '--lang', 'en'])
    assert.deepEqual([own.code, later.code], [0, 0], own.printed + later.printed)
    assert.equal(later.printed.includes('was revoked from'), i < proofs.length - 1)
  }
  // A restart finds the same keys.
  await mx.stop()
  await mx.start()
  await write(5)
  await fleet.settle(120_000)
  const { entries: _entries, ...count } = await countExchange(mx, us, written)
  t.diagnostic(`written ${count.written}, lost ${count.lost}, doubled ${count.doubled}`)
  const wanted = { logProblems: 0, lost: 0, doubled: 0, misplaced: 0, differing: 0, unproved: 0 }
  assert.deepEqual(count, { written: written.length, ...wanted })
  assert.equal((await readFile(join(mx.dataDir, 'node.log'), 'utf8')).includes('a log is frozen'), false)
})

/** Signature lines of the log itself on its newest checkpoint. */
async function linesOf(node: FleetNode, origin: string): Promise<number> {
  await using database = await node.database()
  const [row] = await database.sql<{ checkpoint: string }[]>`select checkpoint from log where origin = ${origin}`
  return (row?.checkpoint ?? '').split('\n').filter((line) => line.startsWith(`— ${origin} `)).length
}

type Proof = { readonly positions: readonly { readonly origin: string; readonly policy: string }[] }
async function proofOf(node: FleetNode): Promise<Proof> {
  const id = written.at(-1)?.object.id
  const { status, body } = await node.call('GET', `/api/v1/records/${id}/proof`)
  assert.equal(status, 200)
  return body as Proof
}

test('transport certificates rotate and are revoked while records flow, and the one that was stolen is turned away by name', async (t) => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const root = join(fleet.root, 'root.pem')
  const name = 'node.mx.sig.example/transport'
  const [first] = await keysOf(us, name)
  const flow = write(20)
  await keys(mx, 'rotate', 'transport', '--root', root)
  await keys(us, 'rotate', 'transport', '--root', join(us.dataDir, 'offline-root.pem'))
  await flow
  const states = async (node: FleetNode, of: string) => (await keysOf(node, of)).map(({ state }) => state).join()
  for (const [node, of] of [
    [us, name],
    [mx, 'node.us.sig.example/transport'],
  ] as const) {
    await waitUntil(`${node.party} knows both certificates of ${of}`, async () => (await states(node, of)) === 'overlapping,active')
  }
  const flowing = write(20)
  const short = first?.fingerprint.replaceAll(':', '').slice(0, 8).toLowerCase()
  await keys(mx, 'revoke', `transport+${short}`, '--reason', 'compromised', '--root', root)
  await waitUntil('us knows the first certificate as revoked', async () => (await states(us, name)) === 'revoked,active')
  await flowing
  await fleet.settle(120_000)
  // Both certificates of mx are revoked at once: us hears it over a connection of the second and meets a third.
  await keys(mx, 'revoke', 'transport', '--reason', 'compromised', '--root', root)
  await waitUntil('us knows a third certificate', async () => (await states(us, name)) === 'revoked,revoked,active')
  await write(20)
  await fleet.settle(120_000)
  const thief = { key: await readFile(join(mx.dataDir, 'keys', 'transport.pem')), cert: await readFile(join(mx.dataDir, 'transport.crt')) }
  const socket = connect({ host: '127.0.0.1', port: readConfig(us.dataDir).exchange.port, rejectUnauthorized: false, ...thief })
  socket.on('error', () => undefined)
  await once(socket, 'close')
  const { body } = await us.call('GET', '/api/v1/exchange')
  const { partners } = body as { partners: { refused: { code: string }[]; keys: { use: string; state: string }[] }[] }
  assert.ok(
    partners[0]?.refused.some(({ code }) => code === 'certificate_revoked'),
    JSON.stringify(partners[0]?.refused),
  )
  assert.deepEqual(partners[0]?.keys.filter(({ use, state }) => use === 'transport' && state === 'active').length, 2)
  const { entries: _entries, ...count } = await countExchange(mx, us, written)
  t.diagnostic(`written ${count.written}, lost ${count.lost}, doubled ${count.doubled}`)
  assert.deepEqual([count.lost, count.doubled, count.differing], [0, 0, 0])
})
