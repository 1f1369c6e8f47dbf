import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { IndicatorDetail, IndicatorList } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'analyst']

/** Stores the example of a kind with changes; `says` are fields of our own, undefined takes one away. */
async function write(name: string, at: string, says: Record<string, Json | undefined>, id = `note--${randomUUID()}`) {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  const own = { ...((example.object.extensions as JsonObject)[String(kind.extension)] as JsonObject), ...says }
  const inside = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as JsonObject
  const about = typeof says.card_ref === 'string' ? { object_refs: [says.card_ref] } : {}
  const object = { ...example.object, ...about, extensions: { [String(kind.extension)]: inside }, id, created: at, modified: at }
  const answer = await node.ask('POST', '/api/v1/records', { as: analyst, send: { object, envelope: example.envelope } })
  assert.equal(answer.status, 201, answer.text)
  return id
}
const list = async (query = '', as: Who = analyst) =>
  (await node.ask('GET', `/api/v1/programme/indicators${query}`, { as })).json() as IndicatorList
const read = async (id: string, query = '') =>
  (await node.ask('GET', `/api/v1/programme/indicators/${id}${query}`, { as: analyst })).json() as IndicatorDetail

const june = { period_start: '2026-06-01', period_end: '2026-06-30' }
const card = await write('indicator-card', '2025-12-11T00:00:00.000Z', { code: 'hours' })

test('both columns stand there before either side has a figure, and the card says that it is whole', async () => {
  const { items, parties } = await list('?on=2026-07-01')
  assert.deepEqual(parties, ['mx', 'us'])
  assert.deepEqual(
    items.map(({ code, verifiable, missing, sides }) => [
      code,
      verifiable,
      missing,
      sides.map(({ side, latest }) => [side, latest.length]),
    ]),
    [
      [
        'hours',
        true,
        [],
        [
          ['mx', 0],
          ['us', 0],
        ],
      ],
    ],
  )
})

test('a value stands in its own column, its revision in front of it, and a figure about the other side is a rival', async () => {
  const first = await write('indicator-value', '2026-07-05T00:00:00.000Z', { card_ref: card, ...june, value: 7, as_of: '2026-07-05' })
  await write('indicator-value', '2026-08-05T00:00:00.000Z', {
    ...{ card_ref: card, ...june, value: 6, as_of: '2026-08-05', revises_ref: first, revision_reason: 'late_report' },
    missing_reporters: undefined,
  })
  await write('indicator-value', '2026-07-06T00:00:00.000Z', { card_ref: card, ...june, side: 'us', value: 4 })
  const { indicator, lines } = await read(card, '?on=2026-09-01')
  const [mx, us] = indicator.sides
  assert.deepEqual(
    mx?.latest.map(({ span, missingReporters }) => [span?.low, missingReporters]),
    [[6, []]],
  )
  assert.deepEqual([us?.latest.length, us?.rivals.map(({ from, span }) => [from, span?.low])], [0, [['mx', 4]]])
  assert.deepEqual(
    lines.map(({ side, own, entries }) => [
      side,
      own,
      entries.map(({ current, earlier }) => [current.reason, ...earlier.map(({ span }) => span?.low)]),
    ]),
    [
      ['mx', true, [['late_report', 7]]],
      ['us', false, [[null]]],
    ],
  )
  assert.deepEqual([mx?.rates?.standing, mx?.target?.dueOn, mx?.notAgreedBy], ['on_pace', '2026-12-31', ['us']])
})

test('a wrong unit is kept, marked and counted nowhere', async () => {
  await write('indicator-value', '2026-06-05T00:00:00.000Z', {
    ...{ card_ref: card, unit: 'days', value: 1, period_start: '2026-05-01', period_end: '2026-05-31', source: 'another' },
  })
  const { lines } = await read(card)
  assert.deepEqual(
    lines.filter(({ source }) => source === 'another').map(({ entries }) => entries.map(({ marks, counts }) => [marks, counts])),
    [[[['wrong_unit'], false]]],
  )
})

test('a target that is moved inside its period is marked and waits; the card as it stood stays to be read', async () => {
  const moved = await write('indicator-card', '2026-08-10T00:00:00.000Z', {
    ...{ card_ref: card, code: 'hours', version: 2, applies_from: '2026-08-01', attribution: 'correlated' },
    targets: [{ side: 'mx', value: 6, due_on: '2026-12-31', set_by: 'FICTIONAL' }],
    limits: { en: 'FICTIONAL: it fell thanks to the programme.' },
  })
  const { indicator, versions, card: inForce, causal } = await read(card, '?on=2026-08-31')
  assert.deepEqual(indicator.sides[0]?.target?.value, 2)
  assert.deepEqual([indicator.sides[0]?.later?.value, indicator.sides[0]?.later?.from], [6, '2027-01-01'])
  assert.deepEqual(
    versions.map(({ standing, since, marks }) => [standing, since, marks.filter((code) => code !== 'came_late')]),
    [
      ['in_force', '2026-01-01', []],
      ['to_come', '2026-09-01', ['changed_inside_period', 'target_changed_inside_period']],
    ],
  )
  assert.equal(inForce.id, card)
  assert.deepEqual(causal, [])
  const later = await read(card, '?on=2026-09-01')
  assert.deepEqual(later.card.id, moved)
  assert.deepEqual(
    later.causal.map(({ field, words }) => [field, words]),
    [['limits', 'thanks to']],
  )
})

test('the starter cards are loaded once, and every one of them is whole but for what it says itself', async () => {
  const { starters } = await list()
  const { envelope } = exampleOf(kinds.get('indicator-card') as Kind)
  const load = async () => (await node.ask('POST', '/api/v1/programme/indicators/starter', { as: analyst, send: { envelope } })).json()
  assert.deepEqual(await load(), { stored: starters, held: 0 })
  assert.deepEqual(await load(), { stored: 0, held: starters })
  const { items } = await list()
  assert.deepEqual(
    items.filter(({ verifiable }) => !verifiable).map(({ code, missing }) => [code, missing]),
    [],
  )
  const docx = await node.ask('GET', `/api/v1/list-document?list=indicator&id=${card}&of=&format=docx&language=both`, { as: analyst })
  assert.ok(docx.status === 200 && docx.text.startsWith('PK'), docx.text.slice(0, 300))
  const levels = (await list('?level=outcome')).items.map(({ level }) => level)
  assert.ok(levels.length > 0 && levels.every((level) => level === 'outcome'))
})

test('another agency sees nothing of it, an administrator may not ask, and a value is no indicator', async () => {
  assert.deepEqual((await list('', ['uif', 'analyst'])).items, [])
  assert.equal((await node.ask('GET', `/api/v1/programme/indicators/${card}`, { as: ['uif', 'analyst'] })).status, 404)
  assert.equal((await node.ask('GET', '/api/v1/programme/indicators', { as: ['sspc', 'administrator'] })).status, 403)
  const value = (await read(card)).lines[0]?.entries[0]?.current.id ?? ''
  assert.equal((await node.ask('GET', `/api/v1/programme/indicators/${value}`, { as: analyst })).status, 404)
})
