import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainProof, formatPolicy, generateSigner, parseLeaf, parseProofDocument, vkeyOf } from '@enlace/proof/node'
import { createCheckpoints } from '../log/checkpoints.ts'
import { createProver } from '../log/prove-record.ts'
import { createRelease } from '../release/release.ts'
import { erasedBody, openBodyBytes } from '../store/bodies.ts'
import { findTokens, findTokensInText } from '../store/find-tokens.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { readBodies, readEntries, readLog } from '../store/logs.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import { testStore } from '../store/test-store.ts'
import { demoAgreement, exampleRecord } from '../test-partner.ts'
import { createErase } from './erase-record.ts'
import { createSubmit } from './submit-records.ts'

const at = new Date('2026-11-21T12:00:00.000Z')
const who = { reason: 'court order', agency: 'sspc', user: 'ana' }

async function node() {
  const store = await testStore()
  const { sql, writer, keystore, searchKey, journal, out } = store
  const signersOf = new Map(
    [journal, out].map(({ origin }) => [origin, [generateSigner(origin, 0x01).signer, generateSigner(origin, 0x06).signer]]),
  )
  const checkpoints = createCheckpoints({
    sql,
    signersOf: (origin) => signersOf.get(origin) ?? [],
    now: () => at,
    onDamage: (origin, seq) => assert.fail(`${origin} ${seq}`),
  })
  const prover = createProver({ sql, keystore, sign: checkpoints.sign, cosign: () => '' })
  const release = createRelease({
    sql,
    writer,
    keystore,
    journalId: journal.logId,
    party: 'mx',
    classification: 'demo-unclassified',
    partners: () => [{ party: 'us', agreement: demoAgreement(), outLogId: out.logId, seen: () => 0 }],
    now: () => at,
    pass: () => undefined,
    onDamage: (seq) => assert.fail(String(seq)),
    signRelease: () => Promise.reject(new Error('nobody')),
  })
  await release.begin()
  const submit = createSubmit({
    writer,
    journal,
    searchKey,
    party: 'mx',
    envelopeDefaults: () => ({}),
    now: () => at,
    pass: () => undefined,
    maxItemBytes: 100_000,
  })
  const home = { author_agency: 'sspc', marking: { scheme: 'mx-reservada', value: 'Reservada' } }
  return {
    ...store,
    release,
    erase: createErase({ sql, writer, keystore, searchKey, journalId: journal.logId, now: () => at }),
    write: async (name: string, change: Parameters<typeof exampleRecord>[2] = {}) => {
      const { object, envelope, items } = exampleRecord('mirror-alert', name, { ...change, envelope: home })
      const outcome = await submit.submit({ objectBytes: items[0]!, object, envelope, agency: 'sspc' })
      assert.ok(outcome.ok)
      return { id: String(object.id), seq: outcome.value.position.seq, bytes: items[0]! }
    },
    /** What the proof of a version shows, to one who has these bytes or none. */
    explain: async (seq: number, bytes?: Uint8Array) => {
      const positions = (await prover.prove(seq)).map((position) => ({
        ...position,
        policy: formatPolicy({
          logs: (signersOf.get(position.origin) ?? []).map((signer) => ({ key: vkeyOf(signer), url: null })),
          witnesses: [],
          groups: [],
          quorum: 'none',
        }),
      }))
      const document = parseProofDocument(JSON.parse(JSON.stringify({ record: { id: 'x', modified: null }, positions })))
      assert.ok(document.ok)
      return explainProof(document.value, bytes === undefined ? {} : { items: new Map([[0, bytes]]) })
    },
    dump: async () => {
      const tables = await sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`
      const rows = await Promise.all(tables.map(({ name }) => sql.unsafe(`select t::text as text from ${name} t`)))
      return rows
        .flat()
        .map((row) => String(row.text))
        .join('\n')
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

test('an erased record is unreadable in every log at once, and every proof still verifies', async () => {
  await using mx = await node()
  const tokens = Array.from({ length: 8 }, (_, i) => `erased-token-${i}-7f3a`)
  const first = await mx.write('a', { extension: { safety_notes: tokens.slice(0, 4).join(' ') } })
  const second = await mx.write('a', { object: { modified: '2026-05-01T00:00:00.000Z', description: tokens.slice(4).join(' ') } })
  const other = await mx.write('b')
  await mx.release.step('us')
  const before = await mx.explain(first.seq, first.bytes)
  assert.deepEqual([before.ok, before.proves.code], [true, 'offered'])

  const { erasedVersions, seq } = await mx.erase({ id: first.id, ...who })

  assert.equal(erasedVersions, 2)
  assert.deepEqual(await readStoredRecords(mx.sql, mx.keystore, [first.seq, second.seq]), [])
  assert.equal((await readStoredRecords(mx.sql, mx.keystore, [other.seq])).length, 1)
  for (const log of [mx.journal, mx.out]) {
    for (const stored of await readBodies(mx.sql, log.logId, 0, 2)) {
      assert.deepEqual([stored.slot, stored.sealed, openBodyBytes(mx.keystore, log.origin, stored)], [null, null, 'erased'])
    }
  }
  for (const version of [first, second]) {
    const shown = await mx.explain(version.seq, version.bytes)
    assert.ok(shown.ok)
    assert.deepEqual([shown.proves.code, shown.steps.filter((step) => step.code === 'entry_included').length], ['entry_only', 2])
  }
  assert.equal((await mx.explain(other.seq, other.bytes)).proves.code, 'offered')
  assert.deepEqual(findTokensInText(await mx.dump(), [...tokens, first.id.slice(-12)]), [])
  assert.deepEqual(await findTokens(mx.folder, tokens), [])
  const [entry] = await readEntries(mx.sql, mx.journal.logId, seq, seq + 1)
  const leaf = parseLeaf(entry!.leaf)
  assert.ok(leaf.ok)
  assert.deepEqual([leaf.value.t, leaf.value.n], ['erase', 1])
})

test('search, references and work of an erased record are gone; those of others stay', async () => {
  await using mx = await node()
  const one = await mx.write('a')
  await mx.write('b')
  await mx.sql`insert into work_item (rid, seq, agency, from_party, kind, direction, state, started_at, updated_seq)
    select rid, seq, agency, from_party, kind, 'sent', 'new', added_at, seq from version`
  await mx.erase({ id: one.id, ...who })
  const [left] = await mx.sql<{ search: number; work: number; versions: number }[]>`select (select count(*)::int from search) as search,
    (select count(*)::int from work_item) as work, (select count(*)::int from version) as versions`
  assert.deepEqual({ ...left }, { search: 1, work: 1, versions: 2 })
  const orphans = await mx.sql`select from reference where seq = ${one.seq}`
  assert.equal(orphans.length, 0)
})

test('a copy that had not left yet is sent as erased, and its place stays', async () => {
  await using mx = await node()
  const { id } = await mx.write('a')
  await mx.release.step('us')
  await mx.erase({ id, ...who })
  const log = await readLog(mx.sql, mx.out.logId)
  const [stored] = await readBodies(mx.sql, log.logId, 0, 1)
  assert.deepEqual([log.size, openBodyBytes(mx.keystore, log.origin, stored!)], [1, 'erased'])
  assert.deepEqual(Buffer.from(erasedBody).toString('hex'), '010000000000000000')
})

test('a record that nobody knows, or that is erased already, is told apart', async () => {
  await using mx = await node()
  const { id } = await mx.write('a')
  await assert.rejects(mx.erase({ id: 'incident--00000000-0000-4000-8000-000000000000', ...who }), { code: 'record_unknown' })
  await mx.erase({ id, ...who })
  await assert.rejects(mx.erase({ id, ...who }), { code: 'record_erased' })
})

test('when the store dies after the keys are gone the record stays unreadable, and erasing again completes', async () => {
  await using mx = await node()
  const { id, seq } = await mx.write('a')
  let down = true
  const writer: LogWriter = { ...mx.writer, transact: (work) => (down ? Promise.reject(new Error('down')) : mx.writer.transact(work)) }
  const erase = createErase({ ...mx, writer, journalId: mx.journal.logId, now: () => at })
  await assert.rejects(erase({ id, ...who }), /down/)
  assert.deepEqual(await readStoredRecords(mx.sql, mx.keystore, [seq]), [])
  // Nothing is let out that cannot be unsealed, and nobody calls it damage.
  down = false
  await erase({ id, ...who })
  const [version] = await mx.sql<{ erased: boolean }[]>`select erased_at is not null as erased from version where seq = ${seq}`
  assert.equal(version?.erased, true)
})

test('a version that arrives while its record is being erased is erased with it', async () => {
  await using mx = await node()
  const { id } = await mx.write('a')
  let newer = -1
  const writer: LogWriter = {
    ...mx.writer,
    transact: async (work) => {
      newer = (await mx.write('a', { object: { modified: '2026-07-01T00:00:00.000Z' } })).seq
      return await mx.writer.transact(work)
    },
  }
  const erase = createErase({ ...mx, writer, journalId: mx.journal.logId, now: () => at })
  assert.equal((await erase({ id, ...who })).erasedVersions, 2)
  assert.deepEqual(await readStoredRecords(mx.sql, mx.keystore, [newer]), [])
  const [left] = await mx.sql<{ n: number }[]>`select count(*)::int as n from version where erased_at is null`
  assert.equal(left?.n, 0)
})
