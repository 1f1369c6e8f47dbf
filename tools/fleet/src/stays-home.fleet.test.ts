import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RecordDetail, ReleaseTaskDetail, ReleaseTaskList, SearchResults } from '@enlace/api'
import { findTokens } from '@enlace/node'
import { rawBytes } from './count-exchange.ts'
import { exportLog } from './export-log.ts'
import { makeAlert, makeRecord, type Submission } from './make-record.ts'
import { type Fleet, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
before(async () => {
  fleet = await startFleet()
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

async function write(record: Submission, agency = 'sspc'): Promise<void> {
  const { status, body } = await fleet.node('mx').call('POST', '/api/v1/records', { body: record, agency })
  assert.equal(status, 201, JSON.stringify(body))
}

async function arrives({ object }: Submission): Promise<void> {
  await waitUntil('it is at us', async () => (await fleet.node('us').call('GET', `/api/v1/records/${object.id}`)).status === 200)
}

/** Ids found by a search at the partner, by an officer of either of its agencies. */
async function foundAtPartner(word: string): Promise<readonly string[]> {
  const answers = await Promise.all(
    ['dhs', 'doj'].map((agency) =>
      fleet.node('us').call('GET', `/api/v1/search?q=${encodeURIComponent(word)}`, { agency, role: 'analyst' }),
    ),
  )
  return answers.flatMap(({ body }) => (body as SearchResults).items.map((item) => item.id))
}

const kept: readonly { readonly why: string; readonly reason: string; readonly record: Submission }[] = [
  { why: 'legal basis', reason: 'no_legal_basis', record: makeAlert('quetzalmorado one', { envelope: { legal_basis: null } }) },
  { why: 'permitted use', reason: 'no_permitted_use', record: makeAlert('quetzalmorado two', { envelope: { permitted_use: [] } }) },
  { why: 'agreement for its kind', reason: 'kind_not_covered', record: makeRecord('figure') },
  {
    why: 'agreement in this direction',
    reason: 'direction_not_covered',
    record: makeRecord('list-entry', { object: { name: 'FICTIONAL quetzalmorado' } }),
  },
  { why: 'addressee', reason: 'home_only', record: makeAlert('quetzalmorado three', { envelope: { to: [] } }) },
  {
    why: 'marking that the agreement allows',
    reason: 'marking_above_ceiling',
    record: makeAlert('quetzalmorado four', { envelope: { marking: { scheme: 'mx-reservada', value: 'Reservada NACIONAL' } } }),
  },
]

test('a record without agreement, legal basis, permitted use, addressee or allowed marking stays home: it never enters the outbound log', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const leaves = makeAlert('it leaves')
  for (const { record } of kept) await write(record)
  await write(leaves)
  await arrives(leaves)
  await fleet.settle()
  const exported = await exportLog(mx, 'node.mx.sig.example/out/us/1')
  assert.deepEqual(exported?.verdict.types, { offer: 1 })
  for (const { why, reason, record } of kept) {
    const { body } = await mx.call('GET', `/api/v1/records/${record.object.id}`)
    const [release] = (body as RecordDetail).releases
    assert.deepEqual([release?.outcome, release?.reason], ['withhold', reason], why)
    for (const agency of ['dhs', 'doj']) {
      for (const role of ['duty-officer', 'analyst', 'releasing-officer', 'secretariat', 'inspector']) {
        const { status } = await us.call('GET', `/api/v1/records/${record.object.id}`, { agency, role })
        assert.equal(status, 404, `${why}, ${role} of ${agency}`)
      }
    }
  }
  await using database = await us.database()
  const [held] = await database.sql<{ count: number }[]>`select count(*)::int as count from version where from_party = 'mx'`
  assert.equal(held?.count, 1)
  assert.deepEqual(await foundAtPartner('quetzalmorado'), [])
  const ids = kept.map(({ record }) => record.object.id)
  assert.deepEqual(await findTokens(us.dataDir, ['quetzalmorado', ...ids]), [])
})

test('a struck field is absent at the partner: in the bytes, in the search, in the database, in every file', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const [struckByRule, struckByOfficer, stays] = ['zopilotegris77', 'tlacuacheazul88', 'ajoloteverde99']
  const seizure = makeRecord('seizure', {
    object: { name: `FICTIONAL ${stays}` },
    fields: { case_references: [{ issuer: 'Fictional prosecutor', number: struckByRule }], concealment: struckByOfficer },
  })
  await write(seizure)
  const officer = { role: 'releasing-officer', agency: 'sspc' }
  const task = await waitUntil('it waits for the releasing officer', async () => {
    const { body } = await mx.call('GET', '/api/v1/release-tasks', officer)
    return (body as ReleaseTaskList).items.find((item) => item.record.id === seizure.object.id)
  })
  const detail = (await mx.call('GET', `/api/v1/release-tasks/${task.id}`, officer)).body as ReleaseTaskDetail
  assert.ok(!detail.outgoing.includes(struckByRule) && detail.outgoing.includes(struckByOfficer))
  assert.ok(detail.removed.includes('case_references'))
  const decision = { outcome: 'release', without: [...detail.removed, 'concealment'], reason: 'drill of the fleet' }
  const refused = await mx.call('POST', `/api/v1/release-tasks/${task.id}`, { body: decision, role: 'duty-officer' })
  assert.equal(refused.status, 403)
  const released = await mx.call('POST', `/api/v1/release-tasks/${task.id}`, { body: decision, ...officer })
  assert.equal(released.status, 200, JSON.stringify(released.body))
  await arrives(seizure)
  await fleet.settle()
  const there = (await rawBytes(us, seizure.object.id))?.toString() ?? ''
  assert.ok(there.includes(stays) && !there.includes(struckByRule) && !there.includes(struckByOfficer))
  assert.match(there, /case_references/, 'the names of removed fields stand in the copy')
  assert.deepEqual(await foundAtPartner(struckByRule), [])
  assert.deepEqual(await foundAtPartner(struckByOfficer), [])
  assert.deepEqual(await foundAtPartner(stays), [seizure.object.id])
  assert.deepEqual(await findTokens(us.dataDir, [struckByRule, struckByOfficer, stays]), [])
})

test('a record of one agency is refused to the other agency and to every administrator, until its releasing officer shares it', async () => {
  const mx = fleet.node('mx')
  const alert = makeAlert('cenzontleblanco66', { envelope: { to: [] } })
  await write(alert, 'uif')
  const path = `/api/v1/records/${alert.object.id}`
  const read = async (role: string, agency: string, what = '') => (await mx.call('GET', `${path}${what}`, { role, agency })).status
  assert.equal(await read('duty-officer', 'uif'), 200)
  for (const what of ['', '/raw', '/proof']) {
    for (const role of ['duty-officer', 'analyst', 'releasing-officer', 'secretariat'])
      assert.equal(await read(role, 'sspc', what), 404, `${role}${what}`)
    for (const agency of ['sspc', 'uif']) assert.equal(await read('administrator', agency, what), 403, `administrator of ${agency}${what}`)
  }
  const seen = await mx.call('GET', path, { role: 'inspector', agency: 'sspc' })
  assert.equal(seen.status, 200)
  assert.ok(!JSON.stringify(seen.body).includes('cenzontleblanco66'), 'an inspector of another compartment sees no text')
  const search = async (agency: string) =>
    ((await mx.call('GET', '/api/v1/search?q=cenzontleblanco66', { agency })).body as SearchResults).items.length
  assert.deepEqual([await search('uif'), await search('sspc')], [1, 0])
  const share = (role: string, agency: string) =>
    mx.call('POST', `${path}/share`, { role, agency, body: { agency: 'sspc', reason: 'drill of the fleet' } })
  assert.equal((await share('duty-officer', 'uif')).status, 403)
  assert.equal((await share('releasing-officer', 'sspc')).status, 404)
  assert.equal((await share('administrator', 'uif')).status, 403)
  const shared = await share('releasing-officer', 'uif')
  assert.equal(shared.status, 200, JSON.stringify(shared.body))
  assert.equal(await read('duty-officer', 'sspc'), 200)
  assert.deepEqual([await read('duty-officer', 'sspc', '/raw'), await search('sspc')], [200, 1])
  assert.equal(await read('administrator', 'sspc'), 403)
})
