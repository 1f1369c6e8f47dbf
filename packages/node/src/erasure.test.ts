import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { utf8 } from '@enlace/core'
import { commitItem, consistencyRanges, generateSigner, leafHash, rootOfHashes, verifyConsistency } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { restoreNode } from './cli/restore.ts'
import { createErase } from './intake/erase-record.ts'
import { createSubmit } from './intake/submit-records.ts'
import { createCheckpoints } from './log/checkpoints.ts'
import { createProver } from './log/prove-record.ts'
import { createReindex } from './projection/reindex.ts'
import { writeBackup } from './store/backup.ts'
import { connect } from './store/connect.ts'
import { dataFolder } from './store/data-folder.ts'
import { eraseDraft, saveDraft } from './store/drafts.ts'
import { type FileStore, openFileStore } from './store/files.ts'
import { findTokens, findTokensInText } from './store/find-tokens.ts'
import { recordDigest } from './store/keyed-digest.ts'
import { type Keystore, openKeystore } from './store/keystore.ts'
import { endOldCopies, nameOfCopy } from './store/keystore-copies.ts'
import { lexemesOf, queryLexemes, toTsquery } from './store/lexemes.ts'
import { createLogWriter, type LogWriter } from './store/log-writer.ts'
import { type Log, openLog, readEntries } from './store/logs.ts'
import { migrate } from './store/migrate.ts'
import { type RunningPostgres, startPostgres } from './store/postgres/start-postgres.ts'
import { rotateSearchKey } from './store/rotate-search-key.ts'
import { openSearchKey } from './store/search-key.ts'
import { readStoredRecords } from './store/stored-records.ts'
import { exampleRecord } from './test-partner.ts'

// Forty words go in by every way that keeps words, their records are erased, and then everything that is left is held against them: by one who
// looks, by one who has the node's own keys, and by one who knows what was written and only wants to hear yes.

const at = new Date('2026-11-21T12:00:00.000Z')
const tokens = Array.from(
  { length: 40 },
  () => `Zq${Array.from(randomBytes(10), (byte) => String.fromCharCode(97 + (byte % 26))).join('')}`,
)
const unused = [...tokens]
const token = () => unused.pop() as string
const home = { author_agency: 'sspc', marking: { scheme: 'mx-reservada', value: 'Reservada' } }
const owner = { agency: 'sspc', fromParty: 'mx' }
const drafter = { account: 'ana', agency: 'sspc' }

let root: string
let dataDir: string
let postgres: RunningPostgres
let sql: Sql
let keystore: Keystore
let searchKey: Uint8Array
let files: FileStore
let writer: LogWriter
let journal: Log
let submit: ReturnType<typeof createSubmit>
let checkpoints: ReturnType<typeof createCheckpoints>
type Written = { readonly id: string; readonly seq: number; readonly bytes: Uint8Array }
const erased: Written[] = []
let kept: Written
const file = () => dataFolder(dataDir)
const masters = new Map([['sspc', randomBytes(32)]])

before(async () => {
  root = await mkdtemp('/tmp/enlace-erasure-')
  dataDir = join(root, 'data')
  await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 })
  await writeFile(file().masterKey('sspc'), masters.get('sspc') as Buffer, { mode: 0o600 })
  await writeFile(file().authority, await readFile(new URL('../../../packs/authorities/mx.json', import.meta.url)))
  postgres = await startPostgres({ dataDir })
  sql = connect(postgres.connection)
  await migrate(sql)
  await open()
  for (let i = 0; i < 4; i++) erased.push(await write(`alert ${i}`, true))
  const { object, envelope } = exampleRecord('call-record', 'call', {
    object: { content: `Llamada sobre ${token()}` },
    extension: { with_person: token() },
    envelope: home,
  })
  erased.push(await hand(object, envelope))
  kept = await write('kept', false)
  await sql`insert into account (name, agency, role, secret) values ('ana', 'sspc', 'analyst', 'x')`
  const body = utf8(JSON.stringify({ title: token(), text: token() }))
  assert.ok((await saveDraft(sql, keystore, drafter, { id: 'd1', kind: 'mirror-alert', revision: 0, bytes: body, at })).ok)
  assert.equal(unused.length, 0)
})

after(async () => {
  await sql.end()
  await keystore.close()
  await postgres.stop()
  await rm(root, { recursive: true, force: true })
})

