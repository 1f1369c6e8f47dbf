import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { CountJob, Erased, PublicationList, ResultDetail, ResultEvents } from '@enlace/api'
import { checkResult, parseResultDocument } from '@enlace/proof/node'
import { makeAlert, makeRecord, type Submission } from './make-record.ts'
import { type Ask, idOf, playScene } from './play-scene.ts'
import { postUntilStored } from './post-until-stored.ts'
import { publishByTwo } from './publish-by-two.ts'
import { playPublicSeal, readSealAt, resultSides, runCount, sayAt, sealAt, signAt } from './result-play.ts'
import { runCommand } from './run-command.ts'
import { sealedScenes } from './sealed-scenes.ts'
import { type Fleet, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
before(async () => {
  fleet = await startFleet({ environment: { ENLACE_PUBLIC_PORT: '0' } })
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

const ask: Ask = async ([party, agency, role], method, path, body) =>
  await fleet.node(party).call(method, path, { role, agency, ...(body === undefined ? {} : { body }) })
const june = { query: 'alert-outcome-24h', from: '2026-06-01', to: '2026-06-30' }
const at = (day: string, hour = '00') => {
  const instant = `2026-06-${day}T${hour}:00:00.000Z`
  return { created: instant, modified: instant }
}
const replies: Submission[] = []
let id = ''

/** The file as an inspector of a party takes it, and where it lies for the command. */
async function fileAt(party: 'mx' | 'us', of: string, events = 'all') {
  const [, agency] = resultSides[party].who
  const response = await fleet
    .node(party)
    .fetch('GET', `/api/v1/programme/results/${of}/file?events=${events}`, { role: 'inspector', agency })
  const bytes = Buffer.from(await response.arrayBuffer())
  assert.equal(response.status, 200, bytes.toString())
  const path = join(fleet.root, `${party}-result.json`)
  await writeFile(path, bytes)
  const document = parseResultDocument(JSON.parse(bytes.toString()))
  assert.ok(document.ok)
  return { path, verdict: checkResult(document.value) }
}

/** One proposes that a record be erased, another confirms. */
async function eraseByTwo(party: string, record: string): Promise<void> {
  const reason = 'FICTIONAL: rights of a person'
  const node = fleet.node(party)
  const asked = await node.call('POST', `/api/v1/records/${record}/erase`, { role: 'analyst', body: { reason } })
  const proposal = `/api/v1/proposals/${(asked.body as Erased).waits?.proposal}`
  const confirmed = await node.call('POST', proposal, { role: 'releasing-officer', body: { outcome: 'confirmed', reason } })
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body))
}

test('alerts and answers go both ways, and each node counts the same from its own copy', async () => {
  const alerts = ['05', '06', '07'].map((day) => makeAlert(`counted ${day}`, { object: at(day) }))
  await postUntilStored(fleet.node('mx'), alerts)
  for (const { object } of alerts)
    await waitUntil('us holds the alert', async () => (await fleet.node('us').call('GET', `/api/v1/records/${object.id}`)).status === 200)
  for (const [i, { object }] of alerts.slice(0, 2).entries())
    replies.push(
      makeRecord('response', {
        object: { ...at(`0${5 + i}`, '05'), object_refs: [object.id] },
        fields: { step: 'outcome', result: 'not_found' },
      }),
    )
  await postUntilStored(fleet.node('us'), replies)
  await fleet.settle()
  for (const party of ['mx', 'us'] as const) {
    const { counted } = await runCount(ask, resultSides[party], 'counts', june)
    assert.deepEqual([counted?.figure, counted?.sum, counted?.count], ['66.7', '2', 3], party)
  }
})

test('one party seals and both nodes say «sealed»; its own word does not verify it, the other’s count and signature do', async () => {
  id = await sealAt(ask, 'mx', june)
  await sayAt(ask, 'mx', 'value-judgement', id, { of_ref: id, says: 'confirms' }, 'FICTICIO: lo confirmamos nosotros.')
  for (const party of ['mx', 'us'] as const) {
    const { signedBy, evidence } = (await readSealAt(ask, party, id)) as ResultDetail
    assert.deepEqual([signedBy, evidence.level, evidence.warnings.map(({ code }) => code)], [['mx'], 'sealed', ['self_judgement']], party)
  }
  const { recounted } = await signAt(ask, 'us', id)
  assert.deepEqual([recounted?.agrees, recounted?.count], [true, 3])
  for (const party of ['mx', 'us'] as const) {
    const { signedBy, evidence } = (await readSealAt(ask, party, id)) as ResultDetail
    assert.deepEqual([signedBy.toSorted(), evidence.level, evidence.code], [['mx', 'us'], 'confirmed', 'L3'], party)
  }
})

test('the file of either node holds every event and both signatures, and the command says so offline', async () => {
  for (const party of ['mx', 'us'] as const) {
    const { path, verdict } = await fileAt(party, id)
    assert.deepEqual([verdict.ok, verdict.proves, verdict.cover], [true, 'confirmed', 'all'], party)
    const { code, printed } = await runCommand(['verify', path, '--lang', 'en', '--json'])
    const said = JSON.parse(printed) as { proves: string; cover: string; seal: { sum: string; count: number } }
    assert.deepEqual([code, said.proves, said.cover, said.seal.sum, said.seal.count], [0, 'confirmed', 'all', '2', 3])
  }
  const { path } = await fileAt('us', id)
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('\\"sum\\":\\"2\\"', '\\"sum\\":\\"3\\"'))
  assert.notEqual((await runCommand(['verify', path])).code, 0)
})

