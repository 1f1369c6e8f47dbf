import assert from 'node:assert/strict'
import { createHash, randomBytes, X509Certificate } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { TimestampStatus } from '@enlace/api'
import { dataFolder } from '@enlace/node'
import * as inBrowser from '@enlace/proof/browser'
import {
  type Certificate,
  encodeTimestampRequest,
  parseCertificates,
  readTimestampResponse,
  verifyEvidence,
  verifyEvidenceTimes,
  verifyTimestamp,
} from '@enlace/proof/node'
import { ensureWebBuilt } from '@enlace/web/build'
import { openDesk, startBrowser } from './browser-desk.ts'
import { closeBrowser } from './close-browser.ts'
import { findBrowser } from './find-browser.ts'
import { makeAlert } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { runCommand } from './run-command.ts'
import { type Fleet, startFleet } from './start-fleet.ts'
import { type AuthorityKeys, startTimestampAuthority, type TimestampAuthority } from './timestamp-authority.ts'
import { waitUntil } from './wait-until.ts'

const authority = await startTimestampAuthority()
let fleet: Fleet | undefined
after(async () => {
  await fleet?.[Symbol.asyncDispose]()
  await authority[Symbol.asyncDispose]()
})

const certificatesOf = (pem: string): readonly Certificate[] => {
  const certificates = parseCertificates(pem)
  assert.ok(certificates.ok)
  return certificates.value
}
const stampOf = async (asked: TimestampAuthority, message: Uint8Array, nonce: Uint8Array): Promise<Uint8Array> => {
  const request = encodeTimestampRequest(createHash('sha256').update(message).digest(), nonce)
  const response = await fetch(asked.url, { method: 'POST', body: Buffer.from(request) })
  const token = readTimestampResponse(new Uint8Array(await response.arrayBuffer()))
  assert.ok(token.ok)
  return token.value
}
const newNonce = (): Uint8Array => {
  const nonce = randomBytes(8)
  nonce[0]! |= 0x80
  return nonce
}

test('a token is believed for its bytes, its nonce and its trusted authority alone, and no changed signed byte of it passes', async () => {
  const message = randomBytes(100)
  const nonce = newNonce()
  const token = await stampOf(authority, message, nonce)
  const roots = certificatesOf(authority.root)
  const reasonOf = (bytes: Uint8Array, over: Uint8Array, options: Parameters<typeof verifyTimestamp>[2]) => {
    const result = verifyTimestamp(bytes, over, options)
    return result.ok ? undefined : result.reason
  }
  const good = verifyTimestamp(token, message, { roots, nonce })
  assert.ok(good.ok && Math.abs(good.value.at.getTime() - Date.now()) < 120_000)
  const known = new X509Certificate(authority.root).fingerprint256.replaceAll(':', '').toLowerCase()
  assert.deepEqual([good.value.by, good.value.root], ['CN=Fictional time-stamps', known])
  assert.equal(reasonOf(token, randomBytes(100), { roots }), 'timestamp_of_other_bytes')
  assert.equal(reasonOf(token, message, { roots, nonce: randomBytes(8) }), 'timestamp_nonce_differs')
  assert.equal(reasonOf(token, message, { roots: [] }), 'timestamp_signer_untrusted')
  await using other = await startTimestampAuthority()
  assert.equal(reasonOf(token, message, { roots: certificatesOf(other.root) }), 'timestamp_signer_untrusted')
  assert.equal(reasonOf(token.subarray(1), message, { roots }), 'timestamp_malformed')
  // Wherever a byte is turned: what is still accepted says the same thing.
  for (let i = 0; i < token.length; i++) {
    const turned = Uint8Array.from(token)
    turned[i]! ^= 1
    const result = verifyTimestamp(turned, message, { roots, nonce })
    if (result.ok) assert.deepEqual(result.value, good.value, `byte ${i}`)
  }
})

test('authorities sign with RSA or on a larger curve too, and the browser says of each what Node says', async () => {
  const kinds: readonly AuthorityKeys[] = [
    { newKey: ['rsa:2048'], digest: 'sha512' },
    { newKey: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'], digest: 'sha384' },
    { newKey: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-521'], digest: 'sha512' },
  ]
  for (const keys of kinds) {
    await using one = await startTimestampAuthority(keys)
    const message = randomBytes(100)
    const token = await stampOf(one, message, newNonce())
    const roots = certificatesOf(one.root)
    const changed = Uint8Array.from(token)
    changed[token.length - 3]! ^= 1
    const good = verifyTimestamp(token, message, { roots })
    assert.ok(good.ok, keys.newKey.join(' '))
    assert.equal(verifyTimestamp(changed, message, { roots }).ok, false)
    for (const bytes of [token, changed])
      assert.deepEqual(await inBrowser.verifyTimestamp(bytes, message, { roots }), verifyTimestamp(bytes, message, { roots }))
  }
})

test('a node has its logs stamped and puts it into evidence; while the authority hangs or lies nothing waits and the page knows', async () => {
  if (findBrowser() !== undefined) await ensureWebBuilt()
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

  const verdict = verifyEvidence(bytes)
  const times = verifyEvidenceTimes(bytes, verdict)
  assert.ok(times.length === 2 && times.every((time) => time.ok))
  assert.deepEqual(await inBrowser.verifyEvidenceTimes(bytes, verdict), times)
  if (findBrowser() === undefined) return
  const browser = await startBrowser()
  try {
    await using desk = await openDesk(browser, { url: mx.api.replace('127.0.0.1', 'localhost'), language: 'es', width: 390 })
    const { page } = desk
    await page.goto(`${desk.url}/verify`, { waitUntil: 'networkidle' })
    await page.getByRole('button', { name: 'Elegir un archivo' }).waitFor()
    await desk.context.setOffline(true)
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByText('El archivo se sostiene').waitFor()
    await page
      .getByText(/sello de tiempo de CN=Fictional time-stamps/)
      .first()
      .waitFor()
    await page.getByText(/Este certificado viene en el archivo mismo/).waitFor()
    await page.getByText('Usar llaves propias').click()
    await page.getByLabel('Certificados de autoridades de sellado de tiempo').fill(other.root)
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByText('El archivo no se sostiene').waitFor()
    await page
      .getByText(/no lleva a un certificado en el que aquí se confíe/)
      .first()
      .waitFor()
    assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false)
    assert.deepEqual(desk.complaints, [])
  } finally {
    await closeBrowser(browser)
  }
})
