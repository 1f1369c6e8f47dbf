import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { canonicalBytes, type JsonObject, utf8 } from '@enlace/core'
import type { Agreement } from '@enlace/policy'
import { encodeBody, generateSigner, type Leaf, leafHash, parseLeaf, vkeyOf } from '@enlace/proof/node'
import { kinds } from '@enlace/records'
import { createErase } from '../intake/erase-record.ts'
import { createSubmit } from '../intake/submit-records.ts'
import { erasedBody } from '../store/bodies.ts'
import { readLogFigures } from '../store/exchange-status.ts'
import { freezeLog, readEntries, readLog } from '../store/logs.ts'
import { openMessages } from '../store/messages.ts'
import { listQuarantine, quarantineReasons } from '../store/quarantine.ts'
import { openReleaseSigner } from '../store/release-signature.ts'
import type { StepName } from '../store/steps.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import { testStore } from '../store/test-store.ts'
import { testMirror } from '../test-mirror.ts'
import { demoAgreement, type EntryShape, exampleRecord, idOf } from '../test-partner.ts'
import { createApply } from './apply-received.ts'

const agreement = demoAgreement()
const at = new Date('2026-11-21T12:00:00.000Z')
const releaseSigner = generateSigner('node.us.sig.example/release/dhs', 0x01).signer