test('after a record is erased the seal holds and its events open; who counts again is told the first entry that differs, with both values', async () => {
  const [reply] = replies
  await eraseByTwo('us', String(reply?.object.id))
  const { verdict } = await fileAt('us', id)
  assert.deepEqual([verdict.ok, verdict.proves, verdict.cover], [true, 'confirmed', 'all'])
  const { recounted } = await runCount(ask, resultSides.us, `seals/${id}/recount`)
  assert.deepEqual([recounted?.agrees, recounted?.sum, recounted?.unreadable], [false, '1', 1])
  const { difference } = recounted as NonNullable<CountJob['recounted']>
  assert.deepEqual([difference?.theirs, difference?.ours], [1, 0])
  const { body } = await fleet.node('us').call('GET', `/api/v1/programme/results/${id}/events`, { role: 'inspector' })
  const [first] = (body as ResultEvents).items
  assert.deepEqual([difference?.origin, difference?.seq], [first?.origin, first?.seq])
})

/** What is looked at of a page of the public site. */
type Shown = {
  readonly values: readonly { readonly value: number; readonly level: string; readonly sealed: string }[]
  readonly seals: readonly { readonly figure: string; readonly count: number; readonly signedBy: readonly string[] }[]
}

test('a sealed result is published at both nodes: its value is verified by the other party, and its file holds both signatures and no event', async () => {
  for (const scene of sealedScenes) await playScene(ask, scene, new Date())
  const seal = await playPublicSeal(ask)
  assert.equal(await playPublicSeal(ask), seal, 'what was sealed stays')
  const card = idOf('sealed weight card')
  for (const party of ['mx', 'us'] as const) {
    const node = fleet.node(party)
    const { site } = (await node.call('GET', '/api/v1/programme/publications', { role: 'secretariat' })).body as PublicationList
    assert.ok((await publishByTwo(node, [card])) >= 4, 'the value, the seal and the signature of the other go with the card')
    const address = `${site}/en/indicators/${card.slice(6)}`
    const shown = await waitUntil(`the site of ${party} shows the seal`, async () => {
      const answer = await fetch(`${address}.json`)
      if (answer.status !== 200) return false
      const { versions } = (await answer.json()) as { versions: { content: Shown }[] }
      const content = versions.at(-1)?.content
      return content !== undefined && content.seals.length > 0 && content
    })
    assert.deepEqual(
      shown.values.map(({ value, level, sealed }) => [value, level, sealed]),
      [[36.4, 'confirmed', seal.slice(6)]],
    )
    assert.deepEqual(
      shown.seals.map(({ figure, count, signedBy }) => [figure, count, signedBy]),
      [['36.4', 12, ['mx', 'us']]],
    )
    const file = await (await fetch(`${address}/results/${seal.slice(6)}.json`)).text()
    const path = join(fleet.root, `${party}-public.json`)
    await writeFile(path, file)
    const { code, printed } = await runCommand(['verify', path, '--lang', 'es'])
    assert.equal(code, 0, printed)
    assert.match(printed, /36\.4 kg, de 12 hechos/)
    assert.match(printed, /node\.mx\.sig\.example\/party, node\.us\.sig\.example\/party/)
    assert.deepEqual((JSON.parse(file) as { events: unknown[] }).events, [])
  }
})

test('a contest runs to its end: what one proposes and the other accepts is the core, the dissent stays, and neither closes for the other', async () => {
  await sayAt(
    ask,
    'us',
    'value-judgement',
    id,
    { of_ref: id, says: 'disputes', reason: 'left_out', other_figure: '50' },
    'FICTIONAL: one more alert.',
  )
  const contest = await sayAt(
    ask,
    'us',
    'contest',
    id,
    { of_ref: id, reason: 'left_out', days: 10, figure: '50' },
    'FICTIONAL: one was left out.',
  )
  await sayAt(ask, 'mx', 'contest-step', contest, { step: 'position', figure: '66.7' }, 'FICTICIO: se contó lo que ambas tienen.')
  const proposal = await sayAt(ask, 'us', 'contest-step', contest, { step: 'propose_core' }, 'FICTIONAL: three alerts that both hold.')
  await sayAt(ask, 'mx', 'contest-step', contest, { step: 'accept_core', accepts_ref: proposal }, 'FICTICIO: de acuerdo.')
  await sayAt(ask, 'us', 'contest-step', contest, { step: 'dissent', figure: '50' }, 'FICTIONAL: the one sent by telephone counts too.')
  await sayAt(ask, 'us', 'contest-step', contest, { step: 'close' }, 'FICTIONAL: closed.')
  for (const party of ['mx', 'us'] as const) {
    const { evidence } = (await readSealAt(ask, party, id)) as ResultDetail
    const [one] = evidence.contests
    assert.deepEqual([evidence.level, one?.standing, one?.closedBy], ['disputed', 'running', ['us']], party)
    assert.deepEqual(evidence.figures.map(({ figure }) => figure).toSorted(), ['50', '66.7'], party)
  }
  await sayAt(ask, 'mx', 'contest-step', contest, { step: 'close' }, 'FICTICIO: cerrado.')
  for (const party of ['mx', 'us'] as const) {
    const [one] = ((await readSealAt(ask, party, id)) as ResultDetail).evidence.contests
    assert.equal(one?.endedBy, 'both', party)
    assert.match(one?.core?.words ?? '', /three alerts/)
    assert.deepEqual(
      one?.dissents.map(({ party: of, figure }) => [of, figure]),
      [['us', '50']],
    )
  }
})
