import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { SearchResults, Suggestions } from '@enlace/api'
import type { JsonObject } from '@enlace/core'
import { roles } from '@enlace/policy'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { eraseByTwo, startTestNode, type TestNode, type Who } from '../test-node.ts'

const sspc: Who = ['sspc', 'analyst']
let node: TestNode
const ids: Record<string, string> = {}

before(async () => {
  node = await startTestNode()
  ids.villarreal = await storeEntry('sspc', 'VILLARREAL HERNÁNDEZ, José Rodolfo', ['El Ficticio', 'Pepe Iñárritu'])
  ids.villa = await storeEntry('sspc', 'Villa Ficticia, S.A. de C.V.', [])
  ids.secret = await storeEntry('uif', 'VILLARREAL SECRETO, Fictional', ['Zacarías Oculto'])
  ids.alert = await storeAlert('sspc', 'FICTICIO: camión con ganado, chofer Gonsales', 'QWE-987-R')
  await settled()
})
after(async () => await node?.[Symbol.asyncDispose]())

async function store(agency: string, object: object): Promise<string> {
  const id = String((object as JsonObject).id)
  const envelope = { author_agency: agency, marking: { scheme: 'mx-reservada', value: 'RESERVADA' } }
  const stored = await node.ask('POST', '/api/v1/records', { as: [agency, 'analyst'], send: { object, envelope } })
  assert.equal(stored.status, 201, stored.text)
  return id
}

function changed(kindName: string, fields: object, native: object): JsonObject {
  const { object } = exampleOf(kinds.get(kindName) as Kind)
  const [[key, extension] = ['', {}]] = Object.entries(object.extensions as Record<string, object>)
  return {
    ...object,
    ...native,
    id: `${String(object.type)}--${randomUUID()}`,
    extensions: { [key]: { ...extension, ...fields } },
  } as JsonObject
}

async function storeEntry(agency: string, name: string, aliases: readonly string[]): Promise<string> {
  const named = aliases.map((alias) => ({ name: alias, quality: 'unstated', relation: 'also_known_as' }))
  const fields = {
    ...(named.length === 0 ? {} : { aliases: named }),
    list_id: 'example-list',
    identifiers: [{ type: 'rfc', value: 'VIHR800101AB1' }],
  }
  return await store(agency, changed('list-entry', fields, { name }))
}

