import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@enlace/core'
import type { RetentionRule } from '@enlace/policy'
import { recordDigest } from '../store/keyed-digest.ts'
import { insertHold } from '../store/legal-holds.ts'
import { countByRule, insertLimits, listComing, listErasures, listHeldRecords, readTerms } from '../store/retention.ts'
import { readRetentionPack } from '../store/retention-pack.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import { testStore } from '../store/test-store.ts'
import { exampleRecord } from '../test-partner.ts'
import { createErase } from './erase-record.ts'
import { createRetention } from './retention.ts'
import { createSubmit } from './submit-records.ts'

const day = 86_400_000
const start = new Date('2026-01-01T00:00:00.000Z')
const { rules } = readRetentionPack()

async function node() {
  const store = await testStore()
  const { sql, writer, keystore, searchKey, journal } = store
  let at = start
  const now = () => at
  const parts = { sql, writer, keystore, searchKey, journalId: journal.logId, now }
  const forgotten: Uint8Array[] = []
  const erase = createErase({ ...parts, onErase: (rid) => forgotten.push(rid) })
  const submit = createSubmit({
    ...{ writer, journal, searchKey, party: 'mx', envelopeDefaults: () => ({}), now },
    pass: () => undefined,
    maxItemBytes: 100_000,
  })
  const home = { author_agency: 'sspc', marking: { scheme: 'mx-reservada', value: 'Reservada' } }
  return {
    ...{ ...store, erase, forgotten, now },
    retention: createRetention({ sql, rules, erase, journalId: journal.logId, now }),
    after: (days: number) => {
      at = new Date(start.getTime() + days * day)
    },
    terms: async () => await readTerms(sql, rules),
    write: async (name: string, retention: string) => {
      const { object, envelope, items } = exampleRecord('mirror-alert', name, { envelope: { ...home, retention } })
      const outcome = await submit.submit({ objectBytes: items[0]!, object, envelope, agency: 'sspc' })
      assert.ok(outcome.ok)
      return { id: String(object.id), seq: outcome.value.position.seq, rid: recordDigest(searchKey, String(object.id)) }
    },
    readable: async (seq: number) => (await readStoredRecords(sql, keystore, [seq])).length === 1,
  }
}

test('a record is erased when the period of its class is over, not a moment before, and what is to be reviewed stays', async () => {
  await using mx = await node()
  const transient = await mx.write('a', 'transient')
  const operational = await mx.write('b', 'operational')
  mx.after(30 - 1 / 86_400)
  assert.equal(await mx.retention.step(), false)
  assert.ok(await mx.readable(transient.seq))
  mx.after(30)
  await mx.retention.step()
  assert.equal(await mx.readable(transient.seq), false)
  assert.deepEqual(mx.forgotten.map(String), [String(transient.rid)])
  mx.after(10_000)
  await mx.retention.step()
  assert.ok(await mx.readable(operational.seq))
  const figures = await countByRule(mx.sql, await mx.terms(), mx.now())
  assert.deepEqual(
    figures.map(({ rule, review, due }) => [rule, review, due]),
    [['operational', 1, 0]],
  )
  assert.deepEqual(
    (await listErasures(mx.sql, 'sspc', 10)).map((row) => ({ ...row })),
    [{ on: '2026-01-31', retention: 'transient', kind: 'mirror-alert', rule: 'transient', records: 1, versions: 1 }],
  )
})

test('a legal hold stops the run and shows with who placed it; once it is lifted the record goes', async () => {
  await using mx = await node()
  const { rid, seq } = await mx.write('a', 'transient')
  const hold = { rid, agency: 'sspc', by: 'secretariat.sspc', at: start, seq: 1 }
  await mx.sql.begin((tx) => insertHold(tx, hold))
  mx.after(31)
  assert.equal(await mx.retention.step(), false)
  assert.ok(await mx.readable(seq))
  const [held] = await listHeldRecords(mx.sql, await mx.terms(), 10)
  assert.deepEqual([held?.placedBy, held?.dueAt?.toISOString(), held?.seq], ['secretariat.sspc', '2026-01-31T00:00:00.000Z', 1])
  assert.equal((await listComing(mx.sql, await mx.terms(), mx.now(), 10)).length, 0)
  await mx.sql`update legal_hold set lifted_at = ${mx.now()}`
  await mx.retention.step()
  assert.equal(await mx.readable(seq), false)
})

