import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type {
  AccountList,
  AgencyList,
  AgreementAnswer,
  AgreementExamined,
  AgreementList,
  ChangeAnswer,
  InboxCounts,
  InboxPage,
  ProposalList,
  RosterView,
} from '@enlace/api'
import { signAgreement } from '../cli/agree.ts'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const { sql } = node.served.node.store
const admin: Who = ['sspc', 'administrator']
const secretary: Who = ['sspc', 'secretariat']
const reason = 'It is written in the order of today.'

async function get<T>(path: string, as: Who): Promise<T> {
  const { status, text } = await node.ask('GET', `/api/v1${path}`, { as })
  assert.equal(status, 200, text)
  return JSON.parse(text) as T
}
async function post<T>(path: string, as: Who, send: unknown, wanted = 200): Promise<T> {
  const { status, text } = await node.ask('POST', `/api/v1${path}`, { as, send })
  assert.equal(status, wanted, text)
  return JSON.parse(text) as T
}
const change = (send: object, wanted = 200) => post<ChangeAnswer>('/account-changes', admin, { reason, ...send }, wanted)
const accountOf = async (user: string) => (await get<AccountList>('/accounts', admin)).items.find((one) => one.user === user)
const signIn = (user: string, password: string) => node.ask('POST', '/api/v1/session', { send: { user, password } })

