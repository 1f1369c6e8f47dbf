import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ExchangeStatus, Inbox, ReleasedList } from '@enlace/api'
import type { JsonObject } from '@enlace/core'
import { checkStatement, parseStatementDocument } from '@enlace/proof/node'
import { countExchange } from './count-exchange.ts'
import { agreeText, certify, readJoint } from './joint-play.ts'
import { makeAlert, type Submission } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
const written: Submission[] = []
before(async () => {
  fleet = await startFleet()
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

async function write(count: number): Promise<readonly Submission[]> {
  const alerts = Array.from({ length: count }, (_, i) => makeAlert(`alert ${written.length + i}`))
  written.push(...alerts)
  await postUntilStored(fleet.node('mx'), alerts)
  return alerts
}

async function linkOf(node: FleetNode): Promise<ExchangeStatus['partners'][number]> {
  const { body } = await node.call('GET', '/api/v1/exchange')
  const [partner] = (body as ExchangeStatus).partners
  if (partner === undefined) throw new Error(`${node.party} has no partner`)
  return partner
}

async function outLogOf(node: FleetNode) {
  const log = (await linkOf(node)).logs.find((each) => each.direction === 'out')
  if (log === undefined) throw new Error(`${node.party} sends to nobody`)
  return log
}

/** How the exchange of each of these alerts stands in the author's inbox. */
async function statesOf(alerts: readonly Submission[]): Promise<readonly (string | undefined)[]> {
  return await waitUntil('the inbox has them all', async () => {
    const { body } = await fleet.node('mx').call('GET', '/api/v1/inbox?direction=sent')
    const states = new Map((body as Inbox).items.map((item) => [item.record.id, item.exchange.state]))
    return alerts.every(({ object }) => states.has(object.id)) ? alerts.map(({ object }) => states.get(object.id)) : undefined
  })
}

async function assertDeliveredOnceInOrder(): Promise<void> {
  await fleet.settle(120_000)
  const { entries: _entries, ...count } = await countExchange(fleet.node('mx'), fleet.node('us'), written)
  const wanted = { logProblems: 0, lost: 0, doubled: 0, misplaced: 0, differing: 0, unproved: 0 }
  assert.deepEqual(count, { written: written.length, ...wanted })
}

test('while the partner is down alerts wait visibly, and are delivered once and in order when it is back', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  await write(2)
  await fleet.settle()
  await us.stop()
  const waiting = await write(5)
  await waitUntil('the link is down', async () => (await linkOf(mx)).link === 'down')
  await waitUntil('all five wait', async () => (await outLogOf(mx)).waiting >= 5)
  assert.deepEqual(await statesOf(waiting), Array(5).fill('waiting'))
  const { oldestWaitingSince } = await outLogOf(mx)
  assert.ok(oldestWaitingSince !== null && Date.parse(oldestWaitingSince) <= Date.now())
  assert.equal((await linkOf(mx)).lastFault?.code, 'partner_unreachable')
  await us.start()
  await assertDeliveredOnceInOrder()
  assert.deepEqual(await statesOf(waiting), Array(5).fill('receipted'))
  const log = await outLogOf(mx)
  assert.deepEqual([log.waiting, log.oldestWaitingSince], [0, null])
  assert.equal((await linkOf(mx)).link, 'up')
})

test('an administrator, and nobody else, cuts and restores the link: nothing passes meanwhile, in either direction, and nothing is lost', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const hold = (held: boolean, role: string) =>
    mx.call('POST', '/api/v1/exchange/us/hold', { role, body: { held, reason: 'drill of the fleet' } })
  for (const role of ['duty-officer', 'releasing-officer', 'inspector']) assert.equal((await hold(true, role)).status, 403, role)
  assert.equal((await hold(true, 'administrator')).status, 200)
  assert.equal((await linkOf(mx)).link, 'held')
  const held = await write(3)
  const theirs = makeAlert('from the other side')
  await postUntilStored(us, [theirs])
  await waitUntil('the partner hears that the link is held', async () => (await linkOf(us)).lastFault?.code === 'partner_holds')
  await waitUntil('all three wait', async () => (await outLogOf(mx)).waiting >= 3)
  assert.deepEqual(await statesOf(held), Array(3).fill('held'))
  for (const { object } of held) assert.equal((await us.call('GET', `/api/v1/records/${object.id}`)).status, 404)
  assert.equal((await mx.call('GET', `/api/v1/records/${theirs.object.id}`)).status, 404)
  // The administrator's word outlives a restart.
  await mx.stop()
  await mx.start()
  assert.equal((await linkOf(mx)).link, 'held')
  assert.equal((await hold(false, 'administrator')).status, 200)
  await assertDeliveredOnceInOrder()
  assert.equal((await mx.call('GET', `/api/v1/records/${theirs.object.id}`)).status, 200)
})

