import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openCheckpoint, sha256, signCheckpoint, vkeyOf } from '@enlace/proof/node'
import { initNode } from '../cli/init.ts'
import { rotateKeys } from '../cli/rotate-keys.ts'
import { readConfig } from '../config.ts'
import { askToken } from './ask-token.ts'
import { readRootKeys } from './key-statements.ts'
import { openNodeSigners } from './node-signers.ts'
import { makeOfflineRoot, openOfflineRoot } from './offline-root.ts'
import { formatTokenAddress, parseTokenAddress } from './token-address.ts'
import { makeTokenKeys, openTokenSigner } from './token-signers.ts'

// SoftHSM2 of Debian (package softhsm2): a token in a folder.
const module = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib64/softhsm/libsofthsm2.so'].find((path) => existsSync(path))
const skip = module === undefined ? 'softhsm2 is not installed' : false
const home = await mkdtemp(join(tmpdir(), 'enlace token '))
const [tokens, pinFile] = [join(home, 'tokens'), join(home, 'pin')]
const address = { module: module ?? '', token: 'ceremony', pinFile, id: undefined }
const name = 'node.mx.sig.example/journal/1'
const sign = () => askToken(address, { ask: 'sign', name: 'one', id: undefined, message: Buffer.from('message') })
const library = async () => {
  const { default: koffi } = await import('koffi')
  return koffi.load(address.module)
}

before(async () => {
  if (module === undefined) return
  await mkdir(tokens)
  await writeFile(join(home, 'softhsm2.conf'), `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`)
  await writeFile(pinFile, '482913\n', { mode: 0o600 })
  const SOFTHSM2_CONF = join(home, 'softhsm2.conf')
  const { default: koffi } = await import('koffi')
  koffi.load('libc.so.6').func('int setenv(const char *, const char *, int)')('SOFTHSM2_CONF', SOFTHSM2_CONF, 1)
  const made = ['--init-token', '--free', '--label', address.token, '--pin', '482913', '--so-pin', '11223344']
  execFileSync('/usr/bin/softhsm2-util', made, { env: { SOFTHSM2_CONF } })
})
after(async () => await rm(home, { recursive: true }))

test('a pair of keys in a token signs what both algorithms verify, and only its address leaves the token', { skip }, () => {
  const made = makeTokenKeys(address, name)
  const signers = ([0x01, 0x06] as const).map((type) => openTokenSigner(parseTokenAddress(formatTokenAddress(made)), name, type))
  const head = { origin: name, size: 3, root: sha256(Buffer.from('root')) }
  const opened = openCheckpoint(signCheckpoint(head, signers, 1_790_000_000), signers.map(vkeyOf))
  assert.equal(opened.ok && opened.value.verified.length, 2)
  // A second pair of the same name is told apart by its id; without one neither is taken for the other.
  const other = openTokenSigner(makeTokenKeys(address, name), name, 0x01)
  assert.notEqual(other.keyId, signers[0]?.keyId)
  assert.throws(() => openTokenSigner(address, name, 0x01), { code: 'token_key_missing' })
  makeTokenKeys(address, 'one')
})

test('a root made in a token states keys that lie in a token too, and the node finds them again', { skip }, async () => {
  const dataDir = join(home, 'mx')
  const authority = await readFile(new URL('../../../../packs/authorities/mx.json', import.meta.url))
  const port = { host: '127.0.0.1', port: 9000 }
  const root = formatTokenAddress(address)
  await initNode({ dataDir, authority, http: port, exchange: port, partners: ['us'], offlineRoot: root })
  assert.equal(existsSync(join(dataDir, 'offline-root.pem')), false)
  await rotateKeys(dataDir, 'journal/1', { root, token: root, days: 30, now: new Date() })
  const node = readConfig(dataDir).authority
  const signers = (await openNodeSigners(dataDir, node, [])).journal
  assert.equal(signers.length, 4)
  const head = { origin: name, size: 3, root: sha256(Buffer.from('root')) }
  const opened = openCheckpoint(signCheckpoint(head, signers, 1_790_000_000), signers.map(vkeyOf))
  assert.equal(opened.ok && opened.value.verified.length, 4)
  const later = (await readdir(join(dataDir, 'keys'))).filter((file) => /^journal-1\./.test(file))
  const texts = await Promise.all(later.map((file) => readFile(join(dataDir, 'keys', file), 'utf8')))
  assert.ok(texts.length === 2 && texts.every((text) => text.startsWith('pkcs11:token=ceremony;id=%') && !text.includes('482913')))
  const pinned = await readRootKeys(dataDir, node)
  await assert.rejects(makeOfflineRoot(dataDir, node, root), { code: 'root_exists' })
  await assert.rejects(openOfflineRoot(formatTokenAddress({ ...address, token: 'nobody' }), node, pinned), { code: 'token_missing' })
  await assert.rejects(openOfflineRoot(root, { ...node, party: 'us' }, pinned), { code: 'token_key_missing' })
})