test('a new analyst is made by one person, with a password that is shown once and must be changed first', async () => {
  const made = await change({ what: 'account_create', user: 'analyst-7.sspc', role: 'analyst' })
  assert.equal(made.done, true)
  assert.match(made.password ?? '', /^([a-z0-9]{4}-){4}[a-z0-9]{4}$/)
  const signed = await signIn('analyst-7.sspc', made.password ?? '')
  assert.equal(signed.status, 200)
  assert.equal((signed.json() as { passwordTemporary?: boolean }).passwordTemporary, true)
  const cookie = (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const headers = { cookie, origin: node.url }
  const refused = await node.ask('GET', '/api/v1/inbox', { headers })
  assert.deepEqual([refused.status, (refused.json() as { code: string }).code], [403, 'password_temporary'])
  assert.match((await node.ask('GET', '/api/v1/session', { headers })).text, /"passwordTemporary":true/)
  const own = (current: string, next: string) => node.ask('POST', '/api/v1/session/password', { headers, send: { current, next } })
  assert.match((await own(made.password ?? '', made.password ?? '')).text, /password_same/)
  assert.match((await own('not this one', 'a quiet harbour at dawn')).text, /current_wrong/)
  assert.match((await own(made.password ?? '', 'my analyst-7.sspc word')).text, /password_is_name/)
  assert.equal((await own(made.password ?? '', 'a quiet harbour at dawn')).status, 200)
  assert.equal((await node.ask('GET', '/api/v1/inbox', { headers })).status, 200)
  assert.equal((await signIn('analyst-7.sspc', made.password ?? '')).status, 401)
  const account = await accountOf('analyst-7.sspc')
  assert.ok(account?.signedInAt !== null && account?.passwordTemporary === false)
  await change({ what: 'account_create', user: 'analyst-7.sspc', role: 'analyst' }, 409)
})

test('what would happen is said before it happens, and nothing is stored by asking', async () => {
  const before = (await get<AccountList>('/accounts', admin)).items.length
  const asked = await change({ what: 'account_create', user: 'never.made', role: 'administrator', dryRun: true })
  assert.deepEqual([asked.done, asked.why, asked.seconds], [false, 'powerful_role', ['administrator', 'secretariat']])
  assert.equal((await change({ what: 'account_create', user: 'never.made', role: 'analyst', dryRun: true })).why, null)
  assert.equal((await get<AccountList>('/accounts', admin)).items.length, before)
  assert.equal((await get<ProposalList>('/proposals', admin)).items.length, 0)
})

test('a releasing officer is made by two: who proposed cannot confirm, another of the agency can, once', async () => {
  const asked = await change({ what: 'account_create', user: 'release-2.sspc', role: 'releasing-officer' })
  assert.deepEqual([asked.done, asked.why, asked.password], [false, 'powerful_role', null])
  assert.equal(await accountOf('release-2.sspc'), undefined)
  const id = asked.proposal?.id ?? ''
  const confirm = { outcome: 'confirmed', reason: 'I know the officer.' }
  await change({ what: 'account_create', user: 'release-2.sspc', role: 'releasing-officer' }, 409)
  assert.equal((await node.ask('POST', `/api/v1/proposals/${id}`, { as: admin, send: confirm })).status, 403)
  assert.equal((await node.ask('POST', `/api/v1/proposals/${id}`, { as: ['uif', 'administrator'], send: confirm })).status, 404)
  assert.equal((await node.ask('POST', `/api/v1/proposals/${id}`, { as: ['sspc', 'analyst'], send: confirm })).status, 404)
  const waiting = (await get<ProposalList>('/proposals?state=open', secretary)).items
  assert.deepEqual(
    waiting.map((one) => [one.id, one.what, one.subject, one.role, one.reason, one.mayDecide, one.mine]),
    [[id, 'account_create', 'release-2.sspc', 'releasing-officer', reason, true, false]],
  )
  const done = await post<{ password: string | null }>(`/proposals/${id}`, secretary, confirm)
  assert.equal((await signIn('release-2.sspc', done.password ?? '')).status, 200)
  assert.equal((await accountOf('release-2.sspc'))?.role, 'releasing-officer')
  await post(`/proposals/${id}`, secretary, confirm, 409)
})

test('one of two releasing officers is closed by one person, the last only by two, and a refusal changes nothing', async () => {
  assert.equal((await change({ what: 'account_disable', user: 'release-2.sspc' })).done, true)
  assert.equal((await signIn('release-2.sspc', 'x')).status, 401)
  const asked = await change({ what: 'account_disable', user: 'releasing-officer@sspc' })
  assert.equal(asked.why, 'last_releasing_officer')
  await post(`/proposals/${asked.proposal?.id}`, secretary, { outcome: 'refused', reason: 'Nobody could release.' })
  assert.equal((await accountOf('releasing-officer@sspc'))?.disabledAt, null)
  const again = await change({ what: 'account_disable', user: 'releasing-officer@sspc' })
  await post(`/proposals/${again.proposal?.id}`, admin, { outcome: 'withdrawn', reason: 'Not needed any more.' })
  assert.deepEqual((await get<ProposalList>('/proposals?state=open', secretary)).items, [])
})

test('the inbox of whoever may confirm shows a proposal while it waits, and of nobody else', async () => {
  const waitingFor = async (as: Who) => (await get<InboxPage>('/inbox/items?source=proposal', as)).items
  const asked = await change({ what: 'account_create', user: 'release-3.sspc', role: 'releasing-officer' })
  const [item] = await waitingFor(secretary)
  assert.deepEqual(
    [item?.proposal?.id, item?.proposal?.subject, item?.proposal?.reason, item?.waits],
    [asked.proposal?.id, 'release-3.sspc', reason, true],
  )
  assert.equal(item?.dueAt, asked.proposal?.expiresAt)
  assert.ok((await get<InboxCounts>('/inbox/counts', secretary)).facets.kind.some(({ value }) => value === 'proposal'))
  for (const other of [
    ['sspc', 'analyst'],
    ['sspc', 'inspector'],
    ['uif', 'secretariat'],
  ] as const) {
    assert.deepEqual(await waitingFor(other), [])
  }
  await post(`/proposals/${asked.proposal?.id}`, secretary, { outcome: 'refused', reason })
  assert.deepEqual(await waitingFor(secretary), [])
})

test('a proposal that nobody answered in 24 hours is void', async () => {
  const asked = await change({ what: 'account_role', user: 'analyst-7.sspc', role: 'administrator' })
  await sql`update proposal set expires_at = now() - interval '1 second' where proposal_id = ${asked.proposal?.id ?? ''}`
  const { text } = await node.ask('POST', `/api/v1/proposals/${asked.proposal?.id}`, {
    as: secretary,
    send: { outcome: 'confirmed', reason },
  })
  assert.match(text, /proposal_expired/)
  assert.equal((await accountOf('analyst-7.sspc'))?.role, 'analyst')
  assert.equal((await get<ProposalList>('/proposals', admin)).items[0]?.state, 'expired')
})

test('an account of another agency is unknown, and its sessions cannot be ended', async () => {
  await change({ what: 'account_disable', user: 'analyst@uif' }, 404)
  assert.equal((await node.ask('DELETE', '/api/v1/accounts/analyst@uif/sessions/all', { as: admin })).status, 404)
  const sessions = (await accountOf('analyst-7.sspc'))?.sessions ?? []
  assert.equal(sessions.length, 1)
  const ended = await node.ask('DELETE', `/api/v1/accounts/analyst-7.sspc/sessions/${sessions[0]?.id}`, { as: admin })
  assert.deepEqual(ended.json(), { ended: 1 })
  assert.deepEqual((await accountOf('analyst-7.sspc'))?.sessions, [])
})

test('no reason and no comment of a change stands in clear in the database', async () => {
  const rows = await sql<{ text: string }[]>`select row_to_json(proposal)::text as text from proposal`
  assert.ok(rows.length > 0 && rows.every(({ text }) => !text.includes('order of today') && !text.includes('Nobody could')))
})

const hour = (offset: number) => new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + offset * 3_600_000).toISOString()

