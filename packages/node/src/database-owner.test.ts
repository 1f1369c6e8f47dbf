import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { JsonObject } from '@enlace/core'
import type { Sql } from 'postgres'
import { createErase } from './intake/erase-record.ts'
import { createSubmit } from './intake/submit-records.ts'
import { openBody } from './store/bodies.ts'
import { checkDurability, connect } from './store/connect.ts'
import { findTokens, findTokensInText } from './store/find-tokens.ts'
import { type Keystore, openKeystore } from './store/keystore.ts'
import { queryLexemes, toTsquery } from './store/lexemes.ts'
import { createLogWriter } from './store/log-writer.ts'
import { openLog, readBodies } from './store/logs.ts'
import { migrate } from './store/migrate.ts'
import { type RunningPostgres, startPostgres } from './store/postgres/start-postgres.ts'
import { openSearchKey } from './store/search-key.ts'

// What the owner of the database sees, with every right in SQL and every file of the server: nothing that says who or what.

const origin = 'node.mx.sig.example/journal/1'
const tokens = Array.from({ length: 40 }, () => `Zq${Array.from(randomBytes(9), (byte) => String.fromCharCode(97 + (byte % 26))).join('')}`)
const records = tokens.map((token) => ({ id: `identity--${randomUUID()}`, token }))
const secrets = [...tokens, ...records.map(({ id }) => id.slice('identity--'.length))]

let root: string
let postgres: RunningPostgres
let sql: Sql
let keystore: Keystore
let searchKey: Uint8Array
let logId: number

before(async () => {
  root = await mkdtemp('/tmp/enlace-owner-')
  postgres = await startPostgres({ dataDir: root })
  sql = connect(postgres.connection)
  await checkDurability(sql)
  await migrate(sql)
  keystore = await openKeystore({ file: join(root, 'keys', 'keystore'), agencies: new Map([['sspc', randomBytes(32)]]) })
  searchKey = await openSearchKey(join(root, 'keys', 'search'))
  logId = (await openLog(sql, { origin, role: 'journal', partner: null, epoch: 1 })).logId
  const stored = await submitAll()
  assert.deepEqual([...new Set(stored)], ['stored'])
})

after(async () => {
  await sql.end()
  await keystore.close()
  await postgres.stop()
  await rm(root, { recursive: true, force: true })
})

async function submitAll(): Promise<string[]> {
  const { submitMany } = createSubmit({
    writer: createLogWriter(sql, keystore),
    journal: { logId, origin },
    searchKey,
    party: 'mx',
    envelopeDefaults: () => envelopeDefaults,
    now: () => new Date('2026-11-21T12:00:00Z'),
    pass: () => undefined,
    maxItemBytes: 1_000_000,
  })
  const handed = records.map(({ id, token }) => {
    const object = identity(id, token)
    return { object, objectBytes: Buffer.from(JSON.stringify(object)), envelope: { purpose: `Sobre ${token}` }, agency: 'sspc' }
  })
  return (await submitMany(handed)).map((outcome) => (outcome.ok ? outcome.value.status : JSON.stringify(outcome.fault.problems)))
}

const envelopeDefaults = {
  authorAgency: 'sspc',
  marking: { scheme: 'mx-reservada', value: 'Reservada' },
  retention: 'operational',
} as const

function identity(id: string, token: string): JsonObject {
  const at = '2026-11-21T11:59:00.000Z'
  const name = `Persona ${token}`
  return {
    type: 'identity',
    spec_version: '2.1',
    id,
    created: at,
    modified: at,
    name,
    description: `Visto con ${token}`,
    identity_class: 'individual',
  }
}

/** Every row of every table and view that anybody could read, as text; the server's statistics and session lists included. */
async function everythingInSql(): Promise<string> {
  const tables = await sql<{ name: string }[]>`select format('%I.%I', table_schema, table_name) as name from information_schema.tables`
  const texts: string[] = []
  for (const { name } of tables) {
    const rows = await sql.unsafe(`select t::text as row from ${name} t`).catch(() => [])
    texts.push(...rows.map((row) => String(Object.values(row)[0])))
  }
  return texts.join('\n')
}

const foundIn = async (): Promise<object[]> => (await findTokens(root, secrets)).slice(0, 5)

test('a search by each token finds its record and no other', async () => {
  for (const { token } of records) {
    const query = toTsquery(queryLexemes(searchKey, token))!
    const found = await sql`select seq from search where words @@ ${query}::tsquery`
    assert.equal(found.length, 1)
  }
})

test('no file of the node holds a token: before a checkpoint, after one, and after a full vacuum', async () => {
  await sql`analyze`
  assert.deepEqual(await foundIn(), [])
  await sql`checkpoint`
  assert.deepEqual(await foundIn(), [])
  await sql`vacuum full`
  assert.deepEqual(await foundIn(), [])
})

test('no query of the database’s owner shows a token', async () => {
  await sql`analyze`
  const everything = await everythingInSql()
  assert.ok(everything.length > 100_000)
  assert.deepEqual(findTokensInText(everything, secrets), [])
})

test('an error and the server’s log repeat no value', async () => {
  const secret = secrets[0]!
  await assert.rejects(sql`select ${secret}::integer`)
  await assert.rejects(sql`select 1 from log where log_id = ${-1} and 1 / (length(${secret}) - length(${secret})) = 1`)
  assert.deepEqual(await foundIn(), [])
})

test('a body that the owner moves to another place is unreadable there', async () => {
  const [first, second] = await readBodies(sql, logId, 0, 2)
  assert.equal(typeof openBody(keystore, origin, first!), 'object')
  assert.equal(openBody(keystore, origin, { ...first!, seq: second!.seq }), 'unreadable')
  assert.equal(openBody(keystore, origin, { ...first!, slot: second!.slot }), 'unreadable')
})

test('erasing one record makes it unreadable at that instant, even from rows kept from before, and leaves its leaf', async () => {
  const { id } = records[7]!
  const kept = await readBodies(sql, logId, 0, 40)
  const leaves = await sql`select leaf from entry where log_id = ${logId} order by seq limit 40`
  const erase = createErase({ sql, writer: createLogWriter(sql, keystore), keystore, searchKey, journalId: logId, now: () => new Date() })
  const { erasedVersions } = await erase({ id, reason: 'fin del plazo', agency: 'sspc', user: 'a' })
  assert.equal(erasedVersions, 1)
  const states = kept.map((body) => openBody(keystore, origin, body))
  assert.equal(states[7], 'erased')
  assert.equal(states.filter((state) => state === 'erased').length, 1)
  assert.deepEqual(await sql`select leaf from entry where log_id = ${logId} order by seq limit 40`, leaves)
})

test('the search for tokens would see one: a row in clear is found in the tables and in the files', async () => {
  await sql`create table in_clear as select ${secrets[0]!}::text as token`
  assert.deepEqual(findTokensInText(await everythingInSql(), secrets), [secrets[0]])
  assert.ok((await findTokens(root, secrets)).some(({ file }) => file.includes('pg_wal')))
})
