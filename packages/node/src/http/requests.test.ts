import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { RequestDetail, RequestFlow, RequestForms, RequestList } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode()
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'analyst']

type Written = {
  readonly kind: string
  readonly id?: string
  readonly says: Record<string, Json>
  readonly object?: JsonObject
  readonly envelope?: JsonObject
}

async function write({ kind: name, id = `note--${randomUUID()}`, says, object = {}, envelope = {} }: Written, as: Who = analyst) {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  const at = new Date().toISOString()
  const extension = String(kind.extension)
  const own = { extension_type: 'property-extension', ...says }
  const send = {
    object: { ...example.object, created: at, modified: at, ...object, id, extensions: { [extension]: own } },
    envelope: { ...example.envelope, ...envelope },
  }
  return { id, ...(await node.ask('POST', '/api/v1/records', { as, send })) }
}

const asks = { form: 'information', to_party: 'us', urgency: 'routine', sought: 'FICTIONAL: who crossed?' }
const step = (request: string, says: Record<string, Json>, id?: string) =>
  write({
    kind: 'request-step',
    ...(id === undefined ? {} : { id }),
    says: { happened_at: new Date().toISOString(), ...says },
    object: { object_refs: [request] },
  })
const read = async (id: string, as: Who = analyst) => await node.ask('GET', `/api/v1/requests/${id}`, { as })
const detailOf = async (id: string) => (await read(id)).json() as RequestDetail
const listOf = async (query: string) => (await node.ask('GET', `/api/v1/requests${query}`, { as: analyst })).json() as RequestList

/** Until the projection has taken it up. */
async function listed(id: string, state: string): Promise<RequestList['items'][number]> {
  for (;;) {
    const found = (await listOf('?show=all')).items.find(({ record }) => record.id === id)
    if (found?.state === state) return found
    await new Promise((done) => setImmediate(done))
  }
}

test('a request stands in the list with its form, whose turn it is and its clock, and its page says what may be done', async () => {
  const { id, status, text } = await write({ kind: 'request', says: asks })
  assert.equal(status, 201, text)
  const row = await listed(id, 'sent')
  assert.deepEqual([row.form, row.direction, row.turn, row.dueAt !== null], ['information', 'sent', 'us', true])
  const detail = await detailOf(id)
  assert.deepEqual([detail.state, detail.requesting, detail.requested, detail.head], ['sent', 'mx', 'us', null])
  assert.deepEqual(
    detail.moves.filter(({ refused }) => refused === null).map((move) => move.step),
    ['withdraw', 'document'],
  )
  assert.equal(detail.moves.find((move) => move.step === 'answer')?.refused, 'other_side')
  const [clock] = detail.clocks
  assert.deepEqual(
    [clock?.id, clock?.owner, clock?.state, clock?.instrument, clock?.article],
    ['ordinary', 'us', 'running', 'request-clocks-eu-style', '5'],
  )
  assert.deepEqual([row.left, detail.left], [false, false], 'nobody let it out')
  assert.match(String(row.lastDay), /^\d{4}-\d{2}-\d{2}$/, 'days are told by the last that counts')
  assert.deepEqual([clock?.lastDay, clock?.dueOn], [row.lastDay, row.lastDay])
  assert.equal((await listOf('?turn=ours')).items.length, 0)
  assert.equal((await read(id, ['uif', 'analyst'])).status, 404)
  const forms = (await node.ask('GET', '/api/v1/request-forms', { as: analyst })).json() as RequestForms
  assert.ok(forms.items.some((form) => form.id === 'extradition' && form.grounds.some((ground) => ground.id === 'political')))
})

test('a step that the state does not allow is refused with those it allows, and of two at once the second is told', async () => {
  const { id } = await write({ kind: 'request', says: asks })
  const skipped = await step(id, { step: 'answer' })
  assert.deepEqual([skipped.status, /withdraw/.test(skipped.text)], [409, true], skipped.text)
  const both = await Promise.all([step(id, { step: 'withdraw' }), step(id, { step: 'withdraw' })])
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409])
  assert.match(both.find(({ status }) => status === 409)?.text ?? '', /request_moved/)
  const detail = await detailOf(id)
  assert.deepEqual([detail.state, detail.steps.map((one) => [one.step, one.by, one.aside])], ['withdrawn', [['withdraw', 'mx', null]]])
  assert.equal((await step(id, { step: 'reopen' })).status, 409, 'written after nothing, though a step stands')
  const again = both.find(({ status }) => status === 201)
  assert.equal((await step(id, { step: 'withdraw' }, again?.id)).status !== 409, true, 'the same record a second time is no second step')
})

