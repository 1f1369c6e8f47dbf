import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type {
  CaseDetail,
  OnwardState,
  Recall,
  RecordAnswers,
  RecordDetail,
  ReleaseTaskDetail,
  ReleaseTaskList,
  RequestDetail,
  RequestList,
} from '@enlace/api'
import { verifyRecord } from '@enlace/verify'
import { exportLog } from './export-log.ts'
import { extraditionDays, extraditionScenes } from './extradition-scenes.ts'
import { makeAlert, makeRecord, type Submission } from './make-record.ts'
import { type Ask, composeScene, playScene, readerOf, readRequestAs, withField } from './play-scene.ts'
import type { Player, Scene } from './scene.ts'
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

const until = '2030-12-31'

async function write(node: FleetNode, record: Submission): Promise<Submission> {
  const { status, body } = await node.call('POST', '/api/v1/records', { body: record, role: 'analyst' })
  assert.equal(status, 201, JSON.stringify(body))
  return record
}

async function detailAt(node: FleetNode, { object }: Submission): Promise<RecordDetail | undefined> {
  const { status, body } = await node.call('GET', `/api/v1/records/${object.id}`)
  return status === 200 ? (body as RecordDetail) : undefined
}

const arrives = async (node: FleetNode, record: Submission) =>
  await waitUntil(`it is at ${node.party}`, async () => await detailAt(node, record))

const passOn = (record: Submission) =>
  us.call('POST', `/api/v1/records/${record.object.id}/pass-on`, { role: 'analyst', body: { partner: 'ca' } })

/** A releasing officer lets out what waits about a record, and gives the exact bytes that left. */
async function letOut(node: FleetNode, { object }: Submission): Promise<ReleaseTaskDetail> {
  const role = 'releasing-officer'
  const task = await waitUntil(`an officer of ${node.party} is asked`, async () => {
    const { body } = await node.call('GET', '/api/v1/release-tasks', { role })
    return (body as ReleaseTaskList).items.find((item) => item.record.id === object.id)
  })
  const detail = (await node.call('GET', `/api/v1/release-tasks/${task.id}`, { role })).body as ReleaseTaskDetail
  const choice = { outcome: 'release', without: detail.removed, reason: 'FICTIONAL: agreed.', holdSeconds: 0 }
  const { status, body } = await node.call('POST', `/api/v1/release-tasks/${task.id}`, { role, body: choice })
  assert.equal(status, 200, JSON.stringify(body))
  return detail
}

async function answer(alert: Submission, request: Submission, fields: Readonly<Record<string, string | string[]>>): Promise<Submission> {
  const consent = makeRecord('onward-consent', {
    object: { object_refs: [alert.object.id] },
    fields: { to_party: 'ca', until, request_ref: request.object.id, ...fields },
    envelope: { to: [{ party: 'us' }] },
  })
  await write(mx, consent)
  await letOut(mx, consent)
  await arrives(us, consent)
  return consent
}

