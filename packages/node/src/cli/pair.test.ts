import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { toBase64 } from '@enlace/core'
import { readConfig } from '../config.ts'
import { readAgreements } from '../store/agreements.ts'
import { readPartners } from '../store/partners.ts'
import { installAgreement, signAgreement } from './agree.ts'
import { initNode } from './init.ts'
import { examinePairing, exportPairing, importPairing } from './pair.ts'

const root = await mkdtemp(join(tmpdir(), 'enlace pair '))
after(async () => await rm(root, { recursive: true }))
const packs = new URL('../../../../packs/', import.meta.url)
const now = new Date()

async function makeNode(party: string, port: number): Promise<string> {
  const dataDir = join(root, party)
  const authority = await readFile(new URL(`authorities/${party}.json`, packs))
  await initNode({ dataDir, authority, http: { host: '127.0.0.1', port }, exchange: { host: '127.0.0.1', port: port + 1 } })
  return dataDir
}
const mx = await makeNode('mx', 9000)
const us = await makeNode('us', 9100)

test('a new node has its keys where only its owner reads them, and never overwrites itself', async () => {
  for (const name of await readdir(join(mx, 'keys'))) {
    assert.equal((await stat(join(mx, 'keys', name))).mode & 0o077, 0, name)
  }
  assert.equal(readConfig(mx, {}).authority.party, 'mx')
  assert.equal(readConfig(mx, { ENLACE_HTTP_PORT: '1' }).http.port, 1)
  await assert.rejects(makeNode('mx', 9000), { code: 'node_exists' })
})

test('a secret that others can read stops the node', async () => {
  const file = join(mx, 'keys', 'search.key')
  await chmod(file, 0o644)
  const { openSearchKey } = await import('../store/search-key.ts')
  await assert.rejects(openSearchKey(file), { code: 'secret_file_unsafe' })
  await chmod(file, 0o600)
})

test('two nodes pair by files whose digits match, and agree by one note that both sign', async () => {
  const [fromMx, fromUs] = [await exportPairing(mx, 'us'), await exportPairing(us, 'mx')]
  assert.deepEqual(await exportPairing(mx, 'us'), fromMx)
  assert.match(fromMx.fingerprint, /^(\d{4} ){7}\d{4}$/)
  assert.equal((await importPairing(us, fromMx.note, fromMx.fingerprint.replaceAll(' ', ''))).ok, true)
  assert.equal((await importPairing(mx, fromUs.note, fromUs.fingerprint)).ok, true)
  const [partner] = await readPartners(mx, now)
  assert.equal(partner?.party, 'us')
  assert.deepEqual(
    partner?.keys.receipt.map((key) => [key.name, key.type]),
    [
      ['node.us.sig.example/in/mx', 4],
      ['node.us.sig.example/in/mx', 6],
    ],
  )

  const draft = await readFile(new URL('agreements/demo-mx-us.json', packs))
  const once = await signAgreement(mx, draft)
  assert.ok(once.ok)
  const half = await installAgreement(mx, once.value)
  assert.equal(half.ok ? '' : half.reason, 'agreement_not_signed_by_partner')
  const twice = await signAgreement(us, Buffer.from(once.value))
  assert.ok(twice.ok)
  for (const dataDir of [mx, us]) assert.equal((await installAgreement(dataDir, twice.value)).ok, true)
  const altered = await installAgreement(mx, twice.value.replace('"version":1', '"version":2'))
  assert.equal(altered.ok ? '' : altered.reason, 'agreement_signature_invalid')
  assert.equal((await readdir(join(us, 'agreements'))).length, 1)
  assert.equal((await readAgreements(mx, { ...(await selfOf(mx)) }, await readPartners(mx, now))).length, 1)
})

async function selfOf(dataDir: string) {
  const { authority } = readConfig(dataDir)
  const { openNodeSigners } = await import('../store/node-signers.ts')
  const { vkeyOf } = await import('@enlace/proof/node')
  const signers = await openNodeSigners(dataDir, authority, [])
  return { party: authority.party, domain: authority.domain, partyKey: vkeyOf(signers.party) }
}

test('a pairing is refused when it is ours, for another, altered, read aloud differently, or already known with other keys', async () => {
  const fromUs = await exportPairing(us, 'mx')
  const reasons = async (note: string, digits: string): Promise<string> => {
    const result = await importPairing(mx, note, digits)
    return result.ok ? 'accepted' : result.reason
  }
  const own = await exportPairing(mx, 'us')
  assert.equal(await reasons(own.note, own.fingerprint), 'pairing_self')
  const forAnother = await exportPairing(us, 'ca')
  assert.equal(await reasons(forAnother.note, forAnother.fingerprint), 'pairing_for_another')
  assert.equal(await reasons(fromUs.note, '0000'.repeat(8)), 'pairing_fingerprint_differs')
  assert.equal(
    await reasons(fromUs.note.replace('"domain":"sig.example"', '"domain":"sig.examplf"'), fromUs.fingerprint),
    'pairing_key_refused',
  )
  assert.equal(await reasons(fromUs.note.replace('https://127', 'https://128'), fromUs.fingerprint), 'pairing_signature_invalid')
  assert.equal(await reasons(`${fromUs.note}x`, fromUs.fingerprint), 'pairing_malformed')
  assert.equal(await reasons('', ''), 'pairing_malformed')
  const late = examinePairing(mx, fromUs.note, new Date(now.getTime() + 6 * 365 * 86_400_000))
  assert.equal(late.ok ? '' : late.reason, 'pairing_certificate_invalid')

  await rm(us, { recursive: true })
  await makeNode('us', 9100)
  const other = await exportPairing(us, 'mx')
  assert.equal(await reasons(other.note, other.fingerprint), 'pairing_already_known')
  assert.equal((await importPairing(mx, other.note, other.fingerprint, { replace: true })).ok, true)
})

test('a low-order key is refused at pairing', async () => {
  const { note, fingerprint } = await exportPairing(us, 'mx')
  const weak = new Uint8Array(33)
  weak.set([0x01, 0x01])
  const vkey = /node\.us\.sig\.example\/party\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+/.exec(note)?.[0] ?? ''
  const { createHash } = await import('node:crypto')
  const id = createHash('sha256').update('node.us.sig.example/party\n').update(weak).digest('hex').slice(0, 8)
  const result = await importPairing(mx, note.replace(vkey, `node.us.sig.example/party+${id}+${toBase64(weak)}`), fingerprint)
  assert.equal(result.ok ? '' : result.reason, 'pairing_key_refused')
})
