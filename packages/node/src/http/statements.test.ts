import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { ReadSource, StatementDetail, StatementList } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'analyst']

/** Stores the example of a kind with changes; `says` are fields of our own. */
async function write(name: string, object: JsonObject, says: Record<string, Json | undefined> = {}) {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  const own = { ...((example.object.extensions as JsonObject)[String(kind.extension)] as JsonObject), ...says }
  const inside = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as JsonObject
  const id = `note--${randomUUID()}`
  const send = {
    object: { ...example.object, extensions: { [String(kind.extension)]: inside }, ...object, id },
    envelope: example.envelope,
  }
  const answer = await node.ask('POST', '/api/v1/records', { as: analyst, send })
  assert.equal(answer.status, 201, answer.text)
  return id
}
const read = async (id: string) => (await node.ask('GET', `/api/v1/programme/statements/${id}`, { as: analyst })).json() as StatementDetail
const clause = (number: string, words: Json): Json => ({ number, part: 'paragraph', words })

const session = `note--${randomUUID()}`
const joint = await write(
  'statement',
  { abstract: 'FICTIONAL joint text' },
  {
    session_ref: session,
    clauses: [
      clause('1', {
        en: 'Both parties act under shared responsibility.',
        es: 'Ambas partes actúan con responsabilidad compartida y diferenciada.',
      }),
      clause('2', { en: 'Details will be released in the coming weeks.', es: 'Los detalles se darán a conocer en las próximas semanas.' }),
    ],
  },
)
const mexican = await write(
  'statement',
  { abstract: 'FICTIONAL account of one party' },
  {
    statement_type: 'readout',
    issued_by: ['mx'],
    session_ref: session,
    speaker: 'FICTIONAL spokesperson',
    clauses: [
      clause('1', { es: 'Ambas partes actúan con responsabilidad compartida.' }),
      clause('2', { es: 'FICTICIO: no habrá subordinación de nadie.' }),
    ],
  },
)

test('one party’s account stands beside the joint text with what differs, never merged, and the missing account is named', async () => {
  const one = await read(mexican)
  assert.deepEqual(one.statement.accounts, [{ party: 'us', by: [] }])
  assert.equal(one.joint?.record.id, joint)
  const [beside] = (await read(joint)).beside
  assert.equal(beside?.statement.record.id, mexican)
  assert.deepEqual(
    beside?.compared.map(({ language, clauses }) => [language, clauses.map(({ state, second }) => `${state} ${second ?? '–'}`)]),
    [['es', ['changed 1', 'only_first –', 'only_second 2']]],
  )
})

test('each text keeps its own principles, and a clause says what its two languages mean differently', async () => {
  const { principles, clauses } = await read(joint)
  assert.deepEqual(
    principles.map(({ issuedBy, said }) => [issuedBy.join('+'), said.map(({ family, sense }) => `${family} ${sense}`)]),
    [
      ['mx+us', ['responsibility differentiated', 'responsibility shared']],
      ['mx', ['responsibility shared', 'subordination subordination']],
    ],
  )
  assert.deepEqual(
    clauses[0]?.warnings.map(({ code, family }) => [code, family]),
    [['term', 'responsibility']],
  )
})

test('two accounts of a meeting without a joint text are set against each other, each whole, and their principles side by side', async () => {
  const meeting = `note--${randomUUID()}`
  const account = (party: string, en: string) =>
    write(
      'statement',
      { abstract: `FICTIONAL account of ${party}` },
      { statement_type: 'readout', issued_by: [party], session_ref: meeting, clauses: [clause('1', { en })] },
    )
  const ours = await account('mx', 'FICTIONAL: both act under shared and differentiated responsibility.')
  const theirs = await account('us', 'FICTIONAL: both act under shared responsibility.')
  const { statement, beside, principles } = await read(ours)
  assert.deepEqual(statement.accounts, [{ party: 'us', by: [theirs] }])
  assert.deepEqual(
    beside.map((one) => [one.statement.record.id, one.compared[0]?.clauses.map(({ state }) => state)]),
    [[theirs, ['changed']]],
  )
  assert.deepEqual(
    principles.map(({ said }) => said.map(({ sense }) => sense)),
    [['differentiated'], ['shared']],
  )
})

