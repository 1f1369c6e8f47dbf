import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { ListDetail, ListEntries, OfficialLists, SeriesDetail, SeriesList } from '@enlace/api'
import type { JsonObject } from '@enlace/core'
import { importers } from '@enlace/wire'
import { importList } from '../cli/import-list.ts'
import { eraseByTwo, startTestNode, type TestNode, type Who } from '../test-node.ts'

const uif: Who = ['uif', 'analyst']
const sspc: Who = ['sspc', 'analyst']
const data = new URL('../../../../data/', import.meta.url)

let node: TestNode
before(async () => {
  node = await startTestNode()
  await load('sat-69b', 'uif')
  await load('federal-crimes-mx', 'sspc')
})
after(async () => await node?.[Symbol.asyncDispose]())

/** Imports a list of the demonstration as an agency's analyst, perhaps changed on the way, and waits until the catalogue has it. */
async function load(list: string, agency: string, change: (line: JsonObject) => JsonObject | undefined = (line) => line): Promise<void> {
  const importer = importers.get(list)
  assert.ok(importer)
  const names = (await readdir(data)).filter((name) => name.startsWith(`${list}.`))
  const files = new Map<string, Uint8Array>()
  for (const name of names) {
    const lines = (await readFile(new URL(name, data), 'utf8')).trimEnd().split('\n')
    const changed = lines.flatMap((line) => change(JSON.parse(line) as JsonObject) ?? [])
    files.set(name, Buffer.from(changed.map((line) => JSON.stringify(line)).join('\n')))
  }
  const target = { api: node.url, token: node.tokenOf(agency, 'analyst') }
  await importList(importer, files, target, node.served.node.store.sql, { now: new Date() })
  await settled()
}

async function settled(): Promise<void> {
  const { sql } = node.served.node.store
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    const [row] = await sql<{ done: boolean }[]>`select coalesce((select position from follower where name = 'catalogue'), -1)
      >= coalesce((select max(seq) from version), -1) as done`
    if (row?.done === true) return
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error('the catalogue did not catch up')
}

async function get<T>(path: string, as: Who = uif): Promise<T> {
  const answer = await node.ask('GET', `/api/v1${path}`, { as })
  assert.equal(answer.status, 200, answer.text)
  return answer.json() as unknown as T
}

test('a list shows its edition, its rows and who holds it; to another agency it is known and empty', async () => {
  const { items } = await get<OfficialLists>('/lists')
  assert.deepEqual(
    items.map(({ list, edition, entries, heldBy }) => [list, edition, entries, heldBy]),
    [['sat-69b', '2023-07-06', 300, 'uif']],
  )
  assert.equal(items[0]?.lastRun?.rowsRead, 300)
  const other = await get<OfficialLists>('/lists', sspc)
  assert.deepEqual(
    other.items.map(({ list, entries, edition }) => [list, entries, edition]),
    [['sat-69b', 0, null]],
  )
  assert.deepEqual((await get<ListEntries>('/lists/sat-69b/entries', sspc)).items, [])
  assert.equal((await node.ask('GET', '/api/v1/lists/ofac-sdn', { as: uif })).status, 404)
  assert.equal((await node.ask('GET', '/api/v1/lists', { as: ['uif', 'administrator'] })).status, 403)
})

test('entries come in the order of the list, once each, and are found by name without accents and by number', async () => {
  const seen: string[] = []
  let cursor = ''
  do {
    const page = await get<ListEntries>(`/lists/sat-69b/entries?limit=70${cursor}`)
    seen.push(...page.items.map((item) => item.entryNumber))
    cursor = page.next === null ? '' : `&cursor=${page.next}`
  } while (cursor !== '')
  assert.equal(new Set(seen).size, 300)
  const [first] = (await readFile(new URL('sat-69b.jsonl', data), 'utf8')).split('\n').slice(1, 2)
  assert.equal(seen[0], (JSON.parse(first ?? '') as { key: string }).key)
  const named = await get<ListEntries>(`/lists/sat-69b/entries?q=${encodeURIComponent('asesores administradores agricolas')}`)
  assert.deepEqual(
    named.items.map((item) => item.entryNumber),
    [seen[0]],
  )
  const numbered = await get<ListEntries>(`/lists/sat-69b/entries?q=${encodeURIComponent('AAA-120730-823')}`)
  assert.equal(numbered.items[0]?.entryNumber, seen[0])
  const persons = await get<ListEntries>('/lists/sat-69b/entries?entityClass=person&limit=200')
  assert.equal(persons.items.length, 10)
})

test('a later edition says what was added, changed and is no longer there', async () => {
  let at = 0
  await load('sat-69b', 'uif', (line) => {
    at++
    if (at === 1) return { ...line, as_of: '2024-01-31', edition: '2024-01-31' }
    if (at === 2) return undefined
    if (at === 3) return { ...line, name: 'FICTITIOUS OTHER NAME' }
    if (at === 4) return { ...line, key: 'XAX010101000 FICTITIOUS' }
    return line
  })
  const detail = await get<ListDetail>('/lists/sat-69b')
  assert.deepEqual(
    detail.history.map(({ edition, entries, added, changed, absent }) => [edition, entries, added, changed, absent]),
    [
      ['2024-01-31', 299, 1, 1, 2],
      ['2023-07-06', 300, 0, 0, 0],
    ],
  )
  assert.deepEqual(
    detail.history.map(({ run }) => run?.rowsRead),
    [299, 300],
  )
  for (const [change, expected] of [
    ['added', 1],
    ['changed', 1],
    ['absent', 2],
    ['same', 297],
  ] as const) {
    const { items } = await get<ListEntries>(`/lists/sat-69b/entries?change=${change}&limit=200`)
    assert.equal(items.length, Math.min(expected, 200), change)
    assert.ok(
      items.every((item) => item.change === change),
      change,
    )
  }
  const before = await get<ListEntries>('/lists/sat-69b/entries?edition=2023-07-06&limit=200')
  assert.equal(before.items[0]?.edition, '2023-07-06')
})