/** The node mx, to which a partner us with real keys sends what a test makes. */
async function received(change: { readonly agreement?: Agreement | undefined; readonly agencies?: readonly string[] } = {}) {
  const store = await testStore()
  const { sql, keystore, writer, searchKey, journal, out, incoming } = store
  const { partner, receiver, bring } = testMirror(store, at)
  const troubles: string[] = []
  const hooks: { onStep?: (name: StepName) => void; giveWay?: () => Promise<void> } = {}
  const start = () =>
    createApply({
      sql,
      writer,
      keystore,
      searchKey,
      journalId: journal.logId,
      inLogId: incoming.logId,
      outLogId: out.logId,
      ownLogs: new Map([[out.origin, out.logId]]),
      theirLogs: new Map([[incoming.origin, incoming.logId]]),
      ownParty: 'mx',
      partner: 'us',
      releaseKeys: { dhs: [vkeyOf(releaseSigner)] },
      agencies: change.agencies ?? ['sspc', 'uif'],
      defaultAgency: 'sspc',
      agreement: () => ('agreement' in change ? change.agreement : agreement),
      now: () => at,
      pass: (name) => hooks.onStep?.(name),
      giveWay: async () => await hooks.giveWay?.(),
      onTrouble: (code, seq) => troubles.push(`${code} ${seq}`),
    })
  const leavesOf = async (logId: number): Promise<Leaf[]> =>
    (await readEntries(sql, logId, 0, 10_000)).map((entry) => {
      const leaf = parseLeaf(entry.leaf)
      assert.ok(leaf.ok)
      return leaf.value
    })
  return {
    store,
    partner,
    receiver,
    hooks,
    troubles,
    start,
    bring,
    apply: start(),
    /** What we answered, as `ack accepted` by position. */
    answers: async () => Object.fromEntries((await leavesOf(out.logId)).map((leaf) => [leaf.re_seq, `${leaf.t} ${leaf.code}`])),
    outLeaves: () => leavesOf(out.logId),
    journalLeaves: () => leavesOf(journal.logId),
    quarantined: async () =>
      Object.fromEntries(
        (await sql<{ seq: number; reason: string }[]>`select seq, reason from quarantine`).map((row) => [row.seq, row.reason]),
      ),
    versions: async () =>
      await sql<
        { seq: number; kind: string; agency: string; flags: string[]; latest: boolean; bodySeq: number; modified: Date; revoked: boolean }[]
      >`select seq, kind, agency, flags, latest, body_seq as "bodySeq", modified, revoked from version order by seq`,
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

const alert = (name: string, change: Parameters<typeof exampleRecord>[2] = {}) => exampleRecord('mirror-alert', name, change)

test('a received alert becomes a record of its compartment, byte for byte, journaled and acknowledged', async () => {
  await using node = await received()
  const { items } = alert('first')
  node.partner.append({ items })
  await node.bring()
  assert.equal(await node.apply.step(), false)
  const [version] = await node.versions()
  assert.ok(version)
  assert.deepEqual([version.kind, version.agency, version.flags, version.latest], ['mirror-alert', 'sspc', [], true])
  const [record] = await readStoredRecords(node.store.sql, node.store.keystore, [version.seq])
  assert.deepEqual(Buffer.from(record?.objectBytes ?? ''), Buffer.from(items[0]!))
  const [ack] = await node.outLeaves()
  const hash = Buffer.from(leafHash(node.partner.entries[0]!.leaf)).toString('base64url')
  assert.deepEqual(
    [ack?.t, ack?.code, ack?.re_origin, ack?.re_seq, ack?.re_hash, ack?.seen, ack?.n],
    ['ack', 'accepted', node.partner.origin, 0, hash, 1, 0],
  )
  const [journaled] = await node.journalLeaves()
  assert.deepEqual([journaled?.t, journaled?.re_seq, journaled?.re_hash, journaled?.n], ['received', 0, hash, 0])
})

test('an example of every kind comes through the exchange, and becomes a record of its kind, byte for byte', async () => {
  const names = [...kinds.keys()]
  await using node = await received()
  const sent = names.map((name) => exampleRecord(name, `every ${name}`))
  for (const { items } of sent) node.partner.append({ items })
  await node.bring()
  while (await node.apply.step());
  assert.deepEqual(await node.quarantined(), {})
  const versions = await node.versions()
  assert.deepEqual(
    versions.map(({ kind }) => kind),
    names,
  )
  const records = await readStoredRecords(
    node.store.sql,
    node.store.keystore,
    versions.map(({ seq }) => seq),
  )
  for (const [i, { objectBytes }] of records.entries()) assert.deepEqual(Buffer.from(objectBytes), Buffer.from(sent[i]?.items[0] ?? ''))
})

test('while what cannot wait is under way nothing is applied, and between the entries of a batch it is let by again', async () => {
  await using node = await received()
  for (let i = 0; i < 40; i++) node.partner.append({ items: alert(`routine ${i}`).items })
  await node.bring()
  const asked = Promise.withResolvers<void>()
  const through = Promise.withResolvers<void>()
  let times = 0
  node.hooks.giveWay = async () => {
    times++
    asked.resolve()
    await through.promise
  }
  const step = node.apply.step()
  await Promise.race([asked.promise, step])
  assert.deepEqual([times, (await node.versions()).length], [1, 0])
  through.resolve()
  await step
  assert.equal((await node.versions()).length, 40)
  assert.ok(times > 2, 'a whole batch is no single piece of work')
})

const other = alert('other').items
const bad: readonly (readonly [string, string, () => EntryShape])[] = [
  ['whose body opens other commitments', 'commitment_differs', () => ({ items: other, body: bodyOf(alert('swapped').items) })],
  ['whose body is not a body', 'body_malformed', () => ({ items: other, body: utf8('not a body') })],
  ['whose body is empty', 'body_malformed', () => ({ items: other, body: new Uint8Array(0) })],
  ['whose body was erased before it left', 'body_erased', () => ({ items: other, body: erasedBody })],
  ['without an envelope', 'items_missing', () => ({ items: other.slice(0, 1) })],
  ['that is not JSON', 'object_body_malformed', () => ({ items: [utf8('{"type":'), other[1]!] })],
  ['that names a member twice', 'object_duplicate_key', () => ({ items: [utf8('{"type":"note","type":"note"}'), other[1]!] })],
  ['that is a list', 'object_not_an_object', () => ({ items: [utf8('[]'), other[1]!] })],
  ['nested without end', 'object_body_too_deep', () => ({ items: [utf8(`${'['.repeat(50)}${']'.repeat(50)}`), other[1]!] })],
  ['of two megabytes', 'object_body_too_large', () => ({ items: [utf8(`"${'x'.repeat(2_000_000)}"`), other[1]!] })],
  ['that is no valid STIX', 'object_invalid', () => ({ items: alert('invalid', { object: { created: 'yesterday' } }).items })],
  ['that breaks its kind', 'object_invalid', () => ({ items: alert('broken', { extension: { direction: 7 } }).items })],
  ['whose envelope is text', 'envelope_malformed', () => ({ items: [other[0]!, utf8('{')] })],
  ['whose envelope lacks a marking', 'envelope_invalid', () => ({ items: [other[0]!, utf8('{"author_agency":"dhs"}')] })],
  ['without a release decision', 'release_missing', () => ({ items: other, release: null })],
  ['whose release was made for another party', 'release_for_another', () => ({ items: other, release: releaseBy('standing', 'ca') })],
  ['whose release names nobody', 'release_malformed', () => ({ items: other, release: { v: 1 } })],
  ['whose officer did not sign', 'release_signature_invalid', () => ({ items: other, release: releaseBy('officer') })],
  [
    'whose officer signed another place',
    'release_signature_invalid',
    () => ({ items: other, release: releaseBy('officer'), sign: () => signature(1) }),
  ],
]

function bodyOf(items: readonly Uint8Array[]): Uint8Array {
  return encodeBody({
    items: items.map((bytes) => ({ salt: new Uint8Array(32), bytes })),
    release: null,
    releaseSignature: new Uint8Array(0),
  })
}

function releaseBy(mode: string, party = 'mx'): JsonObject {
  return { agreement: 'demo-mx-us/1', by: { agency: 'dhs', mode }, to: { agency: 'sspc', party }, v: 1 }
}

function signature(seq: number): Uint8Array {
  return utf8(`eyJhbGciOiJFZDI1NTE5IiwiYjY0IjpmYWxzZSwiY3JpdCI6WyJiNjQiXX0..${Buffer.alloc(64, seq).toString('base64url')}`)
}

test('each bad record is quarantined and answered with its reason, and those around it are applied', async () => {
  await using node = await received()
  node.partner.append({ items: alert('before').items })
  for (const [, , shape] of bad) {
    node.partner.append(shape())
    node.partner.append({ items: alert(`after ${node.partner.size()}`).items })
  }
  await node.bring()
  assert.equal(await node.apply.step(), false)
  const [quarantined, answers] = [await node.quarantined(), await node.answers()]
  for (const [i, [name, reason]] of bad.entries()) {
    const seq = 1 + i * 2
    assert.deepEqual([name, quarantined[seq], answers[seq], answers[seq + 1]], [name, reason, `nack ${reason}`, 'ack accepted'])
  }
  assert.equal((await node.versions()).length, bad.length + 1)
  assert.deepEqual(Object.keys(quarantined).length, bad.length)
  assert.deepEqual(node.troubles, [])
  // Answers stand in the order of what they answer.
  const order = (await node.outLeaves()).map((leaf) => leaf.re_seq)
  assert.deepEqual(
    order,
    order.toSorted((a, b) => (a ?? 0) - (b ?? 0)),
  )
})

test('a release that an officer signed for this very place is accepted', async () => {
  await using node = await received()
  const sign = openReleaseSigner(new Map([['dhs', [releaseSigner]]]))
  const signed: Uint8Array[] = []
  const origin = node.partner.origin
  const place = { seq: 0, c: '', rel: '' }
  node.partner.append({
    items: alert('officer').items,
    release: releaseBy('officer'),
    sign: (given) => {
      Object.assign(place, given)
      return utf8('to be replaced')
    },
  })
  signed.push(await sign('dhs', { origin, ...place }))
  // The signature lies beside the commitments, so the leaf stays as it is.
  const body = node.partner.entries[0]?.body as Uint8Array
  const cut = body.length - utf8('to be replaced').length - 2
  const length = Buffer.alloc(2)
  length.writeUInt16BE(signed[0]!.length)
  Object.assign(node.partner.entries[0]!, { body: Buffer.concat([body.subarray(0, cut), length, signed[0]!]) })
  await node.bring()
  await node.apply.step()
  assert.deepEqual(await node.answers(), { 0: 'ack accepted' })
})

test('what only a newer node can read is kept and flagged, not refused', async () => {
  await using node = await received()
  const definition = 'extension-definition--7a0d0f2e-1c5b-4f0e-9d0e-2b1f2f4e9c11'
  const unknown = {
    type: 'x-border-sensor',
    spec_version: '2.1',
    id: idOf('x-border-sensor', 'sensor'),
    created: '2026-01-15T11:58:00.000Z',
    modified: '2026-01-15T11:58:00.000Z',
    extensions: { [definition]: { extension_type: 'new-sdo' } },
    reading: 7,
  }
  node.partner.append({ items: [utf8(JSON.stringify(unknown)), alert('x').items[1]!] })
  node.partner.append({ items: alert('newer code', { envelope: { retention: 'a-class-of-tomorrow' } }).items })
  node.partner.append({ type: 'commit', items: [utf8('anything'), utf8('at all')] })
  node.partner.append({ type: 'of-tomorrow' })
  await node.bring()
  await node.apply.step()
  const versions = await node.versions()
  assert.deepEqual(
    versions.map((version) => version.flags.includes('newer_than_node')),
    [true, true],
  )
  assert.deepEqual(await node.answers(), { 0: 'ack accepted', 1: 'ack accepted' })
  assert.deepEqual(await node.quarantined(), { 2: 'kept_newer', 3: 'kept_newer' })
})

test('the term of a release binds the copy: it is kept with the version, and what is no count of days binds nothing', async () => {
  await using node = await received()
  const terms = [30, 0, 1.5, '30', 40_000]
  for (const [i, days] of terms.entries()) {
    const release = { ...releaseBy('standing'), retention_days: days }
    node.partner.append({ items: alert(`term ${i}`).items, release })
  }
  node.partner.append({ items: alert('no term').items })
  await node.bring()
  await node.apply.step()
  assert.equal((await node.versions()).length, terms.length + 1)
  const limits = await node.store.sql<{ days: number }[]>`select days from retention_limit`
  assert.deepEqual(
    limits.map((row) => row.days),
    [30],
  )
})

test('the same version again changes nothing; other bytes under its id and time stand beside it, flagged', async () => {
  await using node = await received()
  const { items } = alert('again')
  const changed = alert('again', { object: { name: 'FICTIONAL: another headline under the same version' } })
  const newer = alert('again', { object: { modified: '2026-06-01T00:00:00.000Z', name: 'FICTIONAL: newer' } })
  const older = alert('again', {
    object: { created: '2020-01-01T00:00:00.000Z', modified: '2020-01-01T00:00:00.000Z', name: 'FICTIONAL: older' },
  })
  for (const one of [items, items, changed.items, newer.items, older.items]) node.partner.append({ items: one })
  await node.bring()
  await node.apply.step()
  assert.deepEqual(await node.answers(), {
    0: 'ack accepted',
    1: 'ack already_held',
    2: 'ack accepted',
    3: 'ack accepted',
    4: 'ack accepted',
  })
  assert.deepEqual(
    (await node.versions()).map((version) => [version.bodySeq, version.flags, version.latest]),
    [
      [0, [], false],
      [2, ['same_version_other_bytes'], false],
      [3, [], true],
      [4, [], false],
    ],
  )
})

test('what we erased does not come back, and the partner learns that it was here', async () => {
  await using node = await received()
  const { items, object } = alert('gone')
  node.partner.append({ items })
  await node.bring()
  await node.apply.step()
  const { sql, writer, keystore, searchKey, journal } = node.store
  const erase = createErase({ sql, writer, keystore, searchKey, journalId: journal.logId, now: () => at })
  await erase({ id: String(object.id), reason: 'retention', agency: 'sspc', user: 'ana' })
  node.partner.append({ items })
  await node.bring()
  await node.apply.step()
  assert.equal((await node.answers())[1], 'ack already_erased')
  assert.equal((await node.versions()).length, 1)
})

test('a record under an id of ours stands beside ours and never takes its place', async () => {
  await using node = await received()
  const mine = alert('shared id', { envelope: { author_agency: 'sspc', marking: { scheme: 'mx-reservada', value: 'Reservada' } } })
  const { writer, searchKey, journal } = node.store
  const submit = createSubmit({
    writer,
    journal,
    searchKey,
    party: 'mx',
    envelopeDefaults: () => ({}),
    now: () => at,
    pass: () => undefined,
    maxItemBytes: 1_000_000,
  })
  const outcome = await submit.submit({ objectBytes: mine.items[0]!, object: mine.object, envelope: mine.envelope, agency: 'sspc' })
  assert.ok(outcome.ok)
  node.partner.append({ items: alert('shared id', { object: { modified: '2026-11-01T00:00:00.000Z', name: 'FICTIONAL: theirs' } }).items })
  await node.bring()
  await node.apply.step()
  assert.deepEqual(
    (await node.versions()).map((version) => [version.latest, version.flags]),
    [
      [true, []],
      [true, ['id_of_another_owner']],
    ],
  )
})

for (const [name, instant, stored] of [
  ['a leap second', '2016-12-31T23:59:60.000Z', '2016-12-31T23:59:59.999Z'],
  ['the year 0', '0000-01-01T00:00:00.000Z', '1000-01-01T00:00:00.000Z'],
  ['the last year', '9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
] as const) {
  test(`a version of ${name} is stored and stops nothing`, async () => {
    await using node = await received()
    node.partner.append({ items: alert(name, { object: { created: '0000-01-01T00:00:00.000Z', modified: instant } }).items })
    node.partner.append({ items: alert('behind').items })
    await node.bring()
    await node.apply.step()
    assert.deepEqual(await node.answers(), { 0: 'ack accepted', 1: 'ack accepted' })
    assert.equal((await node.versions())[0]?.modified.toISOString(), stored)
  })
}

test('what the database refuses is quarantined alone', async () => {
  await using node = await received()
  await node.store.sql.unsafe(`create function refuse_row() returns trigger language plpgsql as $$ begin
    if new.body_seq = 3 then raise exception 'too much' using errcode = '54000'; end if; return new; end $$;
    create trigger refuse before insert on version for each row execute function refuse_row()`)
  for (let i = 0; i < 6; i++) node.partner.append({ items: alert(`row ${i}`).items })
  await node.bring()
  assert.equal(await node.apply.step(), false)
  const expected = Object.fromEntries([0, 1, 2, 3, 4, 5].map((seq) => [seq, seq === 3 ? 'nack not_storable' : 'ack accepted']))
  assert.deepEqual(await node.answers(), expected)
  assert.deepEqual(node.troubles, ['not_storable 3'])
})

test('a body that this store can no longer read is told to people, and not blamed on the record’s content', async () => {
  await using node = await received()
  for (let i = 0; i < 3; i++) node.partner.append({ items: alert(`damage ${i}`).items })
  await node.bring()
  const { sql, incoming } = node.store
  await sql`update body set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where log_id = ${incoming.logId} and seq = 1`
  await node.apply.step()
  assert.deepEqual(await node.answers(), { 0: 'ack accepted', 1: 'nack body_damaged', 2: 'ack accepted' })
  assert.deepEqual(node.troubles, ['body_damaged 1'])
})

test('only what we receipted is applied', async () => {
  await using node = await received()
  node.partner.append({ items: alert('a').items })
  node.partner.append({ items: alert('b').items })
  await node.receiver.addCheckpoint(node.partner.addCheckpoint(0))
  await node.receiver.addBodies(node.partner.addBodies(0, 1))
  assert.equal((await node.receiver.addEntries(node.partner.addEntries(0))).status, 202)
  assert.equal(await node.apply.step(), false)
  assert.equal((await node.versions()).length, 0)
})

test('while our own log to the partner is frozen, what it sends is applied all the same', async () => {
  await using node = await received()
  await freezeLog(node.store.sql, node.store.out.logId, 'damaged_entry', '{}', at)
  node.partner.append({ items: alert('anyway').items })
  await node.bring()
  await node.apply.step()
  assert.equal((await node.versions()).length, 1)
  assert.deepEqual(await node.answers(), {})
})

test('what went without an answer while our own log was frozen is answered once it goes on, in the order of the log, and once', async () => {
  await using node = await received()
  const { sql, out, writer } = node.store
  await freezeLog(sql, out.logId, 'damaged_entry', '{}', at)
  node.partner.append({ items: alert('first').items })
  node.partner.append({ items: [utf8('no json'), utf8('{}')] })
  node.partner.append({ items: alert('first').items })
  await node.bring()
  await node.apply.step()
  assert.deepEqual(await node.answers(), {})
  await sql`update log set frozen = null, frozen_at = null, evidence = null where log_id = ${out.logId}`
  node.partner.append({ items: alert('behind').items })
  await node.bring()
  // As after a restart: what is owed is known to the store, not to the process.
  const later = node.start()
  for (let i = 0; i < 4; i++) await later.step()
  const owed = { 0: 'ack accepted', 1: 'nack object_body_malformed', 2: 'ack already_held' }
  assert.deepEqual(await node.answers(), { ...owed, 3: 'ack accepted' })
  assert.deepEqual(
    (await node.outLeaves()).map((leaf) => leaf.re_seq),
    [0, 1, 2, 3],
  )
  await later.step()
  await writer.idle()
  assert.equal((await node.outLeaves()).length, 4)
  assert.equal((await sql`select from follower where name like 'answers/%'`).length, 0)
})

test('an entry of a type that this node does nothing with is kept and shown, and nobody is refused', async () => {
  await using node = await received()
  node.partner.append({ type: 'prisoner-transfer', items: alert('of the future').items })
  node.partner.append({ type: 'of-tomorrow' })
  await node.bring()
  await node.apply.step()
  assert.deepEqual(await node.quarantined(), { 0: 'kept_newer', 1: 'kept_newer' })
  assert.deepEqual([await node.answers(), (await node.versions()).length], [{}, 0])
  const figures = await readLogFigures(node.store.sql, new Date())
  assert.equal(
    figures.reduce((sum, log) => sum + log.quarantined, 0),
    0,
  )
  const listed = await listQuarantine(node.store.sql, { partner: 'us', agency: 'sspc' }, 10)
  assert.deepEqual(
    listed.map(({ seq, reason, leafType }) => [seq, reason, leafType]),
    [
      [1, 'kept_newer', 'of-tomorrow'],
      [0, 'kept_newer', 'prisoner-transfer'],
    ],
  )
  assert.equal((await listQuarantine(node.store.sql, { partner: 'us', agency: 'uif' }, 10)).length, 0)
})

test('every reason for setting an entry aside has a sentence in every language', () => {
  const messages = openMessages()
  for (const language of messages.languages) {
    for (const reason of quarantineReasons) assert.ok(messages.find(language, 'quarantine', `reason.${reason}`), `${language} ${reason}`)
  }
})

test('a list of files that cannot be read sets its record aside', async () => {
  await using node = await received()
  node.partner.append({ items: [...alert('with rubbish').items, utf8('{"files":[{"name":"../x"}]}')] })
  await node.bring()
  await node.apply.step()
  assert.deepEqual(await node.answers(), { 0: 'nack files_malformed' })
})

test('a compartment that this node does not keep is served by its first', async () => {
  await using node = await received({ agencies: ['sspc'] })
  node.partner.append({ items: alert('named', { envelope: { to: [{ party: 'mx', agency: 'uif' }] } }).items })
  await node.bring()
  await node.apply.step()
  assert.equal((await node.versions())[0]?.agency, 'sspc')
  await using both = await received()
  both.partner.append({ items: alert('named', { envelope: { to: [{ party: 'mx', agency: 'uif' }] } }).items })
  await both.bring()
  await both.apply.step()
  assert.equal((await both.versions())[0]?.agency, 'uif')
})

test('without an agreement nothing becomes a record, and the partner is told', async () => {
  await using node = await received({ agreement: undefined })
  node.partner.append({ items: alert('early').items })
  await node.bring()
  await node.apply.step()
  assert.deepEqual([await node.answers(), (await node.versions()).length], [{ 0: 'nack no_agreement' }, 0])
})

test('answers of the partner are kept once, and only where they name our own bytes', async () => {
  await using node = await received()
  const { sql, writer, out } = node.store
  await writer.transact(({ append }) =>
    append(
      out.logId,
      Array.from({ length: 4 }, () => ({ type: 'note', at })),
    ),
  )
  const entries = await readEntries(sql, out.logId, 0, 4)
  const hashOf = (seq: number) => Buffer.from(entries[seq]!.hash).toString('base64url')
  const answer = (type: string, seq: number, hash: string, origin = out.origin) =>
    node.partner.append({
      type,
      members: { re_origin: origin, re_seq: seq, re_hash: hash, code: type === 'ack' ? 'accepted' : 'object_invalid' },
    })
  answer('ack', 0, hashOf(0))
  answer('nack', 0, hashOf(0))
  answer('nack', 1, hashOf(1))
  answer('ack', 2, hashOf(3))
  answer('ack', 99, hashOf(3))
  answer('ack', 3, hashOf(3), 'node.mx.sig.example/out/ca/1')
  await node.bring()
  await node.apply.step()
  const kept = await sql<{ seq: number; outcome: string; reason: string }[]>`select seq, outcome, reason from answer order by seq`
  assert.deepEqual(
    kept.map((row) => [row.seq, row.outcome, row.reason]),
    [
      [0, 'ack', 'accepted'],
      [1, 'nack', 'object_invalid'],
    ],
  )
  // Machine answers are not answered: two nodes would talk for ever.
  assert.equal((await readLog(sql, out.logId)).size, 4)
})

for (const step of ['apply.written', 'apply.committed'] as const) {
  test(`a kill at ${step} applies nothing twice and loses nothing`, async () => {
    await using node = await received()
    for (let i = 0; i < 3; i++) node.partner.append({ items: alert(`kill ${i}`).items })
    await node.bring()
    node.hooks.onStep = (name) => {
      if (name === step) throw new Error('killed here')
    }
    await assert.rejects(node.apply.step(), /killed here/)
    delete node.hooks.onStep
    const again = node.start()
    while (await again.step());
    assert.equal((await node.versions()).length, 3)
    assert.equal((await node.outLeaves()).length, 3)
    assert.equal((await readLog(node.store.sql, node.store.incoming.logId)).appliedSize, 3)
  })
}

test('a connection that dies in the middle applies nothing twice and loses nothing', async () => {
  await using node = await received()
  for (let i = 0; i < 20; i++) node.partner.append({ items: alert(`cut ${i}`).items })
  await node.bring()
  const { sql } = node.store
  let cut: Promise<unknown> | undefined
  node.hooks.onStep = (name) => {
    if (name !== 'apply.written' || cut !== undefined) return
    cut = sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
  }
  await node.apply.step().catch(() => undefined)
  await cut?.catch(() => undefined)
  // Connections of the pool that died idle fail once more, as they would for the loop that calls.
  let done = false
  for (let attempt = 0; !done && attempt < 200; attempt++) {
    done = await node.apply.step().then(
      (more) => !more,
      () => false,
    )
    if (!done) await pause(10)
  }
  assert.equal((await node.versions()).length, 20)
  assert.equal((await node.outLeaves()).length, 20)
})

test('two that apply the same log at once apply each entry once', async () => {
  await using node = await received()
  for (let i = 0; i < 10; i++) node.partner.append({ items: alert(`race ${i}`).items })
  await node.bring()
  const outcomes = await Promise.allSettled([node.start().step(), node.start().step()])
  assert.deepEqual(outcomes.map((outcome) => outcome.status).toSorted(), ['fulfilled', 'rejected'])
  assert.equal((await node.versions()).length, 10)
  assert.equal((await node.outLeaves()).length, 10)
})

test('a log is applied to its end in batches, in order', async () => {
  await using node = await received()
  for (let i = 0; i < 600; i++) node.partner.append({ items: [utf8(JSON.stringify({ n: i })), canonicalBytes({})] })
  node.partner.append({ items: alert('last').items })
  await node.bring()
  assert.deepEqual([await node.apply.step(), await node.apply.step(), await node.apply.step()], [true, true, false])
  const answers = await node.outLeaves()
  assert.deepEqual(
    answers.map((leaf) => leaf.re_seq),
    Array.from({ length: 601 }, (_, seq) => seq),
  )
  assert.equal(answers.at(-1)?.code, 'accepted')
})
