import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concatBytes, type JsonObject, utf8 } from '@enlace/core'
import { generateSigner, leafHash, parseLeaf, releaseMessage, vkeyOf } from '@enlace/proof/node'
import { encodeRecallNotice, type RecallNotice, recallContent } from '@enlace/records'
import { createErase } from '../intake/erase-record.ts'
import { createLegalHolds } from '../intake/legal-holds.ts'
import { createSubmit } from '../intake/submit-records.ts'
import { createRecall } from '../release/recall.ts'
import { openLog, readEntries } from '../store/logs.ts'
import { listRecords } from '../store/read-records.ts'
import { listRecalls } from '../store/recalls.ts'
import { searchRecords } from '../store/search-records.ts'
import { testStore } from '../store/test-store.ts'
import { testMirror } from '../test-mirror.ts'
import { demoAgreement, exampleRecord, idOf } from '../test-partner.ts'
import { createApply } from './apply-received.ts'

const at = new Date('2026-11-21T12:00:00.000Z')
const purgeBy = '2026-11-24T12:00:00.000Z'
const releaseSigner = generateSigner('node.us.sig.example/release/dhs', 0x01).signer
const otherOrigin = 'node.us.sig.example/out/mx/flash/1'
const header = Buffer.from(JSON.stringify({ alg: 'Ed25519', b64: false, crit: ['b64'] })).toString('base64url')

