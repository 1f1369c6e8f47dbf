import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { eraseByTwo, startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode()
after(async () => await node[Symbol.asyncDispose]())
const as: Who = ['sspc', 'analyst']
const example = exampleOf(kinds.get('mirror-alert') as Kind)

async function storeAll(ids: readonly string[], change: object = {}): Promise<void> {
  const lines = ids.map((id) => JSON.stringify({ object: { ...example.object, id, ...change }, envelope: example.envelope }))
  const answer = await node.ask('POST', '/api/v1/records/batch', {
    as,
    raw: lines.join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  assert.equal(answer.status, 200)
  assert.doesNotMatch(answer.text, /refused/)
}

type Page = { readonly items: { readonly id: string; readonly seq: number; readonly title: string }[]; readonly next: string | null }

async function walk(path: string, between: (page: number) => Promise<void> = async () => undefined): Promise<Page['items']> {
  const seen: Page['items'][number][] = []
  let cursor = ''
  for (let page = 0; ; page++) {
    const answer = await node.ask('GET', `${path}${cursor}`, { as })
    assert.equal(answer.status, 200, answer.text)
    const { items, next } = answer.json() as unknown as Page
    seen.push(...items)
    if (next === null) return seen
    cursor = `&cursor=${next}`
    await between(page)
  }
}

const ids = Array.from({ length: 60 }, () => `incident--${randomUUID()}`)
await storeAll(ids)

test('paging gives every record once while new ones come and old ones change', async () => {
  const seen = await walk('/api/v1/records?limit=7', async (page) => {
    await storeAll([`incident--${randomUUID()}`])
    // One that was given already, and one that is still to come, get a new version in between.
    await storeAll([ids[page] as string, ids.at(-1 - page) as string], {
      modified: `2026-02-0${page + 1}T00:00:00.000Z`,
      name: 'FICTIONAL: changed',
    })
  })
  assert.deepEqual(seen.map(({ id }) => id).sort(), [...ids].sort())
  const seqs = seen.map(({ seq }) => seq)
  assert.deepEqual(
    seqs,
    [...seqs].sort((a, b) => b - a),
  )
})

test('a new listing shows the newest version of each record once', async () => {
  const seen = await walk('/api/v1/records?limit=50')
  assert.equal(new Set(seen.map(({ id }) => id)).size, seen.length)
  assert.ok(seen.some(({ title }) => title === 'FICTIONAL: changed'))
})

test('a record erased between two pages is not given any more', async () => {
  const gone = ids[30] as string
  const seen = await walk('/api/v1/records?limit=5', async (page) => {
    if (page === 0) await eraseByTwo(node, gone, 'Due.')
  })
  assert.ok(!seen.some(({ id }) => id === gone))
})

test('lists are narrowed by kind and by party', async () => {
  assert.equal((await walk('/api/v1/records?kind=seizure')).length, 0)
  assert.equal((await walk('/api/v1/records?from=us')).length, 0)
  assert.ok((await walk('/api/v1/records?kind=mirror-alert&from=mx&limit=200')).length >= 60)
})

test('a search says why, finds identifiers however they are written, and pages without loss', async () => {
  const plate = `incident--${randomUUID()}`
  const { extensions } = example.object as { extensions: Record<string, object> }
  const [[key, extension] = ['', {}]] = Object.entries(extensions)
  await storeAll([plate], {
    name: 'FICTIONAL: camión con ganado',
    extensions: { [key]: { ...extension, identifiers: [{ type: 'plate', value: 'QWE-987-R', country: 'MX', state: 'CHH' }] } },
  })
  const find = async (q: string) =>
    (await node.ask('GET', `/api/v1/search?q=${encodeURIComponent(q)}`, { as })).json() as unknown as {
      items: { id: string; why: { field: string; snippet: string }[] }[]
    }
  for (const q of ['camiones', 'CAMIÓN ganado', 'qwe987r', 'QWE 987 R']) {
    const [hit] = (await find(q)).items
    assert.equal(hit?.id, plate, q)
    assert.ok((hit?.why.length ?? 0) > 0, `why for ${q}`)
  }
  assert.deepEqual((await find('qwe987r')).items[0]?.why[0], { field: 'identifiers', snippet: 'QWE-987-R', canonical: 'QWE987R' })
  assert.equal((await find('camiones helicóptero')).items.length, 0)
  const everything = await walk('/api/v1/search?q=fictional&limit=9')
  assert.equal(new Set(everything.map(({ id }) => id)).size, everything.length)
  assert.ok(everything.length >= 60)
})

test('a record shows what it points at and what points at it', async () => {
  const [alert, answer] = [`incident--${randomUUID()}`, `note--${randomUUID()}`]
  await storeAll([alert])
  const response = exampleOf(kinds.get('response') as Kind)
  const stored = await node.ask('POST', '/api/v1/records', {
    as,
    send: { object: { ...response.object, id: answer, object_refs: [alert] }, envelope: response.envelope },
  })
  assert.equal(stored.status, 201, stored.text)
  const shown = (await node.ask('GET', `/api/v1/records/${alert}`, { as })).json() as unknown as {
    relations: { relation: string; direction: string; record: { id: string } }[]
  }
  assert.deepEqual(
    shown.relations.map(({ relation, direction, record }) => [relation, direction, record.id]),
    [['object_refs', 'from', answer]],
  )
})

test('reading a record about people is journaled, by digest', async () => {
  const id = `incident--${randomUUID()}`
  await storeAll([id])
  await node.ask('GET', `/api/v1/records/${id}`, { as })
  const { sql } = node.served.node.store
  const deadline = Date.now() + 10_000
  let leaves = ''
  while (!leaves.includes('"t":"read"') && Date.now() < deadline) {
    const rows = await sql<{ leaf: Buffer }[]>`select leaf from entry`
    leaves = rows.map((row) => row.leaf.toString()).join('\n')
  }
  assert.match(leaves, /"t":"read"/)
  assert.ok(!leaves.includes(id))
})
