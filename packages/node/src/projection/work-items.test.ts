import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { JsonObject } from '@enlace/core'
import { openWorkClocks } from '@enlace/policy'
import { exampleOf, kinds, parseEnvelope } from '@enlace/records'
import { insertDecisions } from '../store/decisions.ts'
import { readLawPacks } from '../store/instrument-packs.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import { saveReceipt } from '../store/logs.ts'
import { insertRecall, withdrawRecall } from '../store/recalls.ts'
import { draftRecord } from '../store/record-draft.ts'
import { readRequestPacks } from '../store/request-packs.ts'
import { type TestStore, testStore } from '../store/test-store.ts'
import { insertPositions, insertVersions, keyDraft } from '../store/write-records.ts'
import { createWorkItems, type WorkChange } from './work-items.ts'

const law = readLawPacks()
const clocks = openWorkClocks(law.instruments.values(), law.calendarOf)
const requests = readRequestPacks(law)
let store: TestStore
const at = new Date('2026-11-21T10:00:00.000Z')
before(async () => {
  store = await testStore()
})
after(async () => {
  await store[Symbol.asyncDispose]()
})

function project() {
  const changes: WorkChange[] = []
  const items = createWorkItems({ ...store, party: 'mx', clocks, requests, onChange: (change) => changes.push(change) })
  const settle = async () => {
    for (let more = true; more; ) more = (await items.step()) || (await items.noteReceipts())
  }
  return { ...items, changes, settle }
}

async function write(kindName: string, fromParty: string, changed: JsonObject): Promise<number> {
  const kind = kinds.get(kindName)
  assert.ok(kind)
  const example = exampleOf(kind)
  const object = { ...example.object, ...changed }
  const envelope = parseEnvelope(example.envelope, { authorAgency: 'sspc', marking: { scheme: 'mx-reservada', value: 'Reservada' } })
  assert.ok(envelope.ok)
  const [objectBytes, envelopeBytes] = [Buffer.from(JSON.stringify(object)), Buffer.from(JSON.stringify(example.envelope))]
  const draft = draftRecord({ object, objectBytes, kind, envelope: envelope.value, envelopeBytes, agency: 'sspc', fromParty, flags: [] })
  return await store.writer.transact(async ({ sql, append }) => {
    const body = { agency: 'sspc', items: [objectBytes, envelopeBytes] }
    const [seq] = await append(store.journal.logId, [{ type: 'record', at, body }])
    assert.ok(seq !== undefined)
    const place = { logId: store.journal.logId, seq }
    const row = { seq, keyed: keyDraft(store.searchKey, draft), body: place, latest: true, flags: [], modified: at }
    await insertVersions(sql, store.searchKey, [row], { journalId: store.journal.logId, addedAt: at })
    return seq
  })
}

async function release(versionSeq: number): Promise<number> {
  return await store.writer.transact(async ({ sql, append }) => {
    const [outSeq] = await append(store.out.logId, [{ type: 'offer', at }])
    assert.ok(outSeq !== undefined)
    const row = { seq: 0, versionSeq, partner: 'us', agency: 'sspc', outcome: 'release', reason: null, agreement: 'demo' } as const
    await insertDecisions(sql, [{ ...row, without: [], tearLines: [], decidedBy: null, decidedAt: at, outLog: store.out.logId, outSeq }])
    await insertPositions(sql, [{ seq: versionSeq, logId: store.out.logId, logSeq: outSeq }])
    return outSeq
  })
}

const statesOf = async () =>
  await store.sql<{ seq: number; state: string; codes: string[] }[]>`select seq, state,
    array(select event ->> 'code' from jsonb_array_elements(events) as event) as codes from work_item order by seq`
const responseExtension = 'extension-definition--9165b253-0e46-4007-8cf1-cf91f3dc9ec4'
const alert = (n: number) => `incident--10000000-0000-4000-8000-00000000000${n}`
const note = (n: number) => `note--20000000-0000-4000-8000-00000000000${n}`

test('alerts open in bulk, early answers count, receipts are noted once each, and a rebuild says the same', async () => {
  const { settle, changes, rebuild } = project()
  const early = await write('response', 'mx', { id: note(1), object_refs: [alert(2)], modified: at.toISOString() })
  const sent = await write('mirror-alert', 'mx', { id: alert(1) })
  const received = await write('mirror-alert', 'us', { id: alert(2) })
  const uncovered = await write('mirror-alert', 'mx', { id: alert(3) })
  await settle()
  const opened = await statesOf()
  assert.deepEqual(
    opened.map((item) => item.seq),
    [sent, received, uncovered],
  )
  assert.ok(early < sent && (opened[1]?.codes.length ?? 0) === 2, 'the early answer stands beside the arrival')

  const place = await release(sent)
  await release(uncovered)
  await saveReceipt(store.sql, store.out.logId, place + 1, 'lines', 'note', new Date('2026-11-21T10:00:05.000Z'))
  await settle()
  await saveReceipt(store.sql, store.out.logId, place + 1, 'lines', 'note', new Date('2026-11-21T10:00:09.000Z'))
  await settle()
  const noted = await statesOf()
  assert.deepEqual(
    noted.map((item) => item.codes.filter((code) => code === 'received').length),
    [1, 1, 0],
  )
  assert.ok(changes.some((change) => change.state === noted[0]?.state))

  await rebuild()
  await settle()
  assert.deepEqual(await statesOf(), noted)
})

