import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { CountJob, EvidenceOfValue, ResultDetail, ResultEvents, ResultRow } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { checkResult, parseResultDocument } from '@enlace/proof/node'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { recordDigest } from '../store/keyed-digest.ts'
import { listLogs, readLog, saveReceipt } from '../store/logs.ts'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'analyst']
const inspector: Who = ['sspc', 'inspector']
const { sql } = node.served.node.store

async function write(name: string, object: JsonObject, says: Record<string, Json | undefined> = {}) {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  const own: Record<string, Json | undefined> = {
    ...((example.object.extensions as JsonObject)[String(kind.extension)] as JsonObject),
    ...says,
  }
  const id = typeof object.id === 'string' ? object.id : `${kind.stixType}--${randomUUID()}`
  const inside = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as JsonObject
  const send = {
    object: { ...example.object, extensions: { [String(kind.extension)]: inside }, ...object, id },
    envelope: example.envelope,
  }
  const answer = await node.ask('POST', '/api/v1/records', { as: analyst, send })
  assert.equal(answer.status, 201, answer.text)
  return id
}
const post = async (path: string, send: unknown, as: Who = analyst) => await node.ask('POST', `/api/v1/programme/${path}`, { as, send })
const get = async <T>(path: string, as: Who = analyst) => (await node.ask('GET', `/api/v1/programme/${path}`, { as })).json() as T
async function finished(begun: { readonly text: string; readonly json: () => unknown }): Promise<CountJob> {
  const { job } = begun.json() as { job: string }
  for (;;) {
    const state = await get<CountJob>(`counts/${job}`)
    if (state.state !== 'running') return state
  }
}
const june = { query: 'alert-outcome-24h', from: '2026-06-01', to: '2026-06-30' }
const { envelope } = exampleOf(kinds.get('result-seal') as Kind)

test('before anything is exchanged nothing is counted, and that is said in words', async () => {
  const job = await finished(await post('counts', june))
  assert.deepEqual([job.state, job.fault], ['failed', 'nothing_to_count'])
  assert.match(job.faultWords ?? '', /exchanged/)
})

let id = ''
test('a party counts, seals, and its record says what was counted; its level is sealed', async () => {
  for (const day of ['01', '02']) {
    const at = `2026-06-${day}T00:00:00.000Z`
    await write('mirror-alert', { created: at, modified: at })
  }
  const log = (await listLogs(sql)).find(({ role, size, lane }) => role === 'out' && (size > 0 || lane === 'routine'))
  assert.ok(log)
  await saveReceipt(sql, log.logId, (await readLog(sql, log.logId)).size, '', '', new Date())
  const counted = await finished(await post('counts', june))
  assert.deepEqual([counted.counted?.figure, counted.counted?.count], ['0', 2], JSON.stringify(counted))
  const { query: _query, ...period } = june
  const all = await finished(await post('counts', period))
  assert.deepEqual(
    all.all?.filter(({ counted: { count } }) => count > 0).map(({ query, counted: { figure, count } }) => [query, figure, count]),
    [['alert-outcome-24h', '0', 2]],
  )
  assert.ok((all.all?.length ?? 0) > 10 && all.done === all.of)
  const sealed = await finished(await post('seals', { ...june, envelope }))
  id = sealed.written ?? ''
  const { items } = await get<{ items: ResultRow[] }>('results')
  assert.deepEqual(
    items.map(({ record, level, figure, count, with: other }) => [record.id, level, figure, count, other]),
    [[id, 'sealed', '0', 2, 'us']],
  )
  const detail = await get<ResultDetail>(`results/${id}`)
  assert.deepEqual([detail.sameRule, detail.countedHere, detail.signedBy], [true, true, ['mx']])
  assert.equal(detail.beacon?.known, false, 'the round is to come')
  // Somebody who had it from the author when the round was over is told so.
  const rid = recordDigest(node.served.node.store.searchKey, id)
  await sql`update version set added_at = added_at + interval '1 hour' where rid = ${Buffer.from(rid)}`
  assert.equal((await get<ResultDetail>(`results/${id}`)).beacon?.known, true)
  await sql`update version set added_at = added_at - interval '1 hour' where rid = ${Buffer.from(rid)}`
  assert.deepEqual([detail.evidence.code, detail.evidence.warnings], ['L2', []])
})