/** The node mx and a partner us with real keys, which takes records back. */
async function holder() {
  const store = await testStore()
  const { sql, keystore, writer, searchKey, journal, out, incoming } = store
  const { partner, bring: receive } = testMirror(store, at)
  // Another log of the same partner, of which nothing has been applied.
  const other = await openLog(sql, { origin: otherOrigin, role: 'in', partner: 'us', epoch: 1 })
  const apply = createApply({
    sql,
    writer,
    keystore,
    searchKey,
    journalId: journal.logId,
    inLogId: incoming.logId,
    outLogId: out.logId,
    ownLogs: new Map([[out.origin, out.logId]]),
    theirLogs: new Map([
      [incoming.origin, incoming.logId],
      [other.origin, other.logId],
    ]),
    ownParty: 'mx',
    partner: 'us',
    releaseKeys: { dhs: [vkeyOf(releaseSigner)] },
    agencies: ['sspc', 'uif'],
    defaultAgency: 'sspc',
    agreement: demoAgreement,
    now: () => at,
    pass: () => undefined,
    onTrouble: () => undefined,
  })
  const recall = createRecall({
    sql,
    writer,
    keystore,
    searchKey,
    journalId: journal.logId,
    party: 'mx',
    partners: () => [
      {
        party: 'us',
        agreement: undefined,
        lanes: [{ outLogId: out.logId, inLogId: incoming.logId }],
        recallLogId: out.logId,
        seen: () => 0,
      },
    ],
    signRelease: async () => new Uint8Array(0),
    now: () => at,
  })
  const bring = async () => {
    await receive()
    await apply.step()
  }
  /** Takes back what lies at a place of the partner's log; `change` spoils it. */
  const takeBack = (
    re: number,
    notice: RecallNotice,
    change: { release?: JsonObject; unsigned?: true; items?: Uint8Array[]; members?: Record<string, string | number> } = {},
  ): number =>
    partner.append({
      type: 'recall',
      items: change.items ?? [encodeRecallNotice(notice)],
      release: change.release ?? { by: { agency: 'dhs', mode: 'officer' }, to: { party: 'mx' }, v: 1 },
      members: {
        ct: recallContent,
        re_origin: partner.origin,
        re_seq: re,
        re_hash: Buffer.from(leafHash(partner.entries[re]?.leaf ?? new Uint8Array(0))).toString('base64url'),
        ...change.members,
      },
      sign: (place) => {
        if (change.unsigned) return new Uint8Array(0)
        const message = releaseMessage({ origin: partner.origin, ...place })
        return utf8(`${header}..${Buffer.from(releaseSigner.sign(concatBytes(utf8(`${header}.`), message))).toString('base64url')}`)
      },
    })
  const outLeaves = async () =>
    (await readEntries(sql, out.logId, 0, 1000)).map((entry) => {
      const leaf = parseLeaf(entry.leaf)
      assert.ok(leaf.ok)
      return leaf.value
    })
  return {
    store,
    partner,
    bring,
    takeBack,
    recall,
    outLeaves,
    answers: async () => Object.fromEntries((await outLeaves()).map((leaf) => [leaf.re_seq, `${leaf.t} ${leaf.code}`])),
    recalls: async () => await listRecalls(sql, {}),
    listed: async () => (await listRecords(sql, { agency: 'sspc' }, 100)).rows.map((row) => row.kind),
    erase: createErase({ sql, writer, keystore, searchKey, journalId: journal.logId, now: () => at }),
    holds: createLegalHolds({ writer, searchKey, journalId: journal.logId, now: () => at }),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

const alert = (name: string, change: Parameters<typeof exampleRecord>[2] = {}) => exampleRecord('mirror-alert', name, change)
const notice = (name: string, change: Partial<RecallNotice & { act: 'recall' }> = {}): RecallNotice => ({
  act: 'recall',
  id: idOf('incident', name),
  reason: 'wrong_person',
  words: 'FICTIONAL: another person of the same name.',
  purgeBy,
  ...change,
})

test('a recall hides the record from lists and search in the transaction that brings it, and is answered', async () => {
  await using node = await holder()
  node.partner.append({ items: alert('taken back').items })
  node.partner.append({ items: alert('stays').items })
  await node.bring()
  assert.equal((await node.listed()).length, 2)
  node.takeBack(0, notice('taken back'))
  await node.bring()
  assert.equal((await node.listed()).length, 1)
  const found = await searchRecords(node.store.sql, { tsquery: undefined, identifiers: [], names: [] }, { agency: 'sspc' }, 10)
  assert.ok(found.rows.every((row) => row.seq !== 0))
  const [row] = await node.recalls()
  assert.deepEqual(
    [row?.state, row?.direction, row?.reason, row?.purgeBy.toISOString(), row?.held],
    ['open', 'in', 'wrong_person', purgeBy, 1],
  )
  assert.equal((await node.answers())[2], 'ack hidden')
})

test('what was derived from a recalled record is hidden with it, however it is linked, and also what comes later', async () => {
  await using node = await holder()
  const source = alert('source')
  const id = String(source.object.id)
  const derived = alert('derived')
  node.partner.append({ items: source.items })
  node.partner.append({ items: derived.items })
  node.partner.append({ items: exampleRecord('note', 'about it', { object: { object_refs: [id] } }).items })
  const made = { relationship_type: 'derived-from', source_ref: String(derived.object.id), target_ref: id }
  node.partner.append({ items: exampleRecord('relationship', 'made from', { object: made }).items })
  node.partner.append({ items: alert('unrelated').items })
  await node.bring()
  assert.equal((await node.listed()).length, 5)
  node.takeBack(0, notice('source'))
  await node.bring()
  assert.deepEqual(await node.listed(), ['mirror-alert'])
  assert.equal((await node.recalls())[0]?.derived, 3)
  node.partner.append({ items: exampleRecord('note', 'later', { object: { object_refs: [id] } }).items })
  await node.bring()
  await node.recall.step()
  assert.deepEqual(await node.listed(), ['mirror-alert'])
})

test('a recall of what is still on its way by the other lane is answered hidden, and hides it from the moment it comes', async () => {
  await using node = await holder()
  node.partner.append({ type: 'note' })
  node.takeBack(0, notice('on its way'), { members: { re_origin: otherOrigin, re_seq: 5 } })
  node.takeBack(0, notice('of nobody'), { members: { re_origin: 'node.ca.sig.example/out/mx/1', re_seq: 0 } })
  await node.bring()
  const answers = await node.answers()
  assert.deepEqual([answers[1], answers[2]], ['ack hidden', 'nack recall_malformed'])
  assert.deepEqual(
    (await node.recalls()).map(({ state, answer, kind }) => [state, answer, kind]),
    [['open', null, 'unknown']],
  )
  node.partner.append({ items: alert('on its way').items })
  await node.bring()
  assert.deepEqual(await node.listed(), [])
  await node.recall.step()
  assert.deepEqual(
    (await node.recalls()).map(({ state, agency, kind, held }) => [state, agency, kind, held]),
    [['open', 'sspc', 'mirror-alert', 1]],
  )
  await node.store.sql`update log set applied_size = 6 where origin = ${otherOrigin}`
  node.takeBack(0, notice('never written'), { members: { re_origin: otherOrigin, re_seq: 5 } })
  await node.bring()
  assert.equal((await node.answers())[4], 'ack never_received')
})

test('a recall that comes before its record, twice, or for nothing is answered honestly', async () => {
  await using node = await holder()
  node.partner.append({ type: 'note' })
  node.takeBack(0, notice('not here yet'))
  await node.bring()
  node.partner.append({ items: alert('not here yet').items })
  node.partner.append({ items: alert('erased').items })
  node.partner.append({ items: alert('twice').items })
  await node.bring()
  assert.equal((await node.answers())[1], 'ack never_received')
  assert.equal((await node.listed()).length, 2)
  assert.equal((await node.recalls())[0]?.state, 'done')
  await node.recall.step()
  // It came after all: hidden from the first moment, and now there is something to purge.
  assert.equal((await node.recalls())[0]?.state, 'open')
  await node.erase({ id: idOf('incident', 'erased'), reason: 'retention', agency: 'sspc', user: 'ana' })
  node.takeBack(3, notice('erased'))
  node.takeBack(4, notice('twice'))
  node.takeBack(4, notice('twice', { reason: 'court_order' }))
  await node.bring()
  const answers = await node.answers()
  assert.deepEqual([answers[5], answers[6], answers[7]], ['ack already_erased', 'ack hidden', 'ack hidden'])
  assert.deepEqual((await node.recalls()).map((row) => `${row.reason} ${row.state}`).sort(), [
    'court_order open',
    'wrong_person done',
    'wrong_person open',
    'wrong_person replaced',
  ])
})

test('a recall of what another party wrote is refused by name and hides nothing', async () => {
  await using node = await holder()
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
  const own = alert('ours', { envelope: { author_agency: 'sspc', marking: { scheme: 'mx-reservada', value: 'Reservada' } } })
  assert.ok((await submit.submit({ objectBytes: own.items[0]!, object: own.object, envelope: own.envelope, agency: 'sspc' })).ok)
  node.partner.append({ items: alert('theirs').items })
  node.takeBack(0, notice('ours'))
  await node.bring()
  assert.equal((await node.answers())[1], 'nack recall_not_yours')
  assert.equal((await node.listed()).length, 2)
})

for (const [name, reason, change] of [
  ['that nobody signed', 'release_signature_invalid', { unsigned: true }],
  ['that a rule made', 'release_signature_invalid', { unsigned: true, release: { by: { mode: 'standing' }, to: { party: 'mx' }, v: 1 } }],
  ['made for another party', 'release_for_another', { release: { by: { agency: 'dhs', mode: 'officer' }, to: { party: 'ca' }, v: 1 } }],
  ['of no record', 'recall_malformed', { items: [utf8('{"act":"recall","v":1}')] }],
  ['that names another log', 'recall_malformed', { members: { re_origin: 'node.ca.sig.example/out/mx/1' } }],
] as const) {
  test(`a recall ${name} is quarantined and hides nothing`, async () => {
    await using node = await holder()
    node.partner.append({ items: alert('safe').items })
    node.takeBack(0, notice('safe'), change as Parameters<typeof node.takeBack>[2])
    await node.bring()
    assert.equal((await node.answers())[1], `nack ${reason}`)
    assert.equal((await node.listed()).length, 1)
  })
}

test('a purge is receipted in the reverse log with what was destroyed, once', async () => {
  await using node = await holder()
  node.partner.append({ items: alert('purged').items })
  node.takeBack(0, notice('purged'))
  await node.bring()
  await node.recall.step()
  assert.ok(!(await node.outLeaves()).some((leaf) => leaf.t === 'recall-done'))
  await node.erase({ id: idOf('incident', 'purged'), reason: 'recalled', agency: 'sspc', user: 'ana', from: 'us' })
  await node.recall.step()
  await node.recall.step()
  const done = (await node.outLeaves()).filter((leaf) => leaf.t === 'recall-done')
  assert.deepEqual(
    done.map((leaf) => [leaf.code, leaf.re_seq, leaf.n, leaf.ct]),
    [['purged', 1, 1, recallContent]],
  )
  const [row] = await node.recalls()
  assert.deepEqual([row?.state, row?.answer, row?.held], ['done', 'purged', 0])
})

test('a legal hold stops the purge, is told to the author, and lets it go on once it is lifted', async () => {
  await using node = await holder()
  const id = idOf('incident', 'kept')
  node.partner.append({ items: alert('kept').items })
  await node.bring()
  const actor = { party: 'mx', agency: 'sspc', role: 'legal-adviser', user: 'lex' } as const
  await node.holds.place({ id, agency: 'sspc', reason: 'A case is open.', actor })
  await assert.rejects(node.holds.place({ id, agency: 'sspc', reason: 'Again.', actor }), { code: 'record_held' })
  node.takeBack(0, notice('kept'))
  await node.bring()
  assert.deepEqual(await node.listed(), [])
  await node.recall.step()
  assert.equal((await node.outLeaves()).at(-1)?.code, 'legal_hold')
  const erase = () => node.erase({ id, reason: 'recalled', agency: 'sspc', user: 'ana', from: 'us' })
  await assert.rejects(erase(), { code: 'record_held' })
  const by = { actor, proposedBy: 'ana', reason: 'The case is closed.', at }
  await node.store.writer.transact((writing) => node.holds.lift(writing, { what: 'hold_lift', id, agency: 'sspc' }, by))
  await erase()
  await node.recall.step()
  assert.equal((await node.outLeaves()).at(-1)?.code, 'purged')
})

test('a recall that is withdrawn shows the record again, and one of its derived records can be shown before', async () => {
  await using node = await holder()
  const id = idOf('incident', 'by mistake')
  const about = exampleRecord('note', 'about it', { object: { object_refs: [id] } })
  node.partner.append({ items: alert('by mistake').items })
  node.partner.append({ items: about.items })
  node.takeBack(0, notice('by mistake'))
  await node.bring()
  assert.deepEqual(await node.listed(), [])
  const [row] = await node.recalls()
  const actor = { party: 'mx', agency: 'sspc', role: 'analyst', user: 'ana' } as const
  await node.recall.restore({ recallId: row?.recallId ?? 0, id: String(about.object.id), reason: 'Nothing of it.', actor })
  assert.deepEqual(await node.listed(), ['note'])
  node.takeBack(0, { act: 'withdraw', id, words: '' })
  await node.bring()
  assert.deepEqual((await node.listed()).sort(), ['mirror-alert', 'note'])
  assert.equal((await node.answers())[3], 'ack shown_again')
  assert.equal((await node.recalls())[0]?.state, 'withdrawn')
})

test('a revoked version is a recall as well: it hides what it revokes and asks for its purge', async () => {
  await using node = await holder()
  node.partner.append({ items: alert('life').items })
  node.partner.append({ type: 'recall', items: alert('life', { object: { modified: '2026-06-01T00:00:00.000Z', revoked: true } }).items })
  await node.bring()
  assert.deepEqual(await node.listed(), [])
  const [row] = await node.recalls()
  assert.deepEqual([row?.state, row?.reason, row?.held], ['open', 'revoked', 2])
})
