import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readConfig } from '../config.ts'
import { readRootKeys, readStatements } from '../store/key-statements.ts'
import { listKeys } from '../store/list-keys.ts'
import { openMessages } from '../store/messages.ts'
import { openNodeSigners } from '../store/node-signers.ts'
import { makeOfflineRoot } from '../store/offline-root.ts'
import { openOwnTransport } from '../store/own-transport.ts'
import { parsePairing } from '../store/pairing.ts'
import { readPartners } from '../store/partners.ts'
import { shortOf } from '../store/transport-ring.ts'
import { initNode } from './init.ts'
import { exportPairing, importPairing } from './pair.ts'
import { revokeKeys } from './revoke-keys.ts'
import { rotateKeys } from './rotate-keys.ts'
import { revokeTransport, rotateTransport } from './rotate-transport.ts'

const home = await mkdtemp(join(tmpdir(), 'enlace keys '))
after(async () => await rm(home, { recursive: true }))
const packs = new URL('../../../../packs/', import.meta.url)
const day = 86_400_000
const at = new Date('2026-11-22T12:00:00.000Z')

async function makeNode(party: string): Promise<string> {
  const dataDir = join(home, party)
  const authority = await readFile(new URL(`authorities/${party}.json`, packs))
  const port = { host: '127.0.0.1', port: 9000 }
  await initNode({ dataDir, authority, http: port, exchange: port })
  return dataDir
}
const [mx, us] = [await makeNode('mx'), await makeNode('us')]
for (const [from, to, party] of [
  [mx, us, 'us'],
  [us, mx, 'mx'],
] as const) {
  const { note, fingerprint } = await exportPairing(from, party)
  assert.equal((await importPairing(to, note, fingerprint)).ok, true)
}
const show = async (dataDir: string) => await listKeys(dataDir, readConfig(dataDir).authority, await readPartners(dataDir, new Date()))
const root = join(home, 'stick.pem')
const outOfMx = 'node.mx.sig.example/out/us/1'

test('every key of the node and of its partner is listed with its file and mode, and the root that has not left is warned of', async () => {
  const { keys, warnings } = await show(mx)
  const uses = (party: string) => [...new Set(keys.filter((key) => key.party === party).map(({ use }) => use))].sort()
  assert.deepEqual(uses('mx'), ['log', 'party', 'receipt', 'release', 'root', 'transport'])
  assert.deepEqual(uses('us'), ['log', 'party', 'receipt', 'release', 'root', 'transport'])
  for (const key of keys.filter(({ party }) => party === 'mx')) assert.equal(key.mode, '0600', `${key.name} ${key.file}`)
  assert.ok(keys.every((key) => key.state === 'active' && (key.vkey === null) === (key.use === 'transport')))
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['root_here'],
  )
  assert.equal((await stat(join(mx, 'offline-root.pem'))).mode & 0o777, 0o600)
  await rename(join(mx, 'offline-root.pem'), root)
  assert.deepEqual((await show(mx)).warnings, [])
})

test('a key that others can read is warned of and still listed', async () => {
  const file = join(mx, 'keys', 'journal.ed25519.pem')
  await chmod(file, 0o640)
  const { keys, warnings } = await show(mx)
  assert.deepEqual(warnings, [{ code: 'mode_wrong', file, mode: '0640' }])
  assert.ok(keys.some((key) => key.file === 'keys/journal.ed25519.pem' && key.mode === '0640'))
  await chmod(file, 0o600)
})

test('a rotation adds a pair beside the former one, and what the former one is to be revoked for decides when it may be', async () => {
  await rotateKeys(mx, 'out/us/1', { root, days: 30, now: at })
  const of = async () => (await show(mx)).keys.filter(({ name }) => name === outOfMx).map(({ algorithm, state }) => `${algorithm} ${state}`)
  assert.deepEqual(await of(), ['Ed25519 overlapping', 'ML-DSA-44 overlapping', 'Ed25519 active', 'ML-DSA-44 active'])
  const superseded = (now: number) => revokeKeys(mx, 'out/us/1', { root, reason: 'superseded', cutoff: undefined, now: new Date(now) })
  await assert.rejects(superseded(at.getTime() + 30 * day - 1), { code: 'key_overlaps' })
  const [done] = await superseded(at.getTime() + 30 * day)
  assert.equal(done?.ids.length, 2)
  assert.equal(done?.successors, 0)
  assert.deepEqual(await of(), ['Ed25519 revoked', 'ML-DSA-44 revoked', 'Ed25519 active', 'ML-DSA-44 active'])
})

test('a compromised key is revoked at once, and successors of both algorithms take its place', async () => {
  const [done] = await revokeKeys(mx, 'in/us', { root, reason: 'compromised', cutoff: at.getTime() - day, now: at })
  assert.equal(done?.successors, 2)
  const keys = (await show(mx)).keys.filter(({ name }) => name === 'node.mx.sig.example/in/us')
  assert.deepEqual(
    keys.map(({ state, until }) => [state, until]),
    [
      ['revoked', '2026-11-21T12:00:00.000Z'],
      ['revoked', '2026-11-21T12:00:00.000Z'],
      ['active', null],
      ['active', null],
    ],
  )
})