test('an inspector opens the events, checks the file, and files a finding with a number that does not verify its own party’s value', async () => {
  const { items, of } = await get<ResultEvents>(`results/${id}/events`, inspector)
  assert.deepEqual(
    [of, items.map(({ index, value, erased, record }) => [index, value, erased, record !== null])],
    [
      2,
      [
        [0, '0', false, true],
        [1, '0', false, true],
      ],
    ],
  )
  const file = await node.ask('GET', `/api/v1/programme/results/${id}/file?events=all`, { as: inspector })
  const document = parseResultDocument(file.json())
  assert.ok(document.ok)
  const verdict = checkResult(document.value)
  assert.deepEqual([verdict.ok, verdict.proves, verdict.cover], [true, 'sealed', 'all'])
  assert.equal((await node.ask('GET', `/api/v1/programme/results/${id}/file?events=event&signature=00`, { as: inspector })).status, 422)
  const finding = await post(`results/${id}/findings`, { says: 'confirms', words: 'Counted again.', looked: [0, 1] }, inspector)
  assert.equal(finding.status, 201, finding.text)
  assert.match(finding.text, /SSPC-\d{4}-0001/)
  assert.equal((await post(`results/${id}/findings`, { says: 'confirms', words: 'x', looked: [] })).status, 403)
  const { level, warnings, judgements } = await get<EvidenceOfValue>(`values/${id}/evidence`)
  assert.deepEqual([level, warnings.map(({ code }) => code), judgements[0]?.how], ['sealed', ['self_judgement'], '#0 #1'])
})

test('a contest shows its clock, and who opened it cannot end it alone', async () => {
  const contest = await write('contest', { object_refs: [id] }, { of_ref: id, days: 10 })
  await write(
    'contest-step',
    { object_refs: [contest], created: new Date().toISOString(), modified: new Date().toISOString() },
    { step: 'close' },
  )
  const { contests } = await get<EvidenceOfValue>(`values/${id}/evidence`)
  assert.deepEqual(
    contests.map(({ id: of, days, endedBy }) => [of, days, endedBy === 'both']),
    [[contest, 10, false]],
  )
})

test('a recount of the own seal agrees, and a seal of a stranger is none', async () => {
  const again = await finished(await node.ask('POST', `/api/v1/programme/seals/${id}/recount`, { as: analyst }))
  assert.deepEqual([again.recounted?.agrees, again.recounted?.count], [true, 2], JSON.stringify(again))
  const stranger = await write('result-seal', {})
  assert.equal((await node.ask('GET', `/api/v1/programme/results/${stranger}`, { as: analyst })).status, 409)
  assert.equal((await get<{ items: ResultRow[] }>('results')).items.length, 1)
})

test('a seal lifts the value that it is about: another period, another figure or a value that was written over is lifted by nothing', async () => {
  const card = await write('indicator-card', {}, { query: 'alert-outcome-24h', unit: '%', counting: 'share' })
  const at = { created: '2026-07-01T00:00:00.000Z', modified: '2026-07-01T00:00:00.000Z' }
  const none = { value_low: undefined, value_high: undefined, not_available: undefined, of_count: undefined, breakdown: undefined }
  const rest = { ...none, revises_ref: undefined, revision_reason: undefined, revision_note: undefined, query_run: undefined }
  const says = (value: number) => ({ ...rest, card_ref: card, side: 'mx', unit: '%', value, period_start: june.from, period_end: june.to })
  const value = await write('indicator-value', { object_refs: [card], ...at }, says(0))
  const state = async () => {
    const { level, warnings } = await get<EvidenceOfValue>(`values/${value}/evidence`)
    return [level, ...warnings.map(({ code }) => code)]
  }
  const unsealed = await state()
  await finished(await post('seals', { ...june, from: '2026-05-01', card, value, envelope }))
  assert.deepEqual(await state(), [...unsealed, 'seal_elsewhere'])
  await finished(await post('seals', { ...june, card, value, envelope }))
  assert.deepEqual(await state(), ['sealed', 'seal_replaced'])
  await write('indicator-value', { id: value, object_refs: [card], ...at, modified: '2026-07-02T00:00:00.000Z' }, says(40))
  assert.deepEqual(await state(), [...unsealed, 'seal_replaced', 'figure_differs'])
})

test('a result of no event is sealed too: nothing is a number', async () => {
  const sealed = await finished(await post('seals', { ...june, query: 'extradition-lapsed', envelope }))
  assert.deepEqual([sealed.state, sealed.counted?.figure], ['done', '0'], JSON.stringify(sealed))
  const detail = await get<ResultDetail>(`results/${sealed.written}`)
  assert.deepEqual([detail.result.figure, detail.root, detail.countedHere], ['0', null, true])
  const file = await node.ask('GET', `/api/v1/programme/results/${sealed.written}/file?events=all`, { as: inspector })
  const document = parseResultDocument(file.json())
  assert.ok(document.ok)
  assert.deepEqual([checkResult(document.value).ok, checkResult(document.value).proves], [true, 'sealed'])
})
