import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { InboxPage, Recall, RecallDetail, RecordAnswers, RecordDetail, RecordList, SearchResults } from '@enlace/api'
import type { JsonObject } from '@enlace/core'
import { dataFolder, findTokens } from '@enlace/node'
import { makeAlert, makeRecord, type Submission } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
before(async () => {
  fleet = await startFleet()
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

/** Writes an alert at mx and waits until us can read it. */
async function exchanged(name: string, envelope: JsonObject = {}): Promise<Submission> {
  const alert = makeAlert(name, { envelope })
  await postUntilStored(fleet.node('mx'), [alert])
  await waitUntil('us reads it', async () => (await seenAs(fleet.node('us'), alert)) === 'whole')
  return alert
}

async function seenAs(node: FleetNode, { object }: Submission): Promise<string> {
  const { status, body } = await node.call('GET', `/api/v1/records/${object.id}`)
  return status === 200 ? String((body as RecordDetail).view) : String(status)
}

const takeBack = (alert: Submission, change: object = {}, role = 'duty-officer') =>
  fleet.node('mx').call('POST', `/api/v1/records/${alert.object.id}/recall`, {
    role,
    body: { reason: 'wrong_person', words: 'FICTIONAL: a namesake.', ...change },
  })

async function answersOf(node: FleetNode, { object }: Submission): Promise<RecordAnswers> {
  const { status, body } = await node.call('GET', `/api/v1/records/${object.id}/answers`)
  assert.equal(status, 200, JSON.stringify(body))
  return body as RecordAnswers
}

const stateAt = async (alert: Submission): Promise<Recall | undefined> => (await answersOf(fleet.node('mx'), alert)).recalls[0]

/** Everything that us would show of a word: lists, search with its counts, suggestions, the inbox. */
async function shownAnywhere(alert: Submission, word: string): Promise<string[]> {
  const us = fleet.node('us')
  const places: string[] = []
  for (const path of [
    '/api/v1/records?limit=200',
    `/api/v1/search?q=${word}&facets=1`,
    `/api/v1/search/suggestions?q=${word}`,
    '/api/v1/inbox',
    '/api/v1/inbox/items',
  ]) {
    const { body } = await us.call('GET', path)
    if (JSON.stringify(body).includes(alert.object.id)) places.push(path)
  }
  return places
}

/** Slots of the keystore that the database of a node still names for bodies. */
async function liveSlots(node: FleetNode): Promise<number[]> {
  await using database = await node.database()
  const rows = await database.sql<{ slot: number }[]>`select distinct slot from body where slot is not null`
  return rows.map((row) => row.slot)
}

test('a recall hides the record at the partner everywhere, is purged by two, and the purge comes back countersigned', async () => {
  const us = fleet.node('us')
  const alert = await exchanged('zopilote recall')
  assert.equal((await shownAnywhere(alert, 'zopilote')).length, 5)
  const about = makeRecord('note', { object: { abstract: 'FICTIONAL: about it', content: 'zopilote', object_refs: [alert.object.id] } })
  assert.equal((await us.call('POST', '/api/v1/records', { role: 'analyst', body: about })).status, 201)
  const copied = makeAlert('copied by hand: zopilote recall, grey tanker', { object: { description: alert.object.description ?? null } })
  assert.equal((await us.call('POST', '/api/v1/records', { role: 'analyst', body: copied })).status, 201)

  assert.equal((await takeBack(alert, {}, 'inspector')).status, 403)
  const made = await takeBack(alert)
  assert.equal(made.status, 200, JSON.stringify(made.body))
  await waitUntil('us hides it', async () => (await seenAs(us, alert)) === 'hidden')
  assert.deepEqual(await shownAnywhere(alert, 'zopilote'), [])
  assert.equal(await seenAs(us, about), 'hidden')
  assert.equal((await us.call('GET', `/api/v1/records/${alert.object.id}/raw`)).status, 410)
  assert.equal((await us.call('GET', `/api/v1/records/${alert.object.id}/document?format=docx`)).status, 410)
  const detail = (await us.call('GET', `/api/v1/records/${alert.object.id}`)).body as RecordDetail
  assert.deepEqual([detail.object, detail.envelope, detail.hidden?.because], [{}, {}, 'recalled'])
  await waitUntil('mx learns that it is hidden', async () => (await stateAt(alert))?.state === 'hidden')
  assert.equal((await takeBack(alert)).status, 409)

  // The obligation, and where its words may have been copied.
  const { items } = (await us.call('GET', '/api/v1/inbox/items?source=recall')).body as InboxPage
  const id = items.find((item) => item.state === 'recall_purge' && item.open)?.recall?.id ?? ''
  const recall = (await us.call('GET', `/api/v1/recalls/${id}`)).body as RecallDetail
  assert.deepEqual([recall.reason, recall.words, recall.derivedRecords.length], ['wrong_person', 'FICTIONAL: a namesake.', 1])
  assert.ok(recall.likely.some(({ record }) => record.id === copied.object.id))

  const purge = await us.call('POST', `/api/v1/recalls/${id}/answer`, { role: 'analyst', body: { act: 'purge', reason: 'Recalled.' } })
  assert.equal(purge.status, 200, JSON.stringify(purge.body))
  const { waits } = purge.body as { waits?: { proposal: string } }
  const keysBefore = await liveSlots(us)
  const confirm = { outcome: 'confirmed', reason: 'I looked.' }
  const second = await us.call('POST', `/api/v1/proposals/${waits?.proposal}`, { role: 'releasing-officer', body: confirm })
  assert.equal(second.status, 200, JSON.stringify(second.body))
  await waitUntil('mx has the purge receipt', async () => (await stateAt(alert))?.state === 'purged')
  const done = await stateAt(alert)
  assert.deepEqual([done?.purgedVersions, done?.derived, done?.overdue], [1, 1, false])
  assert.match(done?.answerPosition?.origin ?? '', /^node\.us\..*\/out\/mx\/flash\/1$/)
  assert.equal(await seenAs(us, alert), '410')
  // On the holder's disk: the key of every copy is overwritten, and the word that was taken back stands nowhere.
  const keysAfter = new Set(await liveSlots(us))
  const gone = keysBefore.filter((slot) => !keysAfter.has(slot))
  assert.ok(gone.length > 0)
  const keystore = await readFile(dataFolder(us.dataDir).keystore)
  for (const slot of gone) assert.match(keystore.subarray(8192 + 64 * slot, 8256 + 64 * slot).toString('hex'), /^45(00){63}$/)
  assert.deepEqual(await findTokens(us.dataDir, ['zopilote recall']), [])
  assert.equal(await seenAs(fleet.node('mx'), alert), 'whole')
  await waitUntil('us knows that mx countersigned', async () => {
    const { items: kept } = (await us.call('GET', '/api/v1/recalls?direction=received')).body as { items: Recall[] }
    return kept.find((one) => one.id === id)?.countersignedAt !== null
  })
})

test('while the link is cut a recall waits visibly, and hides the record as soon as the link is back', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const alert = await exchanged('recalled in silence')
  const hold = (held: boolean) => mx.call('POST', '/api/v1/exchange/us/hold', { role: 'administrator', body: { held, reason: 'drill' } })
  assert.equal((await hold(true)).status, 200)
  assert.equal((await takeBack(alert, { purgeBy: new Date(Date.now() + 3_600_000).toISOString() })).status, 200)
  assert.equal((await stateAt(alert))?.state, 'told')
  assert.equal(await seenAs(us, alert), 'whole')
  assert.equal((await hold(false)).status, 200)
  await waitUntil('us hides it', async () => (await seenAs(us, alert)) === 'hidden')
  await waitUntil('mx learns it', async () => (await stateAt(alert))?.state === 'hidden')
})

test('a wrong recall is withdrawn by who releases, and the partner reads the record again', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const alert = await exchanged('recalled by mistake')
  assert.equal((await takeBack(alert)).status, 200)
  await waitUntil('us hides it', async () => (await seenAs(us, alert)) === 'hidden')
  const recall = await stateAt(alert)
  const end = (role: string) => mx.call('POST', `/api/v1/recalls/${recall?.id}/end`, { role, body: { words: '' } })
  assert.equal((await end('duty-officer')).status, 403)
  assert.equal((await end('releasing-officer')).status, 200)
  await waitUntil('us reads it again', async () => (await seenAs(us, alert)) === 'whole')
  assert.equal((await stateAt(alert))?.state, 'withdrawn')
  assert.equal((await end('releasing-officer')).status, 409)
})

