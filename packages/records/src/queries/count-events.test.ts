import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { kinds } from '../kinds/index.ts'
import { openCount, type QueriedEntry } from './count-events.ts'
import { figureOf } from './figure-of.ts'
import { kindsOfQuery, parseStatedQuery, type StatedQuery } from './stated-query.ts'

const folder = new URL('../../../../packs/queries/', import.meta.url)
const queries = new Map(
  readdirSync(folder).map((file) => {
    const parsed = parseStatedQuery(readFileSync(new URL(file, folder)))
    assert.ok(parsed.ok, `${file} ${JSON.stringify(parsed)}`)
    return [parsed.value.id, parsed.value] as const
  }),
)
const query = (id: string) => queries.get(id) as StatedQuery
const june = { from: '2026-06-01', to: '2026-06-30' }

let seq = 0
function entry(
  kind: string,
  id: string,
  at: string,
  says: JsonObject = {},
  more: Partial<QueriedEntry> & { object?: JsonObject } = {},
): QueriedEntry {
  const { extension } = kinds.get(kind) as { extension: string }
  const object = { id, created: at, modified: at, extensions: { [extension]: says }, ...more.object }
  return { log: 0, version: seq, seq: seq++, from: 'us', kind, ...more, object }
}
const alert = (id: string, at: string, more: Parameters<typeof entry>[4] = {}) => entry('mirror-alert', id, at, {}, more)
const reply = (id: string, at: string, of: string, step: string, more: Parameters<typeof entry>[4] = {}) =>
  entry('response', id, at, { step }, { log: 1, from: 'mx', ...more, object: { object_refs: [of], ...more.object } })
function count(id: string, entries: readonly QueriedEntry[]) {
  const run = (order: readonly QueriedEntry[]) => {
    const open = openCount(query(id), june, ['mx', 'us'])
    for (const one of order) open.take(one)
    return open.close()
  }
  const result = run(entries)
  assert.deepEqual(run(entries.toReversed()), result, 'order says nothing')
  return { ...result, figure: figureOf(query(id), result) }
}

test('every query of the shelf reads, and its fields are fields of its kinds', () => {
  for (const one of queries.values()) {
    assert.ok(kindsOfQuery(one).length > 0)
    const sources = [one.event, one.answer, one.start].filter((source) => source !== null)
    for (const { kind, where, at } of sources) {
      const names = kinds.get(kind)?.fields.map(({ name }) => name) ?? []
      for (const name of [at, ...where.map(({ field }) => field)]) {
        assert.ok(name === 'created' || names.includes(name.split('.')[0] ?? ''), `${one.id} ${kind}.${name}`)
      }
    }
  }
})

test('hours run from the alert to the first answer of a person; a reminder is none, and an alert without one is said', () => {
  const {
    figure,
    sum,
    count: n,
    without,
    events,
    parties,
  } = count('alert-hours-to-ack', [
    alert('a', '2026-06-02T00:00:00Z'),
    alert('b', '2026-06-03T00:00:00Z'),
    alert('c', '2026-06-04T00:00:00Z'),
    alert('d', '2026-07-01T00:00:00Z'),
    reply('r0', '2026-06-02T00:10:00Z', 'a', 'reminded'),
    reply('r1', '2026-06-02T01:30:00Z', 'a', 'acting'),
    reply('r2', '2026-06-02T01:00:00Z', 'a', 'acknowledged'),
    reply('r3', '2026-06-03T03:00:00Z', 'b', 'cannot_act'),
  ])
  assert.deepEqual([figure, sum, n, without], ['2', 400n, 2, 1])
  assert.deepEqual(
    events.map(({ id, value, per }) => [id, value, per]),
    [
      ['a', 100, 'mx'],
      ['b', 300, 'mx'],
    ],
  )
  assert.deepEqual(
    parties.map(({ party, count: of }) => [party, of]),
    [
      ['mx', 2],
      ['us', 0],
    ],
  )
})