test('a query without a purpose is refused, and so is asking for one purpose without end', async () => {
  const query = { ...asks, form: 'known-unknown' }
  const none = await write({ kind: 'request', says: query, envelope: { purpose: ' ' } })
  assert.deepEqual([none.status, /envelope\/purpose/.test(none.text)], [422, true], none.text)
  const answers = await Promise.all(
    Array.from({ length: 21 }, () => write({ kind: 'request', says: query, envelope: { purpose: 'Case 7' } })),
  )
  assert.deepEqual([answers.filter(({ status }) => status === 201).length, answers.filter(({ status }) => status === 429).length], [20, 1])
  const another = await write({ kind: 'request', says: query, envelope: { purpose: 'case 7 ' } })
  assert.equal(another.status, 429, 'the same purpose in other letters')
  assert.equal((await write({ kind: 'request', says: query, envelope: { purpose: 'Case 8' } })).status, 201)
  assert.equal((await write({ kind: 'request', says: query, envelope: { purpose: 'Case 7' } }, ['sspc', 'duty-officer'])).status, 201)
})

const bad: readonly [string, Written, RegExp][] = [
  ['a form nobody knows', { kind: 'request', says: { ...asks, form: 'gossip' } }, /request_form_unknown/],
  ['a request to oneself', { kind: 'request', says: { ...asks, to_party: 'mx' } }, /request_to_oneself/],
  ['an extradition without facts', { kind: 'request', says: { ...asks, form: 'extradition' } }, /facts/],
  [
    'an own note that could leave',
    { kind: 'request-note', says: { about: 'note', happened_at: '2026-01-16T15:00:00Z' }, envelope: { to: [{ party: 'us' }] } },
    /request_note_stays/,
  ],
]
for (const [name, written, words] of bad) {
  test(`refused: ${name}`, async () => {
    const { status, text } = await write(written)
    assert.deepEqual([status, words.test(text)], [422, true], text)
  })
}

test('a refusal needs a listed ground, and what a political offence may be is surfaced', async () => {
  const { id } = await write({
    kind: 'request',
    says: { ...asks, form: 'extradition', facts: 'FICTIONAL', offence: 'Rebelión, artículo 132' },
  })
  assert.deepEqual(
    (await detailOf(id)).watch.map(({ ground }) => ground),
    ['political'],
  )
  const document = { step: 'document', document: 'map', document_state: 'translated' }
  assert.match((await step(id, document)).text, /request_document_unlisted/)
  assert.match((await step(id, { step: 'document', document: 'warrant' })).text, /document_state/)
  assert.equal((await step(id, { ...document, document: 'warrant' })).status, 201)
  assert.deepEqual((await detailOf(id)).documents, { warrant: 'translated' })
})

test('the flow counts requests by form, direction and state, as its reader may see them', async () => {
  const flow = async (as: Who) => (await node.ask('GET', '/api/v1/request-flow?heldDays=30', { as })).json() as RequestFlow
  const { id } = await write({ kind: 'request', says: { ...asks, form: 'service', facts: 'FICTIONAL', offence: 'FICTIONAL' } })
  await listed(id, 'sent')
  const found = (await flow(analyst)).forms.find(({ form }) => form === 'service')
  assert.deepEqual(found?.totals, [{ direction: 'sent', open: 1, closed: 0, lapsed: 0, heldLong: 0, assurances: 0 }])
  assert.deepEqual(
    found?.stages.map(({ state, waits, over, sides }) => [state, waits, over, sides.map(({ now, passed }) => [now, passed])]),
    [['sent', 'ministry', false, [[1, 1]]]],
  )
  assert.deepEqual((await flow(['uif', 'analyst'])).forms, [])
  assert.equal((await listOf('?form=service&state=sent')).total, 1)
})

test('the offences of an extradition stand beside both codes, and an assurance is one of the library and goes by note', async () => {
  const says = { ...asks, form: 'extradition', facts: 'FICTIONAL', offence: 'FICTIONAL', offences: ['murder', 'fuel-theft'] }
  const { id } = await write({ kind: 'request', says })
  const { offences, assurances, outstanding, competing } = await detailOf(id)
  assert.deepEqual(
    offences?.items.map(({ asked, gaps }) => [asked, gaps.includes('no_counterpart')]),
    [
      ['murder', false],
      ['fuel-theft', true],
    ],
  )
  assert.ok(offences?.items[0]?.sides.some(({ party, death }) => party === 'us' && death))
  assert.deepEqual([assurances, outstanding, competing], [{}, [], []])
  assert.match((await step(id, { step: 'give_assurance', assurance: 'gold' })).text, /request_assurance_unlisted/)
  const given = await step(id, { step: 'give_assurance', assurance: 'death' })
  assert.deepEqual([given.status, /note_needed/.test(given.text)], [409, true], given.text)
})

