import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concatBytes, utf8 } from '@enlace/core'
import { generateSigner, leafHash, parseLeaf, releaseMessage, vkeyOf } from '@enlace/proof/node'
import { encodeRecallNotice, parseRecallNotice, parseRecallTree, type RecallNotice, recallContent } from '@enlace/records'
import { createApply } from '../projection/apply-received.ts'
import { openBody } from '../store/bodies.ts'
import { insertDecisions } from '../store/decisions.ts'
import { openLog, readBodies, readEntries } from '../store/logs.ts'
import { listRecalls, noteAnswer } from '../store/recalls.ts'
import { testStore } from '../store/test-store.ts'
import { testMirror } from '../test-mirror.ts'
import { demoAgreement, exampleRecord, idOf } from '../test-partner.ts'
import { createPassRecallsOn } from './pass-recalls-on.ts'

const start = Date.parse('2026-11-21T12:00:00.000Z')
const releaseSigner = generateSigner('node.us.sig.example/release/dhs', 0x01).signer
const header = Buffer.from(JSON.stringify({ alg: 'Ed25519', b64: false, crit: ['b64'] })).toString('base64url')

/** The node mx, which holds a record of us and passed it on to ca. */
async function holder() {
  const store = await testStore()
  const { sql, keystore, writer, searchKey, journal, out, incoming } = store
  const { partner, bring: receive } = testMirror(store, new Date(start))
  const toCa = await openLog(sql, { origin: 'node.mx.sig.example/out/ca/1', role: 'out', partner: 'ca', epoch: 1 })
  const fromCa = await openLog(sql, { origin: 'node.ca.sig.example/out/mx/1', role: 'in', partner: 'ca', epoch: 1 })
  const clock = { now: start }
  const now = () => new Date(clock.now)
  const apply = createApply({
    ...{ sql, writer, keystore, searchKey, journalId: journal.logId, inLogId: incoming.logId, outLogId: out.logId },
    ownLogs: new Map([[out.origin, out.logId]]),
    theirLogs: new Map([[incoming.origin, incoming.logId]]),
    ...{ ownParty: 'mx', partner: 'us', releaseKeys: { dhs: [vkeyOf(releaseSigner)] } },
    ...{ agencies: ['sspc', 'uif'], defaultAgency: 'sspc', agreement: demoAgreement, now },
    pass: () => undefined,
    onTrouble: () => undefined,
  })
  const partners = new Map(
    [
      { party: 'us', log: out, reverse: incoming },
      { party: 'ca', log: toCa, reverse: fromCa },
    ].map(({ party, log, reverse }) => {
      const lanes = [{ outLogId: log.logId, inLogId: reverse.logId }]
      return [party, { party, agreement: undefined, lanes, recallLogId: log.logId, seen: () => 0 }]
    }),
  )
  const onward = createPassRecallsOn({
    ...{ sql, writer, keystore, searchKey, journalId: journal.logId, now },
    partners: () => [...partners.values()],
    signRelease: async () => utf8('signed'),
    proveWord: async (logId, seq) => utf8(`the word at ${seq} of ${logId}`),
  })
  /** What the author says of the record that lies at a place of its log. */
  const say = async (re: number, notice: RecallNotice) => {
    partner.append({
      type: 'recall',
      items: [encodeRecallNotice(notice)],
      release: { by: { agency: 'dhs', mode: 'officer' }, to: { party: 'mx' }, v: 1 },
      members: {
        ...{ ct: recallContent, re_origin: partner.origin, re_seq: re },
        re_hash: Buffer.from(leafHash(partner.entries[re]?.leaf ?? new Uint8Array(0))).toString('base64url'),
      },
      sign: (place) => {
        const message = releaseMessage({ origin: partner.origin, ...place })
        return utf8(`${header}..${Buffer.from(releaseSigner.sign(concatBytes(utf8(`${header}.`), message))).toString('base64url')}`)
      },
    })
    await receive()
    await apply.step()
    await onward.step()
  }
  const entriesOf = async (log: typeof out) => {
    const bodies = new Map((await readBodies(sql, log.logId, 0, 1000)).map((body) => [body.seq, openBody(keystore, log.origin, body)]))
    return (await readEntries(sql, log.logId, 0, 1000)).map((entry) => {
      const leaf = parseLeaf(entry.leaf)
      const body = bodies.get(entry.seq)
      assert.ok(leaf.ok)
      return { entry, leaf: leaf.value, items: typeof body === 'object' ? body.items.map(({ bytes }) => bytes) : [] }
    })
  }
  return {
    ...{ store, partners, clock, say },
    step: onward.step,
    /** Brings a record of us, and lets it go on to a party, as an officer of mx would. */
    passOn: async (name: string, to = 'ca') => {
      const re = partner.append({ items: exampleRecord('mirror-alert', name).items })
      await receive()
      await apply.step()
      const [version] = await sql<{ seq: number }[]>`select max(seq) as seq from version`
      const versionSeq = version?.seq ?? -1
      const log = to === 'ca' ? toCa : out
      await writer.transact(async (writing) => {
        const [outSeq] = await writing.append(log.logId, [
          { type: 'offer', at: now(), body: { agency: 'sspc', items: [utf8('a copy')], release: utf8('{}') } },
        ])
        await insertDecisions(writing.sql, [
          {
            ...{ seq: 0, versionSeq, partner: to, agency: 'sspc', outcome: 'release', reason: null, agreement: null },
            ...{ without: [], tearLines: [], decidedBy: 'ana', decidedAt: now(), outLog: log.logId, outSeq: outSeq as number },
          },
        ])
      })
      return re
    },
    toCa: () => entriesOf(toCa),
    /** What the author was told of the tree, newest last. */
    trees: async () =>
      (await entriesOf(out))
        .filter(({ leaf }) => leaf.t === 'recall-tree')
        .map(({ items: [item] }) => (parseRecallTree(item ?? utf8('')) ?? []).map(({ party, state }) => `${party} ${state}`).join()),
    /** What ca says of the recall that was passed on to it. */
    answer: async (answer: string) => {
      const told = (await entriesOf(toCa)).findLast(({ leaf }) => leaf.t === 'recall')
      assert.ok(told !== undefined)
      const said = { seq: told.leaf.seq, hash: told.entry.hash, answer, at: now(), answerLogId: toCa.logId, answerLogSeq: 0 }
      await sql.begin(async (tx) => assert.ok(await noteAnswer(tx, toCa.logId, said)))
      await onward.step()
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

const purgeBy = '2026-11-24T12:00:00.000Z'
const notice = (name: string): RecallNotice => {
  return { act: 'recall', id: idOf('incident', name), reason: 'wrong_person', words: 'FICTIONAL', purgeBy }
}

test('a recall goes on once to whoever got a copy, in the words and with the word of its author, by its deadline', async () => {
  await using mx = await holder()
  const re = await mx.passOn('taken back')
  await mx.passOn('stays')
  await mx.say(re, notice('taken back'))
  await mx.step()
  const told = (await mx.toCa()).filter(({ leaf }) => leaf.t === 'recall')
  assert.equal(told.length, 1)
  const [{ leaf, items } = { leaf: undefined, items: [] }] = told
  const read = parseRecallNotice(items[0] ?? utf8(''))
  assert.deepEqual([leaf?.re_origin, leaf?.re_seq, read.ok && read.value], ['node.mx.sig.example/out/ca/1', 0, notice('taken back')])
  assert.match(Buffer.from(items[1] ?? '').toString(), /^the word at 2 of/)
  assert.deepEqual(await mx.trees(), ['ca told'])
})

for (const [said, state] of [
  ['purged', 'purged'],
  ['never_received', 'never_received'],
  ['already_erased', 'already_erased'],
  ['legal_hold', 'held'],
  ['objected', 'objected'],
] as const) {
  test(`an author is told when a third party says ${said}, once`, async () => {
    await using mx = await holder()
    await mx.say(await mx.passOn('answered'), notice('answered'))
    await mx.answer(said)
    await mx.step()
    assert.deepEqual(await mx.trees(), ['ca told', `ca ${state}`])
  })
}

test('a third party that does not answer, and one that is no partner any more, are said to be so; the latter is told once it is one again', async () => {
  await using mx = await holder()
  await mx.say(await mx.passOn('unreached'), notice('unreached'))
  mx.clock.now += 61_000
  await mx.step()
  assert.deepEqual(await mx.trees(), ['ca told', 'ca unreached'])
  const [ca, re] = [mx.partners.get('ca'), await mx.passOn('gone')]
  assert.ok(ca !== undefined)
  mx.partners.delete('ca')
  await mx.say(re, notice('gone'))
  assert.equal((await mx.trees()).at(-1), 'ca not_told')
  mx.partners.set('ca', ca)
  await mx.step()
  assert.equal((await mx.trees()).at(-1), 'ca told')
})

test('a withdrawal follows, and the same record taken back again goes on again', async () => {
  await using mx = await holder()
  const re = await mx.passOn('given back')
  await mx.say(re, notice('given back'))
  await mx.say(re, { act: 'withdraw', id: idOf('incident', 'given back'), words: '' })
  const acts = async () =>
    (await mx.toCa()).flatMap(({ leaf, items: [item] }) => {
      const read = leaf.t === 'recall' && item !== undefined ? parseRecallNotice(item) : undefined
      return read?.ok ? [read.value.act] : []
    })
  assert.deepEqual(await acts(), ['recall', 'withdraw'])
  await mx.say(re, notice('given back'))
  assert.deepEqual(await acts(), ['recall', 'withdraw', 'recall'])
  assert.equal((await mx.trees()).at(-1), 'ca told')
})

test('what came back to its author by a loop is not told to the author again', async () => {
  await using mx = await holder()
  const re = await mx.passOn('round', 'us')
  await mx.say(re, notice('round'))
  assert.deepEqual((await listRecalls(mx.store.sql, { direction: 'out' })).length, 0)
  assert.deepEqual(await mx.trees(), [])
})