async function open(): Promise<void> {
  keystore = await openKeystore({ file: file().keystore, agencies: masters })
  searchKey = await openSearchKey(file().searchKey)
  writer = createLogWriter(sql, keystore)
  journal = await openLog(sql, { origin: 'node.mx.sig.example/journal/1', role: 'journal', partner: null, epoch: 1 })
  const signers = [generateSigner(journal.origin, 0x01).signer]
  checkpoints = createCheckpoints({
    sql,
    signersOf: () => signers,
    now: () => at,
    onDamage: (origin, seq) => assert.fail(`${origin} ${seq}`),
  })
  files = openFileStore({ sql, keystore, searchKey, folder: file().files, now: () => at })
  submit = createSubmit({
    ...{ writer, journal, searchKey, party: 'mx', envelopeDefaults: () => ({}), now: () => at, files },
    pass: () => undefined,
    maxItemBytes: 100_000,
  })
}

async function hand(
  object: Parameters<typeof exampleRecord>[2] & object,
  envelope: object,
  attached: readonly object[] = [],
): Promise<Written> {
  const bytes = utf8(JSON.stringify(object))
  const outcome = await submit.submit({
    ...{ objectBytes: bytes, object: object as never, envelope: envelope as never, agency: 'sspc' },
    ...(attached.length === 0 ? {} : { files: attached as never }),
  })
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return { id: String((object as { id: string }).id), seq: outcome.value.position.seq, bytes }
}

/** An alert with a file; with words that are counted, or with some of its own. */
async function write(name: string, counted: boolean): Promise<Written> {
  const word = counted ? token : () => `plain${name}`
  const content = utf8(`${word()}\n`.repeat(40))
  const sha256 = createHash('sha256').update(content).digest('hex')
  const part = { ...owner, type: 'application/octet-stream', size: content.length, start: 0, sha256, checkType: false }
  assert.ok(
    (
      await files.add({
        ...part,
        source: (async function* () {
          yield content
        })(),
      })
    ).ok,
  )
  const { object, envelope } = exampleRecord('mirror-alert', name, {
    object: { name: `FICTICIO ${word()}`, description: `Visto con ${word()}`, labels: [word()] },
    extension: { cargo: word(), safety_notes: word(), identifiers: [{ type: 'plate', value: word(), country: 'MX', state: 'TAM' }] },
    envelope: { ...home, purpose: word() },
  })
  return await hand(object, envelope, [{ sha256, name: `${word()}.bin` }])
}

const hashes = async () => {
  const [row] = await sql<{ size: number }[]>`select size from log where log_id = ${journal.logId}`
  return (await readEntries(sql, journal.logId, 0, row?.size ?? 0)).map((entry) => leafHash(entry.leaf))
}

/** Every row of every table, the statistics of the columns among them. */
async function everythingInSql(): Promise<string> {
  const tables = await sql<{ name: string }[]>`select format('%I.%I', table_schema, table_name) as name from information_schema.tables`
  const texts: string[] = []
  for (const { name } of tables) {
    const rows = await sql.unsafe(`select t::text as row from ${name} t`).catch(() => [])
    texts.push(...rows.map((row) => String(Object.values(row)[0])))
  }
  return texts.join('\n')
}

/** What one who has keys reads in the rows of a backup: every sealed body that a keystore opens, as text. */
async function unsealAll(backup: string, keys: Keystore): Promise<string> {
  const { unseal } = await import('./store/seal.ts')
  const rows = (await readFile(join(backup, 'database', 'body.copy'), 'utf8')).trimEnd().split('\n')
  return rows
    .flatMap((row) => {
      const [, seq = '', slot = '', sealed = ''] = row.split('\t')
      const key = slot === '\\N' ? undefined : keys.read(Number(slot))
      if (key === undefined) return []
      const opened = unseal(key.key, Buffer.from(sealed.slice(3), 'hex'), utf8(`${journal.origin}\n${seq}`))
      return opened.ok ? [Buffer.from(opened.value).toString()] : []
    })
    .join('\n')
}

/** Whether bytes lie in any file below a folder, raw, as hexadecimal or as PostgreSQL prints them. */
async function liesIn(folder: string, needles: readonly (Uint8Array | string)[]): Promise<string[]> {
  const wanted = needles.flatMap((one) =>
    typeof one === 'string' ? [Buffer.from(one)] : [Buffer.from(one), Buffer.from(Buffer.from(one).toString('hex'))],
  )
  const found: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0))
    if (wanted.some((needle) => bytes.includes(needle))) found.push(join(entry.parentPath, entry.name))
  }
  return found
}

