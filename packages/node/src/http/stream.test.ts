import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode()
after(async () => await node[Symbol.asyncDispose]())
const example = exampleOf(kinds.get('mirror-alert') as Kind)
const sspc: Who = ['sspc', 'analyst']
const uif: Who = ['uif', 'analyst']

type Told = { readonly id: number | undefined; readonly event: string; readonly data: { readonly id?: string; readonly seq?: number } }

/** Reads events until `enough` says so; the connection is then cut. */
async function follow(
  as: Who,
  options: { readonly after?: number; readonly lastEventId?: number },
  enough: (told: readonly Told[]) => boolean,
  ready?: () => void,
): Promise<Told[]> {
  const told: Told[] = []
  const cut = new AbortController()
  const response = await fetch(`${node.url}/api/v1/stream${options.after === undefined ? '' : `?after=${options.after}`}`, {
    headers: {
      authorization: `Bearer ${node.tokenOf(...as)}`,
      ...(options.lastEventId === undefined ? {} : { 'last-event-id': String(options.lastEventId) }),
    },
    signal: cut.signal,
  })
  assert.equal(response.headers.get('content-type'), 'text/event-stream')
  let text = ''
  const decoder = new TextDecoder()
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(part, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      if (block.startsWith('retry:')) ready?.()
      const event = /^event: (.*)$/m.exec(block)?.[1]
      const id = /^id: (-?\d+)$/m.exec(block)?.[1]
      if (event !== undefined)
        told.push({ id: id === undefined ? undefined : Number(id), event, data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '{}') })
    }
    if (enough(told)) break
  }
  cut.abort()
  return told
}

async function store(as: Who, id = `incident--${randomUUID()}`): Promise<string> {
  const answer = await node.ask('POST', '/api/v1/records', { as, send: { object: { ...example.object, id }, envelope: example.envelope } })
  assert.equal(answer.status, 201, answer.text)
  return id
}

const recordsOf = (told: readonly Told[]): (string | undefined)[] =>
  told.filter(({ event }) => event === 'record').map(({ data }) => data.id)

test('a reader hears of every record it may see, in order, once, and of no other', { timeout: 60_000 }, async () => {
  const ready = Promise.withResolvers<void>()
  const heard = follow(sspc, {}, (told) => recordsOf(told).length >= 20, ready.resolve)
  await ready.promise
  const stored: string[] = []
  for (let i = 0; i < 20; i++) {
    await store(uif)
    stored.push(await store(sspc))
  }
  const told = await heard
  assert.deepEqual(recordsOf(told), stored)
  const places = told.flatMap(({ id }) => id ?? [])
  assert.ok(places.length >= 20, 'every journal entry that is told can be resumed after')
  assert.deepEqual(
    places,
    [...places].sort((a, b) => a - b),
  )
})

test('a reader that was cut off resumes after the last event it saw, and loses and repeats nothing', { timeout: 60_000 }, async () => {
  const first = await follow(sspc, { after: 0 }, (told) => recordsOf(told).length >= 5)
  const last = first.filter(({ event, id }) => event === 'record' && id !== undefined)[4]?.id ?? -1
  const missed = [await store(sspc), await store(sspc)]
  const rest = await follow(sspc, { lastEventId: last, after: 0 }, (told) => recordsOf(told).includes(missed[1]))
  const { items } = (await node.ask('GET', '/api/v1/records?limit=200', { as: sspc })).json() as unknown as {
    items: { id: string; seq: number }[]
  }
  const expected = items
    .filter(({ seq }) => seq > last)
    .sort((a, b) => a.seq - b.seq)
    .map(({ id }) => id)
  assert.deepEqual(recordsOf(rest), expected)
})

test('what another agency shares is told when it is shared', { timeout: 60_000 }, async () => {
  const id = await store(sspc)
  const ready = Promise.withResolvers<void>()
  const heard = follow(uif, {}, (told) => recordsOf(told).includes(id), ready.resolve)
  await ready.promise
  const shared = await node.ask('POST', `/api/v1/records/${id}/share`, {
    as: ['sspc', 'releasing-officer'],
    send: { agency: 'uif', reason: 'Together.' },
  })
  assert.equal(shared.status, 200, shared.text)
  assert.deepEqual(recordsOf(await heard), [id])
})

test('work that moves is told, and an administrator hears of no record', { timeout: 60_000 }, async () => {
  const ready = Promise.withResolvers<void>()
  const id = `incident--${randomUUID()}`
  // Work of earlier records may still be told: projections follow in their own time.
  const workOf = (told: readonly Told[]) => told.filter(({ event, data }) => event === 'work' && data.id === id)
  const heard = follow(sspc, {}, (told) => workOf(told).length > 0, ready.resolve)
  await ready.promise
  await store(sspc, id)
  assert.equal(workOf(await heard).length, 1)

  const quiet = new AbortController()
  const response = await fetch(`${node.url}/api/v1/stream?after=0`, {
    headers: { authorization: `Bearer ${node.tokenOf('sspc', 'administrator')}` },
    signal: quiet.signal,
  })
  await store(sspc)
  // What an analyst has heard by now, the administrator would have heard too.
  await follow(sspc, { after: 0 }, (told) => recordsOf(told).length > 20)
  let text = ''
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const { value } = await reader.read()
  text += new TextDecoder().decode(value)
  quiet.abort()
  assert.doesNotMatch(text, /event: record|incident--/)
})

test('a minister hears of what was agreed and of no alert', { timeout: 60_000 }, async () => {
  const agreed = exampleOf(kinds.get('commitment') as Kind)
  const id = `note--${randomUUID()}`
  const told = await follow(
    ['sspc', 'minister'],
    { after: 0 },
    (all) => recordsOf(all).includes(id),
    async () => {
      await store(sspc)
      const answer = await node.ask('POST', '/api/v1/records', {
        as: sspc,
        send: { object: { ...agreed.object, id }, envelope: agreed.envelope },
      })
      assert.equal(answer.status, 201, answer.text)
    },
  )
  assert.deepEqual(recordsOf(told), [id])
})
