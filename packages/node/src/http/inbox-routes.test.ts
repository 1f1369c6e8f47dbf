import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { Handover, InboxCounts, InboxEntry, InboxPage, Marked, SavedViews } from '@enlace/api'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { eraseByTwo, startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())

const duty: Who = ['sspc', 'duty-officer']
const analyst: Who = ['sspc', 'analyst']

async function ask<T>(method: string, path: string, as: Who, send?: unknown, status = 200): Promise<T> {
  const answer = await node.ask(method, `/api/v1${path}`, { as, ...(send === undefined ? {} : { send }) })
  assert.equal(answer.status, status, answer.text)
  return (answer.text === '' ? undefined : answer.json()) as T
}

async function write(kindName: string, change: object, inside: object = {}, as = duty): Promise<string> {
  const kind = kinds.get(kindName) as Kind
  const { object, envelope } = exampleOf(kind)
  const id = `${kind.stixType}--${randomUUID()}`
  const own = (object.extensions as Record<string, object>)?.[kind.extension as string]
  const extensions = kind.extension === undefined ? {} : { extensions: { [kind.extension]: { ...own, ...inside } } }
  await ask('POST', '/records', as, { object: { ...object, id, ...extensions, ...change }, envelope }, 201)
  return id
}

/** Waits until the projections show what was written. */
async function until(as: Who, query: string, holds: (items: readonly InboxEntry[]) => boolean): Promise<readonly InboxEntry[]> {
  for (let round = 0; round < 200; round++) {
    const { items } = await ask<InboxPage>('GET', `/inbox/items?limit=200${query}`, as)
    if (holds(items)) return items
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('the inbox never showed it')
}

const find = (items: readonly InboxEntry[], id: string) => items.find((item) => item.record?.id === id)
const alerts = await Promise.all(
  ['first', 'second', 'third', 'fourth', 'fifth'].map((word) => write('mirror-alert', { name: `FICTIONAL ${word} tanker` })),
)

test('own alerts stand in the inbox by clock, one page after another without a gap or a repeat', async () => {
  const all = await until(duty, '&source=alert', (items) => items.length >= 5)
  const dues = all.map((item) => Date.parse(item.dueAt ?? ''))
  assert.deepEqual(
    dues,
    [...dues].sort((a, b) => a - b),
  )
  const paged: string[] = []
  for (let cursor = ''; ; ) {
    const page = await ask<InboxPage>(
      'GET',
      `/inbox/items?source=alert&limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      duty,
    )
    paged.push(...page.items.map((item) => item.key))
    if (page.next === null) break
    cursor = page.next
  }
  assert.deepEqual(
    paged,
    all.map((item) => item.key),
  )
  const skipped = await ask<InboxPage>('GET', '/inbox/items?source=alert&limit=2&skip=3', duty)
  assert.deepEqual(
    skipped.items.map((item) => item.key),
    paged.slice(3, 5),
  )
})

test('grouped pages run on through the groups', async () => {
  const { groups } = await ask<InboxCounts>('GET', '/inbox/counts?group=source'.replace('source', 'kind'), duty)
  assert.ok(groups.some((group) => group.value === 'mirror-alert' && group.count >= 5))
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const page = await ask<InboxPage>(
      'GET',
      `/inbox/items?group=clock&limit=3${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      duty,
    )
    seen.push(...page.items.map((item) => item.key))
    if (page.next === null) break
    cursor = page.next
  }
  assert.equal(new Set(seen).size, seen.length)
  assert.equal(seen.length, (await ask<InboxCounts>('GET', '/inbox/counts', duty)).total)
})

test('the words of a record filter the inbox, without accents or case', async () => {
  const items = await until(duty, '&q=SECOND', (found) => found.length === 1)
  assert.equal(items[0]?.record?.id, alerts[1])
  assert.equal((await ask<InboxCounts>('GET', '/inbox/counts?q=second', duty)).total, 1)
})

test('work is given to an officer of the agency, stands in the journal, and is taken back by what the answer said', async () => {
  const [item] = await until(duty, '&q=first', (found) => found.length === 1)
  assert.ok(item)
  const before = (
    await node.served.node.store.sql`select count(*)::int as n from entry where convert_from(leaf, 'UTF8') like '%"t":"assign"%'`
  )[0]?.n
  const marked = await ask<Marked>('POST', '/inbox/marks', duty, { changes: [{ key: item.key, assignee: 'analyst@sspc' }] })
  assert.deepEqual(marked.items[0]?.before, { assignee: null, snoozedUntil: null, done: false })
  assert.equal((await ask<InboxCounts>('GET', '/inbox/counts', analyst)).shows.mine, 1)
  assert.equal((await ask<InboxCounts>('GET', '/inbox/counts', duty)).shows.mine, 0)
  await ask<Marked>('POST', '/inbox/marks', duty, { changes: [{ key: item.key, assignee: null }] })
  assert.equal((await ask<InboxCounts>('GET', '/inbox/counts', analyst)).shows.mine, 0)
  const now = (
    await node.served.node.store.sql`select count(*)::int as n from entry where convert_from(leaf, 'UTF8') like '%"t":"assign"%'`
  )[0]?.n
  assert.equal(now, Number(before) + 2)
})

test('work is given to nobody of another agency, to no administrator and to no name that is not there', async () => {
  const [item] = await until(duty, '&q=first', (found) => found.length === 1)
  for (const assignee of ['analyst@uif', 'administrator@sspc', 'inspector@sspc', 'nobody', '\u202egpj']) {
    const answer = await node.ask('POST', '/api/v1/inbox/marks', { as: duty, send: { changes: [{ key: item?.key, assignee }] } })
    assert.equal(answer.status, 422, answer.text)
    assert.match(answer.text, /"field":"\/changes\/0\/assignee","code":"officer_unknown"/)
  }
})

test('an item put aside is out of its officer’s sight alone, comes back when its time has come, and when it moves', async () => {
  const [item] = await until(duty, '&q=third', (found) => found.length === 1)
  assert.ok(item)
  const until1 = new Date(Date.now() + 3_600_000).toISOString()
  await ask<Marked>('POST', '/inbox/marks', duty, { changes: [{ key: item.key, snoozedUntil: until1 }] })
  const counts = await ask<InboxCounts>('GET', '/inbox/counts', duty)
  assert.equal(counts.shows.snoozed, 1)
  assert.equal(counts.returnsAt, until1)
  assert.equal((await ask<InboxPage>('GET', '/inbox/items?q=third', duty)).items.length, 0)
  assert.equal((await ask<InboxPage>('GET', '/inbox/items?q=third', analyst)).items.length, 1)
  const { sql } = node.served.node.store
  await sql`update inbox_snooze set until = now() - interval '1 second'`
  assert.equal((await ask<InboxPage>('GET', '/inbox/items?q=third', duty)).items.length, 1)
  await ask<Marked>('POST', '/inbox/marks', duty, { changes: [{ key: item.key, snoozedUntil: until1 }] })
  await sql`update work_item set updated_seq = updated_seq + 100000 where encode(rid, 'hex') = ${Buffer.from(item.key.slice(6), 'base64url').toString('hex')}`
  assert.equal((await ask<InboxPage>('GET', '/inbox/items?q=third', duty)).items.length, 1)
})

test('the past, a year ahead and rubbish are refused by field, and what another agency holds is unknown', async () => {
  const [item] = await until(duty, '&q=first', (found) => found.length === 1)
  const rows: readonly (readonly [object, number, RegExp])[] = [
    [{ key: item?.key, snoozedUntil: '2020-01-01T00:00:00.000Z' }, 422, /not_in_the_future/],
    [{ key: item?.key, snoozedUntil: '2099-01-01T00:00:00.000Z' }, 422, /too_far/],
    [{ key: item?.key, snoozedUntil: 'soon' }, 422, /snoozedUntil/],
    [{ key: 'alert' }, 422, /not_an_item/],
    [{ key: 'alert.%%%' }, 422, /not_an_item/],
    [{ key: item?.key, unknown: 1 }, 422, /unknown/],
  ]
  for (const [change, status, found] of rows) {
    const answer = await node.ask('POST', '/api/v1/inbox/marks', { as: duty, send: { changes: [change] } })
    assert.equal(answer.status, status, answer.text)
    assert.match(answer.text, found)
  }
  const other = await ask<Marked>('POST', '/inbox/marks', ['uif', 'analyst'], { changes: [{ key: item?.key, assignee: null }] })
  assert.equal(other.items[0]?.outcome, 'unknown')
  for (const cursor of ['x', 'AAAA', 'a'.repeat(900)]) {
    assert.equal((await node.ask('GET', `/api/v1/inbox/items?cursor=${cursor}`, { as: duty })).status, 400)
  }
})

test('a saved view keeps its name sealed, counts what it holds, and comes back after it was deleted', async () => {
  const name = 'Pendientes de Zacatlán número siete'
  const { id } = await ask<{ id: string }>('POST', '/inbox/views', duty, { name, filter: { show: 'sent', q: 'tanker', group: 'clock' } })
  const { items } = await ask<SavedViews>('GET', '/inbox/views', duty)
  assert.equal(items.length, 1)
  assert.deepEqual([items[0]?.name, items[0]?.filter], [name, { show: 'sent', group: 'clock', q: 'tanker' }])
  assert.ok((items[0]?.count ?? 0) >= 5)
  assert.equal((await ask<SavedViews>('GET', '/inbox/views', analyst)).items.length, 0)
  assert.equal((await node.ask('DELETE', `/api/v1/inbox/views/${id}`, { as: analyst })).status, 404)
  await ask('DELETE', `/inbox/views/${id}`, duty, undefined, 204)
  assert.equal((await ask<SavedViews>('GET', '/inbox/views', duty)).items.length, 0)
  await ask('POST', `/inbox/views/${id}/restore`, duty, undefined, 204)
  assert.equal((await ask<SavedViews>('GET', '/inbox/views', duty)).items.length, 1)
  const clear = await node.served.node.store.sql`select 1 from inbox_view t where t::text like '%Zacat%'`
  assert.equal(clear.length, 0)
})

test('a shift is handed over with a note; the work changes hands when the next officer accepts, once', async () => {
  const items = await until(duty, '&source=alert', (found) => found.length >= 5)
  const keys = items.slice(0, 3).map((item) => item.key)
  const note = 'FICTIONAL: the third tanker stands at kilometre 18.'
  const { id } = await ask<{ id: string }>('POST', '/handovers', duty, { items: keys, to: 'analyst@sspc', note })
  const mineBefore = (await ask<InboxCounts>('GET', '/inbox/counts', analyst)).shows.mine
  assert.equal(mineBefore, 0)
  const { items: waiting } = await ask<{ items: Handover[] }>('GET', '/handovers', analyst)
  assert.deepEqual([waiting[0]?.id, waiting[0]?.note, waiting[0]?.items, waiting[0]?.outcome], [id, note, 3, null])
  assert.equal((await ask<{ items: Handover[] }>('GET', '/handovers', ['uif', 'analyst'])).items.length, 0)
  await ask('POST', `/handovers/${id}/accept`, ['sspc', 'secretariat'], undefined, 403)
  await ask('POST', `/handovers/${id}/accept`, duty, undefined, 403)
  assert.deepEqual(await ask('POST', `/handovers/${id}/accept`, analyst), { items: 3 })
  await ask('POST', `/handovers/${id}/accept`, analyst, undefined, 409)
  await ask('POST', `/handovers/${id}/withdraw`, duty, undefined, 409)
  assert.equal((await ask<InboxCounts>('GET', '/inbox/counts', analyst)).shows.mine, 3)
  const rows = await node.served.node.store.sql`select 1 from handover t where t::text like '%kilometre%'`
  assert.equal(rows.length, 0)
})

test('a call that promised a follow-up and must be reported owes both until they are done', async () => {
  const call = await write(
    'call-record',
    { abstract: 'FICTIONAL call about a yard' },
    { held_at: new Date().toISOString(), follow_up_by: undefined },
  )
  const owed = (items: readonly InboxEntry[]) => items.filter((item) => item.record?.id === call).map((item) => item.state)
  const items = await until(analyst, '&source=duty', (found) => owed(found).length === 2)
  assert.deepEqual(owed(items).sort(), ['contact_report', 'follow_up'])
  const report = items.find((item) => item.record?.id === call && item.state === 'contact_report')
  // Until the third day behind today ends in Mexico.
  const days = (Date.parse(report?.dueAt ?? '') - Date.now()) / 86_400_000
  assert.ok(days > 3 - 0.01 && days <= 4, String(days))
  assert.deepEqual([report?.clocks[0]?.law?.instrument, report?.clocks[0]?.law?.article], ['security-law-mx-2020', '70'])
  await write(
    'contact-report',
    { object_refs: [call] },
    {
      ...{ stage: 'filed', content_ref: call },
      ...{ filed_foreign_ministry_at: '2026-01-16T09:00:00Z', filed_security_ministry_at: '2026-01-16T09:00:00Z' },
    },
  )
  await until(analyst, '&source=duty', (found) => owed(found).join() === 'follow_up')
  await write('relationship', { relationship_type: 'derived-from', source_ref: alerts[0], target_ref: call })
  await until(analyst, '&source=duty', (found) => owed(found).length === 0)
})

test('the return of a person surrendered for a time alarms louder as the day comes, until the person is back', async () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const owner = await write('case', {})
  const lend = (days: number) => write('custody-event', { object_refs: [owner] }, { event: 'lent', return_by: inDays(days) })
  const lent = new Map<string, string>()
  for (const [days, state] of [
    [40, 'return_date'],
    [20, 'return_30'],
    [5, 'return_7'],
    [0, 'return_1'],
    [-2, 'return_past'],
  ] as const) {
    lent.set(await lend(days), state)
  }
  const states = (items: readonly InboxEntry[]) =>
    new Map(items.flatMap((item) => (lent.has(item.record?.id ?? '') ? [[item.record?.id ?? '', item.state] as const] : [])))
  const items = await until(analyst, '&source=duty', (found) => states(found).size === lent.size)
  assert.deepEqual(
    states(items),
    new Map(
      items.flatMap((item) => (lent.has(item.record?.id ?? '') ? [[item.record?.id ?? '', lent.get(item.record?.id ?? '')] as const] : [])),
    ),
  )
  assert.deepEqual(
    new Set(items.filter(({ state }) => state.startsWith('return_')).map((item) => item.clocks[0]?.id)),
    new Set(['return_date']),
  )
  await write('custody-event', { object_refs: [owner] }, { event: 'returned' })
  await until(analyst, '&source=duty', (found) => states(found).size === 0)
})

test('who is back before the word of the surrender for a time comes is not waited for, and a later surrender is', async () => {
  const owner = await write('case', {})
  const at = (day: number) => new Date(Date.now() + day * 86_400_000).toISOString()
  const event = (code: string, day: number, says: Record<string, unknown> = {}) =>
    write('custody-event', { object_refs: [owner] }, { event: code, happened_at: at(day), ...says })
  await event('returned', -2)
  const early = await event('lent', -10, { return_by: at(3).slice(0, 10) })
  const late = await event('lent', -1, { return_by: at(4).slice(0, 10) })
  const items = await until(analyst, '&source=duty', (found) => find(found, late) !== undefined)
  assert.equal(find(items, early), undefined)
  await event('released', 0)
  assert.notEqual(find((await ask<InboxPage>('GET', '/inbox/items?source=duty', analyst)).items, late), undefined)
})

test('a change of custody is owed to whoever asked to be told, until every one of them was; an event erased is owed to nobody', async () => {
  const owner = await write('case', {})
  const day = '2026-01-10'
  const notice = (step: string, says: Record<string, unknown>) =>
    write('victim-notice', { object_refs: [owner] }, { step, about: undefined, asked_on: undefined, ...says })
  const asks = (person: string, about: string[]) => notice('asked', { person, about, asked_on: day })
  const told = (step: string, person: string, event: string) =>
    notice(step, { person, event_ref: event, told_at: new Date().toISOString(), channel: 'telephone' })
  const happens = (code: string) => write('custody-event', { object_refs: [owner] }, { event: code })
  const owed = async (id: string, open: boolean) =>
    find(await until(analyst, '&source=duty', (found) => (find(found, id) !== undefined) === open), id)
  await asks('FICTIONAL-V-1', ['release'])
  await asks('FICTIONAL-V-2', ['release', 'escape'])
  const moved = await happens('moved')
  const released = await happens('released')
  const item = await owed(released, true)
  assert.deepEqual([item?.state, item?.clocks[0]?.law?.instrument], ['victim_notice', 'duties'])
  assert.equal((Date.parse(item?.dueAt ?? '') - Date.parse(item?.startedAt ?? '')) / 3_600_000, 24)
  assert.equal(find((await ask<InboxPage>('GET', '/inbox/items?source=duty', analyst)).items, moved), undefined)
  await ask('POST', '/inbox/marks', analyst, { changes: [{ key: item?.key, done: true }] })
  await told('told', 'FICTIONAL-V-1', released)
  const escaped = await happens('escaped')
  const other = await owed(escaped, true)
  assert.notEqual(await owed(released, true), undefined, 'one of two was told')
  await told('refused', 'FICTIONAL-V-2', released)
  await owed(released, false)
  await asks('FICTIONAL-V-3', ['release'])
  await owed(released, true)
  await notice('withdrawn', { person: 'FICTIONAL-V-3' })
  await owed(released, false)
  await eraseByTwo(node, other?.record?.id ?? '')
  await owed(escaped, false)
})

test('whoever asked to be told and is erased is owed no word, and another who asked still is', async () => {
  const owner = await write('case', {})
  const asks = (person: string, about: string[]) =>
    write('victim-notice', { object_refs: [owner] }, { step: 'asked', person, about, asked_on: '2026-01-10' })
  const alone = await asks('FICTIONAL-V-4', ['release'])
  await asks('FICTIONAL-V-5', ['escape'])
  const released = await write('custody-event', { object_refs: [owner] }, { event: 'released' })
  const escaped = await write('custody-event', { object_refs: [owner] }, { event: 'escaped' })
  await until(analyst, '&source=duty', (found) => find(found, released) !== undefined && find(found, escaped) !== undefined)
  await eraseByTwo(node, alone)
  const left = await until(analyst, '&source=duty', (found) => find(found, released) === undefined)
  assert.notEqual(find(left, escaped), undefined)
})

test('a duty is said to be done, and that is taken back', async () => {
  const call = await write('call-record', { abstract: 'FICTIONAL call' }, { must_report: 'no', held_at: new Date().toISOString() })
  const items = await until(duty, '&source=duty', (found) => find(found, call) !== undefined)
  const key = find(items, call)?.key
  const done = await ask<Marked>('POST', '/inbox/marks', duty, { changes: [{ key, done: true }] })
  assert.equal(done.items[0]?.before.done, false)
  assert.equal(find((await ask<InboxPage>('GET', '/inbox/items?source=duty', duty)).items, call), undefined)
  await ask<Marked>('POST', '/inbox/marks', duty, { changes: [{ key, done: false }] })
  assert.notEqual(find((await ask<InboxPage>('GET', '/inbox/items?source=duty', duty)).items, call), undefined)
})

test('an erased record leaves nothing behind in any inbox', async () => {
  const id = await write('call-record', { abstract: 'FICTIONAL call to forget' }, { held_at: new Date().toISOString() })
  const items = await until(duty, '&source=duty', (found) => find(found, id) !== undefined)
  await ask('POST', '/inbox/marks', duty, { changes: [{ key: find(items, id)?.key, assignee: 'duty-officer@sspc' }] })
  await eraseByTwo(node, id)
  assert.equal(find((await ask<InboxPage>('GET', '/inbox/items?limit=200', duty)).items, id), undefined)
  const { sql } = node.served.node.store
  const left = await sql`select 1 from inbox_mark where source = 'duty' and ref not in (select int8send(duty_id) from duty)`
  assert.equal(left.length, 0)
})
