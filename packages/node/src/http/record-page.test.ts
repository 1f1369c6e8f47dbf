import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { eraseByTwo, startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode()
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'analyst']
const officer: Who = ['sspc', 'duty-officer']
const example = exampleOf(kinds.get('mirror-alert') as Kind)

async function store(id: string, change: object = {}, more: object = {}, as: Who = analyst) {
  return await node.ask('POST', '/api/v1/records', {
    as,
    send: { object: { ...example.object, id, ...change }, envelope: example.envelope, ...more },
  })
}

type Detail = {
  readonly seq: number
  readonly asOf: number
  readonly seen: { readonly seq: number } | null
  readonly versions: readonly { readonly seq: number }[]
  readonly flags: readonly string[]
}
async function read(id: string, as: Who = analyst): Promise<Detail> {
  const answer = await node.ask('GET', `/api/v1/records/${id}`, { as })
  assert.equal(answer.status, 200, answer.text)
  return answer.json() as unknown as Detail
}

const later = (minute: number) => ({
  modified: `2026-03-01T00:${String(minute).padStart(2, '0')}:00.000Z`,
  name: `FICTIONAL: minute ${minute}`,
})

test('a correction written from a version that is no longer the latest is refused, and nothing of it is stored', async () => {
  const id = `incident--${randomUUID()}`
  await store(id)
  const { seq } = await read(id)
  assert.equal((await store(id, later(1), { base: seq })).status, 201)
  const late = await store(id, later(2), { base: seq }, officer)
  assert.equal(late.status, 409)
  assert.match(late.text, /record_changed/)
  assert.equal((await read(id)).versions.length, 2)
  const { seq: newest } = await read(id)
  assert.equal((await store(id, later(2), { base: newest }, officer)).status, 201)
})

test('a correction that was stored and is sent again is unchanged, whatever came after', async () => {
  const id = `incident--${randomUUID()}`
  await store(id)
  const { seq } = await read(id)
  const first = await store(id, later(1), { base: seq })
  await store(id, later(2))
  const again = await store(id, later(1), { base: seq })
  assert.equal(again.status, 201)
  assert.match(again.text, /"unchanged"/)
  assert.deepEqual((again.json() as { position: object }).position, (first.json() as { position: object }).position)
})

test('of two corrections from one version that come at once, one is stored', async () => {
  const id = `incident--${randomUUID()}`
  await store(id)
  const { seq } = await read(id)
  const answers = await Promise.all([1, 2, 3].map((minute) => store(id, later(minute), { base: seq })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409])
})

test('a first version with a base is refused: there is nothing that it could correct', async () => {
  assert.equal((await store(`incident--${randomUUID()}`, {}, { base: 0 })).status, 409)
})

test('a base that is no place in a journal is refused by name', async () => {
  for (const base of [-1, 1.5, '3', null]) {
    const { status, text } = await store(`incident--${randomUUID()}`, {}, { base })
    assert.equal(status, 422, text)
    assert.match(text, /"\/base"/)
  }
})

test('every version can be read as it was written, by its place in the journal, and only under its own record', async () => {
  const [id, other] = [`incident--${randomUUID()}`, `incident--${randomUUID()}`]
  await store(id)
  await store(id, later(1))
  await store(other)
  const { versions } = await read(id)
  const names = await Promise.all(
    versions.map(async ({ seq }) => {
      const answer = await node.ask('GET', `/api/v1/records/${id}/versions/${seq}`, { as: analyst })
      return (answer.json() as { object: { name: string } }).object.name
    }),
  )
  assert.deepEqual(names, ['FICTIONAL: minute 1', (example.object as { name: string }).name])
  const foreign = await node.ask('GET', `/api/v1/records/${other}/versions/${versions[0]?.seq}`, { as: analyst })
  assert.equal(foreign.status, 404)
  for (const seq of ['x', '-1', '1e3', '99999999999999999999']) {
    const { status } = await node.ask('GET', `/api/v1/records/${id}/versions/${seq}`, { as: analyst })
    assert.equal(status, 400, seq)
  }
})

test('what an account has seen is remembered for it alone, and what came later is news in the record and in lists', async () => {
  const id = `incident--${randomUUID()}`
  await store(id)
  const first = await read(id)
  assert.equal(first.seen, null)
  assert.equal((await node.ask('POST', `/api/v1/records/${id}/seen`, { as: analyst, send: { upTo: first.asOf } })).status, 204)
  assert.equal((await read(id)).seen?.seq, first.asOf)
  assert.equal((await read(id, officer)).seen, null)
  const listed = async (as: Who) => {
    const { items } = (await node.ask('GET', '/api/v1/records?limit=200', { as })).json() as unknown as {
      items: { id: string; changed?: boolean }[]
    }
    return items.find((item) => item.id === id)?.changed
  }
  assert.equal(await listed(analyst), undefined)
  await store(id, later(1))
  assert.equal(await listed(analyst), true)
  assert.equal(await listed(officer), undefined)
  const second = await read(id)
  assert.ok((second.versions[0]?.seq ?? 0) >= (second.seen?.seq ?? Number.POSITIVE_INFINITY))
  // An older look takes a newer one not back, and nobody sees what is still to come.
  await node.ask('POST', `/api/v1/records/${id}/seen`, { as: analyst, send: { upTo: Number.MAX_SAFE_INTEGER } })
  await node.ask('POST', `/api/v1/records/${id}/seen`, { as: analyst, send: { upTo: 0 } })
  const third = await read(id)
  assert.ok((third.seen?.seq ?? 0) >= second.asOf && (third.seen?.seq ?? 0) <= third.asOf)
  assert.equal(await listed(analyst), undefined)
})