test('a roster says who answers now and who is next, shows its gaps, and nobody is on duty twice at once', async () => {
  const plan = (user: string, shifts: object[], wanted = 200) => post<{ ids: string[] }>('/roster', secretary, { user, shifts }, wanted)
  const first = await plan('duty-officer@sspc', [{ startsAt: hour(-2), endsAt: hour(6) }])
  await plan('analyst@sspc', [{ startsAt: hour(8), endsAt: hour(16) }])
  await plan('duty-officer@sspc', [{ startsAt: hour(5), endsAt: hour(7) }], 422)
  await plan('administrator@sspc', [{ startsAt: hour(20), endsAt: hour(22) }], 422)
  await plan('duty-officer@uif', [{ startsAt: hour(20), endsAt: hour(22) }], 422)
  await plan('analyst@sspc', [{ startsAt: hour(30), endsAt: hour(29) }], 422)
  const view = await get<RosterView>('/roster?days=1', ['sspc', 'analyst'])
  assert.deepEqual(
    view.shifts.map((one) => one.user),
    ['duty-officer@sspc', 'analyst@sspc'],
  )
  assert.deepEqual(view.gaps[0], { startsAt: hour(6), endsAt: hour(8) })
  const seen = await get<RosterView>('/roster', ['uif', 'duty-officer'])
  const sspc = seen.now.find((one) => one.agency === 'sspc')
  assert.deepEqual([sspc?.onDuty[0]?.user, sspc?.next?.user], ['duty-officer@sspc', 'analyst@sspc'])
  assert.deepEqual(seen.shifts, [])

  const other = await plan('analyst-7.sspc', [{ startsAt: hour(16), endsAt: hour(24) }])
  const [mine = '', theirs = ''] = [first.ids[0], other.ids[0]]
  const stranger = await node.ask('POST', `/api/v1/roster/${mine}/give`, { as: ['sspc', 'analyst'], send: { user: 'analyst@sspc' } })
  assert.equal(stranger.status, 403)
  await post(`/roster/${mine}/swap`, ['sspc', 'duty-officer'], { other: theirs })
  const swapped = await get<RosterView>('/roster?days=2', secretary)
  assert.deepEqual(
    swapped.shifts.map((one) => one.user),
    ['analyst-7.sspc', 'analyst@sspc', 'duty-officer@sspc'],
  )
  assert.equal((await node.ask('DELETE', `/api/v1/roster/${theirs}`, { as: secretary })).status, 200)
  assert.equal((await get<RosterView>('/roster?days=2', secretary)).shifts.length, 2)
  const agencies = (await get<AgencyList>('/agencies', ['uif', 'administrator'])).items
  assert.equal(agencies.find(({ id }) => id === 'sspc')?.onDuty[0]?.user, 'analyst-7.sspc')
  assert.equal(agencies.find(({ id }) => id === 'sspc')?.holdings, undefined)
})