const early = () => join(root, 'backups', 'early')
const copies = () => ({ folder: join(root, 'copies'), hours: 24 })
const copyAt = () => join(copies().folder, nameOfCopy(at))

test('a backup holds no key and none of the forty words, and with a copy of the keystore it opens', async () => {
  await mkdir(join(root, 'backups'))
  await mkdir(copies().folder)
  const manifest = await writeBackup({ sql, dataDir, party: 'mx', folder: early(), at })
  assert.equal(manifest.files.filter(({ path }) => path.startsWith('files/')).length, 5)
  await copyFile(file().keystore, copyAt())
  assert.deepEqual(await findTokens(early(), tokens), [])
  assert.deepEqual(await liesIn(early(), [masters.get('sspc') as Buffer, searchKey, (await readFile(copyAt())).subarray(8192, 8256)]), [])
  const words = findTokensInText(await unsealAll(early(), keystore), tokens)
  assert.ok(words.length > 30, `${words.length} words are there to be lost`)
})

test('after erasing, forty words are found nowhere, nor does the node with all its keys read them in its own older backup', async () => {
  const [beforeHashes, beforeHead] = [await hashes(), await checkpoints.sign(journal.logId)]
  const erase = createErase({ sql, writer, keystore, searchKey, journalId: journal.logId, now: () => at, files })
  for (const { id } of erased) await erase({ id, reason: 'fin del plazo', agency: 'sspc', user: 'a' })
  await eraseDraft(sql, keystore, drafter, 'd1')

  for (const settle of ['analyze', 'checkpoint', 'vacuum full']) {
    assert.deepEqual(await findTokens(root, tokens), [], `before ${settle}`)
    await sql.unsafe(settle)
  }
  assert.deepEqual(await findTokens(root, tokens), [])
  assert.deepEqual(findTokensInText(await everythingInSql(), tokens), [])
  const opened = await unsealAll(early(), keystore)
  assert.match(opened, /plainkept/)
  assert.deepEqual(findTokensInText(opened, tokens), [])
  assert.deepEqual(
    await readStoredRecords(
      sql,
      keystore,
      erased.map(({ seq }) => seq),
    ),
    [],
  )
  assert.equal((await readdir(file().files)).length, 1)

  // The proofs: the tree of before is the beginning of the tree of now, and every entry of it is in it.
  const afterHashes = await hashes()
  assert.deepEqual(afterHashes.slice(0, beforeHashes.length), beforeHashes)
  const afterHead = await checkpoints.sign(journal.logId)
  const rootOf = (text: string | undefined) => Buffer.from(text?.split('\n')[2] ?? '', 'base64')
  const [oldSize, size] = [beforeHashes.length, afterHashes.length]
  const proof = consistencyRanges(oldSize, size).map(({ start, end }) => rootOfHashes(afterHashes.slice(start, end)))
  const claim = { oldSize, size, oldRoot: rootOf(beforeHead?.text), root: rootOf(afterHead?.text), proof }
  assert.equal(verifyConsistency(claim), true)
  const prover = createProver({ sql, keystore, sign: checkpoints.sign, cosign: () => '' })
  for (const { seq } of erased) {
    const [position] = await prover.prove(seq)
    assert.deepEqual(position?.opening, { items: [], commitments: [] })
    assert.match(position?.tlogProof ?? '', /c2sp.org\/tlog-proof/)
  }
})

test('only a copy of the keystore from before reads them, and it is gone when its day is over', async () => {
  const folder = join(root, 'thief')
  await mkdir(folder, { mode: 0o700 })
  await copyFile(copyAt(), join(folder, 'keystore'))
  {
    await using old = await openKeystore({ file: join(folder, 'keystore'), agencies: masters })
    assert.ok(findTokensInText(await unsealAll(early(), old), tokens).length > 30, 'this is why a copy is short-lived')
  }
  await rm(folder, { recursive: true })
  const soon = new Date(at.getTime() + 24 * 3_600_000 - 1000)
  assert.equal((await endOldCopies([copies()], soon)).length, 1)
  const slot = (await readFile(copyAt())).subarray(8192 + 16, 8192 + 64)
  assert.equal((await endOldCopies([copies()], new Date(soon.getTime() + 1000))).length, 0)
  assert.deepEqual(await readdir(copies().folder), [])
  assert.deepEqual(await liesIn(root, [slot]), [])
})