test('a session that somebody ends and a library that begins anew are opened again by the next signature', { skip }, async () => {
  sign()
  const loaded = await library()
  const slots = Buffer.alloc(64)
  assert.equal(loaded.func('C_GetSlotList', 'ulong', ['uint8', 'void *', 'void *'])(1, slots, Buffer.from([8, 0, 0, 0, 0, 0, 0, 0])), 0)
  assert.equal(loaded.func('C_CloseAllSessions', 'ulong', ['ulong'])(slots.readBigUInt64LE()), 0)
  sign()
  assert.equal(loaded.func('C_Finalize', 'ulong', ['void *'])(null), 0)
  sign()
})

test('a token that was removed is missed by name, and signs again when it is back', { skip }, async () => {
  sign()
  await rename(tokens, `${tokens} away`)
  await mkdir(tokens)
  const loaded = await library()
  loaded.func('C_Finalize', 'ulong', ['void *'])(null)
  assert.throws(sign, { code: 'token_missing' })
  await rm(tokens, { recursive: true })
  await rename(`${tokens} away`, tokens)
  sign()
})

test('a wrong PIN is said once and not tried again until its file changes; one that others can read is not used', { skip }, async () => {
  const loaded = await library()
  const forget = () => loaded.func('C_Finalize', 'ulong', ['void *'])(null)
  const before = new Date('2026-01-01T00:00:00Z')
  await writeFile(pinFile, '000000')
  await utimes(pinFile, before, before)
  forget()
  assert.throws(sign, { code: 'token_pin_wrong' })
  await writeFile(pinFile, '482913')
  await utimes(pinFile, before, before)
  assert.throws(sign, { code: 'token_pin_wrong' })
  await utimes(pinFile, new Date(), new Date())
  sign()
  forget()
  await chmod(pinFile, 0o640)
  assert.throws(sign, { code: 'secret_file_unsafe', values: { file: pinFile, mode: '640' } })
  await chmod(pinFile, 0o600)
  await rename(pinFile, `${pinFile} away`)
  assert.throws(sign, { code: 'token_pin_missing' })
  await rename(`${pinFile} away`, pinFile)
  sign()
})

test('a token that does not answer in time costs no more than the limit, and its late answer is nobody else’s', { skip }, async () => {
  const question = { ask: 'make', name: 'two', id: '00'.repeat(16), seed: new Uint8Array(32) } as const
  assert.throws(() => askToken(address, question, 0), { code: 'token_slow' })
  const until = performance.now() + 10_000
  for (;;) {
    try {
      assert.ok('bytes' in sign())
      return
    } catch (cause) {
      if (performance.now() > until) throw cause
      assert.equal((cause as { code?: string }).code, 'token_slow')
    }
  }
})

test('a library that is none is said, and an address with anything but label, library and PIN file is refused', () => {
  const none = { ...address, module: join(home, 'none.so') }
  assert.throws(() => askToken(none, { ask: 'publicKey', name: 'one', id: undefined }), { code: 'token_module_missing' })
  const good = 'pkcs11:token=a%20b;id=%0f?module-path=/m.so&pin-source=file:/p'
  assert.deepEqual(parseTokenAddress(good), { token: 'a b', id: '0f', module: '/m.so', pinFile: '/p' })
  assert.equal(formatTokenAddress(parseTokenAddress(good)), `${good}\n`)
  for (const bad of [
    'pkcs11:token=a?module-path=/m.so&pin-value=1234',
    'pkcs11:token=a?module-path=/m.so&pin-source=file:/p&pin-value=1234',
    'pkcs11:token=a?module-path=m.so&pin-source=file:/p',
    'pkcs11:?module-path=/m.so&pin-source=file:/p',
    'pkcs11:token=a;id=0?module-path=/m.so&pin-source=file:/p',
    'pkcs11:token=%zz?module-path=/m.so&pin-source=file:/p',
  ]) {
    assert.throws(() => parseTokenAddress(bad), { code: 'token_address_wrong' }, bad)
  }
})