test('a legal hold at the partner is told to the author, who sees that it is kept and hidden', async () => {
  const us = fleet.node('us')
  const alert = await exchanged('kept by law')
  const hold = { role: 'legal-adviser', body: { reason: 'A grand jury asked for it.' } }
  assert.equal((await us.call('POST', `/api/v1/records/${alert.object.id}/hold`, hold)).status, 200)
  const erase = await us.call('POST', `/api/v1/records/${alert.object.id}/erase`, { role: 'analyst', body: { reason: 'Try.' } })
  assert.ok([200, 409].includes(erase.status))
  assert.equal((await takeBack(alert)).status, 200)
  await waitUntil('mx learns of the hold', async () => (await stateAt(alert))?.state === 'held')
  assert.equal(await seenAs(us, alert), 'hidden')
  const { items } = (await us.call('GET', '/api/v1/recalls?direction=received')).body as { items: Recall[] }
  const open = items.find((one) => one.state === 'held')
  const purge = { role: 'analyst', body: { act: 'purge', reason: 'Recalled.' } }
  assert.equal((await us.call('POST', `/api/v1/recalls/${open?.id}/answer`, purge)).status, 409)
})

test('what was never sent cannot be recalled, and what is shared inside the partner is told as a number', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const home = makeAlert('stays home', { envelope: { to: [] } })
  await postUntilStored(mx, [home])
  assert.equal((await takeBack(home)).status, 409)
  const alert = await exchanged('shared on', {
    permitted_use: ['lead', 'no_force_or_targeting'],
    marking: { scheme: 'mx-publica', value: 'Pública' },
  })
  const share = { role: 'releasing-officer', body: { agency: 'doj', reason: 'They prosecute.' } }
  assert.equal((await us.call('POST', `/api/v1/records/${alert.object.id}/share`, share)).status, 200)
  await waitUntil('mx is told', async () =>
    (await answersOf(mx, alert)).receipts.some((one) => one.what === 'disseminated' && one.count === 1 && one.partner === 'us'),
  )
  assert.ok((await answersOf(us, alert)).receipts.some((one) => one.direction === 'from_us' && one.what === 'disseminated'))
  // Recalled, it is hidden from the other agency too.
  const asDoj = { agency: 'doj' }
  assert.equal(((await us.call('GET', `/api/v1/records/${alert.object.id}`, asDoj)).body as RecordDetail).view, 'whole')
  assert.equal((await takeBack(alert)).status, 200)
  await waitUntil('doj sees it no more', async () => {
    const { items } = (await us.call('GET', '/api/v1/records?limit=200', asDoj)).body as RecordList
    return !items.some((item) => item.id === alert.object.id)
  })
  const found = (await us.call('GET', '/api/v1/search?q=shared', asDoj)).body as SearchResults
  assert.ok(!found.items.some((item) => item.id === alert.object.id))
})
