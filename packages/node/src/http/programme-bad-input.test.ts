import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { CommitmentDetail, CommitmentList, IndicatorDetail, StatementDetail } from '@enlace/api'
import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

// What the programme is handed and must not take for good: each row is refused with its reason, or kept and marked.
const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'analyst']

type Says = Record<string, Json | undefined>

/** Hands in the example of a kind with changes; undefined takes a field away. */
async function hand(name: string, says: Says = {}, object: JsonObject = {}) {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  const own = { ...((example.object.extensions as JsonObject)[String(kind.extension)] as JsonObject), ...says }
  const inside = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as JsonObject
  const id = typeof object.id === 'string' ? object.id : `note--${randomUUID()}`
  const send = {
    object: { ...example.object, extensions: { [String(kind.extension)]: inside }, ...object, id },
    envelope: example.envelope,
  }
  return { id, answer: await node.ask('POST', '/api/v1/records', { as: analyst, send }) }
}

async function write(name: string, says: Says = {}, object: JsonObject = {}): Promise<string> {
  const { id, answer } = await hand(name, says, object)
  assert.equal(answer.status, 201, answer.text)
  return id
}

async function get<T>(path: string): Promise<T> {
  const answer = await node.ask('GET', `/api/v1${path}`, { as: analyst })
  assert.equal(answer.status, 200, answer.text)
  return answer.json() as T
}

const refused: readonly (readonly [what: string, kind: string, says: Says, field: string])[] = [
  ['a commitment due on a day that does not exist', 'commitment', { due: '2026-02-30' }, 'due'],
  ['a commitment due in a month that does not exist', 'commitment', { due: '2026-13' }, 'due'],
  ['a session held on a day that does not exist', 'session', { held_on: '2025-02-29' }, 'held_on'],
  ['a statement published on a day that does not exist', 'statement', { published_on: '2026-11-31' }, 'published_on'],
  ['a request for progress by a day that does not exist', 'progress-request', { by_when: '2026-04-31' }, 'by_when'],
  [
    'a value of a period that ends before it begins',
    'indicator-value',
    { period_start: '2026-06-30', period_end: '2026-06-01' },
    'period_end',
  ],
  ['a status that is no status', 'commitment-status', { status: 'verified' }, 'status'],
  ['a party twice among the owners', 'commitment', { owners: [{ party: 'us' }, { party: 'us' }] }, 'owners'],
]
for (const [what, kind, says, field] of refused) {
  test(`refused: ${what}`, async () => {
    const { answer } = await hand(kind, says)
    assert.equal(answer.status, 422, answer.text)
    const body = answer.json()
    assert.ok(isJsonObject(body) && Array.isArray(body.problems))
    assert.match(String((body.problems[0] as JsonObject).field), new RegExp(`/${field}\\b`))
  })
}

const norwegian = 'Partene ble enige om å dele det som de har, og å møtes på nytt til våren.'
const unread: readonly (readonly [what: string, send: JsonObject, code: string])[] = [
  ['a statement in a third language', { text: norwegian }, 'statement_language'],
  ['a PDF of scans', { name: 'scan.pdf', file: Buffer.from(scan()).toString('base64') }, 'statement_scan'],
  ['a PDF that is none', { name: 'a.pdf', file: Buffer.from('%PDF-1.4 damaged').toString('base64') }, 'statement_unreadable'],
]
for (const [what, send, code] of unread) {
  test(`refused by name: ${what}`, async () => {
    const answer = await node.ask('POST', '/api/v1/programme/statements/split', { as: analyst, send })
    assert.equal(answer.status, 422, answer.text)
    assert.match(answer.text, new RegExp(`"${code}"`))
  })
}

const warningsOf = async (id: string) => {
  const [{ commitment }, { items }] = [await get<CommitmentDetail>(`/commitments/${id}`), await get<CommitmentList>('/commitments')]
  const listed = items.find(({ record }) => record.id === id)
  assert.deepEqual(listed?.warnings, commitment.warnings, 'list and page say the same')
  return commitment.warnings
}
const plain = { is_change: false, baseline: undefined, depends_on: undefined }

test('marked: a commitment without owner', async () => {
  const id = await write('commitment', { ...plain, owners: undefined })
  assert.deepEqual(await warningsOf(id), ['no_owner'])
})

test('marked: commitments that wait for each other in a circle, on the page of each and on the list', async () => {
  const [first, second] = [`note--${randomUUID()}`, `note--${randomUUID()}`]
  await write('commitment', { ...plain, depends_on: [second] }, { id: first })
  assert.deepEqual(await warningsOf(first), ['unknown_dependency'])
  await write('commitment', { ...plain, depends_on: [first] }, { id: second })
  assert.deepEqual(await warningsOf(first), ['circular'])
  assert.deepEqual(await warningsOf(second), ['circular'])
})