test('who knows the whole text and the id hears no yes: not from commitments, and after a new search key not from digests or words either', async () => {
  const guess = (key: Uint8Array) => [...erased.map(({ id }) => recordDigest(key, id)), ...tokens.flatMap((word) => lexemesOf(key, [word]))]
  const withoutKeys = erased.flatMap(({ id, bytes }) => [
    ...[new Uint8Array(32), new Uint8Array(0)].map((salt) => commitItem(salt.length === 0 ? new Uint8Array(32).fill(0xff) : salt, bytes)),
    ...[bytes, utf8(id)].map((text) => createHash('sha256').update(text).digest()),
    ...guess(new Uint8Array(32)),
  ])
  await sql`checkpoint`
  assert.deepEqual(await liesIn(root, withoutKeys), [])
  // The look would see one: the node's own key still confirms the id of what it erased.
  assert.notDeepEqual(await liesIn(root, guess(searchKey)), [])

  const oldKey = searchKey
  const { renamed, orphaned } = await rotateSearchKey({ sql, keystore, keyFile: file().searchKey, files: file().files, at })
  assert.ok(renamed > 0 && orphaned > 0)
  await keystore.close()
  await open()
  assert.notDeepEqual(searchKey, oldKey)
  assert.deepEqual(await liesIn(root, [oldKey]), [], 'nobody has the old key any more')
  const reindex = createReindex({ sql, keystore, searchKey })
  while (await reindex.step());
  await sql`checkpoint`
  assert.deepEqual(await liesIn(root, guess(searchKey)), [])

  // What was kept is found as before: by id, by word, and its file by its hash.
  const found = await sql`select from version where rid = ${Buffer.from(recordDigest(searchKey, kept.id))}`
  assert.equal(found.length, 1)
  const query = toTsquery(queryLexemes(searchKey, 'plainkept'))!
  assert.deepEqual(
    (await sql<{ seq: number }[]>`select seq from search where words @@ ${query}::tsquery`).map((row) => row.seq),
    [kept.seq],
  )
  const sha256 = createHash('sha256').update('plainkept\n'.repeat(40)).digest('hex')
  const row = (await files.want(owner, [sha256])).get(sha256)
  const chunks: Uint8Array[] = []
  for await (const chunk of files.read(row!) ?? []) chunks.push(chunk)
  assert.equal(Buffer.concat(chunks).toString(), 'plainkept\n'.repeat(40))
  assert.equal((await readdir(file().files)).length, 1)
})

test('a rotation that dies before or after its commit leaves a node that opens, with the key that counts', async () => {
  const counts = searchKey
  await writeFile(`${file().searchKey}.next`, randomBytes(32), { mode: 0o600 })
  const failing = new Proxy(sql, {
    get: (target, name) => (name === 'begin' ? () => Promise.reject(new Error('killed')) : Reflect.get(target, name)),
  })
  await assert.rejects(rotateSearchKey({ sql: failing, keystore, keyFile: file().searchKey, files: file().files, at }), /killed/)
  const { settleSearchKey } = await import('./store/search-key.ts')
  await settleSearchKey(file().searchKey, sql)
  assert.deepEqual(await openSearchKey(file().searchKey), counts)
  // Committed, and dead before the files were changed over.
  await rotateSearchKey({ sql, keystore, keyFile: file().searchKey, files: file().files, at })
  const newer = await readFile(file().searchKey)
  await writeFile(`${file().searchKey}.next`, newer, { mode: 0o600 })
  await writeFile(file().searchKey, Buffer.alloc(32), { mode: 0o600 })
  await settleSearchKey(file().searchKey, sql)
  assert.deepEqual(await readdir(join(dataDir, 'keys')), ['master-sspc.key', 'search.key'])
  assert.deepEqual(await readFile(file().searchKey), newer)
  await writeFile(file().searchKey, randomBytes(32), { mode: 0o600 })
  await assert.rejects(settleSearchKey(file().searchKey, sql), { code: 'search_key_wrong' })
  await writeFile(file().searchKey, newer, { mode: 0o600 })
  searchKey = await openSearchKey(file().searchKey)
})