async function storeAlert(agency: string, name: string, plate: string): Promise<string> {
  return await store(
    agency,
    changed('mirror-alert', { identifiers: [{ type: 'plate', value: plate, country: 'MX', state: 'CHH' }] }, { name }),
  )
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

async function offered(q: string, as: Who = sspc): Promise<Suggestions['items']> {
  const answer = await node.ask('GET', `/api/v1/search/suggestions?q=${encodeURIComponent(q)}`, { as })
  assert.equal(answer.status, 200, answer.text)
  return (answer.json() as unknown as Suggestions).items
}

async function find(query: string, as: Who = sspc): Promise<SearchResults> {
  const answer = await node.ask('GET', `/api/v1/search?${query}`, { as })
  assert.equal(answer.status, 200, answer.text)
  return answer.json() as unknown as SearchResults
}

for (const [typed, expected] of [
  ['vil', ['villarreal', 'villa']],
  ['Villarr', ['villarreal']],
  ['hernandez jose', ['villarreal']],
  ['josé vill', ['villarreal']],
  ['inarr', ['villarreal']],
  ['ficticia', ['villa']],
  ['qwe-98', ['alert']],
  ['QWE 987 R', ['alert']],
  ['vi', []],
  ['secret', []],
  ['zacar', []],
  ['vill zzz', []],
  ['villarrealx', []],
] as const) {
  test(`«${typed}» offers ${expected.length === 0 ? 'nothing' : expected.join(' and ')}`, async () => {
    const items = await offered(typed)
    assert.deepEqual(items.map((item) => item.id).sort(), expected.map((name) => ids[name]).sort())
    for (const item of items) assert.ok(item.why !== null, 'says why')
  })
}

test('what one agency holds is neither found, counted nor offered to another, whatever the role', async () => {
  for (const agency of ['sspc', 'uif', 'sedena']) {
    for (const role of roles.filter((one) => one !== 'administrator' && one !== 'minister')) {
      const answer = await node.ask('GET', '/api/v1/search?q=villarreal&facets=1', { as: [agency, role] })
      if (answer.status === 401) continue
      const { items, facets } = answer.json() as unknown as SearchResults
      const expected = agency === 'sspc' ? [ids.villarreal] : agency === 'uif' ? [ids.secret] : []
      assert.deepEqual(
        items.filter((item) => !item.alike).map((item) => item.id),
        expected,
        `${agency} ${role}`,
      )
      assert.equal(facets?.counted, expected.length, `${agency} ${role}`)
      assert.deepEqual(
        (await offered('villarreal', [agency, role])).map((item) => item.id),
        expected,
      )
    }
  }
  for (const path of ['search?q=villarreal&facets=1', 'search/suggestions?q=villarreal'])
    for (const role of ['administrator', 'minister'] as const)
      assert.equal((await node.ask('GET', `/api/v1/${path}`, { as: ['sspc', role] })).status, 403, role)
})

test('what is shared is found, counted and offered, and says who holds it', async () => {
  const shared = await node.ask('POST', `/api/v1/records/${ids.secret}/share`, {
    as: ['uif', 'releasing-officer'],
    send: { agency: 'sspc', reason: 'Needed.' },
  })
  assert.equal(shared.status, 200, shared.text)
  const { items, facets } = await find('q=villarreal&facets=1')
  assert.deepEqual(items.map((item) => item.id).sort(), [ids.villarreal, ids.secret].sort())
  assert.deepEqual(
    facets?.counts.filter(({ facet }) => facet === 'holder'),
    [
      { facet: 'holder', value: 'sspc', count: 1 },
      { facet: 'holder', value: 'uif', count: 1 },
    ],
  )
  assert.ok((await offered('zacar')).some((item) => item.id === ids.secret))
})

test('facets divide the hits, and each narrows to what it counted', async () => {
  const { facets } = await find('q=ficticio&facets=1')
  assert.ok(facets)
  assert.equal(facets.capped, false)
  for (const { facet, value, count } of facets.counts) {
    const name = facet === 'holder' ? 'agency' : facet
    const narrowed = await find(`q=ficticio&facets=1&limit=200&${name}=${encodeURIComponent(value)}`)
    assert.equal(narrowed.items.length, count, `${facet} ${value}`)
    assert.equal(narrowed.facets?.counted, count, `${facet} ${value}`)
  }
  const today = new Date().toISOString().slice(0, 10)
  assert.equal((await find(`q=ficticio&since=${today}`)).items.length, facets.counted)
  assert.equal((await find(`q=ficticio&until=${today}`)).items.length, 0)
  assert.equal((await node.ask('GET', '/api/v1/search?q=ficticio&since=2026-02-30', { as: sspc })).status, 400)
})

test('a name spelled otherwise is found after exact hits, and says that it is only alike', async () => {
  const { items } = await find('q=Villareal+Ernandes')
  assert.deepEqual(
    items.map((item) => [item.id, item.alike, item.why[0]?.match]),
    [[ids.villarreal, true, 'VILLARREAL']],
  )
  assert.ok((await find('q=Gonz%C3%A1lez')).items.some((item) => item.id === ids.alert && item.alike))
})

test('an identifier says the form it was found under', async () => {
  const [hit] = (await find('q=qwe%20987%20r')).items
  assert.deepEqual(hit?.why[0], { field: 'identifiers', snippet: 'QWE-987-R', canonical: 'QWE987R' })
})

test('an erased record is offered no more, and nothing of its names stays', async () => {
  const { sql } = node.served.node.store
  const [before] = await sql<{ count: number }[]>`select count(*)::int as count from name_key`
  await eraseByTwo(node, ids.villa ?? '', 'Due.')
  assert.deepEqual(await offered('ficticia'), [])
  const [left] = await sql<{ count: number }[]>`select count(*)::int as count from name_key`
  assert.equal(left?.count, (before?.count ?? 0) - 1)
})