test('a promise of publication is proposed with its day, and nothing is accepted until a record is made of it', async () => {
  const promise = async () => (await read(joint)).proposals.find(({ rule }) => rule === 'promise_of_publication')
  const open = await promise()
  assert.deepEqual([open?.state, open?.due, open?.dueRule], ['open', '2026-02-20', 'weeks_28_days'])
  const made = await write(
    'commitment',
    { abstract: 'FICTIONAL promise', object_refs: [joint] },
    { source_ref: joint, clause: '2', agreed_text: { en: 'Details will be released in the coming weeks.' }, due: '2026-02-20' },
  )
  assert.equal((await promise())?.state, 'accepted')
  const { clauses, statement } = await read(joint)
  assert.deepEqual([clauses[1]?.came.map(({ id }) => id), statement.came.commitments], [[made], 1])
})

test('a near copy is found by its words, and a person says that it is one', async () => {
  const words =
    'FICTIONAL: an article of a paper that does not exist about a meeting of two example parties in an example city under a programme.'
  const text = { statement_type: 'unilateral', issued_by: ['us'], session_ref: undefined, clauses: [clause('1', { en: words })] }
  const first = await write('statement', { abstract: 'FICTIONAL article' }, text)
  const second = await write('statement', { abstract: 'FICTIONAL copy' }, { ...text, copy_of_ref: first })
  assert.deepEqual(
    (await read(first)).near.map(({ record, share, confirmed }) => [record.id, share, confirmed]),
    [[second, 1, true]],
  )
})

test('statements are listed, newest first, and narrowed', async () => {
  const ids = async (query: string) =>
    ((await node.ask('GET', `/api/v1/programme/statements${query}`, { as: analyst })).json() as StatementList).items.map(
      ({ record }) => record.id,
    )
  assert.deepEqual(await ids('?type=joint'), [joint])
  assert.deepEqual(new Set(await ids(`?session=${session}`)), new Set([joint, mexican]))
  assert.deepEqual(await ids('?party=ca'), [])
})

test('a statement is taken as Akoma Ntoso', async () => {
  const answer = await node.ask('GET', `/api/v1/programme/statements/${joint}/akn?language=es`, { as: analyst })
  assert.equal(answer.status, 200)
  assert.match(
    answer.text,
    /<akomaNtoso xmlns="http:\/\/docs.oasis-open.org\/legaldocml\/ns\/akn\/3.0">[\s\S]*responsabilidad compartida y diferenciada/,
  )
})

const split = async (send: object) => await node.ask('POST', '/api/v1/programme/statements/split', { as: analyst, send })

test('a text is read and its furniture marked; a third language is refused by its name, and so is what is no text', async () => {
  const page =
    '<html><title>FICTIONAL page</title><p>The parties of the example agreed to meet for the work that is ahead of them.</p><p>Accept all</p></html>'
  const answer = (await split({ name: 'page.html', file: Buffer.from(page).toString('base64') })).json() as ReadSource
  assert.deepEqual([answer.format, answer.language, answer.title], ['html', 'en', 'FICTIONAL page'])
  assert.deepEqual(
    answer.blocks.map(({ cut }) => cut ?? 'kept'),
    ['kept', 'cookies'],
  )
  const norwegian = await split({ text: 'Partene ble enige om å dele det som de har, og å møtes på nytt til våren.' })
  assert.equal(norwegian.status, 422)
  assert.match(norwegian.text, /"statement_language"[\s\S]*Norwegian/)
  assert.match((await split({ file: Buffer.from('%PDF-1.4 damaged').toString('base64') })).text, /"statement_unreadable"/)
  assert.equal((await split({ name: 'nothing' })).status, 422)
})

test('another agency sees nothing of it, and a record of another kind is no statement', async () => {
  assert.equal((await node.ask('GET', `/api/v1/programme/statements/${joint}`, { as: ['uif', 'analyst'] })).status, 404)
  const other = await write('commitment', {})
  assert.equal((await node.ask('GET', `/api/v1/programme/statements/${other}`, { as: analyst })).status, 404)
})

test('what was proposed from a text that is not ours to change is set aside by a record beside it, which is nothing made of it', async () => {
  const id = await write('statement', { abstract: 'FICTIONAL text to look at' })
  const proposed = async () => (await read(id)).proposals
  const [first, ...rest] = await proposed()
  assert.ok(first !== undefined && rest.length > 0, 'the example proposes several things')
  const { clause, rule, passage } = first
  await write('set-aside', { object_refs: [id] }, { clause, rule, words: passage.slice(0, 1000) })
  const left = await proposed()
  assert.deepEqual([left[0]?.state, left.slice(1).every(({ state }) => state === 'open')], ['set_aside', true])
  const { setAside, clauses } = await read(id)
  assert.deepEqual(setAside, [{ clause, rule, words: passage.slice(0, 1000) }])
  assert.deepEqual(
    clauses.flatMap(({ came }) => came),
    [],
  )
})