test('a record prints as PDF and as DOCX in either language, whatever the language of the page', async () => {
  const id = `incident--${randomUUID()}`
  await store(id)
  for (const language of ['es', 'en']) {
    for (const [format, magic] of [
      ['pdf', '%PDF-1.7'],
      ['docx', 'PK'],
    ] as const) {
      const path = `/api/v1/records/${id}/document?format=${format}&language=${language}&zone=America%2FMexico_City`
      const { status, headers, text } = await node.ask('GET', path, {
        as: analyst,
        headers: { 'accept-language': language === 'es' ? 'en' : 'es' },
      })
      assert.equal(status, 200, text.slice(0, 300))
      assert.ok(text.startsWith(magic))
      assert.match(
        headers.get('content-disposition') ?? '',
        new RegExp(`^attachment; filename="mirror-alert-[0-9a-f]{12}-${language}\\.${format}"$`),
      )
      assert.match(headers.get('content-type') ?? '', format === 'pdf' ? /^application\/pdf$/ : /wordprocessingml/)
    }
  }
})

test('while a long document is drawn the node answers others at once', async (t) => {
  const note = exampleOf(kinds.get('note') as Kind)
  const id = `note--${randomUUID()}`
  const object = { ...note.object, id, content: 'Texto ficticio y largo, con acentos. '.repeat(6_000) }
  const stored = await node.ask('POST', '/api/v1/records', { as: analyst, send: { object, envelope: note.envelope } })
  assert.equal(stored.status, 201, stored.text)
  const startedAt = performance.now()
  let drawn = false
  const long = node.ask('GET', `/api/v1/records/${id}/document?format=pdf`, { as: analyst }).then((answer) => {
    drawn = true
    return answer
  })
  const waits: number[] = []
  while (!drawn) {
    const askedAt = performance.now()
    assert.equal((await node.ask('GET', '/healthz')).status, 200)
    waits.push(performance.now() - askedAt)
  }
  assert.equal((await long).status, 200)
  waits.sort((a, b) => a - b)
  const longest = waits.at(-1) ?? 0
  t.diagnostic(
    `drawn in ${(performance.now() - startedAt).toFixed(0)} ms; ${waits.length} answers meanwhile, the slowest in ${longest.toFixed(0)} ms`,
  )
  assert.ok(waits.length > 3 && longest < 1_000, `${longest} ms`)
})

test('a document is refused by the name of what is wrong with the wish', async () => {
  const id = `incident--${randomUUID()}`
  await store(id)
  for (const [query, field] of [
    ['format=odt', 'format'],
    ['', 'format'],
    ['format=pdf&language=xx', 'language'],
    ['format=pdf&zone=Mars%2FOlympus', 'zone'],
    [`format=pdf&purpose=${'x'.repeat(121)}`, 'purpose'],
  ] as const) {
    const { status, text } = await node.ask('GET', `/api/v1/records/${id}/document?${query}`, { as: analyst })
    assert.equal(status, 400, `${query}: ${text}`)
    assert.ok(text.includes(field), `${query}: ${text}`)
  }
})

test('neither an administrator nor another agency nor an inspector of another agency prints a record, and an erased one prints no more', async () => {
  const id = `incident--${randomUUID()}`
  await store(id)
  const path = `/api/v1/records/${id}/document?format=pdf`
  assert.equal((await node.ask('GET', path, { as: ['sspc', 'administrator'] })).status, 403)
  assert.equal((await node.ask('GET', path, { as: ['uif', 'analyst'] })).status, 404)
  assert.equal((await node.ask('GET', path, { as: ['uif', 'inspector'] })).status, 403)
  await eraseByTwo(node, id, 'Due.')
  assert.equal((await node.ask('GET', path, { as: analyst })).status, 410)
})

test('erasing a record forgets who had opened it', async () => {
  const id = `incident--${randomUUID()}`
  await store(id)
  await node.ask('POST', `/api/v1/records/${id}/seen`, { as: officer, send: { upTo: 1 } })
  const looks = async () => (await node.served.node.store.sql`select from seen where account = 'duty-officer@sspc'`).length
  assert.equal(await looks(), 1)
  await eraseByTwo(node, id, 'Due.')
  assert.equal(await looks(), 0)
})