test('a received record goes on only with its author’s consent, which travels with the copy and is proved by it', async () => {
  const alert = await write(mx, makeAlert('for us, and perhaps for ca', { envelope: { to: [{ party: 'us' }] } }))
  await arrives(us, alert)
  const early = await passOn(alert)
  assert.equal(early.status, 422, JSON.stringify(early.body))
  assert.match(JSON.stringify(early.body), /not_ours_to_release/)

  const request = makeRecord('onward-request', {
    object: { object_refs: [alert.object.id] },
    fields: { to_party: 'ca', until },
    envelope: { to: [{ party: 'mx' }] },
  })
  await write(us, request)
  await arrives(mx, request)
  for (const node of [mx, us]) {
    const item = await waitUntil(`${node.party} works on it`, async () => (await detailAt(node, request))?.work)
    assert.equal(item.clocks[0]?.id, 'onward-answer')
  }
  const consent = await answer(alert, request, { answer: 'granted_with_conditions', conditions: ['no_court'] })
  await waitUntil('the request is answered at us', async () => (await detailAt(us, request))?.work?.state === 'outcome')
  const onward = (await us.call('GET', `/api/v1/records/${alert.object.id}/onward`)).body as OnwardState
  assert.deepEqual(
    onward.consents.map(({ id, party, state, conditions }) => [id, party, state, conditions]),
    [[consent.object.id, 'ca', 'granted', ['no_court']]],
  )
  assert.equal(onward.requests[0]?.answered, true)

  assert.equal((await passOn(alert)).status, 200)
  const shown = await letOut(us, alert)
  assert.ok(shown.limits.permittedUse.includes('no_court'))
  const copy = await arrives(ca, alert)
  assert.deepEqual(copy.envelope.passed_on, { consent: consent.object.id, from: 'mx', until })
  assert.ok(copy.flags.includes('passed_on') && !copy.flags.includes('consent_not_checked'), copy.flags.join())
  assert.deepEqual([copy.from, (copy.envelope.permitted_use as string[]).includes('no_court')], ['us', true])
  // The proof of the copy covers a third item: the consent as it lies in the log of its author.
  const { body } = await ca.call('GET', `/api/v1/records/${alert.object.id}/proof`)
  const received = (body as { positions: { role: string; opening: { items: unknown[] } }[] }).positions.find(({ role }) => role === 'in')
  assert.equal(received?.opening.items.length, 3)
})

test('a refusal keeps it home, and consent that was withdrawn stops what is not sent yet', async () => {
  const alert = await write(mx, makeAlert('refused and allowed', { envelope: { to: [{ party: 'us' }] } }))
  await arrives(us, alert)
  const request = makeRecord('onward-request', {
    object: { object_refs: [alert.object.id] },
    fields: { to_party: 'ca', until },
    envelope: { to: [{ party: 'mx' }] },
  })
  await write(us, request)
  await arrives(mx, request)
  await answer(alert, request, { answer: 'refused' })
  assert.match(JSON.stringify((await passOn(alert)).body), /consent_refused/)
  const consent = await answer(alert, request, { answer: 'granted' })
  const modified = new Date(Date.parse(String(consent.object.modified)) + 3_600_000).toISOString()
  await write(mx, { ...consent, object: { ...consent.object, modified, revoked: true } })
  await waitUntil('us knows that it was withdrawn', async () => {
    const { body } = await us.call('GET', `/api/v1/records/${alert.object.id}/onward`)
    return (body as OnwardState).consents[0]?.state === 'withdrawn'
  })
  assert.match(JSON.stringify((await passOn(alert)).body), /consent_withdrawn/)
  assert.equal((await ca.call('GET', `/api/v1/records/${alert.object.id}`)).status, 404)
})

/** An alert of mx that us passed on to ca with consent, and that consent. */
async function passedOn(name: string): Promise<{ alert: Submission; consent: Submission }> {
  const alert = await write(mx, makeAlert(name, { envelope: { to: [{ party: 'us' }] } }))
  await arrives(us, alert)
  const request = makeRecord('onward-request', {
    object: { object_refs: [alert.object.id] },
    fields: { to_party: 'ca', until },
    envelope: { to: [{ party: 'mx' }] },
  })
  await write(us, request)
  await arrives(mx, request)
  const consent = await answer(alert, request, { answer: 'granted' })
  assert.equal((await passOn(alert)).status, 200)
  await letOut(us, alert)
  await arrives(ca, alert)
  return { alert, consent }
}

async function recallsAt(node: FleetNode, { object }: Submission): Promise<readonly Recall[]> {
  const { status, body } = await node.call('GET', `/api/v1/records/${object.id}/answers`)
  assert.equal(status, 200, JSON.stringify(body))
  return (body as RecordAnswers).recalls
}

const takeBack = (record: Submission) =>
  mx.call('POST', `/api/v1/records/${record.object.id}/recall`, {
    role: 'duty-officer',
    body: { reason: 'wrong_person', words: 'FICTIONAL: a namesake.' },
  })

/** How far ca has come, as mx sees it through the reports of us. */
const farAtMx = async (record: Submission) =>
  (await recallsAt(mx, record))[0]?.passedOn.map(({ party, state }) => `${party} ${state}`).join()