test('a step happened when its author says, not in the future and not before its request, and clocks count from then', async () => {
  const asked = new Date(Date.now() - 3 * 86_400_000).toISOString()
  const { id } = await write({ kind: 'request', says: asks, object: { created: asked, modified: asked } })
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const withdraw = (says: Record<string, Json>) =>
    write({
      kind: 'request-step',
      says: { step: 'withdraw', happened_at: at(0), ...says },
      object: { object_refs: [id], content: 'Retirar' },
    })
  assert.match((await withdraw({ happened_at: at(0.1) })).text, /happened_at".*step_in_future/)
  assert.match((await withdraw({ happened_on: at(2).slice(0, 10) })).text, /happened_on".*step_in_future/)
  assert.match((await withdraw({ happened_at: at(-3.1) })).text, /step_before_request/)
  assert.match((await withdraw({ happened_on: at(-5).slice(0, 10) })).text, /step_before_request/)
  const yesterday = at(-1)
  assert.equal((await withdraw({ happened_at: yesterday })).status, 201)
  const { askedAt, steps, clocks } = await detailOf(id)
  assert.deepEqual([askedAt, steps[0]?.happened], [asked, yesterday])
  assert.equal(steps[0]?.content, '', 'words that are only the name of the step say nothing')
  const stopped = clocks.filter(({ stops }) => stops.includes('withdraw')).map(({ stoppedOn }) => stoppedOn)
  const local = new Date(Date.parse(yesterday)).toLocaleDateString('sv', { timeZone: 'America/New_York' })
  assert.deepEqual([...new Set(stopped)], [local])
})

test('an assurance is accepted only after it was asked for or given, and the other ones say so', async () => {
  const says = { ...asks, form: 'extradition', facts: 'FICTIONAL', offence: 'FICTIONAL' }
  const { id } = await write({ kind: 'request', says })
  const moves = (await detailOf(id)).moves.filter((move) => move.assurances !== null).map((move) => [move.step, move.assurances])
  assert.deepEqual(moves, [
    ['accept_assurance', []],
    ['decline_assurance', []],
    ['report_breach', []],
  ])
})

test('what a party says to itself stands on its own side', async () => {
  const { id } = await write({ kind: 'request', says: asks })
  const says = { about: 'owner', owner: 'analyst@sspc', happened_at: '2026-01-16T15:00:00Z' }
  const note = await write({ kind: 'request-note', says, object: { object_refs: [id] }, envelope: { to: [] } })
  assert.equal(note.status, 201, note.text)
  assert.deepEqual(
    (await detailOf(id)).home.map(({ about, owner }) => [about, owner]),
    [['owner', 'analyst@sspc']],
  )
})

test('a request prints with what a step gave for a document of the checklist, in two languages side by side', async () => {
  const other = await write({ kind: 'response', says: { step: 'acting', happened_at: '2026-01-15T11:58:00Z' } })
  assert.equal(other.status, 201, other.text)
  const { id } = await write({ kind: 'request', says: { ...asks, form: 'extradition', facts: 'FICTIONAL', offence: 'FICTIONAL, art. 1' } })
  const says = { step: 'document', document: 'warrant', document_state: 'translated', gives: [other.id, `note--${randomUUID()}`] }
  assert.equal((await step(id, says)).status, 201)
  const print = (query: string, as: Who = analyst) => node.ask('GET', `/api/v1/records/${id}/package?${query}`, { as })
  const pdf = await print('format=pdf&language=both')
  assert.equal(pdf.status, 200, pdf.text.slice(0, 300))
  assert.match(pdf.headers.get('content-disposition') ?? '', /^attachment; filename="request-[0-9a-f]{12}-es-en-package\.pdf"$/)
  // Cover, contents, request, two sheets, one of them with its record, certification.
  assert.ok((pdf.text.match(/\/Type \/Page\b/g)?.length ?? 0) >= 7)
  assert.ok((await print('format=docx&language=es')).text.startsWith('PK'))
  assert.equal((await print('format=pdf&language=xx')).status, 400)
  assert.equal((await print('format=pdf', ['uif', 'analyst'])).status, 404)
  assert.equal((await node.ask('GET', `/api/v1/records/${other.id}/package?format=pdf`, { as: analyst })).status, 200)
})

test('a request given to another agency is shared by itself: that agency reads the request and its steps, no note that is not for it, and no other record', async () => {
  const { id } = await write({ kind: 'request', says: asks })
  await listed(id, 'sent')
  const other = await write({ kind: 'request', says: asks })
  const note = (says: Record<string, Json>) =>
    write({
      kind: 'request-note',
      says: { happened_at: new Date().toISOString(), ...says },
      object: { object_refs: [id] },
      envelope: { to: [] },
    })
  const uif: Who = ['uif', 'analyst']
  assert.equal((await note({ about: 'note' })).status, 201)
  assert.equal((await read(id, uif)).status, 404)
  assert.match((await note({ about: 'delegated', agency: 'sspc' })).text, /recipient_is_self/)
  assert.match((await note({ about: 'delegated', agency: 'dhs' })).text, /addressee_not_covered/)
  const given = await note({ about: 'delegated', agency: 'uif' })
  assert.equal(given.status, 201, given.text)
  for (;;) if ((await read(id, uif)).status === 200) break
  await step(id, { step: 'withdraw' })
  const seen = (await read(id, uif)).json() as RequestDetail
  assert.deepEqual([seen.state, seen.home.map(({ about }) => about)], ['withdrawn', ['delegated']])
  assert.equal((await detailOf(id)).home.length, 2)
  assert.deepEqual(
    [(await read(other.id, uif)).status, (await node.ask('GET', `/api/v1/records/${given.id}`, { as: uif })).status],
    [404, 404],
  )
  const list = (await node.ask('GET', '/api/v1/requests?show=all', { as: uif })).json() as RequestList
  assert.deepEqual(
    list.items.map(({ record }) => record.id),
    [id],
  )
})

test('a query asks about few records, and is answered with a match and nothing more', async () => {
  const query = { ...asks, form: 'known-unknown' }
  const refs = (count: number) => ({ object_refs: Array.from({ length: count }, () => `identity--${randomUUID()}`) })
  const wide = await write({ kind: 'request', says: query, object: refs(6), envelope: { purpose: 'Case 9' } })
  assert.match(wide.text, /request_too_many_subjects/)
  const narrow = await write({ kind: 'request', says: query, object: refs(5), envelope: { purpose: 'Case 9' } })
  assert.equal(narrow.status, 201, narrow.text)
  const forms = (await node.ask('GET', '/api/v1/request-forms', { as: analyst })).json() as RequestForms
  assert.equal(forms.items.find((form) => form.id === 'known-unknown')?.limit?.subjects, 5)
  const answer = (await detailOf(narrow.id)).moves.find((move) => move.step === 'answer')
  assert.deepEqual([answer?.needs, answer?.offers], [['match'], ['content', 'gives']])
})

test('an answer is chased once it is late, and once a day', async () => {
  const early = await write({ kind: 'request', says: asks })
  assert.match((await step(early.id, { step: 'remind' })).text, /reminder_too_early/)
  assert.equal((await detailOf(early.id)).moves.find((move) => move.step === 'remind')?.refused, 'not_late')
  const long = new Date(Date.now() - 20 * 86_400_000).toISOString()
  const { id } = await write({ kind: 'request', says: asks, object: { created: long } })
  assert.equal((await detailOf(id)).moves.find((move) => move.step === 'remind')?.refused, null)
  const first = await step(id, { step: 'remind' })
  assert.equal(first.status, 201, first.text)
  assert.match((await step(id, { step: 'remind', after_ref: first.id })).text, /reminder_too_soon/)
  const detail = await detailOf(id)
  assert.deepEqual(
    [detail.state, detail.head, detail.moves.find((move) => move.step === 'remind')?.refused],
    ['sent', first.id, 'reminded'],
  )
})

test('a clock that cannot be computed yet says what it needs', async () => {
  const { id } = await write({ kind: 'request', says: { ...asks, form: 'provisional-arrest', facts: 'FICTIONAL', offence: 'Fraud' } })
  const clock = (await detailOf(id)).clocks.find((one) => one.id === 'provisional-arrest')
  assert.deepEqual([clock?.state, clock?.dueAt, clock?.needs?.what, clock?.needs?.events.length], ['cannot_compute', null, 'start', 1])
})
