import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { TimestampStatus } from '@enlace/api'
import { dataFolder } from '@enlace/node'
import { encodeTimestampRequest, readCertificates, readTimestampResponse, verifyEvidence, verifyTimestamp } from '@enlace/proof/node'
import { makeAlert } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { runCommand } from './run-command.ts'
import { type Fleet, startFleet } from './start-fleet.ts'
import { startTimestampAuthority } from './timestamp-authority.ts'
import { waitUntil } from './wait-until.ts'

const authority = await startTimestampAuthority()
let fleet: Fleet | undefined
after(async () => {
  await fleet?.[Symbol.asyncDispose]()
  await authority[Symbol.asyncDispose]()
})

test('a token is believed for its bytes, its nonce and its trusted authority alone, and no changed signed byte of it passes', async () => {
  const message = randomBytes(100)
  const nonce = randomBytes(8)
  nonce[0]! |= 0x80
  const request = encodeTimestampRequest(createHash('sha256').update(message).digest(), nonce)
  const response = await fetch(authority.url, { method: 'POST', body: Buffer.from(request) })
  const token = readTimestampResponse(new Uint8Array(await response.arrayBuffer()))
  assert.ok(token.ok)
  const roots = readCertificates(authority.root)
  const reasonOf = (bytes: Uint8Array, over: Uint8Array, options: Parameters<typeof verifyTimestamp>[2]) => {
    const result = verifyTimestamp(bytes, over, options)
    return result.ok ? undefined : result.reason
  }
  const good = verifyTimestamp(token.value, message, { roots, nonce })
  assert.ok(good.ok && Math.abs(good.value.at.getTime() - Date.now()) < 120_000)
  assert.equal(good.value.by, 'CN=Fictional time-stamps')
  assert.equal(reasonOf(token.value, randomBytes(100), { roots }), 'timestamp_of_other_bytes')
  assert.equal(reasonOf(token.value, message, { roots, nonce: randomBytes(8) }), 'timestamp_nonce_differs')
  assert.equal(reasonOf(token.value, message, { roots: [] }), 'timestamp_signer_untrusted')
  await using other = await startTimestampAuthority()
  assert.equal(reasonOf(token.value, message, { roots: readCertificates(other.root) }), 'timestamp_signer_untrusted')
  assert.equal(reasonOf(token.value.subarray(1), message, { roots }), 'timestamp_malformed')
  // Wherever a byte is turned: what is still accepted says the same thing.
  for (let i = 0; i < token.value.length; i++) {
    const turned = Uint8Array.from(token.value)
    turned[i]! ^= 1
    const result = verifyTimestamp(turned, message, { roots, nonce })
    if (result.ok) assert.deepEqual(result.value, good.value, `byte ${i}`)
  }
})

test('a node has its logs stamped and puts it into evidence; while the authority hangs or lies nothing waits and the page knows', async () => {
  fleet = await startFleet()
  const mx = fleet.node('mx')
  const status = async () => (await mx.call('GET', '/api/v1/exchange/timestamps')).body as TimestampStatus
  assert.deepEqual(await status(), { authority: null, logs: [] })
  const alert = makeAlert('stamped')
  await postUntilStored(mx, [alert])
  await fleet.settle()

  await mx.stop()
  const folder = dataFolder(mx.dataDir)
  await writeFile(folder.timestamps, JSON.stringify({ url: authority.url, every_minutes: 1 }))
  await writeFile(folder.timestampRoots, authority.root)
  authority.behave('hang')
  await mx.start()
  const second = makeAlert('while it hangs')
  await postUntilStored(mx, [second])
  await fleet.settle()
  await waitUntil('its silence is shown', async () => (await status()).authority?.lastFault?.code === 'timestamp_slow', 60_000)
  authority.behave('other')
  await waitUntil(
    'a token over other bytes is thrown away',
    async () => (await status()).authority?.lastFault?.code === 'timestamp_untrue',
    60_000,
  )
  assert.ok((await status()).logs.every((log) => log.size === 0))
  authority.behave('stamp')
  const stamped = async () => {
    const { authority: asked, logs } = await status()
    return asked?.lastFault === null && logs.every((log) => log.size > 0 && log.at !== null)
  }
  await waitUntil('both logs are stamped', stamped, 60_000)

  const body = {
    records: [alert.object.id],
    recipient: { code: 'court', name: 'First District Court' },
    purpose: 'Case 12/2026',
    ground: 'proof_use',
    consents: [{ party: 'us', reference: 'Note 44' }],
    notified: [],
    show: 'record',
  }
  const answer = await mx.fetch('POST', '/api/v1/evidence', { role: 'releasing-officer', body })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  assert.equal(answer.status, 200, Buffer.from(bytes.subarray(0, 500)).toString())
  assert.ok(verifyEvidence(bytes).ok)
  const file = join(fleet.root, 'evidence.zip')
  await writeFile(file, bytes)
  const said = await runCommand(['verify', file, '--lang', 'en'])
  assert.equal(said.code, 0, said.printed)
  assert.match(said.printed, /existed by 2\d{3}-.* a time-stamp by CN=Fictional time-stamps/)
  assert.match(said.printed, /rests on a certificate from the file/)
  const roots = join(fleet.root, 'roots.pem')
  await writeFile(roots, authority.root)
  assert.match((await runCommand(['verify', file, '--lang', 'es', '--tsa', roots])).printed, /descansa en su propio certificado/)
  await using other = await startTimestampAuthority()
  await writeFile(roots, other.root)
  const distrusted = await runCommand(['verify', file, '--lang', 'en', '--tsa', roots])
  assert.deepEqual([distrusted.code, /timestamp_signer_untrusted/.test(distrusted.printed)], [1, true])
  assert.ok((await readFile(file)).includes('timestamp.tsr'))
})
