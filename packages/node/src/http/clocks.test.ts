import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { InstrumentDetail, InstrumentList, SimulationAnswer } from '@enlace/api'
import { startTestNode, type TestNode, type Who } from '../test-node.ts'

const sspc: Who = ['sspc', 'analyst']
let node: TestNode
before(async () => {
  node = await startTestNode()
})
after(async () => await node?.[Symbol.asyncDispose]())

const good = { instrument: 'extradition-treaty-1978', requesting: 'us', requested: 'mx', now: '2026-01-05' }
const simulate = (body: object) => node.ask('POST', '/api/v1/clocks/simulate', { as: sspc, send: { ...good, ...body } })

test('instruments are listed with what nobody verified, and one is read whole in both languages', async () => {
  const list = (await node.ask('GET', '/api/v1/instruments', { as: sspc })).json() as InstrumentList
  const treaty = list.items.find(({ id }) => id === 'extradition-treaty-1978')
  assert.ok(treaty !== undefined && treaty.unverified > 0 && treaty.clocks === 2)
  assert.deepEqual(list.items.find(({ runsFor }) => runsFor.includes('mirror-alert'))?.character, 'service_level')
  assert.deepEqual(list.calendars.find(({ id }) => id === 'us-federal')?.editions.at(-1)?.known, '2021-06-17')
  const law = (await node.ask('GET', '/api/v1/instruments/extradition-law-mx-1975', { as: sspc })).json() as InstrumentDetail
  assert.equal(law.clocks.find(({ id }) => id === 'decision')?.verified, true)
  assert.equal(law.clocks.find(({ id }) => id === 'collection')?.verified, false)
  assert.equal((await node.ask('GET', '/api/v1/instruments/nothing', { as: sspc })).status, 404)
})

test('provisional arrest today, and an amparo on day twenty: two lines of one answer', async () => {
  const arrested = { code: 'arrested', at: '2026-01-05' }
  const opinion = { code: 'judge_opinion', at: '2026-01-20' }
  const answer = await simulate({
    lines: [{ events: [arrested, opinion] }, { events: [arrested, opinion, { code: 'amparo_suspension', at: '2026-01-25' }] }],
  })
  assert.equal(answer.status, 200, answer.text)
  const { lines, calendars, daysOff, events } = answer.json() as SimulationAnswer
  const of = (line: number, id: string) => lines[line]?.clocks.find((clock) => clock.id === id)
  assert.deepEqual(
    [0, 1].map((line) => of(line, 'provisional-arrest')?.dueOn),
    ['2026-03-06', '2026-03-06'],
  )
  assert.deepEqual([of(0, 'decision')?.state, of(0, 'decision')?.dueOn], ['running', '2026-02-09'])
  assert.deepEqual([of(1, 'decision')?.state, of(1, 'decision')?.left, of(1, 'decision')?.lacks.length], ['paused', 16, 1])
  assert.equal(of(0, 'amparo-window')?.state, 'foreseen')
  assert.deepEqual(of(0, 'objections')?.needs, { what: 'start', events: ['heard_by_judge'] })
  assert.ok(of(0, 'provisional-arrest')?.steps.some(({ code, to }) => code === 'count_calendar_days' && to === '2026-03-06'))
  assert.equal(calendars.find(({ id }) => id === 'mx-federal')?.edition.id, 'lft-2024')
  assert.ok(daysOff.some(({ calendar, on }) => calendar === 'mx-federal' && on === '2026-02-02'))
  assert.equal(events.arrested?.es, 'Persona detenida con fines de extradición')
})

test('the same events under an earlier edition of the calendars say so', async () => {
  const answer = await simulate({ knownOn: '2024-01-01', lines: [{ events: [{ code: 'arrested', at: '2026-01-05' }] }] })
  assert.equal((answer.json() as SimulationAnswer).calendars.find(({ id }) => id === 'mx-federal')?.edition.id, 'lft-2006')
})

test('what is no day, event, party or instrument is refused and names the place', async () => {
  const line = (event: object) => ({ lines: [{ events: [event] }] })
  for (const [body, status, field] of [
    [line({ code: 'arrested', at: '2026-02-30' }), 422, '/lines/0/events/0/at'],
    [line({ code: 'arrested', at: '2026-02-01T99:00Z' }), 422, '/lines/0/events/0/at'],
    [line({ code: 'arrested', at: '9999-01-01' }), 422, '/lines/0/events/0/at'],
    [line({ code: 'toString', at: '2026-02-01' }), 422, '/lines/0/events/0/code'],
    [line({ code: 'arrested', at: '2026-02-01', name: 'x' }), 422, '/lines/0/events/0'],
    [{ ...line({ code: 'arrested', at: '2026-02-01' }), requested: 'us' }, 422, '/requested'],
    [{ ...line({ code: 'arrested', at: '2026-02-01' }), requested: 'fr' }, 422, '/requested'],
    [{ ...line({ code: 'arrested', at: '2026-02-01' }), knownOn: '2026-02-31' }, 422, '/knownOn'],
    [{ lines: [] }, 422, '/lines'],
    [{ lines: Array(5).fill({ events: [] }) }, 422, '/lines'],
    [{ lines: [{ events: Array(41).fill({ code: 'arrested', at: '2026-02-01' }) }] }, 422, '/lines/0/events'],
    [{ ...line({ code: 'arrested', at: '2026-02-01' }), instrument: '../../secret' }, 404, ''],
  ] as const) {
    const answer = await simulate(body)
    assert.equal(answer.status, status, answer.text)
    assert.ok(answer.text.includes(field), answer.text)
  }
})
