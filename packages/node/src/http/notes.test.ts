import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type {
  Clearance,
  NodeInfo,
  NoteDetail,
  NoteList,
  ReleaseTask,
  ReleaseTaskDetail,
  ReportList,
  RequestDetail,
  RequestList,
} from '@enlace/api'
import { canonicalBytes, type Json, type JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { createSubmit } from '../intake/submit-records.ts'
import { createLogWriter } from '../store/log-writer.ts'
import { openLog } from '../store/logs.ts'
import { startTestNode, type Who } from '../test-node.ts'

const title = { es: 'Paso', en: 'Step' }
const steps = [{ id: 'lawyer', title, agency: 'author', role: 'legal-adviser', silence: 'wait' }]
const clearance = {
  ...{ party: 'mx', version: 1, source: 'test', calendars: {} },
  routes: [{ id: 'arrest', title, kinds: ['diplomatic-note'], only: { purpose_class: ['provisional_arrest'] }, steps }],
}
const node = await startTestNode('mx', { pairedWith: 'us', clearance })
after(async () => await node[Symbol.asyncDispose]())

const analyst: Who = ['sspc', 'analyst']
const head: Who = ['sspc', 'secretariat']
const desk: Who = ['sspc', 'duty-officer']
const lawyer: Who = ['sspc', 'legal-adviser']
const officer: Who = ['sspc', 'releasing-officer']
type Said = Readonly<Record<string, Json>>

function compose(name: string, says: Said, object: Said = {}, id = `note--${randomUUID()}`) {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  const at = new Date().toISOString()
  const own = { extension_type: 'property-extension', ...says }
  return {
    id,
    object: { ...example.object, created: at, modified: at, ...object, id, extensions: { [String(kind.extension)]: own } },
    envelope: example.envelope,
  }
}
async function write(name: string, says: Said, { object = {}, as = analyst, id }: { object?: Said; as?: Who; id?: string } = {}) {
  const { id: given, ...send } = compose(name, says, object, id)
  return { id: given, ...(await node.ask('POST', '/api/v1/records', { as, send })) }
}

const { sql, keystore, searchKey } = node.served.node.store
const theirs = createSubmit({
  writer: createLogWriter(sql, keystore),
  journal: await openLog(sql, { origin: 'node.mx.sig.example/journal/1', role: 'journal', partner: null, epoch: 1 }),
  ...{ searchKey, party: 'us', envelopeDefaults: () => ({}), now: () => new Date(), pass: () => undefined, maxItemBytes: 1_000_000 },
})
/** A record as it comes from the partner: written under its name into the same store. */
async function come(name: string, says: Said, object: Said = {}): Promise<string> {
  const made = compose(name, says, object)
  const outcome = await theirs.submit({
    ...{ objectBytes: canonicalBytes(made.object as JsonObject), object: made.object as JsonObject, agency: 'sspc' },
    envelope: { ...made.envelope, author_agency: 'sspc', marking: { scheme: 'mx-reservada', value: 'Reservada' } },
  })
  assert.ok(outcome.ok, outcome.ok ? '' : JSON.stringify(outcome.fault))
  return made.id
}

async function read<T>(as: Who, path: string): Promise<T> {
  const answer = await node.ask('GET', path, { as })
  assert.equal(answer.status, 200, answer.text)
  return answer.json() as unknown as T
}
const noteOf = (id: string, as = analyst) => read<NoteDetail>(as, `/api/v1/notes/${id}`)
const notesOf = async (query = '') => (await read<NoteList>(analyst, `/api/v1/notes${query}`)).items

async function until<T>(what: string, find: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const found = await find()
    if (found !== undefined) return found
    assert.ok(Date.now() < deadline, `never: ${what}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const taskOf = (record: string) =>
  until('a release task', async () =>
    (await read<{ items: ReleaseTask[] }>(officer, '/api/v1/release-tasks')).items
      .filter((item) => item.record.id === record)
      .sort((a, b) => Number(b.id) - Number(a.id))
      .at(0),
  )
/** Why a task waits for a note, and which. */
async function needsNote(record: string) {
  const { needsNote: needs } = await read<ReleaseTaskDetail>(officer, `/api/v1/release-tasks/${(await taskOf(record)).id}`)
  return needs == null ? null : [needs.reason, needs.note?.id ?? null]
}
async function release(record: string) {
  const task = await taskOf(record)
  const send = { outcome: 'release', without: [], reason: 'Agreed.' }
  return await node.ask('POST', `/api/v1/release-tasks/${task.id}`, { as: officer, send })
}

const stamp = (note: string, said: string, as: Who = head) =>
  write(
    'note-stamp',
    { stamp: said, stamped_at: '2026-01-16T15:00:00Z', stamped_by: 'Example desk' },
    { object: { object_refs: [note] }, as },
  )
const arrest: Said = {
  ...{ form: 'provisional-arrest', to_party: 'us', urgency: 'flash', sought: 'FICTIONAL: arrest of Example Person' },
  ...{ facts: 'FICTIONAL', offence: 'Fraud' },
}
const words: Said = {
  ...{
    number: 'FICTIONAL-0001/2026',
    series: 'verbal',
    purpose_class: 'provisional_arrest',
    from_office: 'Example ministry',
    to_party: 'us',
  },
  ...{ to_office: 'Example embassy', channel: 'electronic', text_language: 'es', translation_state: 'none', legalisation: 'not_required' },
}
const state = async (id: string) => (await noteOf(id)).state

test('a provisional arrest leaves beside its note, which its offices cleared and a colleague sealed', async () => {
  const { id: request, status, text } = await write('request', arrest)
  assert.equal(status, 201, text)
  const refused = await release(request)
  assert.deepEqual([refused.status, (refused.json() as { code: string }).code], [409, 'release_needs_note'])
  assert.match(refused.text, /goes by diplomatic note/)
  assert.deepEqual(await needsNote(request), ['note_missing', null])

  const unfinished = { translation_state: 'courtesy', translation_language: 'en', translation_text: '[[To be put into English: La nota]]' }
  const saying = { ...words, request_ref: request, reply_due: '2026-01-15' }
  const { id: note, ...written } = await write('diplomatic-note', saying, { object: { object_refs: [request] } })
  assert.equal(written.status, 201, written.text)
  assert.equal(await state(note), 'drafted')
  const skipped = await stamp(note, 'seal')
  assert.deepEqual([skipped.status, /note_stamp_refused/.test(skipped.text)], [409, true], skipped.text)
  const opened = await until(
    'a clearance',
    async () => (await read<{ items: Clearance[] }>(lawyer, `/api/v1/clearances?record=${note}`)).items[0],
  )
  assert.match((await release(note)).text, /clearance is not complete/)
  const half = await write('diplomatic-note', { ...saying, ...unfinished }, { id: note })
  assert.equal(half.status, 201, half.text)
  const halfway = await until('the clearance of the new version', async () => {
    const { items } = await read<{ items: Clearance[] }>(lawyer, `/api/v1/clearances?record=${note}`)
    return items.find(({ id, state: at }) => id !== opened.id && at === 'open')
  })
  const concur = async (id: string) =>
    await node.ask('POST', `/api/v1/clearances/${id}`, { as: lawyer, send: { act: 'concur', round: 1, step: 0 } })
  assert.match((await concur(halfway.id)).text, /note_unfinished/)
  const marked = await noteOf(note)
  assert.deepEqual([marked.open?.length, marked.moves[0]?.refused], [1, 'unfinished'])
  assert.match((await stamp(note, 'seal')).text, /note_unfinished/)
  assert.equal((await write('diplomatic-note', saying, { id: note })).status, 201)
  const again = await until('the clearance of the finished version', async () => {
    const { items } = await read<{ items: Clearance[] }>(lawyer, `/api/v1/clearances?record=${note}`)
    return items.find(({ id, state: at }) => id !== opened.id && id !== halfway.id && at === 'open')
  })
  const cleared = await concur(again.id)
  assert.equal(cleared.status, 200, cleared.text)
  assert.equal(await state(note), 'cleared')

  assert.match((await release(note)).text, /not sealed/)
  assert.match((await stamp(note, 'seal', analyst)).text, /note_seal_own/)
  assert.match((await stamp(note, 'seal', desk)).text, /note_stamp_refused/)
  assert.match((await release(request)).text, /goes by diplomatic note/)
  assert.deepEqual(await needsNote(request), ['note_missing', note])
  assert.deepEqual(await needsNote(note), ['note_unsealed', note])
  const early = await stamp(note, 'send')
  assert.match(early.text, /open are: seal/)
  assert.equal((await stamp(note, 'seal')).status, 201)
  assert.equal(await state(note), 'sealed')
  assert.match((await stamp(note, 'send')).text, /note_not_left/)
  const { items: tasks } = await read<{ items: ReleaseTask[] }>(officer, '/api/v1/release-tasks')
  const [noteTask, requestTask] = [note, request].map((id) => tasks.filter(({ record }) => record.id === id).at(-1))
  const pair = { number: words.number, task: noteTask?.id, request: { task: requestTask?.id, title: requestTask?.record.title } }
  assert.deepEqual([noteTask?.note, requestTask?.note], [pair, pair])
  assert.equal(await needsNote(request), null)
  assert.equal((await release(request)).status, 200)
  assert.equal((await release(note)).status, 200)
  const sent = await noteOf(note)
  assert.deepEqual([sent.state, sent.direction, sent.replyLate, sent.request], ['sent', 'sent', true, request])
  assert.match((await stamp(note, 'receive')).text, /note_stamp_refused/, 'only the other side stamps it received')
  const anew = await write('diplomatic-note', { ...saying, number: 'FICTIONAL-0002/2026' }, { id: note })
  assert.match(anew.text, /note_left/)

  await come('note-stamp', { stamp: 'receive', stamped_at: '2026-01-17T15:00:00Z', register_number: 'R-9' }, { object_refs: [note] })
  const received = await noteOf(note)
  assert.deepEqual([received.state, received.stamps.at(-1)?.registerNumber, received.stamps.at(-1)?.by], ['received', 'R-9', 'us'])
  const reply = await come(
    'diplomatic-note',
    { ...words, to_party: 'mx', purpose_class: 'other', answers_ref: note },
    { abstract: 'FICTIONAL reply' },
  )
  const answered = await noteOf(note)
  assert.deepEqual([answered.state, answered.replyLate, answered.replies.map(({ id }) => id)], ['answered', false, [reply]])
  assert.deepEqual(
    (await notesOf(`?request=${request}`)).map(({ record }) => record.id),
    [note],
  )
})

test('a note that came is stamped received here, once, and the list says which way it went', async () => {
  const note = await come('diplomatic-note', { ...words, to_party: 'mx' })
  const before = await noteOf(note, desk)
  assert.deepEqual(
    before.moves.map(({ refused }) => refused),
    ['other_side', 'other_side', null, 'wrong_state'],
  )
  assert.equal(before.state, 'sent')
  assert.match((await stamp(note, 'answer', desk)).text, /open are: receive/)
  assert.equal((await stamp(note, 'receive', desk)).status, 201)
  assert.match((await stamp(note, 'receive', desk)).text, /open are: answer/)
  assert.equal(await state(note), 'received')
  const received = await notesOf('?direction=received')
  assert.ok(received.some(({ record }) => record.id === note) && received.every(({ direction }) => direction === 'received'))
  assert.equal((await node.ask('GET', `/api/v1/notes/${note}`, { as: ['uif', 'analyst'] })).status, 404)
})

test('a class without a route needs no clearance, and a newer version of a sealed note is sealed anew', async () => {
  const { id } = await write('diplomatic-note', { ...words, purpose_class: 'other' })
  assert.equal(await state(id), 'cleared')
  assert.equal((await stamp(id, 'seal')).status, 201)
  assert.equal(await state(id), 'sealed')
  const anew = await write('diplomatic-note', { ...words, purpose_class: 'other', number: 'FICTIONAL-3/2026' }, { id })
  assert.equal(anew.status, 201, anew.text)
  assert.equal(await state(id), 'cleared')
})

test('the formal request is delivered by a sealed note of its own', async () => {
  const { id: request } = await write('request', arrest)
  const at = new Date().toISOString()
  const day = at.slice(0, 10)
  const acknowledged = await come('request-step', { step: 'acknowledge', happened_at: at }, { object_refs: [request] })
  const arrested = await come('request-step', { step: 'arrest', day, after_ref: acknowledged, happened_at: at }, { object_refs: [request] })
  assert.equal((await read<RequestDetail>(analyst, `/api/v1/requests/${request}`)).state, 'arrested')
  const deliver = () =>
    write('request-step', { step: 'formal_request', day, after_ref: arrested, happened_at: at }, { object: { object_refs: [request] } })
  assert.match((await deliver()).text, /note_needed/)
  for (const [purposeClass, status] of [
    ['assurance', 409],
    ['formal_request', 201],
  ] as const) {
    const { id } = await write('diplomatic-note', { ...words, purpose_class: purposeClass, request_ref: request })
    assert.equal((await deliver()).status, 409, 'not sealed')
    assert.equal((await stamp(id, 'seal')).status, 201)
    assert.equal((await deliver()).status, status, purposeClass)
  }
})

test('a formal request made as an extradition of its own is told on the arrest, and its sealed note carries the step', async () => {
  const { id: request } = await write('request', arrest)
  const at = new Date().toISOString()
  const day = at.slice(0, 10)
  const acknowledged = await come('request-step', { step: 'acknowledge', happened_at: at }, { object_refs: [request] })
  const arrested = await come('request-step', { step: 'arrest', day, after_ref: acknowledged, happened_at: at }, { object_refs: [request] })
  const formal = async () => (await read<RequestDetail>(analyst, `/api/v1/requests/${request}`)).formal
  assert.deepEqual(await formal(), [])
  const { id: extradition } = await write('request', { ...arrest, form: 'extradition', earlier_ref: request })
  const [made] = await until('the extradition is followed', async () => ((await formal()).length === 1 ? await formal() : undefined))
  assert.deepEqual([made?.id, made?.note, made?.form, made?.left], [extradition, 'formal_request', 'extradition', false])
  const deliver = () =>
    write('request-step', { step: 'formal_request', day, after_ref: arrested, happened_at: at }, { object: { object_refs: [request] } })
  assert.match((await deliver()).text, /note_needed/)
  const about = { object: { object_refs: [extradition] } }
  const { id: note } = await write('diplomatic-note', { ...words, purpose_class: 'formal_request', request_ref: extradition }, about)
  assert.equal((await stamp(note, 'seal')).status, 201)
  assert.equal((await deliver()).status, 201, 'the note of the extradition is the one that it goes by')
  assert.deepEqual((await read<RequestDetail>(analyst, `/api/v1/requests/${extradition}`)).formal, [])
})

test('who was let go is counted no more: the page says which clock ended, and that the law lets the formal request come later', async () => {
  const { id: request } = await write('request', arrest)
  const at = new Date().toISOString()
  const about = { object_refs: [request] }
  const acknowledged = await come('request-step', { step: 'acknowledge', happened_at: at }, about)
  const arrested = await come('request-step', { step: 'arrest', day: '2026-01-20', after_ref: acknowledged, happened_at: at }, about)
  const detail = async () => await read<RequestDetail>(analyst, `/api/v1/requests/${request}`)
  assert.equal((await detail()).custody?.of, 60)
  const free = { step: 'release_person', day: '2026-02-10', after_ref: arrested, happened_at: at }
  await come('request-step', free, { ...about, content: 'FICTIONAL. The judge lets the person go.' })
  const { state, custody, clocks } = await detail()
  const clock = clocks.find(({ id }) => id === 'provisional-arrest')
  assert.deepEqual([state, custody, clock?.state, clock?.stoppedOn], ['released', null, 'ended', '2026-02-10'])
  assert.equal(clock?.cure?.article, '11(4)')
  const items = await until('it is followed', async () => {
    const listed = (await read<RequestList>(analyst, '/api/v1/requests?show=all')).items
    return listed.find((row) => row.record.id === request && row.state === 'released')
  })
  assert.deepEqual([items.custody, items.dueAt], [null, null])
})

test('whoever may not seal is told who can, and paper is said to be handed over by hand alone', async () => {
  const { id } = await write('diplomatic-note', { ...words, purpose_class: 'other', channel: 'courier' })
  const [seal] = (await noteOf(id)).moves
  assert.deepEqual([seal?.refused, seal?.roles, seal?.who], ['own_note', ['analyst', 'secretariat'], ['secretariat@sspc']])
  const [forDesk] = (await noteOf(id, desk)).moves
  assert.deepEqual([forDesk?.refused, forDesk?.who], ['role', ['secretariat@sspc']])
  assert.match((await stamp(id, 'send', desk)).text, /open are: /)
  assert.equal((await stamp(id, 'seal')).status, 201)
  assert.equal((await noteOf(id, desk)).onPaper, true)
  assert.equal((await stamp(id, 'send', desk)).status, 201)
  assert.equal(await state(id), 'sent')
})

test('a step of the request is the reply to the note that carries it: nothing is overdue', async () => {
  const { id: request } = await write('request', arrest)
  const { id: note } = await write('diplomatic-note', { ...words, purpose_class: 'other', channel: 'courier', request_ref: request })
  const carried = await write('diplomatic-note', { ...words, channel: 'courier', request_ref: request, reply_due: '2026-01-02' })
  const row = async () => (await notesOf()).find(({ record }) => record.id === carried.id)
  const acknowledged = await come('request-step', { step: 'acknowledge', happened_at: '2026-01-16T15:00:00Z' }, { object_refs: [request] })
  assert.deepEqual([(await row())?.replyLate, (await row())?.repliedBy], [true, null])
  await come(
    'request-step',
    { step: 'arrest', day: '2026-01-16', after_ref: acknowledged, happened_at: '2026-01-16T15:00:00Z' },
    { object_refs: [request] },
  )
  assert.deepEqual([(await row())?.replyLate, (await row())?.repliedBy?.step], [false, 'arrest'])
  assert.equal((await noteOf(note)).repliedBy, null, 'another class of note is not answered by an arrest')
})

test('notes are addressed to the office that the instrument names, with its article', async () => {
  const { agencies, partners } = await read<NodeInfo>(analyst, '/api/v1/node')
  assert.deepEqual(agencies[0]?.article, { es: 'la', en: 'the' })
  const offices = partners[0]?.offices ?? []
  assert.deepEqual(
    offices.map(({ name, article }) => `${article.es} ${name.es}`),
    ['el Departamento de Estado de los Estados Unidos de América', 'el Departamento de Justicia de los Estados Unidos de América'],
  )
  assert.ok(offices[1]?.instruments.includes('mlat-1987'))
})

test('translation and legalisation of a note each go their whole way, and no state is stated without what it rests on', async () => {
  const { id, ...first } = await write('diplomatic-note', { ...words, purpose_class: 'other', legalisation: 'not_required' })
  assert.equal(first.status, 201, first.text)
  const translated = { translation_text: 'FICTIONAL text', translation_language: 'en' }
  const certified = { ...translated, translator: 'Example Translator', translated_on: '2026-01-10' }
  const legalised = { legalisation_number: 'L-7', legalisation_office: 'Example consulate', legalised_on: '2026-01-11' }
  const course: readonly (readonly [says: Said, lacks: string | null])[] = [
    [{ translation_state: 'draft' }, 'translation_text'],
    [{ translation_state: 'draft', ...translated }, null],
    [{ translation_state: 'courtesy', ...translated }, null],
    [{ translation_state: 'certified', ...translated }, 'translator'],
    [{ translation_state: 'certified', ...certified }, null],
    [{ legalisation: 'pending', translation_state: 'certified', ...certified }, null],
    [{ legalisation: 'consular', translation_state: 'certified', ...certified }, 'legalisation_office'],
    [{ legalisation: 'consular', translation_state: 'certified', ...certified, ...legalised }, null],
    [{ legalisation: 'apostille', translation_state: 'certified', ...certified, ...legalised }, null],
  ]
  for (const [says, lacks] of course) {
    const answer = await write('diplomatic-note', { ...words, purpose_class: 'other', ...says }, { id })
    assert.equal(answer.status, lacks === null ? 201 : 422, `${JSON.stringify(says)} ${answer.text}`)
    if (lacks !== null) assert.match(answer.text, new RegExp(lacks))
    else for (const [name, value] of Object.entries(says)) assert.equal((await noteOf(id)).fields[name], value)
  }
  assert.equal((await stamp(id, 'seal')).status, 201, 'what was certified and legalised last is what is sealed')
})

test('a note to oneself is refused, and so is a stamp on nothing', async () => {
  assert.match((await write('diplomatic-note', { ...words, to_party: 'mx' })).text, /note_to_oneself/)
  assert.match((await stamp(`note--${randomUUID()}`, 'seal')).text, /note_one/)
})

const reports = () => read<ReportList>(analyst, '/api/v1/contact-reports')
const hourMs = 3_600_000

test('a call that must be reported is owed with the hours of the law, and the law is said to be unverified', async () => {
  const heldAt = new Date(Date.now() - hourMs).toISOString()
  const call = await write('call-record', {
    ...{ held_at: heldAt, direction: 'they_called', channel: 'telephone', must_report: 'yes', follow_up: 'no' },
    with_person: 'Example Agent',
  })
  assert.equal(call.status, 201, call.text)
  const owed = await until('the report is owed', async () => (await reports()).owed.find(({ record }) => record.id === call.id))
  const { law } = await reports()
  assert.deepEqual([law?.instrument, law?.verified, /help/.test(law?.note.en ?? '')], ['security-law-mx-2020', false, true])
  assert.ok(Date.parse(owed.dueAt) - Date.parse(heldAt) >= 72 * hourMs)

  const told = { held_at: heldAt, channel: 'telephone', topic_class: 'border', content_ref: call.id }
  const object = { name: 'FICTIONAL report', published: heldAt, object_refs: [call.id] }
  const id = `report--${randomUUID()}`
  const stage = (says: Said, more: Said = {}) => write('contact-report', { ...told, ...says }, { object: { ...object, ...more }, id })
  assert.match((await stage({ stage: 'held' }, { description: 'What was said.' })).text, /report_without_content/)
  const leads = await stage({ stage: 'held', agent_office: 'Office of the informant' }, { name: 'Reunión con la fuente' })
  assert.equal(leads.status, 422)
  assert.equal(leads.text.match(/report_names_source/g)?.length, 2, leads.text)
  assert.equal((await stage({ stage: 'held', foreign_affairs: 'Example de la Fuente' })).status, 201)
  const find = async () => (await reports()).items.find(({ record }) => record.id === id)
  const held = await find()
  assert.deepEqual([held?.stage, held?.next, held?.clock?.state, held?.clock?.verified], ['held', ['filed'], 'running', false])
  assert.equal((await reports()).monthly?.verified, false)

  const both = { filed_foreign_ministry_at: new Date().toISOString(), filed_security_ministry_at: new Date().toISOString() }
  assert.match((await stage({ stage: 'receipted', receipt_number: 'A-1', ...both })).text, /next may be: filed/)
  const half = await stage({ stage: 'filed', filed_foreign_ministry_at: both.filed_foreign_ministry_at })
  assert.deepEqual([half.status, /filed_security_ministry_at/.test(half.text)], [422, true], half.text)
  assert.equal((await stage({ stage: 'filed', ...both })).status, 201)
  assert.equal((await find())?.clock?.state, 'met')
  await until('nothing is owed', async () => ((await reports()).owed.some(({ record }) => record.id === call.id) ? undefined : true))
})

test('two states that want the same person see each other’s request, and only while both are open', async () => {
  const wanted = { object_refs: ['identity--3d4f5a6b-7c8d-4e9f-8a0b-1c2d3e4f5a6b'] }
  const formal = { ...arrest, form: 'extradition', facts: 'FICTIONAL', offence: 'FICTIONAL' }
  const ours = await write('request', formal, { object: wanted })
  assert.equal(ours.status, 201, ours.text)
  const theirs = await come('request', { ...formal, to_party: 'mx' }, wanted)
  await come('request', { ...formal, to_party: 'mx' }, { object_refs: ['identity--4d4f5a6b-7c8d-4e9f-8a0b-1c2d3e4f5a6b'] })
  const rivals = async (id: string) =>
    (await read<RequestDetail>(analyst, `/api/v1/requests/${id}`)).competing.map((one) => [one.id, one.from])
  await until('both are followed', async () =>
    (await rivals(ours.id)).length === 1 && (await rivals(theirs)).length === 1 ? true : undefined,
  )
  assert.deepEqual([await rivals(theirs), await rivals(ours.id)], [[[ours.id, 'mx']], [[theirs, 'us']]])
  await come('request-step', { step: 'withdraw', happened_at: new Date().toISOString() }, { object_refs: [theirs] })
  await until('theirs is withdrawn', async () => ((await rivals(ours.id)).length === 0 ? true : undefined))
})