test('the agreement tells what it lets out, and a question about a record gets the answer that the release would give', async () => {
  const { items, partners, duties } = await get<AgreementList>('/agreements', ['uif', 'inspector'])
  assert.deepEqual([items[0]?.id, items[0]?.state, items[0]?.signedBy.length], ['demo-mx-us', 'in_force', 2])
  assert.ok(items[0]?.proofUse.clause?.es.startsWith('DEMOSTRACIÓN'))
  assert.match(partners[0]?.pairing ?? '', /^(\d{4} ){7}\d{4}$/)
  assert.ok(duties.some((duty) => duty.id === 'un-charter-102') && partners[0]?.keys.every((key) => /^(\d{4} ){7}\d{4}$/.test(key.digits)))
  const ask = (more: object) =>
    post<AgreementAnswer>('/agreements/us/ask', ['sspc', 'analyst'], {
      kind: 'mirror-alert',
      tlp: 'green',
      permittedUse: ['lead'],
      legalBasis: true,
      ...more,
    })
  assert.deepEqual([(await ask({})).outcome, (await ask({})).toAgency], ['release', 'dhs'])
  assert.equal((await ask({ locatedPerson: true })).explanation.code, 'ask_located_person')
  assert.equal((await ask({ legalBasis: false })).explanation.code, 'withhold_no_legal_basis')
  assert.equal((await ask({ tlp: 'red' })).explanation.code, 'withhold_marking_above_ceiling')
  assert.equal((await ask({ kind: 'seizure', personal: true })).outcome, 'ask')
  assert.ok((await ask({ kind: 'seizure', personal: true })).without.includes('case_references'))
  assert.equal((await ask({ kind: 'figure' })).outcome, 'withhold')
  assert.equal((await ask({ kind: 'list-entry', from: 'us' })).toAgency, 'uif')
  await post('/agreements/ca/ask', admin, { kind: 'seizure', tlp: 'green', permittedUse: [], legalBasis: true }, 404)
})

test('a file that both did not sign, or that is here already, is refused with what is wrong', async () => {
  const { items } = await get<AgreementList>('/agreements', admin)
  const examine = async (note: string) => (await node.ask('POST', '/api/v1/agreements/examine', { as: admin, send: { note } })).text
  assert.match(await examine('{}'), /agreement_note_malformed/)
  assert.match(await examine(items[0]?.note ?? ''), /agreement_not_newer/)
  const lines = (items[0]?.note ?? '').split('\n')
  assert.match(await examine(`${lines.slice(0, -2).join('\n')}\n`), /agreement_not_signed_by/)
})

test('a newer agreement counts at once when a second person has accepted it, and not before', async () => {
  const [ours, theirs] = [join(node.root, 'data'), join(node.root, 'us')]
  const pack = JSON.parse(await readFile(new URL('../../../../packs/agreements/demo-mx-us.json', import.meta.url), 'utf8')) as object
  const sign = async (dataDir: string, file: string) => {
    const signed = await signAgreement(dataDir, Buffer.from(file))
    assert.ok(signed.ok)
    return signed.value
  }
  const note = await sign(theirs, await sign(ours, JSON.stringify({ ...pack, version: 2, rules: [] })))
  const examined = await post<AgreementExamined>('/agreements/examine', admin, { note })
  assert.equal(examined.replaces, 1)
  assert.ok(examined.changes.some((one) => one.kind === 'mirror-alert' && one.before === 'automatic' && one.after === null))
  const asked = await post<ChangeAnswer>('/agreements', admin, { note, reason })
  assert.equal(asked.why, 'new_agreement')
  const question = { kind: 'mirror-alert', tlp: 'green', permittedUse: ['lead'], legalBasis: true }
  const ask = () => post<AgreementAnswer>('/agreements/us/ask', admin, question)
  assert.equal((await ask()).outcome, 'release')
  await post(`/proposals/${asked.proposal?.id}`, ['uif', 'secretariat'], { outcome: 'confirmed', reason: 'I read both texts.' })
  assert.equal((await ask()).explanation.code, 'withhold_kind_not_covered')
  const states = (await get<AgreementList>('/agreements', admin)).items.map((one) => `${one.version} ${one.state}`)
  assert.deepEqual(states, ['2 in_force', '1 replaced'])
})