test('the transport certificate rotates with an overlap, is revoked after it, and stands in the next pairing file', async () => {
  const listed = async () => (await show(mx)).keys.filter(({ party, use }) => party === 'mx' && use === 'transport')
  const [first] = await listed()
  await rotateTransport(mx, { root, days: 30, now: at })
  assert.deepEqual(
    (await listed()).map(({ state, mode }) => [state, mode]),
    [
      ['overlapping', '0600'],
      ['active', '0600'],
    ],
  )
  const superseded = (now: number) =>
    revokeTransport(mx, 'transport', { root, reason: 'superseded', cutoff: undefined, now: new Date(now) })
  await assert.rejects(superseded(at.getTime() + 30 * day - 1), { code: 'key_overlaps' })
  assert.deepEqual((await superseded(at.getTime() + 30 * day))[0]?.ids, [first?.fingerprint.replaceAll(':', '').slice(0, 8).toLowerCase()])
  const [, newest] = await listed()
  const named = parsePairing((await exportPairing(mx, 'us')).note, new Date())
  assert.equal(named.ok && named.value.certificateFingerprint, newest?.fingerprint)
  const [stolen] = await revokeTransport(mx, 'transport', {
    root,
    reason: 'compromised',
    cutoff: undefined,
    now: new Date(at.getTime() + 31 * day),
  })
  assert.equal(stolen?.successors, 1)
  assert.deepEqual(
    (await listed()).map(({ state }) => state),
    ['revoked', 'revoked', 'active'],
  )
  await assert.rejects(revokeTransport(mx, 'transport+00000000', { root, reason: 'compromised', cutoff: undefined, now: at }), {
    code: 'key_unknown',
  })
  const file = join(mx, 'keys', `transport.${shortOf((await listed()).at(-1)?.fingerprint ?? '')}.pem`)
  await rename(file, `${file}.away`)
  await assert.rejects(openOwnTransport(mx, readConfig(mx).authority), { code: 'key_unknown' })
  await rename(`${file}.away`, file)
})

test('another root, no root and a name that no key has are refused', async () => {
  const rotate = (name: string, file: string) => rotateKeys(mx, name, { root: file, days: 30, now: at })
  await assert.rejects(rotate('log', join(us, 'offline-root.pem')), { code: 'root_differs' })
  await assert.rejects(rotate('log', join(home, 'nowhere.pem')), { code: 'root_missing' })
  await assert.rejects(rotate('out/ca/1', root), { code: 'key_unknown' })
  await assert.rejects(rotate('party', root), { code: 'key_unknown' })
})

test('the pairing file names the newest keys of each name, and the root', async () => {
  const { note } = await exportPairing(mx, 'us')
  const { keys } = JSON.parse(note.slice(0, note.indexOf('\n'))) as { keys: { outbound: string[]; root: string[] } }
  const active = (await show(mx)).keys.filter((key) => key.name === outOfMx && key.state === 'active').map(({ vkey }) => vkey)
  assert.deepEqual(keys.outbound, active)
  assert.equal(keys.root.length, 2)
})

test('a node that was paired before it had a root works, pairs as it did, and can make one that its next pairing file names', async () => {
  const kept = await readFile(join(us, 'root.vkeys'))
  await rm(join(us, 'root.vkeys'))
  await rename(join(us, 'offline-root.pem'), join(home, 'old-root.pem'))
  const { note, fingerprint } = await exportPairing(us, 'mx')
  assert.equal(note.includes('"root"'), false)
  assert.equal((await importPairing(mx, note, fingerprint, { replace: true })).ok, true)
  assert.ok((await show(us)).warnings.some(({ code }) => code === 'root_none'))
  await assert.rejects(rotateKeys(us, 'log', { root: join(home, 'old-root.pem'), days: 30, now: at }), { code: 'root_differs' })
  await makeOfflineRoot(us, readConfig(us).authority)
  assert.notDeepEqual(await readFile(join(us, 'root.vkeys')), kept)
  await assert.rejects(makeOfflineRoot(us, readConfig(us).authority), { code: 'root_exists' })
  const again = await exportPairing(us, 'mx')
  assert.equal((await importPairing(mx, again.note, again.fingerprint)).ok, false)
  assert.equal((await importPairing(mx, again.note, again.fingerprint, { replace: true })).ok, true)
  const roots = (await show(mx)).keys.filter(({ party, use }) => party === 'us' && use === 'root')
  assert.equal(roots.length, 2)
  await rotateKeys(us, 'log', { root: join(us, 'offline-root.pem'), days: 30, now: at })
})

test('a statement that was altered on disk stops the node instead of being forgotten', async () => {
  const folder = join(mx, 'key-statements', 'mx')
  const [first = ''] = await readdir(folder)
  const text = await readFile(join(folder, first), 'utf8')
  await writeFile(join(folder, first), text.replace('superseded', 'compromised').replace('"v":1', '"v":2'))
  await assert.rejects(show(mx), { code: 'key_statement_invalid' })
  await writeFile(join(folder, first), text)
})

test('the checklist of the ceremony is there in both languages, each with the same steps', () => {
  const messages = openMessages()
  const [es, en] = ['es', 'en'].map((language) => messages.say(language, 'cli', 'keys.checklist'))
  assert.notEqual(es, en)
  assert.equal(es?.split('[ ]').length, en?.split('[ ]').length)
  assert.ok((en?.split('[ ]').length ?? 0) > 15)
})

test('a key that was retired does not sign again when its statement is read again', async () => {
  const { authority } = readConfig(mx)
  const signers = await openNodeSigners(mx, authority, [])
  await signers.withPartner('us')
  const stated = await readStatements(mx, { ...authority, root: await readRootKeys(mx, authority) })
  const gone = signers.signersOf(outOfMx).at(-1)
  assert.ok(gone)
  const count = signers.signersOf(outOfMx).length
  signers.retire(outOfMx, gone.keyId)
  for (const { statement } of stated) await signers.take(statement)
  assert.equal(signers.signersOf(outOfMx).length, count - 1)
})
