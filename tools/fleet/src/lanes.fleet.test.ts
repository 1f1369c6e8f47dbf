import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ExchangeStatus, RecordAnswers, RecordDetail, WorkItem } from '@enlace/api'
import { countExchange, proves } from './count-exchange.ts'
import { makeAlert, makeRecord, type Submission } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { runCommand } from './run-command.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
let mx: FleetNode
let us: FleetNode
before(async () => {
  fleet = await startFleet()
  mx = fleet.node('mx')
  us = fleet.node('us')
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

async function outLog(lane: string) {
  const { body } = await mx.call('GET', '/api/v1/exchange', { role: 'administrator' })
  return (body as ExchangeStatus).partners[0]?.logs.find((log) => log.lane === lane && log.direction === 'out')
}

async function seenAtUs({ object }: Submission): Promise<string> {
  const { status, body } = await us.call('GET', `/api/v1/records/${object.id}`)
  return status === 200 ? String((body as RecordDetail).view) : String(status)
}

test('while the routine lane stands still, a flash alert and a recall of what waits there go by the flash lane, and nothing is lost', async () => {
  await waitUntil('both know the flash lane', async () => (await outLog('flash'))?.ready)
  await setFrozen('drill')
  const routine = makeAlert('waits behind a lane that stands still')
  const flash = makeAlert('cannot wait', { fields: { urgency: 'flash' } })
  await postUntilStored(mx, [routine, flash])
  await waitUntil('the flash alert is there', async () => (await seenAtUs(flash)) === 'whole')
  assert.equal(await seenAtUs(routine), '404')
  await waitUntil('its receipt is there', async () => (await outLog('flash'))?.waiting === 0)
  assert.equal((await outLog('routine'))?.receipted, 0)
  assert.deepEqual([await proves(mx, flash), await proves(us, flash)], ['receipted', 'held'])

  const taken = await mx.call('POST', `/api/v1/records/${routine.object.id}/recall`, {
    body: { reason: 'wrong_person', words: 'FICTIONAL' },
  })
  assert.equal(taken.status, 200, JSON.stringify(taken.body))
  await waitUntil('the holder says hidden', async () => {
    const { body } = await mx.call('GET', `/api/v1/records/${routine.object.id}/answers`)
    return (body as RecordAnswers).recalls[0]?.state === 'hidden'
  })

  await setFrozen(null)
  // What a receiver remembers of a frozen log it remembers until it starts again.
  await us.stop()
  await us.start()
  await fleet.settle()
  assert.equal((await outLog('routine'))?.waiting, 0)
  assert.notEqual(await seenAtUs(routine), 'whole')
  const { logProblems, lost, doubled, differing, unproved } = await countExchange(mx, us, [flash])
  assert.deepEqual({ logProblems, lost, doubled, differing, unproved }, { logProblems: 0, lost: 0, doubled: 0, differing: 0, unproved: 0 })
})

test('work that came and was receipted by both lanes says the same after it was all projected anew', async () => {
  const alerts = [makeAlert('routine, to be rebuilt'), makeAlert('flash, to be rebuilt', { fields: { urgency: 'flash' } })]
  await postUntilStored(mx, alerts)
  await fleet.settle()
  const answer = makeRecord('response', { object: { object_refs: alerts.map(({ object }) => object.id) }, fields: { step: 'acting' } })
  await postUntilStored(us, [answer])
  await fleet.settle()
  const both = async () => await Promise.all([mx, us].map((node) => eventsOf(node, alerts)))
  const wanted = (events: readonly (readonly string[])[]) => events.every((codes) => codes.includes('acting'))
  await waitUntil('both sides know what is done', async () => (await both()).every(wanted))
  const before = await both()
  assert.ok(
    before[0]?.every((codes) => codes.includes('received us')),
    'receipts of both lanes count',
  )
  for (const node of [mx, us]) {
    const { code, printed } = await runCommand(['rebuild', 'all', '--data-dir', node.dataDir])
    assert.equal(code, 0, printed)
  }
  await waitUntil('it says the same again', async () => JSON.stringify(await both()) === JSON.stringify(before))
})

/** What happened to alerts, as a node's inbox tells it. */
async function eventsOf(node: FleetNode, alerts: readonly Submission[]): Promise<string[][]> {
  const { body } = await node.call('GET', `/api/v1/inbox?direction=${node === mx ? 'sent' : 'received'}`)
  const { items } = body as { readonly items: readonly WorkItem[] }
  return alerts.map(({ object }) => {
    const item = items.find(({ record }) => record.id === object.id)
    return (item?.events ?? []).flatMap(({ code, by }) => [code, `${code} ${by}`])
  })
}

async function setFrozen(reason: string | null): Promise<void> {
  await using database = await us.database()
  await database.sql`update log set frozen = ${reason} where role = 'in' and lane = 'routine'`
}