test('marked: a commitment whose day is moved after it was written, and not one whose short name is mended', async () => {
  const id = `note--${randomUUID()}`
  const at = (day: string) => ({ created: '2026-01-01T00:00:00.000Z', modified: `${day}T00:00:00.000Z` })
  await write('commitment', { ...plain, due: '2026-03' }, { id, ...at('2026-01-01') })
  await write('commitment', { ...plain, due: '2026-03' }, { id, ...at('2026-02-01'), abstract: 'FICTIONAL: mended' })
  assert.deepEqual(await warningsOf(id), [])
  await write('commitment', { ...plain, due: '2026-09' }, { id, ...at('2026-03-01') })
  assert.deepEqual(await warningsOf(id), ['terms_changed'])
})

test('marked: a promise to accelerate without a baseline', async () => {
  assert.deepEqual(await warningsOf(await write('commitment', { ...plain, is_change: true })), ['no_baseline'])
  // Nor does it help not to say so: the words do.
  const words = { es: 'FICTICIO: Las partes acelerarán el intercambio de información.', en: 'FICTIONAL: The parties will accelerate it.' }
  assert.deepEqual(await warningsOf(await write('commitment', { ...plain, agreed_text: words })), ['no_baseline'])
  assert.deepEqual(await warningsOf(await write('commitment', { ...plain, agreed_text: words, baseline: 'FICTIONAL: 9 days in 2025' })), [])
})

test('marked: a status about what a party does not owe, which moves nobody', async () => {
  const id = await write('commitment', { ...plain, owners: [{ party: 'us' }] })
  await write('commitment-status', { status: 'delivered' }, { object_refs: [id] })
  const { commitment, statuses } = await get<CommitmentDetail>(`/commitments/${id}`)
  assert.deepEqual(
    commitment.owners.map(({ party, status, said }) => [party, status, said]),
    [['us', 'not_started', null]],
  )
  assert.deepEqual(
    statuses.map(({ from, counts }) => [from, counts]),
    [['mx', false]],
  )
  assert.deepEqual(commitment.warnings, ['foreign_status'])
})

test('marked: a day in a text that does not exist is proposed as such and read as no other', async () => {
  const id = await write('statement', {
    clauses: [{ number: '1', part: 'paragraph', words: { es: 'FICTICIO: Las partes se reunirán el 30 de febrero de 2026.' } }],
  })
  const { proposals } = await get<StatementDetail>(`/programme/statements/${id}`)
  assert.deepEqual(
    proposals.filter(({ what }) => what === 'date').map(({ value, fault }) => [value, fault]),
    [[null, 'no_such_day']],
  )
  assert.deepEqual(
    proposals.filter(({ what }) => what === 'commitment').map(({ due }) => due),
    [null],
  )
})

test('marked: a value with the wrong unit, and a target that is changed inside its period', async () => {
  const card = await write(
    'indicator-card',
    { code: 'bad-input' },
    { created: '2025-12-11T00:00:00.000Z', modified: '2025-12-11T00:00:00.000Z' },
  )
  const about = { object_refs: [card] }
  await write('indicator-value', { card_ref: card, unit: 'days', value: 1, period_start: '2026-06-01', period_end: '2026-06-30' }, about)
  await write(
    'indicator-card',
    {
      ...{ card_ref: card, code: 'bad-input', version: 2, applies_from: '2026-08-01' },
      targets: [{ side: 'mx', value: 99, due_on: '2026-12-31', set_by: 'FICTIONAL' }],
    },
    { ...about, created: '2026-08-10T00:00:00.000Z', modified: '2026-08-10T00:00:00.000Z' },
  )
  const { indicator, lines, versions } = await get<IndicatorDetail>(`/programme/indicators/${card}?on=2026-08-31`)
  assert.deepEqual(
    lines.flatMap(({ entries }) => entries.map(({ marks, counts }) => [marks, counts])),
    [[['wrong_unit'], false]],
  )
  assert.ok(versions.some(({ marks }) => marks.includes('target_changed_inside_period')))
  assert.notEqual(indicator.sides.find(({ side }) => side === 'mx')?.target?.value, 99)
})

/** A PDF of one page that shows nothing but a grey box, as a scan without recognised text does. */
function scan(): string {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>',
    '<< /Length 22 >>\nstream\n0.5 g 0 0 200 200 re f\nendstream',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const start = text.length
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  return `${text}xref\n0 5\n0000000000 65535 f \n${rows}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
}
