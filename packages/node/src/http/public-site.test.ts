import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { ProposalList, PublicationAsked, PublicationList, PublicQuestionList } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { publicSite: true })
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'analyst']
const secretariat: Who = ['sspc', 'secretariat']
const releasing: Who = ['sspc', 'releasing-officer']
const site = `http://127.0.0.1:${node.served.publicPort}`
const clear = { scheme: 'mx-publica', value: 'Pública' }

async function write(
  name: string,
  says: Record<string, Json | undefined>,
  object: JsonObject = {},
  envelope: JsonObject = { marking: clear },
) {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  const own = { ...((example.object.extensions as JsonObject)[String(kind.extension)] as JsonObject), ...says }
  const inside = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as JsonObject
  const id = typeof object.id === 'string' ? object.id : `note--${randomUUID()}`
  const send = {
    object: { ...example.object, extensions: { [String(kind.extension)]: inside }, ...object, id },
    envelope: { ...example.envelope, ...envelope },
  }
  const answer = await node.ask('POST', '/api/v1/records', { as: analyst, send })
  assert.equal(answer.status, 201, answer.text)
  return id
}

const ask = async (items: readonly string[], more: object = {}) =>
  await node.ask('POST', '/api/v1/programme/publications', {
    as: secretariat,
    send: { items, does: 'publish', publishAt: new Date().toISOString(), announced: null, reason: null, ...more },
  })

/** Two persons publish; answers once the site shows what `seen` looks for. */
async function publish(items: readonly string[], more: object = {}): Promise<void> {
  const asked = (await ask(items, more)).json() as PublicationAsked
  const id = asked.change.proposal?.id
  assert.ok(id, JSON.stringify(asked))
  const done = await node.ask('POST', `/api/v1/proposals/${id}`, { as: releasing, send: { outcome: 'confirmed', reason: 'FICTIONAL' } })
  assert.equal(done.status, 200, done.text)
}

