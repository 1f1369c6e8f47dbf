import assert from 'node:assert/strict'
import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Erased, ImportList, ReleaseTaskDetail, ReleaseTaskList, SearchResults } from '@enlace/api'
import { dataFolder, findTokens } from '@enlace/node'
import { readDrillConfig } from './config.ts'
import { proves } from './count-exchange.ts'
import { makeAlert, makeRecord, type Submission } from './make-record.ts'
import { runCommand } from './run-command.ts'
import { seededRandom } from './seeded-random.ts'
import { type CallOptions, type Fleet, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
before(async () => {
  // The most talkative log: nothing that it says may be what somebody wrote.
  fleet = await startFleet({ environment: { ENLACE_LOG_LEVEL: 'trace' } })
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

const { seed } = readDrillConfig()
const random = seededRandom(seed)
/** Forty words that no language has and no other file holds. */
const tokens = Array.from({ length: 40 }, (_, i) => `zq${word(9)}x${i.toString(36)}`)
function word(length: number): string {
  return Array.from({ length }, () => 'bcdfghjklmnpqrstvwxyz'[Math.floor(random() * 21)]).join('')
}
const unused = [...tokens]
function token(): string {
  const next = unused.shift()
  if (next === undefined) throw new Error('forty tokens are used up')
  return next
}

const inBody = token()
const alert = makeAlert(`it says ${inBody}`, {
  object: { description: `And in words: ${token()}.`, labels: ['fictional', token()] },
  fields: {
    heading_to: token(),
    cargo: token(),
    appearance: token(),
    safety_notes: token(),
    why_not_stopped: token(),
    reply_to: token(),
    last_seen: { name: token(), country: 'US' },
    identifiers: [{ type: 'plate', value: token(), country: 'MX', state: 'TAM' }],
  },
  envelope: {
    purpose: token(),
    legal_basis: { instrument: token(), article: token() },
    marking: { scheme: 'mx-reservada', value: `Reservada ${token()}`, authority: token() },
    grading: { scheme: 'own', value: token() },
    newer_member: token(),
  },
})
const seizure = makeRecord('seizure', {
  object: { name: `FICTIONAL ${token()}` },
  fields: { case_references: [{ issuer: 'Fictional prosecutor', number: token() }] },
})

async function call(status: number | readonly number[], method: string, path: string, options: CallOptions = {}): Promise<unknown> {
  const answer = await fleet.node('mx').call(method, path, options)
  assert.ok([status].flat().includes(answer.status), `${method} ${path.slice(0, 40)}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

test('forty words go in by every path that takes words', async () => {
  process.stdout.write(`# seed ${seed}\n`)
  const mx = fleet.node('mx')
  await call(201, 'POST', '/api/v1/records', { body: alert })
  await call(201, 'POST', '/api/v1/records', { body: seizure })
  const officer = { role: 'releasing-officer' }
  const task = await waitUntil('the seizure waits for its officer', async () => {
    const { items } = (await call(200, 'GET', '/api/v1/release-tasks', officer)) as ReleaseTaskList
    return items.find((item) => item.record.id === seizure.object.id)
  })
  const { removed } = (await call(200, 'GET', `/api/v1/release-tasks/${task.id}`, officer)) as ReleaseTaskDetail
  const decision = { outcome: 'release', without: removed, reason: token() }
  await call(200, 'POST', `/api/v1/release-tasks/${task.id}`, { ...officer, body: decision })
  for (const text of [inBody, token()]) await call(200, 'GET', `/api/v1/search?q=${text}`)
  await call(200, 'POST', '/api/v1/recognise', { body: { text: `Plate ${token()}, call 55 1234 5678` } })
  // What is refused is refused with words in it.
  await call(422, 'POST', '/api/v1/records', { body: makeAlert('wrong', { object: { confidence: token() } }) })
  await call(422, 'POST', '/api/v1/records', { body: makeAlert('wrong', { object: { [`Wrong-${token()}`]: 1 } }) })
  await call(400, 'POST', '/api/v1/records', { body: `{"object": "${token()}` })
  await call(200, 'POST', '/api/v1/records/batch', {
    body: `{"object":{"type":"${token()}"},"envelope":{}}\n`,
    headers: { 'content-type': 'application/x-ndjson' },
  })
  await call(401, 'POST', '/api/v1/session', { body: { user: token(), password: token() } })
  await call(404, 'GET', `/api/v1/records/${token()}`)
  await call(404, 'GET', `/api/v1/${token()}`)
  await call(404, 'GET', `/api/v1/kinds/${token()}`)
  await call([400, 422], 'GET', `/api/v1/records?cursor=${token()}`)
  await call(401, 'GET', '/api/v1/session', { headers: { authorization: `Bearer ${token()}` } })
  await call(200, 'GET', '/api/v1/session', { headers: { 'accept-language': token() } })
  await call(200, 'POST', '/api/v1/exchange/us/hold', { role: 'administrator', body: { held: false, reason: token() } })
  await importList()
  assert.deepEqual(unused, [], 'every token was used')
  await waitUntil(
    'the alert is at us',
    async () => (await fleet.node('us').call('GET', `/api/v1/records/${alert.object.id}`)).status === 200,
  )
  await fleet.settle()
  const { items } = (await call(200, 'GET', `/api/v1/search?q=${inBody}`)) as SearchResults
  assert.deepEqual(
    items.map((item) => item.id),
    [alert.object.id],
    'and can be found',
  )
  assert.ok(mx.isRunning() && fleet.node('us').isRunning())
})

/** A list of the project's own format, with a row that nobody can read and one whose record is erased and then refused when it comes again. */
async function importList(): Promise<void> {
  const mx = fleet.node('mx')
  const head = {
    format: 'enlace-demo-data/1',
    list: 'sat-69b',
    as_of: '2023-07-06',
    edition: '2023-07-06',
    source: { publisher: 'FICTIONAL' },
  }
  const name = token()
  const row = { key: `${token()} 500-05-2018-1`, subject: 'organization', name, programmes: ['69-b-definitivo'], listed_on: '2018-05-25' }
  const file = join(fleet.root, 'list.jsonl')
  await writeFile(file, [head, row, { unread: token() }].map((line) => `${JSON.stringify(line)}\n`).join(''))
  const importOnce = async (): Promise<readonly unknown[] | undefined> => {
    const { printed } = await runCommand(['import', 'sat-69b', file, '--data-dir', mx.dataDir])
    assert.ok(!printed.includes(name))
    return ((await call(200, 'GET', '/api/v1/imports')) as ImportList).items[0]?.problems
  }
  assert.equal((await importOnce())?.length, 1)
  const analyst = { role: 'analyst', agency: 'uif' }
  const found = (await call(200, 'GET', `/api/v1/search?q=${name}`, analyst)) as SearchResults
  await eraseByTwo(`/api/v1/records/${found.items[0]?.id}`, 'uif', token())
  assert.equal((await importOnce())?.length, 2)
}

/** One proposes, another confirms; their reason is sealed like everything else that people write. */
async function eraseByTwo(path: string, agency: string, reason: string): Promise<void> {
  const asked = (await call(200, 'POST', `${path}/erase`, { role: 'analyst', agency, body: { reason } })) as Erased
  const proposal = `/api/v1/proposals/${asked.waits?.proposal}`
  await call(200, 'POST', proposal, { role: 'releasing-officer', agency, body: { outcome: 'confirmed', reason } })
}

type Slot = { readonly slot: number; readonly bytes: string }

/** The 64 bytes in the keystore of each key that seals a copy of a record (docs/formats/keystore.md: slots start at 8192). */
async function readSlots(slots: readonly number[]): Promise<readonly Slot[]> {
  const file = await open(dataFolder(fleet.node('mx').dataDir).keystore)
  try {
    return await Promise.all(
      slots.map(async (slot) => {
        const { buffer } = await file.read(Buffer.alloc(64), 0, 64, 8192 + 64 * slot)
        return { slot, bytes: buffer.toString('hex') }
      }),
    )
  } finally {
    await file.close()
  }
}

async function slotsOf({ object }: Submission): Promise<readonly number[]> {
  const { body } = await fleet.node('mx').call('GET', `/api/v1/records/${object.id}`)
  const { seq } = body as { readonly seq: number }
  await using database = await fleet.node('mx').database()
  const rows = await database.sql<{ slot: number }[]>`select distinct slot from position
    join body on body.log_id = position.log_id and body.seq = position.log_seq where position.seq = ${seq} and slot is not null`
  return rows.map((row) => row.slot)
}

test('an erased record is unreadable at that instant and after a restart, its key is overwritten, and its proofs verify', async () => {
  const mx = fleet.node('mx')
  const erased = makeAlert('it is erased')
  const path = `/api/v1/records/${erased.object.id}`
  await call(201, 'POST', '/api/v1/records', { body: erased })
  await fleet.settle()
  await waitUntil('its receipt is proved', async () => (await proves(mx, erased)) === 'receipted')
  const slots = await slotsOf(erased)
  assert.ok(slots.length > 0)
  const before = await readSlots(slots)
  await eraseByTwo(path, 'sspc', 'stored by mistake')
  for (const what of ['', '/raw']) await call(410, 'GET', `${path}${what}`)
  const after = await readSlots(slots)
  for (const [i, { bytes }] of after.entries()) assert.notEqual(bytes, before[i]?.bytes)
  const keystore = (await readFile(dataFolder(mx.dataDir).keystore)).toString('hex')
  for (const { bytes } of before) assert.ok(!keystore.includes(bytes.slice(8)), 'no copy of the wrapped key is left')
  const { items } = (await call(200, 'GET', '/api/v1/search?q=erased')) as SearchResults
  assert.ok(!items.some((item) => item.id === erased.object.id))
  assert.equal(await proves(mx, erased), 'entry_only')
  await mx.stop()
  await mx.start()
  for (const what of ['', '/raw']) await call(410, 'GET', `${path}${what}`)
  assert.equal(await proves(mx, erased), 'entry_only')
  assert.equal(await proves(fleet.node('us'), erased), 'held', 'what the partner holds is the partner’s')
})

test('after all that, neither data folder holds any of the forty words: database, write-ahead log, keystore, node log', async () => {
  await Promise.all(Object.values(fleet.nodes).map((node) => node.stop()))
  for (const node of Object.values(fleet.nodes)) {
    assert.deepEqual(await findTokens(node.dataDir, tokens), [], node.party)
    // The look itself works: what may stand in clear is met.
    assert.notDeepEqual(await findTokens(node.dataDir, ['mirror-alert']), [], node.party)
  }
})
