import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toBase64Url, utf8 } from '@enlace/core'
import {
  encodeSealedBody,
  generateSigner,
  type Leaf,
  leafHash,
  parseLeaf,
  releaseHeader,
  releaseSignedBytes,
  sealedMembers,
  unsealContent,
  unsealType,
  vkeyOf,
} from '@enlace/proof/node'
import { encodeRecallNotice, recallContent } from '@enlace/records'
import { erasedBody } from '../store/bodies.ts'
import { readEntries, readLog } from '../store/logs.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import { testStore } from '../store/test-store.ts'
import { testMirror } from '../test-mirror.ts'
import { demoAgreement, type EntryShape, exampleRecord, idOf } from '../test-partner.ts'
import { createApply } from './apply-received.ts'

const at = new Date('2026-11-21T12:00:00.000Z')
const key = new Uint8Array(32).fill(7)
const releaseSigner = generateSigner('node.us.sig.example/release/dhs', 0x01).signer
const alert = (name: string) => exampleRecord('mirror-alert', name)

/** The node mx, to which a partner us sends entries that are receipted before they can be read. */
async function receiving() {
  const store = await testStore()
  const { sql, keystore, writer, searchKey, journal, out, incoming } = store
  const { partner, bring } = testMirror(store, at)
  const apply = createApply({
    ...{ sql, writer, keystore, searchKey, journalId: journal.logId, inLogId: incoming.logId, outLogId: out.logId },
    ownLogs: new Map([[out.origin, out.logId]]),
    theirLogs: new Map([[incoming.origin, incoming.logId]]),
    ...{ ownParty: 'mx', partner: 'us', releaseKeys: { dhs: [vkeyOf(releaseSigner)] }, agencies: ['sspc', 'uif'], defaultAgency: 'uif' },
    agreement: () => ({ ...demoAgreement(), receiptBeforeRead: { kinds: 'all', keyWithinMinutes: 5 } }),
    now: () => at,
    pass: () => undefined,
    onTrouble: () => undefined,
  })
  return {
    store,
    partner,
    take: async () => {
      await bring()
      while (await apply.step());
    },
    /** Hands over a key for entry `seq`, as an honest sender does unless told otherwise. */
    unseal: (seq: number, given: Uint8Array = key, change: EntryShape = {}) =>
      partner.append({
        type: unsealType,
        items: [given, utf8('the receipt')],
        release: null,
        ...change,
        members: { ct: unsealContent, ...about(seq), ...change.members },
      }),
    about,
    answers: async () => {
      const entries = await readEntries(sql, out.logId, 0, 1000)
      return entries.map((entry) => {
        const leaf = parseLeaf(entry.leaf)
        assert.ok(leaf.ok)
        return `${leaf.value.re_seq} ${leaf.value.t} ${leaf.value.code}`
      })
    },
    states: async () =>
      (
        await sql<{ seq: number; state: string; left: number }[]>`select seq, state, cardinality(left_slots) as left from sealed_entry
        order by seq`
      ).map(({ seq, state, left }) => `${seq} ${state}${left === 0 ? '' : ' keys left'}`),
    body: async (seq: number) =>
      (await sql<{ slot: number | null }[]>`select slot from body where log_id = ${incoming.logId} and seq = ${seq}`)[0],
    versions: async () =>
      await sql<{ seq: number; agency: string; bodySeq: number }[]>`select seq, agency, body_seq as "bodySeq" from version`,
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }

  function about(seq: number) {
    const leaf = partner.entries[seq]?.leaf ?? new Uint8Array(0)
    return { re_origin: partner.origin, re_seq: seq, re_hash: toBase64Url(leafHash(leaf)) }
  }
}

test('what came sealed is no record until its key comes, and then one of its own compartment; the keys in between are destroyed', async () => {
  await using mx = await receiving()
  const { items } = alert('first')
  mx.partner.append({ items, sealKey: key })
  await mx.take()
  assert.deepEqual([await mx.states(), await mx.answers()], [['0 awaiting'], []])
  assert.equal((await mx.versions()).length, 0)
  const [due] = await mx.store.sql<{ dueAt: Date }[]>`select due_at as "dueAt" from sealed_entry`
  assert.equal(due?.dueAt.getTime(), at.getTime() + 300_000)
  const before = await mx.body(0)
  mx.unseal(0)
  await mx.take()
  const [version] = await mx.versions()
  assert.deepEqual([version?.agency, version?.bodySeq], ['sspc', 0])
  const [record] = await readStoredRecords(mx.store.sql, mx.store.keystore, [version?.seq ?? -1])
  assert.deepEqual(Buffer.from(record?.objectBytes ?? ''), Buffer.from(items[0] as Uint8Array))
  assert.deepEqual([await mx.states(), await mx.answers()], [['0 opened'], ['0 ack accepted']])
  // Sealed form and handed-over key lay under one key of their own, which is gone.
  assert.equal(mx.store.keystore.stateOf(before?.slot ?? -1), 'erased')
  assert.equal((await mx.body(1))?.slot, null)
})

test('sealed entry and key may come in one batch, and a second key changes nothing', async () => {
  await using mx = await receiving()
  mx.partner.append({ items: alert('first').items, sealKey: key })
  mx.unseal(0)
  mx.unseal(0)
  await mx.take()
  assert.deepEqual([await mx.states(), await mx.answers()], [['0 opened'], ['0 ack accepted']])
  assert.equal((await mx.versions()).length, 1)
})