test('a share is one for what came in time and nothing for what did not', () => {
  const {
    figure,
    sum,
    count: n,
  } = count('alert-outcome-24h', [
    alert('a', '2026-06-02T00:00:00Z'),
    alert('b', '2026-06-03T00:00:00Z'),
    alert('c', '2026-06-04T00:00:00Z'),
    reply('r1', '2026-06-03T00:00:00Z', 'a', 'outcome'),
    reply('r2', '2026-06-04T00:00:01Z', 'b', 'outcome'),
  ])
  assert.deepEqual([figure, sum, n], ['33.3', 1n, 3])
})

const seizure = (id: string, net: Json, more: JsonObject = {}, place: Partial<QueriedEntry> & { object?: JsonObject } = {}) =>
  entry(
    'seizure',
    id,
    '2026-06-10T10:00:00Z',
    { seized_at: '2026-06-10T09:00:00Z', goods: [{ category: 'drug', net, lab_confirmed: 'yes' }], ...more },
    place,
  )

test('weights are converted, what no laboratory confirmed is left out, and one event that both filed counts once', () => {
  const result = count('drugs-net-kg', [
    seizure('a', { value: 1.5, unit: 'kg' }, { event_number: 'F-1' }),
    seizure('b', { value: 250, unit: 'g' }, { event_number: 'F-2' }),
    seizure('c', { value: 1.5, unit: 'kg' }, { event_number: 'f 1' }, { from: 'mx', log: 1 }),
    seizure('d', { value: 9, unit: 'kg' }, { goods: [{ category: 'drug', net: { value: 9, unit: 'kg' }, lab_confirmed: 'pending' }] }),
    seizure('e', { value: 9, unit: 'gal' }),
  ])
  assert.deepEqual([result.figure, result.count, result.without], ['1.75', 2, 2])
  assert.deepEqual(result.doubles, [{ kept: 'a', left: 'c' }])
})

test('a record counts by its latest version, and one that was taken back or revoked does not', () => {
  const later = (says: JsonObject) => ({ object: { modified: '2026-06-11T00:00:00Z', ...says } })
  const first = seizure('a', { value: 1, unit: 'kg' })
  assert.equal(count('drugs-net-kg', [first, seizure('a', { value: 2, unit: 'kg' }, {}, later({}))]).figure, '2')
  assert.equal(count('drugs-net-kg', [first, seizure('a', { value: 2, unit: 'kg' }, {}, later({ revoked: true }))]).figure, '0')
  const turned = seizure('a', 1, { goods: [{ category: 'cash' }] }, later({}))
  assert.equal(count('drugs-net-kg', [first, turned]).count, 0)
  const open = openCount(query('drugs-net-kg'), june, ['mx', 'us'])
  open.take(first)
  open.leave('a')
  assert.equal(open.close().count, 0)
})

test('days run between two steps, and steps are counted by their ground', () => {
  const step = (id: string, at: string, says: JsonObject) =>
    entry('request-step', id, at, { happened_at: at, ...says }, { from: 'mx', log: 1, object: { object_refs: ['q'] } })
  const entries = [
    entry('request', 'q', '2026-06-01T00:00:00Z', { form: 'extradition' }),
    step('s1', '2026-06-05T00:00:00Z', { step: 'formal_received' }),
    step('s2', '2026-06-25T12:00:00Z', { step: 'grant' }),
    step('s3', '2026-06-26T00:00:00Z', { step: 'refuse', ground: 'political' }),
    step('s4', '2026-06-27T00:00:00Z', { step: 'refuse', ground: 'political' }),
    step('s5', '2026-06-27T00:00:00Z', { step: 'refuse' }),
  ]
  assert.equal(count('extradition-days-to-grant', entries).figure, '21')
  assert.deepEqual(count('request-refusals', entries).groups, [{ by: 'political', count: 2 }])
  assert.equal(count('request-refusals', entries).figure, '3')
})