test('two versions of one alert in one batch are one item that shows the newer', async () => {
  const { settle } = project()
  const first = await write('mirror-alert', 'mx', { id: alert(4), modified: '2026-11-21T09:00:00.000Z' })
  const second = await write('mirror-alert', 'mx', { id: alert(4), modified: '2026-11-21T09:30:00.000Z' })
  await settle()
  const seqs = (await statesOf()).map((item) => item.seq)
  assert.ok(seqs.includes(second) && !seqs.includes(first))
})

const itemOf = async (n: number) => {
  const rid = Buffer.from(recordDigest(store.searchKey, alert(n)))
  const [row] = await store.sql<
    { seq: number; from: string; direction: string; state: string; events: { code: string; at: string; by: string }[] }[]
  >`select seq, from_party as "from", direction, state, events from work_item where rid = ${rid}`
  return row
}
let responses = 0
const answer = (n: number, step: string, from: string, modified = '2026-11-21T09:59:00.000Z') => {
  const id = `note--30000000-0000-4000-8000-${String(++responses).padStart(12, '0')}`
  return write('response', from, {
    id,
    object_refs: [alert(n)],
    modified,
    extensions: { [responseExtension]: { step, happened_at: modified } },
  })
}

test('an alert of a partner under the id of ours stands beside it and does not take its place in the inbox', async () => {
  const { settle } = project()
  const mine = await write('mirror-alert', 'mx', { id: alert(5) })
  await write('mirror-alert', 'us', { id: alert(5), modified: '2026-11-21T09:45:00.000Z' })
  await settle()
  const item = await itemOf(5)
  assert.deepEqual([item?.seq, item?.from, item?.direction], [mine, 'mx', 'sent'])
})

test('an alert is answered by who received it and by nobody else', async () => {
  const { settle } = project()
  await write('mirror-alert', 'us', { id: alert(6) })
  // Its author cannot answer for us.
  await answer(6, 'outcome', 'us')
  await settle()
  assert.equal((await itemOf(6))?.state, 'received')
  await answer(6, 'acknowledged', 'mx')
  await settle()
  assert.equal((await itemOf(6))?.state, 'acknowledged')

  const own = await write('mirror-alert', 'mx', { id: alert(7) })
  // Neither we nor a partner that never got it can answer for the one that will.
  await answer(7, 'acting', 'mx')
  await answer(7, 'acting', 'us')
  await settle()
  assert.equal((await itemOf(7))?.state, 'new')
  await release(own)
  await answer(7, 'acting', 'us')
  await answer(7, 'outcome', 'ca')
  await settle()
  assert.equal((await itemOf(7))?.state, 'acting')
})

test('a step that claims to lie in the future counts from when it was here', async () => {
  const { settle } = project()
  await write('mirror-alert', 'us', { id: alert(8) })
  await answer(8, 'acknowledged', 'mx', '2031-01-01T00:00:00.000Z')
  await settle()
  const event = (await itemOf(8))?.events.find((one) => one.code === 'acknowledged')
  assert.equal(event?.at, at.toISOString())
})

test('the same answer twice is one event', async () => {
  const { settle } = project()
  await write('mirror-alert', 'us', { id: alert(9) })
  const twice = { id: note(9), object_refs: [alert(9), alert(9)], modified: '2026-11-21T09:50:00.000Z' }
  await write('response', 'mx', twice)
  await write('response', 'mx', { ...twice, id: note(8) })
  await settle()
  assert.equal((await itemOf(9))?.events.length, 2)
})

test('an alert that is erased while it is being opened leaves no item behind', async () => {
  const { settle } = project()
  const seq = await write('mirror-alert', 'us', { id: alert(0) })
  await store.sql`update version set erased_at = now(), latest = false where seq = ${seq}`
  await settle()
  assert.equal(await itemOf(0), undefined)
})

test('a rebuild asked for in the middle of a step is not undone by it', async () => {
  const one = project()
  await one.settle()
  const before = await statesOf()
  await write('mirror-alert', 'us', { id: 'incident--10000000-0000-4000-8000-0000000000aa' })
  await Promise.allSettled([one.step(), one.rebuild(), one.step()])
  await one.settle()
  assert.equal((await statesOf()).length, before.length + 1)
})

test('a rebuild gives the same rows, whatever order things came in', async () => {
  const one = project()
  await one.settle()
  const rows = async () =>
    (
      await store.sql`select rid, seq, agency, from_party, direction, state, started_at, events, updated_seq from work_item order by rid`
    ).map((row) => ({ ...row }))
  const before = await rows()
  await one.rebuild()
  await one.settle()
  assert.deepEqual(await rows(), before)
})

