import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { GroupDetail, GroupList, RecordDetail } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'analyst']

/** Stores the example of a kind with changes; `says` are the fields of our own. */
async function write(name: string, object: JsonObject, says?: Record<string, Json>, as: Who = analyst) {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  const id = typeof object.id === 'string' ? object.id : `${kind.stixType}--${randomUUID()}`
  const own = kind.extension === undefined ? {} : (example.object.extensions as JsonObject)[kind.extension]
  const extensions = kind.extension === undefined ? {} : { extensions: { [kind.extension]: { ...(own as JsonObject), ...says } } }
  const send = { object: { ...example.object, ...extensions, ...object, id }, envelope: { ...example.envelope, to: [{ party: 'us' }] } }
  return { id, ...(await node.ask('POST', '/api/v1/records', { as, send })) }
}
const list = async (query = '', as: Who = analyst) => (await node.ask('GET', `/api/v1/groups${query}`, { as })).json() as GroupList
const read = (id: string, query = '', as: Who = analyst) => node.ask('GET', `/api/v1/groups/${id}${query}`, { as })

const group = await write('intrusion-set', { name: 'FICTIONAL Cártel Ejemplo', aliases: ['La Peña Imaginaria'] })
const designated = await write(
  'designation',
  { object_refs: [group.id] },
  { name_used: 'Grupo de la Ñandú', designated_as: 'Delincuencia organizada', from: '2026-01-15', until: '2026-06-30' },
)

test('a group stands in the registry with each party’s own designation, and the other’s is none', async () => {
  assert.deepEqual([group.status, designated.status], [201, 201], designated.text)
  const [row, ...others] = (await list('?on=2026-06-30')).items
  assert.equal(others.length, 0)
  assert.deepEqual(
    row?.parties.map(({ party, state }) => [party, state]),
    [
      ['mx', 'designated'],
      ['us', 'none'],
    ],
  )
  assert.deepEqual((await list('?on=2026-07-01')).items[0]?.parties[0]?.state, 'ended')
  assert.deepEqual((await list('?on=2026-01-14')).items[0]?.parties[0]?.state, 'to_come')
  assert.equal((await node.ask('GET', '/api/v1/groups?on=2026-02-30', { as: analyst })).status, 400)
})

for (const [how, words] of [
  ['its name', 'cartel'],
  ['an alias without its accent', 'pena imaginaria'],
  ['the name that a designation uses', 'ÑANDU'],
] as const) {
  test(`a group is found by ${how}`, async () => {
    const { items } = await list(`?q=${encodeURIComponent(words)}`)
    assert.deepEqual(
      items.map(({ id }) => id),
      [group.id],
    )
  })
}

test('nothing is found by words that nobody uses, and another agency knows no group', async () => {
  assert.deepEqual((await list('?q=nobody')).items, [])
  assert.deepEqual((await list('?q=%2B')).items, [])
  assert.deepEqual((await list('', ['uif', 'analyst'])).items, [])
  assert.equal((await read(group.id, '', ['uif', 'analyst'])).status, 404)
  assert.equal((await read(group.id, '', ['sspc', 'administrator'])).status, 403)
})

test('records that are said to be the same are one group, with members and what else is held about it', async () => {
  const twin = await write('threat-actor', { name: 'FICTIONAL Example Cartel' })
  const member = await write('identity', { name: 'FICTIONAL member' })
  await write('relationship', { relationship_type: 'duplicate-of', source_ref: twin.id, target_ref: group.id })
  await write('relationship', { relationship_type: 'member-of', source_ref: member.id, target_ref: twin.id })
  const detail = (await read(twin.id)).json() as GroupDetail
  assert.deepEqual(detail.group.ids.toSorted(), [group.id, twin.id].sort())
  assert.deepEqual(
    detail.related.map(({ relation, record }) => [relation, record.id]),
    [['member-of', member.id]],
  )
  assert.equal(
    (await list('?q=imaginaria')).items[0]?.names.some(({ name }) => name === 'FICTIONAL Example Cartel'),
    true,
  )
})

test('a designation in another’s name is refused, and one that ends before it begins', async () => {
  const another = await write('designation', { object_refs: [group.id] }, { by_party: 'us' })
  assert.equal(another.status, 422)
  assert.match(another.text, /designation_of_another/)
  assert.match((await write('designation', { object_refs: [group.id] }, { until: '2020-01-01' })).text, /earlier_than/)
  assert.match((await write('designation', { object_refs: [group.id, group.id.replace(/.$/, '0')] })).text, /too_many/)
})

/** What was decided about a record for the partner, once it was. */
async function decided(id: string): Promise<RecordDetail['releases'][number]> {
  for (;;) {
    const detail = (await node.ask('GET', `/api/v1/records/${id}`, { as: analyst })).json() as RecordDetail
    const [release] = detail.releases
    if (release !== undefined) return release
    await new Promise((done) => setImmediate(done))
  }
}

for (const [what, change] of [
  ['a type of actor', { threat_actor_types: ['terrorist'] }],
  ['a label', { labels: ['fictional', 'FTO'] }],
] as const) {
  test(`a record that carries a label of the other party’s law as ${what} stays home`, async () => {
    const { id } = await write('threat-actor', { name: 'FICTIONAL labelled', ...change })
    const { outcome, reason } = await decided(id)
    assert.deepEqual([outcome, reason], ['withhold', 'label_of_another'])
  })
}

test('one that says it in prose is put before an officer with that reason, and one without goes the ordinary way', async () => {
  const { id } = await write('threat-actor', { name: 'FICTIONAL described', description: 'Called narcoterrorists by some.' })
  assert.deepEqual(await decided(id).then(({ outcome, explanation }) => [outcome, explanation.code]), ['ask', 'ask_words_of_another'])
  const plain = await write('threat-actor', { name: 'FICTIONAL plain' })
  assert.deepEqual(await decided(plain.id).then(({ outcome, explanation }) => [outcome, explanation.code]), ['ask', 'ask_rule'])
})

test('a designation that was taken back designates nobody', async () => {
  const example = exampleOf(kinds.get('designation') as Kind)
  const { object } = (await node.ask('GET', `/api/v1/records/${designated.id}`, { as: analyst })).json() as { object: JsonObject }
  const modified = '2026-08-01T00:00:00.000Z'
  const send = { object: { ...object, modified, revoked: true }, envelope: example.envelope }
  const answer = await node.ask('POST', '/api/v1/records', { as: analyst, send })
  assert.equal(answer.status, 201, answer.text)
  assert.equal((await list('?on=2026-02-01&q=imaginaria')).items[0]?.parties[0]?.state, 'none')
})
