import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { type Route, routes } from '@enlace/api'
import { type Action, actions, mayDo, type Resource, type Role, roles, viewOf } from '@enlace/policy'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { eraseByTwo, startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode()
after(async () => await node[Symbol.asyncDispose]())

const example = exampleOf(kinds.get('mirror-alert') as Kind)
const own: Resource = { agency: 'sspc', sharedWith: [] }

async function store(as: Who): Promise<string> {
  const id = `incident--${randomUUID()}`
  const send = { object: { ...example.object, id }, envelope: example.envelope }
  const answer = await node.ask('POST', '/api/v1/records', { as, send })
  assert.equal(answer.status, 201, answer.text)
  return id
}

const record = await store(['sspc', 'analyst'])
const { seq: recordSeq } = (await node.ask('GET', `/api/v1/records/${record}`, { as: ['sspc', 'analyst'] })).json() as { seq: number }

const opened = {
  records: [record],
  recipient: { code: 'inspector', name: 'The inspection' },
  purpose: 'A test of who may.',
  ground: 'proof_use',
  consents: [],
  notified: [],
  show: 'record',
}

/** Good requests, so that a refusal can only be about the person. Those that would end the session or the record come apart. */
const sends: Readonly<Record<string, unknown>> = {
  // A getter: each agency writes a record of its own.
  get 'record.create'() {
    return { object: { ...example.object, id: `incident--${randomUUID()}` }, envelope: example.envelope }
  },
  'record.mark_seen': { upTo: 1 },
  'statement.split': { text: 'FICTIONAL: The parties of the example agreed to meet for the work that is ahead of them.' },
  'record.erase': { reason: 'A test of who may.' },
  'record.pass_on': { partner: 'us' },
  'case.make_passport': { counsel: 'FICTIONAL counsel', purpose: 'A test of who may.', opened: [], format: 'pdf' },
  'rights.answer': { answer: 'stop', reason: 'A test of who may.' },
  'record.share': { agency: 'sspc', reason: 'A test of who may.' },
  'evidence.ask': opened,
  'evidence.make': opened,
  'courier.export': {},
  'courier.import': { upload: '00000000-0000-4000-8000-000000000000' },
  'record.recall': { reason: 'wrong_facts' },
  'result.count': { query: 'alert-outcome-24h', from: '2026-01-01', to: '2026-12-31' },
  'result.find': { says: 'confirms', words: 'A test of who may.', looked: [] },
  'result.sign': { envelope: {} },
  'result.seal': { query: 'alert-outcome-24h', from: '2026-01-01', to: '2026-12-31', envelope: {} },
  'record.hold': { reason: 'A test of who may.' },
  'record.lift_hold': { reason: 'A test of who may.' },
  'recall.answer': { act: 'object', reason: 'A test of who may.' },
  'recall.restore': { record: 'incident--0', reason: 'A test of who may.' },
  'recall.withdraw': { words: '' },
  'exchange.open_epoch': { origin: 'node.mx.sig.example/out/us/1', code: 'yearly', reason: 'A test of who may.' },
  'exchange.hold': { held: true, reason: 'A test of who may.' },
  'draft.save': { kind: 'mirror-alert', revision: 0, body: {} },
  'indicator.load': { envelope: example.envelope },
  'joint.sign': { sha256: 'a'.repeat(64), at: '2030-01-15T18:00:00.000Z', embargo: '', reason: 'A test of who may.' },
  'joint.withdraw': { reason: 'A test of who may.' },
  'publication.ask': {
    items: [record],
    does: 'publish',
    publishAt: '2030-01-15T18:00:00.000Z',
    announced: null,
    reason: null,
    dryRun: true,
  },
  'publication.answer': { answer: { es: 'Una prueba de quién puede.', en: 'A test of who may.' }, isPublic: false },
  recognise: { text: 'ABC-123-D' },
  'clock.simulate': { instrument: 'extradition-treaty-1978', requesting: 'us', requested: 'mx', lines: [{ events: [] }] },
  'identifier.check': { items: [{ type: 'vin', raw: 'ABC-123-D' }] },
  'inbox.mark': { changes: [{ key: 'alert.AAAA', assignee: null }] },
  'inbox.save_view': { name: 'A test of who may', filter: { show: 'late' } },
  'handover.give': { items: [], to: null, note: 'A test of who may.' },
  'release_task.decide': { outcome: 'deny', without: [], reason: 'A test of who may.' },
  get 'account.change'() {
    return { what: 'account_create', user: `made-${randomUUID().slice(0, 8)}`, role: 'analyst', reason: 'A test of who may.' }
  },
  'agreement.ask': { kind: 'mirror-alert', tlp: 'green', permittedUse: ['lead'], legalBasis: true },
  'agreement.examine': { note: 'no note' },
  'agreement.propose': { note: 'no note', reason: 'A test of who may.' },
  'proposal.decide': { outcome: 'confirmed', reason: 'A test of who may.' },
  'retention.change': { days: 7, atEnd: 'review', reason: 'A test of who may.', dryRun: true },
  'role.ask': { role: 'analyst', action: 'record.read', place: 'own' },
  'roster.change': {
    user: 'nobody-here',
    shifts: [{ startsAt: new Date(Date.now() + 3_600_000).toISOString(), endsAt: new Date(Date.now() + 7_200_000).toISOString() }],
  },
  'roster.give': { user: 'nobody-here' },
  'roster.swap': { other: '2' },
  'session.change_password': { current: 'not the password', next: 'a long enough secret' },
  'release_task.undo': {},
  'clearance.act': { act: 'comment', round: 1, step: null, words: 'A test of who may.' },
}
const queries: Readonly<Record<string, string>> = {
  search: '?q=tanker',
  'search.suggest': '?q=tan',
  'list.print': '?list=agreement&id=none/1&format=docx',
  'record.print': '?format=docx',
  'record.print_package': '?format=docx',
  'exchange.read_stopped': '?origin=node.mx.sig.example/out/us/1',
}
/** What is behind the permission: a partner or a task that this lone node does not have, a share with itself. */
const behind: Readonly<Record<string, readonly number[]>> = {
  'account.end_session': [404],
  'agreement.ask': [404],
  'agreement.examine': [422],
  'agreement.propose': [422],
  'courier.export': [404],
  'courier.fetch': [400],
  'courier.import': [404],
  'courier.read_receipt': [404],
  'courier.upload': [400],
  'draft.delete': [204],
  'draft.read': [404],
  'exchange.hold': [404],
  'exchange.open_epoch': [404],
  'exchange.read_stopped': [404],
  'exchange.read_quarantine': [404],
  'file.read': [404],
  'series.export': [404],
  'series.read': [404],
  'instrument.read': [404],
  'list.read_entries': [404],
  'list.print': [404],
  'list.read': [404],
  // Views and hand-overs are somebody's own: whether there is one depends on who asked before.
  'inbox.delete_view': [204, 404],
  'inbox.restore_view': [204, 404],
  'handover.accept': [403, 404, 409],
  'handover.withdraw': [403, 404, 409],
  'exchange.prove': [404],
  'exchange.read_history': [404],
  'roster.change': [422],
  'session.change_password': [422, 429],
  'clearance.act': [404],
  'clearance.read': [404],
  'release_task.decide': [404],
  'record.read_outgoing': [404],
  'release_task.undo': [404],
  'release_task.read': [404],
  'record.pass_on': [404, 422],
  'record.share': [422],
  'record.recall': [409],
  'record.hold': [409],
  'record.lift_hold': [409],
  'publication.ask': [404, 422],
  'result.count': [404],
  'result.seal': [404],
}
const aboutRecords = new Set<string>([
  'record.read',
  'record.read_raw',
  'record.read_version',
  'record.read_proof',
  'record.print',
  'record.print_package',
  'record.mark_seen',
  'record.read_outgoing',
  'record.erase',
  'record.pass_on',
  'record.share',
  'evidence.ask',
  'evidence.make',
  'record.recall',
  'record.hold',
  'record.lift_hold',
  'record.read_answers',
  'record.read_claims',
  'record.read_onward',
  'group.read',
  'record.read_rights',
])
const aboutNothingYet = new Set<string>([
  'publication.answer',
  'publication.preview',
  'recall.answer',
  'recall.read',
  'recall.restore',
  'recall.withdraw',
  'release_task.read',
  'release_task.decide',
  'proposal.decide',
  'roster.give',
  'roster.swap',
  'roster.cancel',
  'clearance.act',
  'clearance.read',
  'release_task.undo',
  'note.read',
  'case.list_passports',
  'case.make_passport',
  'case.plan_passport',
  'case.read',
  'brief.read_evaluation',
  'commitment.read',
  'indicator.read',
  'statement.export',
  'statement.read',
  'programme.list_open',
  'programme.read',
  'programme.read_mechanism',
  'result.find',
  'result.open',
  'result.read',
  'result.read_evidence',
  'result.read_file',
  'result.recount',
  'result.sign',
  'result.read_count',
  'joint.export',
  'joint.read',
  'joint.sign',
  'joint.withdraw',
  'request.read',
  'rights.answer',
])

for (const route of Object.values(routes) as Route[]) {
  const action = actions.find((known) => known === route.action)
  // A stream has no end to wait for, a sign-out ends the test's own session, and the machine itself may read metrics.
  if (action === undefined || ['stream.follow', 'session.end', 'metrics.read'].includes(action)) continue
  for (const agency of ['sspc', 'uif']) {
    for (const role of roles) {
      if (action === 'record.erase' && agency === 'sspc') continue
      test(`${route.method} ${route.path} answers ${role} of ${agency} as the policy says`, async () =>
        await walk(route, action, agency, role))
    }
  }
}

async function walk(route: Route, action: Action, agency: string, role: Role): Promise<void> {
  const actor = { party: 'mx', agency, role, user: `${role}@${agency}` }
  const path = route.path
    .replace('{id}', aboutRecords.has(action) ? record : '1')
    .replace('{user}', 'nobody-here')
    .replace('{name}', 'mirror-alert')
    .replace('{rule}', 'alert')
    .replace('{seq}', String(recordSeq))
    .replace('{party}', 'us')
    .replace('{sha256}', 'a'.repeat(64))
  const query = queries[action] ?? ''
  const body =
    route.body?.contentType === 'application/x-ndjson'
      ? { raw: `${JSON.stringify(sends['record.create'])}\n`, headers: { 'content-type': 'application/x-ndjson' } }
      : route.body?.contentType === '*/*'
        ? { raw: '%PDF-1.7', headers: { 'content-type': 'application/pdf' } }
        : {}
  const send = route.method === 'POST' && route.body?.contentType === 'application/json' ? { send: sends[action] } : {}
  const { status, text } = await node.ask(route.method, path + query, { as: [agency, role], ...body, ...send })

  const roleMay = mayDo(actor, action, { agency }).allowed
  if (!aboutRecords.has(action)) {
    if (!roleMay) assert.equal(status, 403, text)
    else if (aboutNothingYet.has(action)) assert.equal(status, 404, text)
    else assert.ok([200, 201, ...(behind[action] ?? [])].includes(status), `${status} ${text}`)
    return
  }
  if (!roleMay) {
    assert.equal(status, 403, text)
    return
  }
  // A record of a compartment that is not theirs is as unknown as one that does not exist.
  const view = viewOf(actor, own)
  const allowed = mayDo(actor, action, own).allowed || (view === 'metadata' && action === 'record.read')
  if (allowed) assert.ok([200, 204, ...(behind[action] ?? [])].includes(status), `${status} ${text}`)
  else assert.equal(status, view === 'none' ? 404 : 403, text)
}

test('without a session every route behind the sign-in answers 401', async () => {
  for (const route of Object.values(routes) as Route[]) {
    if (route.signIn !== 'required') continue
    const path = route.path.replace('{id}', record).replace('{name}', 'mirror-alert').replace('{party}', 'us').replace('{user}', 'nobody')
    for (const headers of [
      {},
      { authorization: `Bearer ${'A'.repeat(43)}` },
      { authorization: 'Basic eDp5' },
      { cookie: `enlace_mx=${'A'.repeat(43)}` },
    ]) {
      const { status, text } = await node.ask(route.method, path, { headers })
      assert.equal(status, 401, `${route.method} ${path}: ${text}`)
      assert.match(text, /sign_in_required/)
    }
  }
})

test("a record of one agency is nowhere for another, for its administrator or in anybody else's list", async () => {
  for (const as of [
    ['uif', 'analyst'],
    ['uif', 'duty-officer'],
    ['uif', 'releasing-officer'],
  ] as const) {
    for (const path of ['/api/v1/records', '/api/v1/search?q=tanker', '/api/v1/inbox', '/api/v1/records?kind=mirror-alert']) {
      const { text } = await node.ask('GET', path, { as })
      assert.ok(!text.includes(record), `${as} ${path}`)
    }
  }
  for (const agency of ['sspc', 'uif']) {
    const { status, text } = await node.ask('GET', `/api/v1/records/${record}`, {
      as: [agency, 'administrator'],
      headers: { 'accept-language': 'es' },
    })
    assert.equal(status, 403)
    assert.ok(!text.includes('tanker'))
  }
})

test('an inspector of another agency sees that a record is there and its proof, and nothing of what it says', async () => {
  const as: Who = ['uif', 'inspector']
  const detail = await node.ask('GET', `/api/v1/records/${record}`, { as })
  assert.equal(detail.status, 200)
  assert.match(detail.text, /"view":"metadata"/)
  assert.match(detail.text, /"object":\{\},"envelope":\{\}/)
  assert.doesNotMatch(detail.text, /tanker/)
  const proof = await node.ask('GET', `/api/v1/records/${record}/proof`, { as })
  assert.equal(proof.status, 200)
  assert.match(proof.text, /"opening":\{"items":\[\]/)
  assert.equal((await node.ask('GET', `/api/v1/records/${record}/raw`, { as })).status, 403)
})

test('what an agency shares is seen by the other, which still cannot share or erase it', async () => {
  const id = await store(['sspc', 'duty-officer'])
  assert.equal((await node.ask('GET', `/api/v1/records/${id}`, { as: ['uif', 'analyst'] })).status, 404)
  const shared = await node.ask('POST', `/api/v1/records/${id}/share`, {
    as: ['sspc', 'releasing-officer'],
    send: { agency: 'uif', reason: 'They follow the money.' },
  })
  assert.equal(shared.status, 200, shared.text)
  assert.equal((await node.ask('GET', `/api/v1/records/${id}`, { as: ['uif', 'analyst'] })).status, 200)
  assert.ok((await node.ask('GET', '/api/v1/records', { as: ['uif', 'analyst'] })).text.includes(id))
  for (const [role, path, send] of [
    ['releasing-officer', 'share', { agency: 'sspc', reason: 'x' }],
    ['analyst', 'erase', { reason: 'x' }],
  ] as const) {
    assert.equal((await node.ask('POST', `/api/v1/records/${id}/${path}`, { as: ['uif', role], send })).status, 403)
  }
})

test('an erased record is gone for everyone at once, and stays gone', async () => {
  const id = await store(['sspc', 'analyst'])
  const seen = await node.ask('GET', `/api/v1/records/${id}`, { as: ['sspc', 'analyst'] })
  assert.equal(seen.status, 200)
  await eraseByTwo(node, id)
  for (const path of ['', '/raw'])
    assert.equal((await node.ask('GET', `/api/v1/records/${id}${path}`, { as: ['sspc', 'analyst'] })).status, 410)
  for (const path of ['/api/v1/records', '/api/v1/search?q=tanker', '/api/v1/inbox']) {
    assert.ok(!(await node.ask('GET', path, { as: ['sspc', 'analyst'] })).text.includes(id), path)
  }
  assert.equal((await node.ask('POST', `/api/v1/records/${id}/erase`, { as: ['sspc', 'analyst'], send: { reason: 'Again.' } })).status, 410)
})