test('a request is folded from whatever was said about it, in whatever order it came, and a rebuild says the same', async () => {
  const { settle, rebuild } = project()
  const idOf = (n: number) => `note--30000000-0000-4000-8000-0000000000${n}`
  const request = idOf(50)
  const own = (says: JsonObject) => ({
    extensions: { [kinds.get('request')?.extension ?? '']: { extension_type: 'property-extension', ...says } },
  })
  const stepOf = (n: number, step: string, after?: string) => ({
    id: idOf(n),
    created: `2026-11-21T10:00:0${n - 50}.000Z`,
    object_refs: [request],
    extensions: {
      [kinds.get('request-step')?.extension ?? '']: {
        extension_type: 'property-extension',
        step,
        happened_at: at.toISOString(),
        ...(after === undefined ? {} : { after_ref: after }),
      },
    },
  })
  await write('request-step', 'mx', stepOf(52, 'ask_supplement', idOf(51)))
  await write('request', 'us', {
    id: request,
    created: at.toISOString(),
    ...own({ form: 'information', to_party: 'mx', urgency: 'routine', sought: 'x' }),
  })
  await write('request-step', 'mx', stepOf(51, 'acknowledge'))
  await settle()
  const standing = async () => await store.sql`select form, stage, turn, state, direction from work_item where kind = 'request'`
  const folded = [{ form: 'information', stage: 'supplement_asked', turn: 'us', state: 'acting', direction: 'received' }]
  assert.deepEqual([...(await standing())], folded)
  await rebuild()
  await settle()
  assert.deepEqual([...(await standing())], folded)

  // Taken back from the partner, a step counts at its author no more either, until the recall is given back.
  const seqOf = async (append: (logId: number, entries: [{ type: 'recall'; at: Date }]) => Promise<number[]>) =>
    (await append(store.journal.logId, [{ type: 'recall', at }]))[0] as number
  const recallId = await store.writer.transact(async ({ sql, append }) =>
    insertRecall(sql, {
      rid: recordDigest(store.searchKey, idOf(52)),
      direction: 'out',
      partner: 'us',
      agency: 'sspc',
      kind: 'request-step',
      reason: 'wrong_facts',
      purgeBy: at,
      seq: await seqOf(append),
      logId: store.out.logId,
      logSeq: 1_000_000,
      at,
      state: 'open',
      answer: null,
    }),
  )
  await settle()
  assert.deepEqual(
    (await standing()).map(({ stage }) => stage),
    ['acknowledged'],
  )
  await store.writer.transact(async ({ sql, append }) => withdrawRecall(sql, recallId, at, await seqOf(append)))
  await settle()
  assert.deepEqual([...(await standing())], folded)
})

test('days of custody are kept with the request from the day of the arrest, with what its documents lack, and so are its stages', async () => {
  const { settle } = project()
  const idOf = (n: number) => `note--30000000-0000-4000-8000-0000000000${n}`
  const extended = (name: string, says: JsonObject) => ({
    extensions: { [kinds.get(name)?.extension ?? '']: { extension_type: 'property-extension', ...says } },
  })
  const said = (n: number, says: JsonObject) => ({
    id: idOf(n),
    created: `2026-11-21T10:00:0${n - 60}.000Z`,
    object_refs: [idOf(60)],
    ...extended('request-step', { happened_at: at.toISOString(), ...says }),
  })
  const asks = { form: 'provisional-arrest', to_party: 'mx', urgency: 'flash', sought: 'x', sought_for: 'trial' }
  await write('request', 'us', { id: idOf(60), created: at.toISOString(), ...extended('request', asks) })
  await write('request-step', 'mx', said(61, { step: 'acknowledge' }))
  await write('request-step', 'mx', said(62, { step: 'arrest', day: '2026-10-11', after_ref: idOf(61) }))
  await write('request-step', 'us', said(63, { step: 'document', document: 'warrant', document_state: 'complete', after_ref: idOf(62) }))
  await settle()
  const [row] = await store.sql`select stage, custody, stages, due_at from work_item where form = 'provisional-arrest'`
  assert.equal(row?.stage, 'arrested')
  assert.deepEqual([row?.custody.dueOn, row?.custody.of, row?.custody.missing, row?.custody.untranslated], ['2026-12-10', 60, 5, 1])
  assert.deepEqual(
    row?.stages.map(({ state }: { state: string }) => state),
    ['sent', 'acknowledged', 'arrested'],
  )
  await write('request-step', 'mx', said(64, { step: 'release_person', day: '2026-11-20', after_ref: idOf(63) }))
  await settle()
  const [free] = await store.sql`select stage, custody, due_at from work_item where form = 'provisional-arrest'`
  assert.deepEqual([free?.stage, free?.custody, free?.due_at], ['released', null, null], 'nothing is counted for who is not held')
})