test('a backup restores into an empty folder with its keys, is refused when a byte differs, and brings back nothing that was erased before it', async () => {
  const backup = join(root, 'backups', 'late')
  await writeBackup({ sql, dataDir, party: 'mx', folder: backup, at })
  await copyFile(file().keystore, copyAt())
  await assert.rejects(writeBackup({ sql, dataDir, party: 'mx', folder: backup, at }), { code: 'backup_exists' })
  await assert.rejects(restoreNode({ dataDir, backup, keystore: copyAt() }), { code: 'restore_not_empty' })
  const target = join(root, 'restored')
  await mkdir(join(target, 'keys'), { recursive: true, mode: 0o700 })
  for (const name of await readdir(join(dataDir, 'keys'))) await copyFile(join(dataDir, 'keys', name), join(target, 'keys', name))
  const authority = JSON.parse(await readFile(file().authority, 'utf8')) as { agencies: { id: string }[] }
  authority.agencies = authority.agencies.filter(({ id }) => id === 'sspc')
  await writeFile(join(target, 'authority.json'), JSON.stringify(authority))
  await writeFile(
    join(target, 'node.json'),
    JSON.stringify({ http: { host: '::', port: 1 }, exchange: { host: '::', port: 2, url: 'https://x' } }),
  )

  const table = join(backup, 'database', 'body.copy')
  const whole = await readFile(table)
  const flipped = Buffer.from(whole)
  flipped[flipped.length - 9]! ^= 1
  await writeFile(table, flipped)
  await assert.rejects(restoreNode({ dataDir: target, backup, keystore: copyAt() }), { code: 'backup_damaged' })
  await writeFile(table, whole)

  await restoreNode({ dataDir: target, backup, keystore: copyAt() })
  await using restored = await startPostgres({ dataDir: target })
  const there = connect(restored.connection)
  await using keys = await openKeystore({ file: join(target, 'keystore'), agencies: masters })
  try {
    const [record] = await readStoredRecords(there, keys, [kept.seq])
    assert.deepEqual(Buffer.from(record?.objectBytes ?? []), Buffer.from(kept.bytes))
    assert.deepEqual(
      await readStoredRecords(
        there,
        keys,
        erased.map(({ seq }) => seq),
      ),
      [],
    )
    const [count] = await there<
      { n: number; next: number }[]
    >`select (select count(*)::int from entry) as n, nextval(pg_get_serial_sequence('log', 'log_id'))::int as next`
    const [here] = await sql<{ n: number }[]>`select count(*)::int as n from entry`
    assert.deepEqual([count?.n, count?.next], [here?.n, 2])
    assert.deepEqual(await findTokens(target, tokens), [])
  } finally {
    await there.end()
  }
})

test('a backup from before a rotation, whose search key nobody has any more, restores into a node that finds its records', async () => {
  const target = join(root, 'restored-early')
  await mkdir(join(target, 'keys'), { recursive: true, mode: 0o700 })
  for (const name of await readdir(join(dataDir, 'keys'))) await copyFile(join(dataDir, 'keys', name), join(target, 'keys', name))
  for (const name of ['authority.json', 'node.json']) await copyFile(join(root, 'restored', name), join(target, name))
  const short = join(root, 'short')
  await writeFile(short, (await readFile(copyAt())).subarray(0, 8192 + 64), { mode: 0o600 })
  await assert.rejects(restoreNode({ dataDir: target, backup: early(), keystore: short }), { code: 'keystore_behind' })
  await writeFile(short, Buffer.alloc((await readFile(copyAt())).length), { mode: 0o600 })
  await assert.rejects(restoreNode({ dataDir: target, backup: early(), keystore: short }), { code: 'keystore_damaged' })
  await restoreNode({ dataDir: target, backup: early(), keystore: copyAt() })
  await using restored = await startPostgres({ dataDir: target })
  const there = connect(restored.connection)
  try {
    const key = await openSearchKey(dataFolder(target).searchKey)
    assert.notDeepEqual(key, searchKey)
    const rows = await there<{ seq: number }[]>`select seq from version where rid = ${Buffer.from(recordDigest(key, kept.id))}`
    assert.deepEqual(
      rows.map((row) => row.seq),
      [kept.seq],
    )
    assert.equal((await readdir(dataFolder(target).files)).length, 1)
  } finally {
    await there.end()
  }
})