test('what its sender limits goes at the limit, though the own rule would keep it or ask for a review', async () => {
  await using mx = await node()
  const { seq } = await mx.write('a', 'case')
  const longer = await mx.write('b', 'case')
  await mx.sql.begin((tx) =>
    insertLimits(tx, [
      { seq, days: 7 },
      { seq: longer.seq, days: 4000 },
    ]),
  )
  mx.after(7)
  await mx.retention.step()
  assert.deepEqual([await mx.readable(seq), await mx.readable(longer.seq)], [false, true])
})

test('a run that dies between two records, or after the keys of one, is finished by the next', async () => {
  await using mx = await node()
  const seqs = [(await mx.write('a', 'transient')).seq, (await mx.write('b', 'transient')).seq, (await mx.write('c', 'transient')).seq]
  mx.after(31)
  let calls = 0
  const dying = createRetention({
    ...{ sql: mx.sql, rules, journalId: mx.journal.logId, now: mx.now },
    erase: async (request) => {
      if (++calls === 2) throw new Error('killed')
      return await mx.erase(request)
    },
  })
  await assert.rejects(dying.step(), /killed/)
  const [row] = await mx.sql<
    { slot: number }[]
  >`select slot from body where slot is not null and log_id = ${mx.journal.logId} and seq = ${seqs[2]!}`
  await mx.keystore.erase([row!.slot])
  await mx.retention.step()
  const [left] = await mx.sql<{ n: number; entries: number }[]>`select (select count(*)::int from version where erased_at is null) as n,
    (select count(*)::int from erasure) as entries`
  assert.deepEqual({ ...left }, { n: 0, entries: 3 })
})

test('a change of a rule says what it would erase before it does, erases nothing by being asked, and holds once two persons said so', async () => {
  await using mx = await node()
  const { seq } = await mx.write('a', 'case')
  const second = await mx.write('b', 'case')
  const hold = { rid: second.rid, agency: 'sspc', by: 'secretariat.sspc', at: start, seq: 1 }
  await mx.sql.begin((tx) => insertHold(tx, hold))
  mx.after(10)
  const wanted = { agency: 'sspc', rule: 'case', days: 10, atEnd: 'erase' as const }
  const foreseen = { kept: 2, wouldErase: 1, wouldReview: 0, held: 1 }
  assert.deepEqual(await mx.retention.foresee(wanted), foreseen)
  assert.deepEqual((await mx.retention.foresee({ ...wanted, agency: 'uif' })).kept, 0)
  await assert.rejects(
    mx.retention.foresee({ ...wanted, rule: 'none' }),
    (cause) => cause instanceof Fault && cause.code === 'retention_rule_unknown',
  )
  await mx.retention.step()
  assert.ok(await mx.readable(seq))
  const actor = { party: 'mx', agency: 'sspc', role: 'secretariat', user: 'b' } as const
  const by = { actor, proposedBy: 'a', reason: 'counsel', at: mx.now(), since: mx.now() }
  await mx.writer.transact((writing) => mx.retention.set(writing, { what: 'retention', ...wanted, wouldErase: 1 }, by))
  await mx.retention.step()
  assert.equal(await mx.readable(seq), false)
  assert.ok(await mx.readable(second.seq))
})

test('of a class that no rule names nothing is erased and nothing breaks', async () => {
  await using mx = await node()
  const { seq } = await mx.write('a', 'transient')
  const few: RetentionRule[] = rules.filter((rule) => rule.class !== 'transient')
  mx.after(10_000)
  const retention = createRetention({ sql: mx.sql, rules: few, erase: mx.erase, journalId: mx.journal.logId, now: mx.now })
  assert.equal(await retention.step(), false)
  assert.ok(await mx.readable(seq))
})
