import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseJson, utf8 } from '@enlace/core'
import { exampleOf, kinds, parseEnvelope } from '@enlace/records'
import { LogFrozen } from '../store/append-entries.ts'
import type { Alongside } from '../store/log-writer.ts'
import { readLog } from '../store/logs.ts'
import type { StepName } from '../store/steps.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import { testStore } from '../store/test-store.ts'
import { exampleRecord } from '../test-partner.ts'
import { createErase } from './erase-record.ts'
import { createSubmit, type Handed, type Outcome } from './submit-records.ts'

const at = new Date('2026-11-21T12:00:00.000Z')
const home = { author_agency: 'sspc', marking: { scheme: 'mx-reservada', value: 'Reservada' } }

async function node() {
  const store = await testStore()
  const { sql, writer, keystore, searchKey, journal } = store
  const hooks: { onStep?: (name: StepName) => void; alongside?: Alongside } = {}
  const submit = createSubmit({
    writer,
    journal,
    searchKey,
    party: 'mx',
    envelopeDefaults: (agency) => ({ authorAgency: agency, marking: home.marking }),
    now: () => at,
    pass: (name) => hooks.onStep?.(name),
    maxItemBytes: 100_000,
    alongside: async (writing) => await hooks.alongside?.(writing),
  })
  return {
    ...store,
    ...submit,
    hooks,
    erase: createErase({ sql, writer, keystore, searchKey, journalId: journal.logId, now: () => at }),
    size: async () => (await readLog(sql, journal.logId)).size,
    count: async () => (await sql<{ n: number }[]>`select count(*)::int as n from version`)[0]!.n,
    records: async () => {
      const rows = await sql<{ seq: number }[]>`select seq from version order by seq`
      return await readStoredRecords(
        sql,
        keystore,
        rows.map((row) => row.seq),
      )
    },
  }
}

function handed(name: string, change: Parameters<typeof exampleRecord>[2] = {}, agency = 'sspc'): Handed {
  const { object, envelope, items } = exampleRecord('mirror-alert', name, {
    ...change,
    envelope: { ...home, author_agency: agency, ...change.envelope },
  })
  return { objectBytes: items[0]!, object, envelope, agency }
}

/** `stored 3`, or the code of the refusal. */
const told = (outcome: Outcome | undefined) =>
  outcome?.ok ? `${outcome.value.status} ${outcome.value.position.seq}` : (outcome?.fault.code ?? 'nothing')

test('every kind’s own example is stored byte for byte', async () => {
  await using mx = await node()
  const examples = [...kinds.values()].map(exampleOf)
  const outcomes = await mx.submitMany(
    examples.map(({ object, envelope }) => ({ object, envelope, objectBytes: utf8(JSON.stringify(object, null, 1)), agency: 'sspc' })),
  )
  const refused = outcomes.flatMap((outcome, i) => (outcome.ok ? [] : [`${examples[i]?.object.type} ${outcome.fault.code}`]))
  assert.deepEqual(refused, [])
  const bytes = new Set((await mx.records()).map((record) => Buffer.from(record.objectBytes).toString()))
  for (const { object } of examples) assert.ok(bytes.has(JSON.stringify(object, null, 1)), String(object.type))
})

test('the same bytes again are unchanged, at the position where they are', async () => {
  await using mx = await node()
  assert.equal(told(await mx.submit(handed('a'))), 'stored 0')
  assert.equal(told(await mx.submit(handed('b'))), 'stored 1')
  assert.equal(told(await mx.submit(handed('a'))), 'unchanged 0')
  const [first, again] = await mx.submitMany([handed('c'), handed('c')])
  assert.deepEqual([told(first), told(again)], ['stored 2', 'unchanged 2'])
  const racing = await Promise.all(Array.from({ length: 10 }, () => mx.submit(handed('d'))))
  assert.deepEqual(racing.map(told).toSorted(), ['stored 3', ...Array.from({ length: 9 }, () => 'unchanged 3')])
  assert.deepEqual([await mx.size(), await mx.count()], [4, 4])
})

test('other bytes under the same id and version are kept, flagged, and replace nothing', async () => {
  await using mx = await node()
  await mx.submit(handed('a'))
  assert.equal(told(await mx.submit(handed('a', { object: { name: 'FICTIONAL: changed in place' } }))), 'stored 1')
  const versions = await mx.sql<{ latest: boolean; flags: string[] }[]>`select latest, flags from version order by seq`
  assert.deepEqual(
    versions.map((row) => [row.latest, row.flags]),
    [
      [true, []],
      [false, ['same_version_other_bytes']],
    ],
  )
})

test('the id of another agency’s record is not taken', async () => {
  await using mx = await node()
  await mx.submit(handed('a'))
  const other = handed('a', { object: { modified: '2026-12-01T00:00:00.000Z' } }, 'uif')
  assert.equal(told(await mx.submit(other)), 'version_conflict')
  assert.equal(await mx.count(), 1)
})

test('what was erased does not come back', async () => {
  await using mx = await node()
  const one = handed('a')
  await mx.submit(one)
  await mx.erase({ id: String(one.object.id), reason: 'order', agency: 'sspc', user: 'ana' })
  assert.equal(told(await mx.submit(one)), 'record_erased')
})

