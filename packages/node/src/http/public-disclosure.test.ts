import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { after, test } from 'node:test'
import type { PublicationAsked } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { writeDown } from '@enlace/site'
import { eraseByTwo, startTestNode, type Who } from '../test-node.ts'

// Somebody who kept everything that this site ever showed, and a solver that shares no code with ours.
type Solver = { readonly solve: (program: string) => { readonly Status: string; readonly ObjectiveValue: number } }
const load: () => Promise<Solver> = createRequire(import.meta.url)('highs')

const node = await startTestNode('mx', { publicSite: true })
after(async () => await node[Symbol.asyncDispose]())
const [analyst, secretariat, releasing] = [
  ['sspc', 'analyst'],
  ['sspc', 'secretariat'],
  ['sspc', 'releasing-officer'],
] as const satisfies readonly Who[]
const site = `http://127.0.0.1:${node.served.publicPort}`

async function write(name: string, says: Record<string, Json | undefined>, object: JsonObject = {}): Promise<string> {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  const extension = String(kind.extension)
  const own = { ...((example.object.extensions as JsonObject)[extension] as JsonObject), ...says }
  const inside = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as JsonObject
  const id = `note--${randomUUID()}`
  const envelope = { ...example.envelope, marking: { scheme: 'mx-publica', value: 'Pública' } }
  const answer = await node.ask('POST', '/api/v1/records', {
    as: analyst,
    send: { object: { ...example.object, extensions: { [extension]: inside }, ...object, id }, envelope },
  })
  assert.equal(answer.status, 201, answer.text)
  return id
}

async function publish(items: readonly string[], does = 'publish'): Promise<void> {
  const reason = does === 'publish' ? null : { en: 'FICTIONAL reason', es: 'Motivo FICTICIO' }
  const send = { items, does, publishAt: new Date().toISOString(), announced: null, reason }
  const asked = await node.ask('POST', '/api/v1/programme/publications', { as: secretariat, send })
  const id = (asked.json() as PublicationAsked).change?.proposal?.id
  assert.ok(id, asked.text)
  const done = await node.ask('POST', `/api/v1/proposals/${id}`, { as: releasing, send: { outcome: 'confirmed', reason: 'FICTIONAL' } })
  assert.equal(done.status, 200, done.text)
}

type Cell = { readonly party: string; readonly month: string; readonly result: string | null }
const nameOf = ({ party, month, result }: Cell) => `${party}|${month}|${result ?? 'total'}`
/** What is true, and the stage at which each number became so. */
const truth = new Map<string, { count: number; since: number; id: string }>()
const card = await write('indicator-card', { counting: 'event', unit: 'events', baselines: undefined, targets: undefined })
let stage = 0

async function count(cell: Cell, n: number): Promise<string> {
  const before = truth.get(nameOf(cell))
  const revised = before === undefined ? {} : { revises_ref: before.id, revision_reason: 'late_report' }
  const none = { value_low: undefined, value_high: undefined, not_available: undefined, of_count: undefined, revision_note: undefined }
  const id = await write(
    'indicator-value',
    {
      ...none,
      ...{ revises_ref: undefined, revision_reason: undefined, ...revised, card_ref: card, side: cell.party, value: n, unit: 'events' },
      ...{ period_start: `${cell.month}-01`, period_end: `${cell.month}-28` },
      breakdown: cell.result === null ? undefined : { result: cell.result },
    },
    { object_refs: [card], abstract: `FICTIONAL ${n} events` },
  )
  truth.set(nameOf(cell), { count: n, since: stage, id })
  return id
}

/** A month of both sides with all its totals, from its four innermost counts. */
async function month(at: string, [mxFound, mxNot, usFound, usNot]: readonly [number, number, number, number]): Promise<string[]> {
  const rows: readonly (readonly [string, number, number])[] = [
    ['mx', mxFound, mxNot],
    ['us', usFound, usNot],
    ['all', mxFound + usFound, mxNot + usNot],
  ]
  const ids: string[] = []
  for (const [party, found, not] of rows) {
    ids.push(await count({ party, month: at, result: 'found' }, found), await count({ party, month: at, result: 'not' }, not))
    ids.push(await count({ party, month: at, result: null }, found + not))
  }
  return ids
}

type Public = {
  readonly party: string
  readonly period: string
  readonly value: number | null
  readonly classes: Readonly<Record<string, string>>
}
/** Every number that the attacker holds: cell and stage since which it was true, as all pages, files and older versions showed it. */
const known = new Map<string, number>()
const relations: string[] = []
const unknowns = new Set<string>()
const archive: string[] = []