test('a list of rights is complete only when it names some and each is kept', () => {
  const moved = (id: string, checks: Json) =>
    entry('custody-event', id, '2026-06-10T00:00:00Z', { event: 'handed_over', happened_at: '2026-06-10T00:00:00Z', checks })
  const { figure } = count('moved-with-checklist', [
    moved('a', [{ right: 'counsel', state: 'done' }]),
    moved('b', [
      { right: 'counsel', state: 'done' },
      { right: 'medical_check', state: 'not_known' },
    ]),
    moved('c', []),
    moved('d', [{ right: 'counsel', state: 'refused' }]),
  ])
  assert.equal(figure, '50')
})

test('nothing counted is no share and no median, and nothing when it is a number', () => {
  assert.deepEqual(
    ['alert-outcome-24h', 'alert-hours-to-ack', 'drugs-net-kg', 'request-refusals'].map((id) => count(id, []).figure),
    [null, null, '0', '0'],
  )
})

test('a file that does not say what it counts, or how, is refused', () => {
  const good = query('alert-hours-to-ack').json
  const parse = (change: JsonObject) => parseStatedQuery(Buffer.from(JSON.stringify({ ...good, ...change })))
  for (const change of [
    { counts: { en: 'x' } },
    { event: { kind: 'unknown-kind' } },
    { answer: null },
    { scale: 10 },
    { form: 'guess' },
    { value: { of: 'x' } },
  ]) {
    const parsed = parse(change as JsonObject)
    assert.ok(!parsed.ok, JSON.stringify(change))
  }
  assert.ok(isJsonObject(good) && parse({}).ok)
})

const delivered = (id: string, from: string, of: string, on: string) =>
  entry('commitment-status', id, `${on}T00:00:00Z`, { status: 'delivered', as_of: on }, { from, object: { object_refs: [of] } as never })
const finding = (id: string, from: string, of: string, says: string) =>
  entry(
    'commitment-judgement',
    id,
    '2026-06-20T00:00:00Z',
    { says, of_ref: of, how: 'x' },
    { from, object: { object_refs: ['c'] } as never },
  )

test('a delivery is verified by the other party only, and a party and a commitment count once', () => {
  const entries = [
    delivered('s1', 'mx', 'c1', '2026-06-02'),
    delivered('s2', 'us', 'c1', '2026-06-03'),
    delivered('s3', 'mx', 'c2', '2026-06-04'),
    delivered('s4', 'mx', 'c1', '2026-06-05'),
    delivered('s5', 'us', 'c3', '2026-06-06'),
    finding('j1', 'us', 's1', 'confirms'),
    finding('j2', 'us', 's2', 'confirms'),
    finding('j3', 'us', 's3', 'disputes'),
  ]
  const verified = count('commitments-verified', entries)
  assert.deepEqual([verified.sum, verified.count, verified.figure, verified.doubles], [1n, 4, '25', [{ kept: 's1', left: 's4' }]])
  assert.deepEqual(
    verified.events.map(({ id, value, per }) => [id, value, per]),
    [
      ['s1', 1, 'mx'],
      ['s2', 0, 'us'],
      ['s3', 0, 'mx'],
      ['s5', 0, 'us'],
    ],
  )
  assert.deepEqual(
    count('commitments-disputed', entries)
      .events.filter(({ value }) => value === 1)
      .map(({ id }) => id),
    ['s3'],
  )
})

test('a commitment of a month is in time until the end of it, and one whose delivery is said later is not', () => {
  const owed = (id: string, due: string) =>
    entry('commitment', id, '2026-01-15T00:00:00Z', { modality: 'agrees', due, owners: [{ party: 'us' }] })
  const { figure, events, groups } = count('commitments-in-time', [
    owed('c1', '2026-06'),
    owed('c2', '2026-06-10'),
    owed('c3', '2026-06-11'),
    owed('c4', '2026-07-01'),
    delivered('s1', 'us', 'c1', '2026-06-30'),
    delivered('s2', 'us', 'c2', '2026-06-11'),
  ])
  assert.deepEqual(
    events.map(({ id, value }) => [id, value]),
    [
      ['c1', 1],
      ['c2', 0],
      ['c3', 0],
    ],
  )
  assert.deepEqual([figure, groups], ['33.3', [{ by: 'us', count: 3 }]])
})