test('a series is summed by a dimension, gaps stay gaps, and only the holder sees it', async () => {
  const { items } = await get<SeriesList>('/series', sspc)
  assert.deepEqual(
    items.map(({ series, from, to, lines }) => [series, from, to, lines]),
    [['federal-crimes-mx', '2024-01-01', '2025-07-31', 96]],
  )
  assert.deepEqual((await get<SeriesList>('/series')).items, [])
  assert.equal((await node.ask('GET', '/api/v1/series/federal-crimes-mx', { as: uif })).status, 404)
  const shown = await get<SeriesDetail>('/series/federal-crimes-mx', sspc)
  assert.equal(shown.by, 'offence')
  assert.equal(shown.periods.length, 19)
  const whole = await get<SeriesDetail>('/series/federal-crimes-mx?period=year&by=state', sspc)
  assert.deepEqual(whole.periods, ['2024', '2025'])
  const [state] = whole.rows
  assert.ok(state)
  const months = await get<SeriesDetail>(
    `/series/federal-crimes-mx?by=state&where=${encodeURIComponent(`state=${encodeURIComponent(state.name)}`)}`,
    sspc,
  )
  const sum = months.rows[0]?.cells.slice(0, 12).reduce((total, cell) => total + (cell?.value ?? 0), 0)
  assert.equal(state.cells[0]?.value, sum)
  assert.deepEqual(
    state.cells.map((cell) => [cell?.months, cell?.of]),
    [
      [12, 12],
      [7, 12],
    ],
  )
  for (const wrong of ['measure=nonsense', 'by=nonsense', 'where=drug%3Dx', 'from=2025-13', 'from=2025-02&to=2025-01', 'period=week']) {
    assert.equal((await node.ask('GET', `/api/v1/series/federal-crimes-mx?${wrong}`, { as: sspc })).status, 400, wrong)
  }
})

test('a revision shows both values with their editions, also in the table, and erasing takes the value out', async () => {
  let at = 0
  await load('federal-crimes-mx', 'sspc', (line) => {
    at++
    if (at === 1) return { ...line, as_of: '2025-08-31', edition: '2025-08' }
    if (at === 2) return { ...line, values: { ...(line.values as JsonObject), '2024-02': 1003 } }
    return undefined
  })
  const where = encodeURIComponent('state=AGUASCALIENTES&offence=TRANSPORTE')
  const ask = () => get<SeriesDetail>(`/series/federal-crimes-mx?where=${where}`, sspc)
  const [february] = (await ask()).rows.map((row) => row.cells[1])
  assert.deepEqual(
    [february?.value, february?.edition, february?.revised],
    [1003, '2025-08-31', [{ edition: '2025-07-31', value: 3, published: 1 }]],
  )
  const table = await node.ask('GET', `/api/v1/series/federal-crimes-mx/table?where=${where}`, { as: sspc })
  assert.equal(table.headers.get('content-type'), 'text/csv; charset=utf-8')
  assert.match(table.headers.get('content-disposition') ?? '', /^attachment; filename="federal-crimes-mx-crimes-month\.csv"$/)
  assert.match(table.text, /,2024-02,1003,,,1,1,1,2025-08-31,,/)
  assert.match(table.text, /,2024-02,3,,,1,1,1,2025-07-31,2025-08-31,/)
  const { sql } = node.served.node.store
  const [before] = await sql<{ count: number }[]>`select count(*)::int as count from figure`
  const records = await get<{ items: { id: string }[] }>('/records?kind=figure&limit=1', sspc)
  const id = records.items[0]?.id ?? ''
  await eraseByTwo(node, id, 'Due.')
  const [after] = await sql<{ count: number }[]>`select count(*)::int as count from figure`
  assert.equal((before?.count ?? 0) - (after?.count ?? 0), 2)
})

test('what is not published never stands in clear', async () => {
  const { sql } = node.served.node.store
  const { items } = await get<{ items: { id: string }[] }>('/records?kind=figure&limit=1', sspc)
  const raw = (await node.ask('GET', `/api/v1/records/${items[0]?.id}/raw`, { as: sspc })).json() as JsonObject
  const object = { ...raw, id: 'note--6f2d0b7e-4f4b-4d43-9f0e-1a2b3c4d5e6f' }
  const marking = { scheme: 'mx-reservada', value: 'RESERVADA' }
  const stored = await node.ask('POST', '/api/v1/records', { as: sspc, send: { object, envelope: { author_agency: 'sspc', marking } } })
  assert.equal(stored.status, 201, stored.text)
  await settled()
  const { position } = stored.json() as { position: { seq: number } }
  assert.equal((await sql`select from figure where seq = ${position.seq}`).length, 0)
})