test('a batch stores what is good and says of each that is not why, in its place', async () => {
  await using mx = await node()
  const big = handed('big', { object: { description: 'x'.repeat(10_000) } })
  const outcomes = await mx.submitMany([
    handed('one'),
    handed('bad', { object: { created: 'yesterday' } }),
    handed('two'),
    { ...big, objectBytes: new Uint8Array(100_001) },
    handed('three', { envelope: { author_agency: 'uif' } }),
    handed('four', { envelope: { marking: { scheme: 'mx-reservada' } } }),
    handed('one'),
    handed('five'),
  ])
  assert.deepEqual(outcomes.map(told), [
    'stored 0',
    'body_invalid',
    'stored 1',
    'body_too_large',
    'not_permitted',
    'body_invalid',
    'unchanged 0',
    'stored 2',
  ])
  const invalid = outcomes[1]
  assert.ok(invalid !== undefined && !invalid.ok)
  assert.equal(invalid.fault.problems[0]?.field, '/object/created')
  const envelope = outcomes[5]
  assert.ok(envelope !== undefined && !envelope.ok && envelope.fault.problems[0]?.field.startsWith('/envelope/marking'))
  assert.deepEqual(await mx.submitMany([]), [])
  assert.deepEqual(await mx.submitMany([handed('bad', { object: { created: 'yesterday' } })]).then((all) => all.map(told)), [
    'body_invalid',
  ])
})

test('a record handed in alone is written between the pieces of a large import', async () => {
  await using mx = await node()
  let alone: Promise<Outcome> | undefined
  mx.hooks.onStep = (name) => {
    if (name === 'intake.written') alone ??= mx.submit(handed('alone'))
  }
  const outcomes = await mx.submitMany(Array.from({ length: 600 }, (_, i) => handed(`imported ${i}`)))
  assert.equal(told(await alone), 'stored 256')
  assert.deepEqual([outcomes[0], outcomes[255], outcomes[256], outcomes[599]].map(told), [
    'stored 0',
    'stored 255',
    'stored 257',
    'stored 600',
  ])
})

test('what the database refuses is refused alone, alone or in a shared batch', async () => {
  await using mx = await node()
  await mx.sql.unsafe(`create function refuse_row() returns trigger language plpgsql as $$ begin
    if new.retention = 'case' then raise exception 'too much' using errcode = '54000'; end if; return new; end $$;
    create trigger refuse before insert on version for each row execute function refuse_row()`)
  const poison = handed('poison', { envelope: { retention: 'case' } })
  const outcomes = await Promise.all([mx.submit(handed('first')), mx.submit(handed('a')), mx.submit(poison), mx.submit(handed('b'))])
  assert.deepEqual(outcomes.map(told), ['stored 0', 'stored 1', 'body_invalid', 'stored 2'])
  assert.deepEqual([await mx.size(), await mx.count()], [3, 3])
})

for (const step of ['intake.written', 'intake.committed'] as const) {
  test(`a kill at ${step} leaves a record whole or not at all, and handing it in again is safe`, async () => {
    await using mx = await node()
    mx.hooks.onStep = (name) => {
      if (name === step) throw new Error('killed here')
    }
    await assert.rejects(mx.submit(handed('a')), /killed here/)
    const stored = step === 'intake.committed'
    assert.deepEqual([await mx.size(), await mx.count()], stored ? [1, 1] : [0, 0])
    delete mx.hooks.onStep
    assert.equal(told(await mx.submit(handed('a'))), stored ? 'unchanged 0' : 'stored 0')
    assert.deepEqual([await mx.size(), await mx.count(), (await mx.records()).length], [1, 1, 1])
  })
}

test('versions at the edges of time are stored', async () => {
  await using mx = await node()
  const instants = ['2016-12-31T23:59:60.000Z', '0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '2020-02-29T00:00:00.123456Z']
  const outcomes = await mx.submitMany(
    instants.map((modified) => handed(modified, { object: { created: '0000-01-01T00:00:00.000Z', modified } })),
  )
  assert.deepEqual(
    outcomes.map((outcome) => told(outcome).split(' ')[0]),
    ['stored', 'stored', 'stored', 'stored'],
  )
})

test('the record is found under keyed digests only: no id and no word of it stands in the database', async () => {
  await using mx = await node()
  const one = handed('secret', { object: { name: 'FICTIONAL: zopilote nocturno' } })
  await mx.submit(one)
  const dump: string[] = []
  for (const table of ['entry', 'body', 'version', 'search', 'reference', 'position']) {
    for (const row of await mx.sql.unsafe(`select t::text as text from ${table} t`)) dump.push(String(row.text))
  }
  const text = dump.join('\n')
  for (const token of [String(one.object.id).split('--')[1]!, 'zopilote', 'nocturno', Buffer.from('zopilote').toString('hex')]) {
    assert.ok(!text.includes(token), token)
  }
  assert.ok(parseJson(one.objectBytes).ok && parseEnvelope(one.envelope).ok)
})

test('a partner’s log that freezes while its copy joins refuses no record', async () => {
  const mx = await node()
  let asked = 0
  const freezing = (origin: string, reason: string) => async () => ({
    looks: false,
    decide: async () => {
      asked++
      throw new LogFrozen(origin, reason)
    },
  })
  mx.hooks.alongside = freezing('node.mx.sig.example/out/us/1', 'fork')
  assert.equal(told(await mx.submit(handed('frozen beside'))), 'stored 0')
  assert.deepEqual([asked, await mx.count()], [1, 1])
  mx.hooks.alongside = freezing(mx.journal.origin, 'damaged_entry')
  await assert.rejects(mx.submit(handed('frozen itself')), LogFrozen)
  await mx[Symbol.asyncDispose]()
})