const get = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(site + path, { redirect: 'manual', ...init })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
/** Waits until the site answers as wanted, at most the five seconds that it is allowed. */
async function shown(path: string, holds: (answer: Awaited<ReturnType<typeof get>>) => boolean) {
  const end = performance.now() + 5_000
  for (;;) {
    const answer = await get(path)
    if (holds(answer)) return answer
    assert.ok(performance.now() < end, `${path}: ${answer.status} ${answer.text}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
const slug = (id: string) => id.slice(6)

test('nothing is public by default, and one person alone publishes nothing', async () => {
  const id = await write('commitment', { due: '2026-06' })
  const asked = (await ask([id])).json() as PublicationAsked
  assert.equal((await get(`/en/commitments/${slug(id)}`)).status, 404)
  // Whoever is to confirm it sees what would be published; nobody else does.
  const waiting = async (as: Who) => {
    const { items } = (await node.ask('GET', '/api/v1/proposals?state=open', { as })).json() as ProposalList
    return items.find((one) => one.id === asked.change.proposal?.id)
  }
  const seen = await waiting(releasing)
  assert.deepEqual([seen?.publication?.does, seen?.publication?.items.map((item) => item.id), seen?.mayDecide], ['publish', [id], true])
  assert.equal((await waiting(secretariat))?.mine, true)
  assert.equal(await waiting(analyst), undefined)
  const kind = kinds.get('publication') as Kind
  const example = exampleOf(kind)
  const direct = await node.ask('POST', '/api/v1/records', {
    as: secretariat,
    send: { object: { ...example.object, id: `note--${randomUUID()}` }, envelope: example.envelope },
  })
  assert.deepEqual([direct.status, (direct.json() as JsonObject).code], [409, 'publication_needs_second'])
})

test('what two persons agreed to is public within five seconds, in both languages, as data and as a feed, and says who is late', async () => {
  const id = await write('commitment', { due: '2026-06', agreed_text: { en: 'FICTIONAL <b>bold</b> & "text"', es: 'FICTICIO texto' } })
  await publish([id])
  const path = `/en/commitments/${slug(id)}`
  const page = await shown(path, ({ status }) => status === 200)
  assert.match(page.text, /FICTIONAL &#60;b&#62;bold/)
  assert.match(page.text, /Overdue since June 30, 2026/)
  assert.doesNotMatch(page.text, /<script|style=|set-cookie/i)
  assert.equal(page.headers.get('set-cookie'), null)
  assert.match((await get(path.replace('/en/', '/es/'))).text, /Vencido desde el 30 de junio de 2026/)
  assert.match((await get(`${path}.json`)).text, /"format": "enlace-public\/1"/)
  assert.match((await get(`${path}.csv`)).text, /overdue,inherited,as_of\r\n/)
  assert.match((await get(`${path}/feed.atom`)).text, /<feed xmlns="http:\/\/www.w3.org\/2005\/Atom"/)
  assert.match((await get('/sitemap.xml')).text, new RegExp(slug(id)))
})

test('what is due by a session is late on the site once that session was held, as at the desk', async () => {
  const session = await write('session', { account_of_ref: undefined, state: 'held', held_on: '2026-01-23', postponed_to: undefined })
  const id = await write('commitment', { due: '2026-01', due_by_ref: session })
  await publish([session, id])
  const page = await shown(`/es/commitments/${slug(id)}`, ({ status, text }) => status === 200 && text.includes('23 de enero de 2026'))
  assert.doesNotMatch(page.text, /31 de enero de 2026/)
})

test('an embargo holds until its instant, and the calendar announces it', async () => {
  const id = await write('commitment', {})
  await publish([id], {
    publishAt: new Date(Date.now() + 3_600_000).toISOString(),
    announced: { en: 'FICTIONAL release', es: 'Publicación FICTICIA' },
  })
  await shown('/en/calendar', ({ text }) => text.includes('FICTIONAL release'))
  assert.equal((await get(`/en/commitments/${slug(id)}`)).status, 404)
})

test('a correction keeps the older version at its address, and a withdrawal says so and shows nothing more', async () => {
  const id = await write(
    'commitment',
    { agreed_text: { en: 'FICTIONAL first words', es: 'FICTICIO uno' } },
    { modified: '2026-01-01T00:00:00.000Z', created: '2026-01-01T00:00:00.000Z' },
  )
  await publish([id])
  await shown(`/en/commitments/${slug(id)}`, ({ status }) => status === 200)
  await write(
    'commitment',
    { agreed_text: { en: 'FICTIONAL second words', es: 'FICTICIO dos' } },
    { id, modified: '2026-02-01T00:00:00.000Z', created: '2026-01-01T00:00:00.000Z' },
  )
  assert.equal((await ask([id], { does: 'correct' })).status, 422, 'a correction says why')
  await publish([id], { does: 'correct', reason: { en: 'FICTIONAL slip', es: 'Error FICTICIO' } })
  await shown(`/en/commitments/${slug(id)}`, ({ text }) => text.includes('second words') && text.includes('FICTIONAL slip'))
  const [, first = ''] = /"stamp": "(\w+)"/.exec((await get(`/en/commitments/${slug(id)}.json`)).text) ?? []
  const older = await get(`/en/commitments/${slug(id)}/v/${first}`)
  assert.match(older.text, /first words/)
  assert.match(older.text, /This is how the page stood on/)
  assert.match((await get('/en/corrections')).text, /FICTIONAL slip/)
  await publish([id], { does: 'withdraw', reason: { en: 'FICTIONAL withdrawal', es: 'Retiro FICTICIO' } })
  const gone = await shown(`/en/commitments/${slug(id)}`, ({ status }) => status === 410)
  assert.match(gone.text, /FICTIONAL withdrawal/)
  assert.doesNotMatch(gone.text + (await get(`/en/commitments/${slug(id)}/v/${first}`)).text, /first words/)
})

test('what is not marked CLEAR, is about a person or is of another kind cannot be asked for', async () => {
  const codes = async (id: string) => ((await ask([id])).json() as { problems: { code: string }[] }).problems.map(({ code }) => code)
  assert.deepEqual(await codes(await write('commitment', {}, {}, {})), ['not_clear'])
  assert.deepEqual(await codes(await write('commitment', {}, {}, { marking: clear, person_status: 'victim' })), ['person_protected'])
  assert.deepEqual(await codes(await write('call-record', {}, {}, { marking: clear })), ['kind_not_public'])
  const past = await ask([await write('commitment', {})], { publishAt: '2026-01-01T00:00:00Z' })
  assert.equal(past.status, 422)
})

test('a page of the desk sees exactly what the public would, before it is public', async () => {
  const id = await write('commitment', { agreed_text: { en: 'FICTIONAL preview', es: 'Vista FICTICIA' } })
  const preview = await node.ask('GET', `/api/v1/programme/publications/${id}/preview?language=en`, { as: analyst })
  assert.deepEqual([preview.status, /FICTIONAL preview/.test(preview.text)], [200, true])
  assert.equal((await get(`/en/commitments/${slug(id)}`)).status, 404)
})

test('no small count is shown or can be worked out, in the page, in data, or from an older version', async () => {
  const card = await write('indicator-card', { counting: 'event', unit: 'events' })
  const value = async (side: string, n: number) =>
    await write(
      'indicator-value',
      {
        card_ref: card,
        side,
        value: n,
        value_low: undefined,
        value_high: undefined,
        not_available: undefined,
        of_count: undefined,
        unit: 'events',
        period_start: '2026-01-01',
        period_end: '2026-01-31',
        breakdown: undefined,
        revises_ref: undefined,
        revision_reason: undefined,
      },
      { object_refs: [card] },
    )
  const ids = [await value('mx', 4), await value('us', 83), await value('ca', 61), await value('all', 148)]
  await publish([card, ...ids])
  const page = await shown(`/en/indicators/${slug(card)}`, ({ status }) => status === 200)
  const data = JSON.parse((await get(`/en/indicators/${slug(card)}.json`)).text) as {
    versions: { content: { values: { party: string; value: number | null }[] } }[]
  }
  const values = Object.fromEntries((data.versions[0]?.content.values ?? []).map((one) => [one.party, one.value]))
  assert.deepEqual(values, { mx: null, us: 83, ca: null, all: 148 })
  assert.match(page.text, /Counts below ten are not shown/)
  assert.doesNotMatch((await get(`/en/indicators/${slug(card)}.csv`)).text, /,4,|,61,/)
})

test('a dispute shows both figures, and a contest with its time, what is agreed and who dissents; a withheld value has neither', async () => {
  const card = await write('indicator-card', { counting: 'event', unit: 'events', confirmer: 'FICTIONAL Audit Office' })
  const none = { value_low: undefined, value_high: undefined, not_available: undefined, of_count: undefined, breakdown: undefined }
  const value = async (month: string, n: number) =>
    await write(
      'indicator-value',
      {
        ...{ ...none, card_ref: card, side: 'mx', value: n, unit: 'events', revises_ref: undefined, revision_reason: undefined },
        ...{ period_start: `${month}-01`, period_end: `${month}-28` },
      },
      { object_refs: [card] },
    )
  const [large, small] = [await value('2026-01', 83), await value('2026-02', 4)]
  const found = await write(
    'value-judgement',
    { of_ref: large, says: 'disputes', reason: 'double_count', other_figure: '81', body: 'FICTIONAL Audit Office' },
    { object_refs: [large] },
  )
  const long = { created: '2026-03-01T12:00:00.000Z', modified: '2026-03-01T12:00:00.000Z' }
  const contest = async (of: string, figure: string) =>
    await write(
      'contest',
      { of_ref: of, days: 5, figure, reason: 'double_count' },
      { object_refs: [of], ...long, content: 'FICTIONAL: one twice' },
    )
  const [open, hidden] = [await contest(large, '81'), await contest(small, '3')]
  const dissent = await write(
    'contest-step',
    { step: 'dissent', figure: '82', accepts_ref: undefined },
    {
      ...{ object_refs: [open], created: '2026-03-02T12:00:00.000Z', modified: '2026-03-02T12:00:00.000Z' },
      content: 'FICTIONAL dissent on record',
    },
  )
  await publish([card, large, small, found, open, hidden, dissent])
  const page = await shown(`/en/indicators/${slug(card)}`, ({ status }) => status === 200)
  assert.match(page.text, /Disputed<[\s\S]*FICTIONAL Audit Office holds instead: 81/)
  assert.match(page.text, /It ended by itself on [^<]*March 6, 2026/)
  assert.match(page.text, /What both agree on<\/dt><dd>Nothing\./)
  assert.match(page.text, /Dissent of [^<]*<\/dt><dd><strong>82<\/strong> · FICTIONAL dissent on record/)
  assert.equal(page.text.match(/<h3>Value of /g)?.length, 1, 'the contest about the withheld value is not told')
  assert.match((await get(`/es/indicators/${slug(card)}`)).text, /Concluyó por sí sola el 6 de marzo de 2026/)
  const { versions } = JSON.parse((await get(`/en/indicators/${slug(card)}.json`)).text) as {
    versions: { content: { contests: unknown[] } }[]
  }
  assert.equal(versions.at(-1)?.content.contests.length, 1)
})

test('anybody can report an error without an account; the secretariat answers, in public if it chooses', async () => {
  const sent = await get('/en/report', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ words: 'FICTIONAL: 37 is wrong', about: '/commitments', contact: 'x@sig.example', website: '' }).toString(),
  })
  const [, number] = /number is (\d+)/.exec(sent.text) ?? []
  const list = (await node.ask('GET', '/api/v1/programme/questions', { as: secretariat })).json() as PublicQuestionList
  assert.deepEqual([String(list.items[0]?.number), list.items[0]?.words], [number, 'FICTIONAL: 37 is wrong'])
  await node.ask('POST', `/api/v1/programme/questions/${number}`, {
    as: secretariat,
    send: { answer: { en: 'FICTIONAL answer', es: 'Respuesta FICTICIA' }, isPublic: true },
  })
  await publish([await write('commitment', {})])
  const page = await shown('/en/corrections', ({ text }) => text.includes('FICTIONAL answer'))
  assert.doesNotMatch(page.text, /x@sig\.example/)
})

test('the public port knows no route of the node, writes nothing else, and answers from what it keeps', async () => {
  for (const path of ['/api/v1/session', '/api/v1/records', '/metrics', '/healthz']) assert.equal((await get(path)).status, 404)
  assert.equal((await get('/en', { method: 'DELETE' })).status, 405)
  const first = await get('/en')
  const etag = first.headers.get('etag') as string
  assert.equal((await get('/en', { headers: { 'if-none-match': etag } })).status, 304)
  assert.ok(Buffer.byteLength(first.text) < 50_000)
  const { items } = (await node.ask('GET', '/api/v1/programme/publications', { as: analyst })).json() as PublicationList
  assert.ok(items.some(({ state }) => state === 'public') && items.some(({ state }) => state === 'planned'))
})
