import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Instrument, type LegalEvent, openCalendar, parseCalendarPack, parseInstrument, simulateClocks } from './index.ts'

const folder = new URL('../../../packs/instruments/', import.meta.url)
const names = readdirSync(folder).filter((name) => name !== 'registration.json')
const read = (name: string): Instrument => {
  const pack = parseInstrument(readFileSync(new URL(name, folder)))
  assert.ok(pack.ok, `${name}: ${JSON.stringify(pack)}`)
  return pack.value
}
const calendarOf = (id: string, knownOn?: string) => {
  const pack = parseCalendarPack(readFileSync(new URL(`../../../packs/calendars/${id}.json`, import.meta.url)))
  assert.ok(pack.ok, id)
  return openCalendar(pack.value, knownOn)
}
const [treaty, law] = [read('extradition-treaty-1978.json'), read('extradition-law-mx-1975.json')]
const play = (events: readonly LegalEvent[], now = '2026-01-01T12:00:00Z') =>
  new Map(
    simulateClocks({ instruments: [treaty, law], requesting: 'us', requested: 'mx', calendarOf: (id) => calendarOf(id), events, now }).map(
      (one) => [one.rule.id, one] as const,
    ),
  )

test('every shipped instrument reads, under its own name, and every calendar it names is there', () => {
  assert.ok(names.length >= 7)
  for (const name of names) {
    const instrument = read(name)
    assert.equal(`${instrument.id}.json`, name)
    for (const id of Object.values(instrument.calendars)) assert.equal(calendarOf(id).id, id)
    for (const clock of instrument.clocks)
      if (!['requesting', 'requested'].includes(clock.calendar)) assert.equal(calendarOf(clock.calendar).id, clock.calendar)
    for (const others of Object.values(instrument.beside)) for (const id of others) assert.ok(names.includes(`${id}.json`), id)
  }
})

test('an arrest starts the sixty days of the treaty, counted where the person is held, owed by who asks', () => {
  const found = play([{ code: 'arrested', at: '2026-01-05' }])
  const clock = found.get('provisional-arrest')
  assert.equal(clock?.clock?.dueOn, '2026-03-06')
  assert.deepEqual([clock?.owner, clock?.calendar.id], ['us', 'mx-federal'])
  assert.equal(found.get('detention-limit')?.clock?.dueOn, '2026-03-06')
})

test('nothing started says what each clock needs, and a ring of clocks ends', () => {
  const found = play([])
  assert.deepEqual(
    [...found.values()].map(({ need }) => need?.needs),
    Array(found.size).fill('start'),
  )
})

test('from the hearing on every later step is foreseen from the last day of the one before it', () => {
  const found = play([{ code: 'heard_by_judge', at: '2026-02-10' }])
  const due = (id: string) => found.get(id)?.clock?.dueOn
  assert.deepEqual(['objections', 'proof', 'opinion', 'decision', 'amparo-window', 'collection'].map(due), [
    '2026-02-13',
    '2026-03-13',
    '2026-03-20',
    '2026-04-09',
    '2026-04-30',
    '2026-06-29',
  ])
  assert.deepEqual(found.get('opinion')?.assumes, {
    event: 'evidence_closed',
    on: '2026-03-13',
    instrument: 'extradition-law-mx-1975',
    clock: 'proof',
  })
})

test('an amparo on day twenty stops what the ministry decides and not the sixty days', () => {
  const events = [
    { code: 'arrested', at: '2026-01-05' },
    { code: 'judge_opinion', at: '2026-01-20' },
    { code: 'amparo_suspension', at: '2026-01-25' },
  ]
  const found = play(events)
  assert.equal(found.get('provisional-arrest')?.clock?.dueOn, '2026-03-06')
  assert.deepEqual([found.get('decision')?.clock?.state, found.get('decision')?.clock?.left], ['paused', 16])
  const lifted = play([...events, { code: 'amparo_resolved', at: '2026-04-25' }])
  assert.equal(lifted.get('decision')?.clock?.dueOn, '2026-05-10')
})

test('a request after day sixty is late, and heals without being forgotten', () => {
  const found = play(
    [
      { code: 'arrested', at: '2026-01-05' },
      { code: 'formal_request_received', at: '2026-03-07' },
    ],
    '2026-04-01T00:00:00Z',
  )
  assert.deepEqual([found.get('provisional-arrest')?.clock?.state, found.get('provisional-arrest')?.clock?.late], ['cured', 'us'])
  assert.equal(found.get('detention-limit')?.clock?.state, 'late')
})

test('an instrument that does not read is refused and names the place', () => {
  const good = JSON.parse(readFileSync(new URL('extradition-law-mx-1975.json', folder), 'utf8'))
  const bad: readonly (readonly [string, (pack: typeof good) => void])[] = [
    ['/character', (pack) => Object.assign(pack, { character: 'rumour' })],
    ['/validity/from', (pack) => Object.assign(pack.validity, { from: 'long ago' })],
    ['/clocks/0/term/count', (pack) => Object.assign(pack.clocks[0].term, { count: 0 })],
    ['/clocks/0/term/count', (pack) => Object.assign(pack.clocks[0].term, { count: 4000 })],
    ['/clocks/0/term/unit', (pack) => Object.assign(pack.clocks[0].term, { unit: 'moons' })],
    ['/clocks/0', (pack) => Object.assign(pack.clocks[0], { starts: ['nobody_said'] })],
    ['/clocks/0/owner', (pack) => Object.assign(pack.clocks[0], { owner: 'fr' })],
    ['/clocks/1/paused_by', (pack) => Object.assign(pack.clocks[1], { paused_by: ['rain'] })],
    ['/clocks/3/authority', (pack) => Object.assign(pack.clocks[3], { authority: 'nobody' })],
    ['/clocks/0/verified', (pack) => Object.assign(pack.clocks[0], { verified: 'yes' })],
    ['/clocks', (pack) => pack.clocks.push(pack.clocks[0])],
    ['/events/arrested/es', (pack) => Object.assign(pack.events.arrested, { es: ' ' })],
  ]
  for (const [field, spoil] of bad) {
    const pack = structuredClone(good)
    spoil(pack)
    const refused = parseInstrument(Buffer.from(JSON.stringify(pack)))
    assert.ok(!refused.ok, field)
    assert.equal(refused.detail?.field, field)
  }
  assert.ok(!parseInstrument(Buffer.from('[')).ok)
})