test('a recall follows the copy that was passed on, is checked there, and its author sees the whole tree to the purge', async () => {
  const { alert } = await passedOn('FICTIONAL: taken back behind the partner')
  assert.equal((await takeBack(alert)).status, 200)
  await waitUntil('ca hides it', async () => (await detailAt(ca, alert))?.view === 'hidden')
  await waitUntil('mx sees that ca hid it', async () => (await farAtMx(alert)) === 'ca hidden')
  const [theirs] = await recallsAt(ca, alert)
  assert.deepEqual([theirs?.partner, theirs?.author, theirs?.authorWord, theirs?.words], ['us', 'mx', 'checked', 'FICTIONAL: a namesake.'])
  // The holder passes on what its author decides: it cannot give back what it did not take.
  const passed = (await recallsAt(us, alert)).find(({ direction }) => direction === 'sent')
  const end = { role: 'releasing-officer', body: { words: '' } }
  assert.equal((await us.call('POST', `/api/v1/recalls/${passed?.id}/end`, end)).status, 409)

  const body = { act: 'purge', reason: 'Recalled by its author.' }
  const purge = await ca.call('POST', `/api/v1/recalls/${theirs?.id}/answer`, { role: 'analyst', body })
  assert.equal(purge.status, 200, JSON.stringify(purge.body))
  const { waits } = purge.body as { waits?: { proposal: string } }
  const confirm = { role: 'releasing-officer', body: { outcome: 'confirmed', reason: 'I looked.' } }
  if (waits !== undefined) assert.equal((await ca.call('POST', `/api/v1/proposals/${waits.proposal}`, confirm)).status, 200)
  await waitUntil('mx sees that ca purged it', async () => (await farAtMx(alert)) === 'ca purged')
  const [own] = await recallsAt(mx, alert)
  const [branch] = own?.passedOn ?? []
  assert.deepEqual([branch?.purgedVersions, branch?.overdue, own?.state], [1, false, 'hidden'])
  assert.match(branch?.answerPosition?.origin ?? '', /^node\.ca\..*\/out\/us\//)
  assert.match(own?.treePosition?.origin ?? '', /^node\.us\..*\/out\/mx\//)
  // Recall, purge and report are entries of logs that whoever has them can verify.
  for (const [node, origin] of [
    [ca, branch?.answerPosition?.origin],
    [us, branch?.answerPosition?.origin],
    [mx, own?.treePosition?.origin],
  ] as const)
    assert.equal((await exportLog(node, origin ?? ''))?.verdict.problemCount, 0, `${node.party} ${origin}`)

  // Given back too late for whoever purged it: it stays gone there, until its author writes it anew and the holder passes that on.
  assert.equal((await mx.call('POST', `/api/v1/recalls/${own?.id}/end`, { role: 'releasing-officer', body: { words: '' } })).status, 200)
  await waitUntil('us reads it again', async () => (await detailAt(us, alert))?.view === 'whole')
  await waitUntil('mx sees the end of it', async () => (await recallsAt(mx, alert))[0]?.state === 'withdrawn')
  assert.notEqual((await detailAt(ca, alert))?.view, 'whole')
  const modified = new Date(Date.parse(String(alert.object.modified)) + 3_600_000).toISOString()
  const anew = await write(mx, { ...alert, object: { ...alert.object, modified, description: 'FICTIONAL: written anew.' } })
  await letOut(us, anew)
  await waitUntil('ca has it again', async () => (await detailAt(ca, alert))?.object.description === anew.object.description)
})

test('a recall that was a mistake is given back behind the partner too, and consent that is taken back takes the copy back', async () => {
  const { alert, consent } = await passedOn('FICTIONAL: given back, and then no longer allowed')
  assert.equal((await takeBack(alert)).status, 200)
  await waitUntil('ca hides it', async () => (await detailAt(ca, alert))?.view === 'hidden')
  const [own] = await recallsAt(mx, alert)
  assert.equal((await mx.call('POST', `/api/v1/recalls/${own?.id}/end`, { role: 'releasing-officer', body: { words: '' } })).status, 200)
  await waitUntil('ca reads it again', async () => (await detailAt(ca, alert))?.view === 'whole')
  await waitUntil('mx sees that', async () => (await farAtMx(alert)) === 'ca withdrawn')

  assert.equal((await takeBack(consent)).status, 200)
  await waitUntil('ca hides it again', async () => (await detailAt(ca, alert))?.view === 'hidden')
  const [theirs] = await recallsAt(ca, alert)
  assert.deepEqual([theirs?.reason, theirs?.authorWord], ['consent_withdrawn', 'checked'])
  assert.equal((await detailAt(us, alert))?.view, 'whole', 'the holder itself may read it as before')
  await waitUntil('mx sees it at its consent', async () => (await farAtMx(consent)) === 'ca hidden')
})

test('a corrected version is put before the holder’s officer, and the third party knows of it until it comes', async () => {
  const { alert } = await passedOn('FICTIONAL: a plate to correct')
  const modified = new Date(Date.parse(String(alert.object.modified)) + 3_600_000).toISOString()
  const corrected = await write(mx, { ...alert, object: { ...alert.object, modified, description: 'FICTIONAL: another plate.' } })
  const onwardAt = async (node: FleetNode) => (await node.call('GET', `/api/v1/records/${alert.object.id}/onward`)).body as OnwardState
  await waitUntil('ca knows of it', async () => (await onwardAt(ca)).newer !== null)
  assert.notEqual((await detailAt(ca, alert))?.object.description, corrected.object.description)
  await waitUntil('us knows who has the older one', async () => {
    const [copy] = (await onwardAt(us)).passedOn
    return copy?.party === 'ca' && !copy.newest && copy.asked
  })
  await letOut(us, corrected)
  await waitUntil('ca has it', async () => (await detailAt(ca, alert))?.object.description === corrected.object.description)
  assert.deepEqual([(await onwardAt(ca)).newer, (await onwardAt(us)).passedOn[0]?.newest], [null, true])
})

test('a request goes its whole course over both nodes, which tell the same of it', async () => {
  const asked = makeRecord('request', {
    object: { created: new Date().toISOString(), modified: new Date().toISOString() },
    fields: { to_party: 'us' },
    envelope: { to: [{ party: 'us' }] },
  })
  const id = asked.object.id
  await write(mx, asked)
  await letOut(mx, asked)
  const readAt = async (node: FleetNode) => {
    const { status, body } = await node.call('GET', `/api/v1/requests/${id}`, { role: 'analyst' })
    return status === 200 ? (body as RequestDetail) : undefined
  }
  const stands = (node: FleetNode, state: string) =>
    waitUntil(`it is ${state} at ${node.party}`, async () => {
      const detail = await readAt(node)
      return detail?.state === state ? detail : undefined
    })
  await stands(us, 'sent')
  const course: readonly (readonly [FleetNode, string, string])[] = [
    [us, 'acknowledge', 'acknowledged'],
    [us, 'ask_supplement', 'supplement_asked'],
    [mx, 'supplement', 'in_process'],
    [us, 'refuse', 'refused'],
    [mx, 'reopen', 'reopened'],
    [us, 'answer', 'answered'],
    [mx, 'feedback', 'closed'],
  ]
  for (const [node, step, state] of course) {
    const other = node === mx ? us : mx
    const after = (await readAt(node))?.head
    const at = new Date().toISOString()
    const said = makeRecord('request-step', {
      object: { object_refs: [id], created: at, modified: at },
      fields: { step, happened_at: at, verdict: 'used', ...(after == null ? {} : { after_ref: after }) },
      envelope: { to: [{ party: other.party }] },
    })
    await write(node, said)
    await stands(other, state)
  }
  const [here, there] = [await stands(mx, 'closed'), await stands(us, 'closed')]
  assert.deepEqual(here.steps, there.steps)
  assert.deepEqual([here.steps.length, here.steps.filter(({ aside }) => aside !== null).length], [course.length, 0])
  for (const node of [mx, us]) {
    const { body } = await node.call('GET', '/api/v1/requests?show=all', { role: 'analyst' })
    assert.equal((body as RequestList).items.filter(({ record }) => record.id === id).length, 1)
  }
})

const arrested = new Date(Date.now() - extraditionDays * 86_400_000)
const ask: Ask = ([party, agency, role], method, path, body) => fleet.node(party).call(method, path, { role, agency, body })

const prosecutors: Player = ['us', 'doj', 'analyst']
const deskOfMx: Player = ['mx', 'sspc', 'analyst']

/** Both sides of a request of the play, as its two desks read it. */
async function bothSides(name: string) {
  return await Promise.all([prosecutors, deskOfMx].map(async (who) => await readRequestAs(ask, who, name)))
}

const dayAfter = (days: number) => new Date(arrested.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const clockOf = ({ clocks }: RequestDetail, id: string) => clocks.find((clock) => clock.id === id)

/** What a desk reads after some of the scenes. */
const stands: Readonly<Record<string, (detail: RequestDetail) => void>> = {
  'arrest-request arrest': (detail) => {
    const clock = clockOf(detail, 'provisional-arrest')
    assert.deepEqual([clock?.startedOn, clock?.dueOn, clock?.owner], [dayAfter(0), dayAfter(60), 'us'])
  },
  'arrest-request formal_request': (detail) => {
    const clock = clockOf(detail, 'provisional-arrest')
    assert.deepEqual([clock?.state, clock?.stoppedOn], ['met', dayAfter(55)])
  },
  'extradition document evidence missing': ({ documents }) =>
    assert.deepEqual([documents.evidence, documents.facts], ['missing', 'certified']),
  'extradition suspend': (detail) => {
    const clock = clockOf(detail, 'decision')
    assert.deepEqual([clock?.state, clock?.dueOn, clock?.left], ['paused', null, 19])
    const stay = detail.steps.find(({ step }) => step === 'suspend')
    assert.deepEqual([stay?.court, stay?.number], ['Juzgado Ficticio de Amparo', 'FICT 345/2026'])
  },
  'extradition ask_assurance': ({ outstanding }) => assert.deepEqual(outstanding, ['death']),
  'extradition accept_assurance': ({ outstanding }) => assert.deepEqual(outstanding, []),
  'extradition grant': (detail) => assert.equal(clockOf(detail, 'decision')?.state, 'met'),
}

/** A step that the state does not allow is refused, with the name of each that it does. */
async function refusesSkipped(scene: Scene): Promise<void> {
  const detail = await readRequestAs(ask, [scene.by[0], scene.by[1], 'analyst'], scene.of ?? '')
  const skipped = detail?.moves.find(({ refused }) => refused === 'wrong_state')
  if (detail === undefined || skipped === undefined) return
  const { object, envelope } = composeScene(scene, arrested)
  const other = withField({ ...object, id: `note--${crypto.randomUUID()}` }, 'request-step', 'step', skipped.step)
  const written = detail.head === null ? other : withField(other, 'request-step', 'after_ref', detail.head)
  const { status, body } = await ask(scene.by, 'POST', '/api/v1/records', { object: written, envelope })
  assert.equal(status, 409, `${skipped.step} before ${scene.name}`)
  for (const { step, refused } of detail.moves) if (refused === null) assert.match(JSON.stringify(body), new RegExp(`\\b${step}\\b`))
}

test('an extradition is played over both nodes, which tell the same after every step, and every record of it is proved', async () => {
  for (const scene of extraditionScenes) {
    if (scene.kind === 'request-step') await refusesSkipped(scene)
    await playScene(ask, scene, arrested)
    if (scene.of === undefined) continue
    const of = scene.of
    const [there, here] = await waitUntil(`${of} is ${scene.reaches} after ${scene.name}`, async () => {
      const sides = await bothSides(of)
      return sides.every((side) => side?.state === scene.reaches) ? sides : undefined
    })
    assert.deepEqual(there?.steps, here?.steps, scene.name)
    assert.deepEqual(there?.clocks, here?.clocks, scene.name)
    if (here !== undefined) stands[scene.name]?.(here)
  }
  await fleet.settle()
  for (const scene of extraditionScenes) {
    const { object } = composeScene(scene, arrested)
    // Where it was received; what stays at home, there.
    const who = readerOf(scene) ?? scene.by
    const [party, agency, role] = who
    const raw = await fleet.node(party).fetch('GET', `/api/v1/records/${object.id}/raw`, { role, agency })
    const { body } = await ask(who, 'GET', `/api/v1/records/${object.id}/proof`)
    const verdict = verifyRecord(body, { items: new Map([[0, new Uint8Array(await raw.arrayBuffer())]]) })
    assert.ok(verdict.ok && verdict.value.ok, `${scene.name} at ${party}: ${JSON.stringify(verdict)}`)
    assert.equal(verdict.value.proves.code, scene.for === undefined ? 'kept' : 'held', scene.name)
  }
})

test('both nodes fold the case to the same custody, pathways, standing and roles', async () => {
  const id = composeScene(extraditionScenes.find(({ name }) => name === 'case') as Scene, arrested).object.id
  const sides = await Promise.all(
    [prosecutors, deskOfMx].map(async (who) => {
      const { body } = await ask(who, 'GET', `/api/v1/cases/${id}`)
      const { standing, custody, pathways, funnel, roles, warnings, speciality } = body as CaseDetail
      return {
        standing,
        custody: [custody.state, custody.holder, custody.events.map(({ event, missing }) => [event, missing])],
        pathways: [pathways.contested, pathways.said.map(({ ofParty, word }) => [ofParty, word])],
        funnel,
        roles: roles.map(({ party, role, authorisation, creditBy }) => [party, role, authorisation, creditBy]),
        warnings,
        speciality: speciality.map(({ by, consented, outside }) => [by, consented, outside]),
      }
    }),
  )
  assert.deepEqual(sides[0], sides[1])
  assert.deepEqual(sides[0]?.speciality, [['mx', ['money-laundering'], []]], 'what was consented to is no charge outside the grant')
  assert.deepEqual([sides[0]?.standing.status, sides[0]?.custody.slice(0, 2)], ['convicted', ['held', 'us']])
})

test('what was wrong about a person is corrected, and the correction reaches whoever holds it', async () => {
  const scene = (name: string) => extraditionScenes.find((one) => one.name === name) as Scene
  const { object, envelope } = composeScene(scene('wanted'), arrested)
  const corrected = withField(
    { ...object, modified: new Date().toISOString() },
    'list-entry',
    'status_text',
    'FICTIONAL: a namesake, never sought',
  )
  const { status } = await ask(['us', 'doj', 'analyst'], 'POST', '/api/v1/records', { object: corrected, envelope })
  assert.equal(status, 201)
  await waitUntil('mx reads the correction', async () => {
    const { body } = await ask(['mx', 'sspc', 'analyst'], 'GET', `/api/v1/records/${object.id}`)
    return JSON.stringify((body as RecordDetail).object).includes('a namesake')
  })
})

test('a step that its author takes back counts at neither node', async () => {
  const grant = extraditionScenes.find(({ name }) => name === 'waiver grant') as Scene
  const recall = { reason: 'wrong_facts', words: 'FICTIONAL: written on the wrong case.' }
  const taken = await ask(
    ['mx', 'sspc', 'duty-officer'],
    'POST',
    `/api/v1/records/${composeScene(grant, arrested).object.id}/recall`,
    recall,
  )
  assert.equal(taken.status, 200, JSON.stringify(taken.body))
  const [there, here] = await waitUntil('both count it no more', async () => {
    const sides = await bothSides('waiver')
    return sides.every((side) => side?.state === 'acknowledged') ? sides : undefined
  })
  assert.deepEqual(
    there?.steps.map(({ step, aside }) => [step, aside]),
    here?.steps.map(({ step, aside }) => [step, aside]),
  )
  const after = await bothSides('extradition')
  assert.deepEqual(
    after.map((side) => side?.outside),
    [['money-laundering'], ['money-laundering']],
    'consent that was taken back is none',
  )
})
