import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { CommitmentDetail, CommitmentList, InboxEntry, InboxPage } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { forgetProjection } from '../store/rebuild.ts'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const secretariat: Who = ['sspc', 'secretariat']
const analyst: Who = ['sspc', 'analyst']
const duty: Who = ['sspc', 'duty-officer']
const daysAway = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** Stores a record of a kind with only these fields of its own. */
async function write(name: string, says: Record<string, Json>, about: readonly string[] = []) {
  const kind = kinds.get(name) as Kind
  const { object, envelope } = exampleOf(kind)
  const id = `note--${randomUUID()}`
  const at = new Date().toISOString()
  const send = {
    object: {
      ...object,
      ...{ id, created: at, modified: at, abstract: `FICTIONAL ${name}`, object_refs: about.length > 0 ? [...about] : object.object_refs },
      extensions: { [String(kind.extension)]: { extension_type: 'property-extension', ...says } },
    } as JsonObject,
    envelope,
  }
  const answer = await node.ask('POST', '/api/v1/records', { as: analyst, send })
  assert.equal(answer.status, 201, answer.text)
  return id
}

/** Waits until the inbox of a role shows an item about a record in this state, and due then, or none where `state` is undefined. */
async function shows(as: Who, id: string, state: string | undefined, dueAt?: string): Promise<InboxEntry | undefined> {
  for (let round = 0; round < 400; round++) {
    const { items } = (await node.ask('GET', '/api/v1/inbox/items?source=duty&limit=200', { as })).json() as InboxPage
    const found = items.find((item) => item.record?.id === id)
    if (found?.state === state && (dueAt === undefined || found?.dueAt === dueAt)) return found
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`the inbox never said ${state ?? 'nothing'} of it`)
}

const names = { en: 'FICTIONAL body', es: 'Órgano FICTICIO' }
const evidence = [{ what: 'FICTIONAL communiqué' }]
const met = (mechanism: string, days: number, state = 'held') =>
  write('session', { mechanism_ref: mechanism, form: 'meeting', state, held_on: daysAway(days), evidence }, [mechanism])

test('a body that has not met within the days agreed stands in the inbox of the secretariat alone until a session is held', async () => {
  const body = await write('mechanism', {
    names,
    level: 'group',
    cadence_days: 90,
    cadence_source: 'FICTIONAL terms',
    from: daysAway(-400),
  })
  await met(body, -94)
  // The last day itself is in time; until the session is projected the body counts as never having met.
  const item = await shows(secretariat, body, 'body_missed', `${daysAway(-3)}T00:00:00.000Z`)
  assert.deepEqual(
    item?.clocks.map(({ id, state }) => [id, state]),
    [['body_meets', 'missed']],
  )
  await shows(duty, body, undefined)
  await met(body, -1, 'planned')
  await shows(secretariat, body, 'body_missed')
  const done = await node.ask('POST', '/api/v1/inbox/marks', { as: secretariat, send: { changes: [{ key: item?.key ?? '', done: true }] } })
  assert.equal(done.status, 200)
  await shows(secretariat, body, 'body_missed')
  await met(body, -2)
  await shows(secretariat, body, undefined)
})

test('a body that has to meet within two weeks is announced, and one that has longer is not', async () => {
  const soon = await write('mechanism', { names, level: 'group', cadence_days: 90, cadence_source: 'FICTIONAL terms' })
  const later = await write('mechanism', { names, level: 'group', cadence_days: 90, cadence_source: 'FICTIONAL terms' })
  await met(later, -70)
  await met(soon, -80)
  const item = await shows(secretariat, soon, 'body_meets')
  assert.deepEqual(
    item?.clocks.map(({ id, state }) => [id, state]),
    [['body_meets', 'running']],
  )
  await shows(secretariat, later, undefined)
  const { sql } = node.served.node.store
  await sql`delete from duty`
  await forgetProjection(sql, 'duties')
  await met(later, -71)
  await shows(secretariat, soon, 'body_meets')
})

const owed = { agreed_text: { en: 'FICTIONAL' }, source: 'FICTIONAL', modality: 'agrees', owners: [{ party: 'mx' }, { party: 'us' }] }

test('a request for progress is owed by the party asked until it has said how it stands with all that the request names', async () => {
  const [first, second] = [await write('commitment', owed), await write('commitment', owed)]
  await write('commitment-status', { status: 'in_progress', as_of: daysAway(0) }, [first])
  const asked = await write('progress-request', { of_party: 'mx', by_when: daysAway(7) }, [first, second])
  const others = await write('progress-request', { of_party: 'us', by_when: daysAway(7) }, [first, second])
  const item = await shows(analyst, asked, 'progress')
  assert.equal(item?.dueAt, `${daysAway(8)}T00:00:00.000Z`)
  await shows(analyst, others, undefined)
  const rows = (await node.ask('GET', `/api/v1/commitments?asked=${asked}`, { as: analyst })).json() as CommitmentList
  assert.deepEqual(rows.items.map(({ record }) => record.id).toSorted(), [first, second].toSorted())
  const waits = async () => {
    const { commitment } = (await node.ask('GET', `/api/v1/commitments/${second}`, { as: analyst })).json() as CommitmentDetail
    return commitment.owners.map(({ party, asked: by }) => `${party} ${by?.by ?? '-'}`)
  }
  assert.deepEqual(await waits(), [`mx ${daysAway(7)}`, `us ${daysAway(7)}`])
  await write('commitment-status', { status: 'in_progress', as_of: daysAway(0) }, [second])
  await shows(analyst, asked, 'progress')
  assert.deepEqual(await waits(), ['mx -', `us ${daysAway(7)}`])
  await write('commitment-status', { status: 'in_progress', as_of: daysAway(0) }, [first])
  await shows(analyst, asked, undefined)
})