/** Reads the whole site as it stands, every file of every sort and version, and adds what it shows to what the attacker holds. */
async function gather(): Promise<void> {
  const ask = async (path: string) => {
    const response = await fetch(site + path, { redirect: 'manual' })
    return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.text() }
  }
  for await (const { path, body } of writeDown(ask, { forms: null, noForms: {} })) {
    archive.push(body)
    if (!path.endsWith('.json') || !path.includes('indicators/')) continue
    const { versions } = JSON.parse(body) as { versions: { content: { values: Public[] } }[] }
    for (const { content } of versions) for (const value of content.values) take(value)
  }
  // What the attacker computes with: at this stage these sums held among the numbers of the day.
  const at = (party: string, on: string, result: string | null) => {
    const name = nameOf({ party, month: on, result })
    const variable = `${name}@${truth.get(name)?.since}`
    unknowns.add(variable)
    return variable
  }
  for (const on of new Set([...truth.keys()].map((name) => name.split('|')[1] ?? ''))) {
    for (const result of ['found', 'not', null])
      relations.push(`${code(at('mx', on, result))} + ${code(at('us', on, result))} - ${code(at('all', on, result))} = 0`)
    for (const party of ['mx', 'us', 'all'])
      relations.push(`${code(at(party, on, 'found'))} + ${code(at(party, on, 'not'))} - ${code(at(party, on, null))} = 0`)
  }
}

/** A number is believed of every state of its cell that said so. */
function take({ party, period, value, classes }: Public): void {
  if (value === null) return
  const name = nameOf({ party, month: period, result: classes.result ?? null })
  for (const [variable, count] of everTrue) if (variable.startsWith(`${name}@`) && count === value) known.set(variable, value)
}
const everTrue = new Map<string, number>()
const codes = new Map<string, string>()
function code(variable: string): string {
  const found = codes.get(variable) ?? `v${codes.size}`
  codes.set(variable, found)
  return found
}

/** Small counts that the attacker can narrow: for each, what it could be from everything published up to now. */
async function attack(): Promise<readonly string[]> {
  const solver = await load()
  const lines = [...relations, ...[...known].map(([variable, value]) => `${code(variable)} = ${value}`)]
  const floors = [...unknowns].map((variable) => ` ${code(variable)} >= ${known.has(variable) ? 0 : 1}`)
  const found: string[] = []
  for (const variable of unknowns) {
    const count = everTrue.get(variable) ?? 0
    if (count < 1 || count > 9) continue
    const ends = ['Minimize', 'Maximize'].map((sense) => {
      const { Status, ObjectiveValue } = solver.solve(
        `${sense}\n obj: ${code(variable)}\nSubject To\n${lines.map((line, i) => ` c${i}: ${line}`).join('\n')}\nBounds\n${floors.join('\n')}\nEnd`,
      )
      assert.ok(Status === 'Optimal' || Status === 'Unbounded', `the attacker is stuck: ${Status}`)
      return Status === 'Unbounded' ? Number.POSITIVE_INFINITY : ObjectiveValue
    })
    const [low = 0, high = 0] = ends
    if (low > 1.001 || high < 8.999) found.push(`${variable} = ${count}: ${low}..${high}`)
  }
  return found
}

/** Waits until the site shows what was published last. */
async function shows(holds: (text: string) => boolean): Promise<void> {
  const end = performance.now() + 5_000
  for (;;) {
    const text = await (await fetch(`${site}/en/indicators/${card.slice(6)}.json`)).text()
    if (holds(text)) return
    assert.ok(performance.now() < end, text.slice(0, 500))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
const versionsIn = (text: string) => text.split('"stamp"').length - 1

async function stageOf(does: () => Promise<void>): Promise<void> {
  stage++
  await does()
  for (const [name, { count, since }] of truth) everTrue.set(`${name}@${since}`, count)
  await gather()
  assert.deepEqual(await attack(), [], `stage ${stage}`)
}

test('a month of counts with small ones among them, in every page, table, feed and file', async () => {
  await stageOf(async () => {
    await publish([card, ...(await month('2026-01', [4, 40, 30, 50]))])
    await shows((text) => versionsIn(text) === 1)
  })
  assert.ok(known.size >= 4, 'the attacker holds something')
})

test('a second month, and what was late of the first', async () => {
  await stageOf(async () => {
    await publish(await month('2026-02', [12, 33, 6, 21]))
    await shows((text) => versionsIn(text) === 2)
  })
  await stageOf(async () => {
    const late = [
      await count({ party: 'us', month: '2026-01', result: 'not' }, 52),
      await count({ party: 'us', month: '2026-01', result: null }, 82),
      await count({ party: 'all', month: '2026-01', result: 'not' }, 92),
      await count({ party: 'all', month: '2026-01', result: null }, 126),
    ]
    await publish(late)
    await shows((text) => versionsIn(text) === 3)
  })
})

test('a total that is taken off again is not forgotten: what it made necessary stays withheld', async () => {
  const total = truth.get('all|2026-02|total')?.id ?? ''
  await stageOf(async () => {
    await publish([total], 'withdraw')
    await shows((text) => !text.includes('"value": 72'))
  })
})

test('nor is one whose record was erased', async () => {
  const erased = truth.get('all|2026-02|found')?.id ?? ''
  await stageOf(async () => {
    await eraseByTwo(node, erased)
    await publish(await month('2026-03', [20, 30, 40, 50]))
    await shows((text) => text.includes('"value": 140'))
  })
})

test('no small count, no name of a withheld value and no reason that tells it stands anywhere on the site', () => {
  for (const text of archive) assert.doesNotMatch(text, /FICTIONAL \d+ events/)
})

test('shown plainly, the attacker finds every one of them', async () => {
  for (const [variable, count] of everTrue) if (count >= 10) known.set(variable, count)
  assert.equal((await attack()).length, 2)
})
