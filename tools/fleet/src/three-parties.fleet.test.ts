import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CaseDetail, RecordDetail, RecordList, RecordProof, RequestDetail } from '@enlace/api'
import type { JsonObject } from '@enlace/core'
import { makeAlert, makeRecord, type Submission } from './make-record.ts'
import { agree, readAgreement } from './prepare-nodes.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
let mx: FleetNode
let us: FleetNode
let ca: FleetNode
before(async () => {
  fleet = await startFleet({ parties: ['mx', 'us', 'ca'] })
  ;[mx, us, ca] = [fleet.node('mx'), fleet.node('us'), fleet.node('ca')]
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

async function write(node: FleetNode, alert: Submission): Promise<Submission> {
  const { status, body } = await node.call('POST', '/api/v1/records', { body: alert })
  assert.equal(status, 201, JSON.stringify(body))
  return alert
}

const statusAt = async (node: FleetNode, { object }: Submission) => (await node.call('GET', `/api/v1/records/${object.id}`)).status
const holds = async (node: FleetNode, alert: Submission) => (await statusAt(node, alert)) === 200

type Leaf = Readonly<Record<string, string | number>>
/** The entry of a record in each outbound log of a node, by partner. */
async function outLeaves(node: FleetNode, { object }: Submission): Promise<ReadonlyMap<string, Leaf>> {
  const { body } = await node.call('GET', `/api/v1/records/${object.id}/proof`)
  const out = (body as RecordProof).positions.filter((position) => position.role === 'out')
  return new Map(out.map(({ origin, leaf }) => [origin.split('/')[2] ?? '', JSON.parse(Buffer.from(leaf, 'base64').toString()) as Leaf]))
}

async function outcomeFor(node: FleetNode, { object }: Submission, partner: string) {
  const { body } = await node.call('GET', `/api/v1/records/${object.id}`)
  return (body as RecordDetail).releases.find((release) => release.partner === partner)
}

test('one record reaches both partners by a log for each, and neither log lets the other’s entry be told', async () => {
  const alert = await write(mx, makeAlert('for both partners'))
  for (const node of [us, ca]) await waitUntil(`it is at ${node.party}`, async () => await holds(node, alert))
  await fleet.settle()
  const leaves = await outLeaves(mx, alert)
  assert.deepEqual([...leaves.keys()].sort(), ['ca', 'us'])
  const [one, other] = [leaves.get('us'), leaves.get('ca')]
  // Commitment, message and decision are made anew for each. What may be alike names no record, though who sees both logs can guess by time and
  // length (docs/formats/leaf.md).
  for (const member of ['c', 'mid', 'rel']) assert.notEqual(one?.[member], other?.[member], member)
  const alike = Object.keys(one ?? {}).filter((member) => one?.[member] === other?.[member])
  assert.deepEqual(
    alike.filter((member) => !['at', 'ct', 'k', 'len', 'n', 'seen', 'seq', 't', 'v'].includes(member)),
    [],
  )
})

test('a record for one partner alone never enters the log of the other', async () => {
  const alert = await write(mx, makeAlert('for ca alone', { envelope: { to: [{ party: 'ca' }] } }))
  await waitUntil('it is at ca', async () => await holds(ca, alert))
  await fleet.settle()
  assert.deepEqual([...(await outLeaves(mx, alert)).keys()], ['ca'])
  assert.equal(await statusAt(us, alert), 404)
})

test('what a partner sent goes no further by itself', async () => {
  const alert = await write(ca, makeAlert('from ca to mx alone', { envelope: { to: [{ party: 'mx' }] } }))
  await waitUntil('it is at mx', async () => await holds(mx, alert))
  await fleet.settle()
  assert.equal(await statusAt(us, alert), 404)
  assert.equal((await outLeaves(mx, alert)).size, 0)
})

test('a recall reaches everybody who has a copy', async () => {
  const alert = await write(us, makeAlert('withdrawn later'))
  for (const node of [mx, ca]) await waitUntil(`it is at ${node.party}`, async () => await holds(node, alert))
  const modified = new Date(Date.parse(String(alert.object.modified)) + 60_000).toISOString()
  await write(us, { ...alert, object: { ...alert.object, modified, revoked: true } })
  for (const node of [mx, ca]) {
    await waitUntil(`${node.party} knows`, async () => {
      const { status, body } = await node.call('GET', `/api/v1/records/${alert.object.id}`)
      return status === 200 && (body as RecordDetail).view === 'hidden'
    })
  }
})

const casework = ['identity', 'case', 'custody-event', 'procedural-step', 'request', 'request-step']

/** The rules between mx and ca, under which these kinds go by themselves, both ways. */
async function rulesWith(kinds: readonly string[]): Promise<JsonObject[]> {
  const { rules } = await readAgreement('mx', 'ca')
  return (rules as JsonObject[]).map((rule) =>
    rule.mode === 'automatic' ? { ...rule, kinds: [...(rule.kinds as string[]), ...kinds] } : rule,
  )
}

test('under ids made for it, a partner knows a record by another id than all others; answers, corrections and recalls find it all the same', async () => {
  const early = await write(mx, makeAlert('FICTIONAL: sent under its own id'))
  await waitUntil('it is at ca', async () => await holds(ca, early))
  await fleet.settle()
  await agree(fleet.root, 'mx', 'ca', { version: 2, partner_ids: true, rules: await rulesWith(casework) })
  for (const node of [mx, ca]) {
    await node.stop()
    await node.start()
  }
  const later = (record: Submission, hours: number): Submission => {
    const modified = new Date(Date.parse(String(record.object.modified)) + hours * 3_600_000).toISOString()
    return { ...record, object: { ...record.object, modified, description: `FICTIONAL: corrected ${hours}` } }
  }
  const alert = await write(mx, makeAlert('FICTIONAL: known by two ids'))
  await waitUntil('it is at us under its own id', async () => await holds(us, alert))
  const listed = async () => {
    const { items } = (await ca.call('GET', '/api/v1/records?kind=mirror-alert&limit=200')).body as RecordList
    return items.find(({ title }) => title.includes('known by two ids'))
  }
  const { id } = await waitUntil('it is at ca', listed)
  assert.notEqual(id, alert.object.id)
  assert.match(id, /^incident--[0-9a-f]{8}-[0-9a-f]{4}-4/)
  assert.equal(await statusAt(ca, alert), 404)
  const copy = (await ca.call('GET', `/api/v1/records/${id}`)).body as RecordDetail
  assert.ok(!JSON.stringify([copy.object, copy.envelope]).includes(String(alert.object.id).slice(-36)))

  // The partner answers what it knows; here it is the answer to our record, and its id finds ours.
  const response = makeRecord('response', {
    object: { object_refs: [id] },
    fields: { step: 'acknowledged' },
    envelope: { to: [{ party: 'mx' }] },
  })
  assert.equal((await ca.call('POST', '/api/v1/records', { body: response })).status, 201)
  await waitUntil('mx has the answer', async () => {
    const { work } = (await mx.call('GET', `/api/v1/records/${alert.object.id}`)).body as RecordDetail
    return work?.state === 'acknowledged'
  })
  assert.equal(((await mx.call('GET', `/api/v1/records/${id}`)).body as RecordDetail).id, alert.object.id)

  const versionsAt = async (at: string) => ((await ca.call('GET', `/api/v1/records/${at}`)).body as RecordDetail).versions.length
  await write(mx, later(alert, 1))
  await waitUntil('the correction is a version of it', async () => (await versionsAt(id)) === 2)
  await write(mx, later(early, 1))
  await waitUntil('what went before keeps its id', async () => (await versionsAt(String(early.object.id))) === 2)
  const recall = { role: 'duty-officer', body: { reason: 'wrong_person', words: '' } }
  assert.equal((await mx.call('POST', `/api/v1/records/${alert.object.id}/recall`, recall)).status, 200)
  await waitUntil('ca hides it', async () => ((await ca.call('GET', `/api/v1/records/${id}`)).body as RecordDetail).view === 'hidden')
})

test('a case and a request of which the partner knows every record by a made id stand alike at both nodes', async () => {
  const at = (minute: number): string => `2026-02-01T10:${String(minute).padStart(2, '0')}:00.000Z`
  const made = (kind: string, minute: number, change: { object?: JsonObject; fields?: JsonObject }, to: string) =>
    makeRecord(kind, {
      ...change,
      object: { created: at(minute), modified: at(minute), ...change.object },
      envelope: { to: [{ party: to }] },
    })
  /** The id by which a node knows what the other wrote last of a kind. */
  const newest = async (node: FleetNode, kind: string, not: readonly string[] = []) =>
    await waitUntil(`${node.party} has a ${kind}`, async () => {
      const { items } = (await node.call('GET', `/api/v1/records?kind=${kind}&limit=1`)).body as RecordList
      return items.find(({ id }) => !not.includes(id))?.id
    })
  const caseAt = async (node: FleetNode, id: string) => (await node.call('GET', `/api/v1/cases/${id}`)).body as CaseDetail
  const requestAt = async (node: FleetNode, id: string) => (await node.call('GET', `/api/v1/requests/${id}`)).body as RequestDetail

  const person = await write(mx, made('identity', 0, { object: { name: 'FICTIONAL Person', identity_class: 'individual' } }, 'ca'))
  const about = { object: { object_refs: [person.object.id] }, fields: { person_ref: person.object.id } }
  const ours = String((await write(mx, made('case', 1, about, 'ca'))).object.id)
  const [theirs, theirPerson] = [await newest(ca, 'case'), await newest(ca, 'identity')]
  assert.ok(theirs !== ours && theirPerson !== person.object.id)
  const held = { event: 'detained', to_party: 'ca', acting_party: 'ca', soil: 'CA' }
  await write(ca, made('custody-event', 2, { object: { object_refs: [theirs] }, fields: held }, 'mx'))
  await write(mx, made('procedural-step', 3, { object: { object_refs: [ours] } }, 'ca'))
  const told = ({ standing, custody, funnel, warnings, person: one }: CaseDetail) => ({
    standing: [standing.status, standing.basis, standing.offence],
    custody: [custody.state, custody.holder, custody.events.map(({ event, by }) => `${event} ${by}`)],
    funnel: funnel.map(({ step, day }) => [step, day]),
    warnings: warnings.map(({ code }) => code),
    person: one?.title,
  })
  const atHome = await waitUntil('both nodes fold both', async () => {
    const [home, away] = [await caseAt(mx, ours), await caseAt(ca, theirs)]
    const whole = [home, away].every(({ custody, steps }) => custody.holder === 'ca' && steps.length === 1)
    return whole ? { home, away } : undefined
  })
  assert.deepEqual(told(atHome.home), told(atHome.away))
  assert.deepEqual([atHome.home.standing.status, atHome.home.person?.id], ['charged', person.object.id])

  // Their own case about our person, which they know by the id made for them.
  const back = { object: { object_refs: [theirPerson] }, fields: { person_ref: theirPerson } }
  await write(ca, made('case', 4, back, 'mx'))
  const second = await newest(mx, 'case', [ours])
  assert.equal((await caseAt(mx, second)).person?.id, person.object.id)

  const asks = { form: 'information', to_party: 'ca', urgency: 'routine', sought: 'FICTIONAL' }
  const asked = String((await write(mx, made('request', 5, { object: { object_refs: [ours] }, fields: asks }, 'ca'))).object.id)
  const request = await newest(ca, 'request')
  const step = async (node: FleetNode, minute: number, code: string) => {
    const [id, other] = node === mx ? [asked, 'ca'] : [request, 'mx']
    const { head } = await requestAt(node, id)
    const says = { step: code, happened_at: at(minute), ...(head === null ? {} : { after_ref: head }) }
    await write(node, made('request-step', minute, { object: { object_refs: [id], content: 'FICTIONAL' }, fields: says }, other))
    const [partner, theirId] = node === mx ? [ca, request] : [mx, asked]
    await waitUntil(`${partner.party} has ${code}`, async () => (await requestAt(partner, theirId)).steps.some((one) => one.step === code))
  }
  await step(ca, 10, 'acknowledge')
  await step(ca, 11, 'ask_supplement')
  await step(mx, 20, 'supplement')
  // By a clock that is behind: what it was written after is the one thing that orders it.
  await step(ca, 15, 'answer')
  const [home, away] = [await requestAt(mx, asked), await requestAt(ca, request)]
  const order = ({ state, turn, steps }: RequestDetail) => [state, turn, steps.map(({ step: code, aside }) => `${code} ${aside}`)]
  assert.deepEqual(order(home), order(away))
  assert.equal(home.state, 'answered')
  assert.deepEqual(
    home.about.map(({ id }) => id),
    [ours],
  )
})

test('a third party leaves by its agreement: what is written afterwards stays home from it, and the others go on', async () => {
  const before = await write(mx, makeAlert('while the agreement stands'))
  await waitUntil('it leaves for ca', async () => (await outcomeFor(mx, before, 'ca'))?.outcome === 'release')
  await fleet.settle()
  await agree(fleet.root, 'mx', 'ca', { version: 3, ends_on: '2025-12-31' })
  for (const node of [mx, ca]) {
    await node.stop()
    await node.start()
  }
  const after = await write(mx, makeAlert('after the agreement ended'))
  await waitUntil('it is at us', async () => await holds(us, after))
  const outcome = await waitUntil('it is decided for ca', async () => await outcomeFor(mx, after, 'ca'))
  assert.equal(outcome.outcome, 'withhold')
  assert.equal(await statusAt(ca, after), 404)
  const alive = await write(ca, makeAlert('ca and us go on'))
  await waitUntil('it is at us', async () => await holds(us, alive))
  assert.equal(await statusAt(mx, alive), 404)
})