const other = new Uint8Array(32).fill(8)
type Case = readonly [string, (mx: Awaited<ReturnType<typeof receiving>>) => unknown, string, string]
const wrong: readonly Case[] = [
  ['another key', (mx) => mx.unseal(0, other), '1 nack key_wrong', '0 refused'],
  ['a key of another length', (mx) => mx.unseal(0, key.subarray(1)), '1 nack key_wrong', '0 refused'],
  ['a key under another content type', (mx) => mx.unseal(0, key, { members: { ct: 'stix2.1' } }), '1 nack commitment_differs', '0 refused'],
  ['a body that is none', (mx) => mx.unseal(0, key, { body: utf8('x') }), '1 nack body_malformed', '0 refused'],
  [
    'the key of an entry of another log',
    (mx) => mx.unseal(0, key, { members: { re_origin: 'node.us.sig.example/out/ca/1' } }),
    '1 nack unseal_unknown',
    '0 awaiting',
  ],
  ['the key of an entry to come', (mx) => mx.unseal(0, key, { members: { re_seq: 1 } }), '1 nack unseal_unknown', '0 awaiting'],
]
for (const [name, hand, answer, state] of wrong) {
  test(`${name} opens nothing, is refused by name, and the right key still may`, async () => {
    await using mx = await receiving()
    mx.partner.append({ items: alert('first').items, sealKey: key })
    hand(mx)
    await mx.take()
    assert.deepEqual([await mx.answers(), await mx.states(), (await mx.versions()).length], [[answer], [state], 0])
    mx.unseal(0)
    await mx.take()
    assert.deepEqual([await mx.answers(), await mx.states()], [[answer, '0 ack accepted'], ['0 opened']])
  })
}

test('sealed bytes that the leaf does not commit to are set aside, and their key opens nothing', async () => {
  await using mx = await receiving()
  mx.partner.append({ items: alert('first').items, sealKey: key, members: { sc: toBase64Url(new Uint8Array(32)) } })
  mx.unseal(0)
  mx.partner.append({ items: alert('second').items })
  await mx.take()
  assert.deepEqual(await mx.answers(), ['0 nack sealed_differs', '2 ack accepted'])
})

test('the right key for bytes that nobody can open is told, and so is an opened body that is not what the leaf says', async () => {
  await using mx = await receiving()
  const elsewhere = encodeSealedBody(key, { origin: mx.partner.origin, seq: 9 }, erasedBody)
  mx.partner.append({ items: alert('first').items, body: elsewhere, members: sealedMembers(key, elsewhere) })
  mx.partner.append({ items: alert('second').items, sealKey: key, members: { c: toBase64Url(new Uint8Array(32)) } })
  mx.unseal(0)
  mx.unseal(1)
  await mx.take()
  assert.deepEqual(await mx.answers(), ['0 nack sealed_unreadable', '1 nack commitment_differs'])
  assert.deepEqual(await mx.states(), ['0 refused', '1 opened'])
})

test('of what was taken back before its key came the holder says that it was never readable, and a late key opens nothing', async () => {
  await using mx = await receiving()
  mx.partner.append({ items: alert('first').items, sealKey: key })
  await mx.take()
  const slot = (await mx.body(0))?.slot ?? -1
  const purgeBy = '2026-11-24T12:00:00.000Z'
  mx.partner.append({
    type: 'recall',
    items: [encodeRecallNotice({ act: 'recall', id: idOf('incident', 'first'), reason: 'wrong_person', words: '', purgeBy })],
    release: { by: { agency: 'dhs', mode: 'officer' }, to: { party: 'mx' }, v: 1 },
    members: { ct: recallContent, ...mx.about(0) },
    sign: (place) => {
      const bytes = releaseSignedBytes({ origin: mx.partner.origin, ...place })
      return utf8(`${releaseHeader}..${toBase64Url(releaseSigner.sign(bytes))}`)
    },
  })
  await mx.take()
  mx.unseal(0)
  await mx.take()
  assert.deepEqual([await mx.states(), await mx.answers()], [['0 recalled'], ['1 ack never_readable']])
  assert.equal((await mx.versions()).length, 0)
  assert.equal(mx.store.keystore.stateOf(slot), 'erased')
})

test('an author that says no key comes, or whose record is gone, ends the wait and what came sealed is destroyed', async () => {
  await using mx = await receiving()
  for (const name of ['first', 'second']) mx.partner.append({ items: alert(name).items, sealKey: key })
  await mx.take()
  const slot = (await mx.body(0))?.slot ?? -1
  mx.partner.append({ type: unsealType, members: { ...mx.about(0), code: 'recalled' } })
  mx.unseal(1, key, { body: erasedBody })
  await mx.take()
  assert.deepEqual([await mx.states(), await mx.answers()], [['0 never', '1 never'], []])
  assert.equal(mx.store.keystore.stateOf(slot), 'erased')
  assert.equal((await readLog(mx.store.sql, mx.store.incoming.logId)).frozen, null)
})

test('a body that came open although its leaf speaks of a key is read', async () => {
  await using mx = await receiving()
  const leafOnly: Partial<Leaf> = { sc: toBase64Url(key), kc: toBase64Url(key) }
  mx.partner.append({ items: alert('first').items, members: leafOnly as Record<string, string> })
  await mx.take()
  assert.deepEqual(await mx.answers(), ['0 ack accepted'])
})