test('a link is cut at once for a day at most; longer waits for a second, and it opens by itself when the time is over', async () => {
  type Status = { partners: { link: string; heldUntil: string | null }[] }
  const hold = (send: object) => post<Status>('/exchange/us/hold', admin, { held: true, reason, ...send })
  const hoursLeft = (status: Status) => Math.round((Date.parse(status.partners[0]?.heldUntil ?? '') - Date.now()) / 3_600_000)
  const cut = await hold({ hours: 72 })
  assert.deepEqual([cut.partners[0]?.link, hoursLeft(cut)], ['held', 24])
  const waits = (await get<ProposalList>('/proposals?state=open', ['uif', 'administrator'])).items
  assert.deepEqual([waits[0]?.what, waits[0]?.hours, waits[0]?.mayDecide], ['link_hold', 72, true])
  await post(`/proposals/${waits[0]?.id}`, ['uif', 'administrator'], { outcome: 'confirmed', reason })
  assert.equal(hoursLeft(await get<Status>('/exchange', admin)), 72)
  await sql`update log set held_until = now() - interval '1 second' where held`
  const until = Date.now() + 20_000
  while ((await get<Status>('/exchange', admin)).partners[0]?.link === 'held') assert.ok(Date.now() < until, 'the link stayed cut')
})

test('history and proof of the exchange answer for a partner and hold no content', async () => {
  const { points, stepSeconds } = await get<{ points: object[]; stepSeconds: number }>('/exchange/us/history', admin)
  assert.deepEqual([points.length, stepSeconds], [60, 60])
  for (const span of ['day', 'week'])
    assert.ok((await get<{ points: object[] }>(`/exchange/us/history?span=${span}`, admin)).points.length > 40)
  assert.equal((await node.ask('GET', '/api/v1/exchange/us/history?span=year', { as: admin })).status, 400)
  const proof = await get<{ positions: object[] }>('/exchange/us/proof', admin)
  assert.deepEqual(proof.positions, [])
})

test('the printed rules are those that decide', async () => {
  const { items, roles } = await get<{ items: { action: string; roles: string[] }[]; roles: string[] }>('/roles', admin)
  assert.deepEqual(items.find(({ action }) => action === 'record.share')?.roles, ['releasing-officer'])
  assert.ok(roles.includes('legal-adviser'))
  const ask = (role: string, action: string, place: string) => post<object>('/roles/ask', admin, { role, action, place })
  assert.deepEqual(await ask('administrator', 'record.read', 'own'), { allowed: false, reason: 'administrator_never_reads' })
  assert.deepEqual(await ask('analyst', 'record.read', 'shared'), { allowed: true, reason: null })
  assert.deepEqual(await ask('analyst', 'record.erase', 'shared'), { allowed: false, reason: 'not_the_holder' })
  assert.equal(
    (await node.ask('POST', '/api/v1/roles/ask', { as: admin, send: { role: 'analyst', action: 'fly', place: 'own' } })).status,
    422,
  )
})

test('the duties to register are data with a source for each', async () => {
  const file = await readFile(new URL('../../../../packs/instruments/registration.json', import.meta.url), 'utf8')
  const { rules } = JSON.parse(file) as { rules: { source: string; asks: { es: string; en: string } }[] }
  for (const rule of rules) assert.ok(rule.source.startsWith('https://') && rule.asks.es !== rule.asks.en)
})