test('both publish the same joint statement at its instant by themselves with the link cut, and say whether the other was seen', async () => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const draft = await agreeText(mx, us)
  const past = { sha256: (await readJoint(mx, draft))?.text?.sha256, at: '2026-01-15T18:00:00.000Z', embargo: '', reason: 'FICTIONAL' }
  const refused = await mx.call('POST', `/api/v1/programme/drafts/${draft}/sign`, { role: 'secretariat', body: past })
  assert.deepEqual([refused.status, (refused.body as { code: string }).code], [422, 'joint_instant_past'])
  const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 25_000).toISOString()
  await certify(mx, draft, at)
  await waitUntil('us has the certificate', async () => (await readJoint(us, draft))?.release.state === 'one_sided')
  await certify(us, draft, at)
  for (const node of [mx, us]) await waitUntil('it is armed', async () => (await readJoint(node, draft))?.release.state === 'armed')
  assert.equal((await readJoint(mx, draft))?.clocks[0]?.state, 'equal')
  const hold = (held: boolean) =>
    mx.call('POST', '/api/v1/exchange/us/hold', { role: 'administrator', body: { held, reason: 'drill of the fleet' } })
  assert.equal((await hold(true)).status, 200)
  const releasedAt = async (node: FleetNode) => ((await (await fetch(`${node.api}/api/v1/released`)).json()) as ReleasedList).items[0]
  assert.deepEqual([await releasedAt(mx), await releasedAt(us)], [undefined, undefined])
  const [ours, theirs] = await Promise.all([mx, us].map((node) => waitUntil(`${node.party} publishes`, () => releasedAt(node))))
  assert.equal(ours?.sha256, theirs?.sha256)
  assert.deepEqual([ours?.document.text, ours?.at], [theirs?.document.text, at])
  for (const one of [ours, theirs]) assert.ok(Date.parse(one?.publishedAt ?? '') - Date.parse(at) < 2_000, `${one?.publishedAt} for ${at}`)
  // With the link cut neither knows of the other, and says so.
  const unseen = { publishedAt: null, seenAt: null }
  assert.deepEqual([ours?.others, theirs?.others], [[{ party: 'us', ...unseen }], [{ party: 'mx', ...unseen }]])
  assert.equal((await hold(false)).status, 200)
  for (const node of [mx, us]) {
    const seen = await waitUntil('the other was seen', async () => {
      const one = await releasedAt(node)
      return one?.others.every(({ publishedAt }) => publishedAt !== null) === true ? one : undefined
    })
    const document = parseStatementDocument(seen.document as JsonObject)
    assert.ok(document.ok)
    const verdict = checkStatement(document.value)
    assert.deepEqual([verdict.ok, verdict.published.length], [true, 2])
  }
})

test('a backlog is delivered once and in order, although the partner dies again while it drains', async () => {
  const us = fleet.node('us')
  await us.stop()
  for (let i = 0; i < 3; i++) await write(200)
  assert.ok((await outLogOf(fleet.node('mx'))).waiting > 0)
  await us.startDrilled('kill:receive.durable:2')
  await waitUntil('the partner dies in the middle', async () => !us.isRunning(), 60_000)
  await us.start()
  await assertDeliveredOnceInOrder()
})
