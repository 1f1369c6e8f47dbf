import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { CommitmentDetail, CommitmentList, MechanismDetail, OfficeList, OpenItems, ProgrammeHub, SessionDetail } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'secretariat']

/** Stores a record of a kind with only these fields of its own; what they name is named in `object_refs` too. */
async function write(name: string, abstract: string, says: Record<string, Json>, at = '2026-01-01T00:00:00.000Z') {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  const id = `note--${randomUUID()}`
  const named = Object.entries(says).flatMap(([field, value]) =>
    field.endsWith('_ref') ? [String(value)] : field.endsWith('_refs') ? (value as string[]) : [],
  )
  const object: JsonObject = {
    ...example.object,
    ...{
      id,
      abstract,
      created: at,
      modified: at,
      extensions: { [String(kind.extension)]: { extension_type: 'property-extension', ...says } },
    },
    object_refs: named.length > 0 ? named : ['note--5b8f2a1d-07c4-4e93-a6d1-f92e3c7b5048'],
  }
  const answer = await node.ask('POST', '/api/v1/records', { as: analyst, send: { object, envelope: example.envelope } })
  assert.equal(answer.status, 201, answer.text)
  return id
}
const ask = async <T>(path: string, as: Who = analyst) => (await node.ask('GET', `/api/v1/programme${path}`, { as })).json() as T
const readSession = (id: string, on = '2026-04-27') => ask<SessionDetail>(`/sessions/${id}?on=${on}`)
const evidence = [{ what: 'FICTIONAL communiqué' }]

const former = await write('programme', 'FICTIONAL former', {
  names: { en: 'FICTIONAL Former Initiative', es: 'Iniciativa FICTICIA Anterior' },
  until: '2021',
})
const programme = await write('programme', 'FICTIONAL programme', {
  names: { en: 'FICTIONAL Border Cooperation Program', es: 'Programa FICTICIO de Cooperación Fronteriza y Aplicación' },
  other_names: ['PFC'],
  continues_refs: [former],
})
const group = await write('mechanism', 'FICTIONAL group', {
  names: { en: 'FICTIONAL Implementation Group', es: 'Grupo FICTICIO de Implementación' },
  level: 'group',
  programme_ref: programme,
  cadence_days: 90,
  cadence_source: 'FICTIONAL terms',
})
const leaders = await write('session', 'FICTIONAL leaders call', { form: 'call', state: 'held', held_on: '2025-10-01', evidence })
const ministers = await write('session', 'FICTIONAL ministers call', {
  form: 'call',
  state: 'held',
  held_on: '2025-10-10',
  evidence,
  caused_by_ref: leaders,
})
const first = await write('session', 'FICTIONAL first session', {
  ...{ mechanism_ref: group, form: 'meeting', number: 1, state: 'held', held_on: '2026-01-23', evidence, caused_by_ref: ministers },
  place: 'FICTIONAL: Ciudad de Ejemplo',
  said_dates: [
    { words: 'enero de 2026', resolves_to: '2026-01', precision: 'month' },
    { words: 'January 23', said_on: '2026-01-20', resolves_to: '2026-01-23', precision: 'day' },
    { words: 'this Friday', said_on: '2026-01-20', resolves_to: '2026-01-23', precision: 'relative' },
    { words: 'February', resolves_to: '2026-02', precision: 'month' },
  ],
  delegations: [
    { party: 'mx', name: 'FICTIONAL Aná Example', head: true },
    { party: 'us', office: { en: 'Example bureau' } },
  ],
})
const second = await write('session', 'FICTIONAL second session', {
  ...{
    mechanism_ref: group,
    form: 'meeting',
    number: 2,
    state: 'planned',
    held_on: '2026-06',
    caused_by_ref: first,
    reviews_since_ref: first,
  },
})
const putOff = await write('session-item', 'FICTIONAL point', {
  ...{ session_ref: first, item_type: 'agenda', position: 2, words: { en: 'Two', es: 'Dos' }, outcome: 'put_off' },
})
await write('session-item', 'FICTIONAL earlier point', {
  session_ref: first,
  item_type: 'agenda',
  position: 1,
  words: { en: 'One', es: 'Uno' },
})
await write('session-item', 'FICTIONAL decision', { session_ref: first, item_type: 'decision', words: { en: 'Done', es: 'Hecho' } })
const agreed = {
  agreed_text: { en: 'FICTIONAL: text', es: 'FICTICIO: texto' },
  source: 'FICTIONAL',
  modality: 'agrees',
  owners: [{ party: 'mx' }, { party: 'us' }],
}
const late = await write('commitment', 'FICTIONAL late', { ...agreed, due: '2026-03-01', session_ref: first })
const next = await write('commitment', 'FICTIONAL before the next session', { ...agreed, due_by_ref: second })
const faraway = await write('commitment', 'FICTIONAL far away', { ...agreed, due: '2027-01-01' })

test('A2, A13: a programme is found by either of its names, accents and case aside, and shows what it continues', async () => {
  for (const q of ['border cooperation program', 'PROGRAMA FICTICIO DE COOPERACION', 'pfc']) {
    const { programmes } = await ask<ProgrammeHub>(`?q=${encodeURIComponent(q)}`)
    assert.deepEqual(
      programmes.map(({ record }) => record.id),
      [programme],
      q,
    )
    assert.deepEqual(
      programmes[0]?.continues.map(({ id }) => id),
      [former],
    )
  }
  assert.deepEqual((await ask<ProgrammeHub>('?q=nothing+of+the+kind')).mechanisms, [])
})

test('A9: a body that has not met for 94 days where 90 were agreed says so; a session to come without a day stops nothing', async () => {
  const { mechanisms } = await ask<ProgrammeHub>('?on=2026-04-27')
  const [row] = mechanisms
  assert.deepEqual([row?.beat?.days, row?.beat?.everyDays, row?.beat?.missed, row?.sessions], [94, 90, true, 2])
  assert.equal((await ask<ProgrammeHub>('?on=2026-04-23')).mechanisms[0]?.beat?.missed, false)
})

test('A10: a session opens with the days since the one before, as far as they have come; the first of a body has none', async () => {
  const { before, changed } = await readSession(second)
  assert.equal(before?.id, first)
  assert.deepEqual(changed, { since: (await readSession(first)).told.session.lastDay, on: '2026-04-27' })
  assert.equal((await readSession(first)).changed, null)
})

test('A1: a body lists its sessions in their series, each with place, both delegations, agenda, outputs and what it reviews', async () => {
  const { sessions, mechanism } = await ask<MechanismDetail>(`/mechanisms/${group}`)
  assert.deepEqual(
    sessions.map(({ session, items, delegations, reviews }) => [
      session.number,
      session.place,
      items.length,
      delegations.map(({ party }) => party),
      reviews?.id,
    ]),
    [
      [1, 'FICTIONAL: Ciudad de Ejemplo', 3, ['mx', 'us'], undefined],
      [2, null, 0, [], first],
    ],
  )
  assert.deepEqual(
    sessions[0]?.items.filter(({ type }) => type === 'agenda').map(({ words }) => words.en),
    ['One', 'Two'],
  )
  assert.equal(mechanism.programme?.id, programme)
})

test('A5: the calls that led to a session and the session that came of it stand in one chain', async () => {
  const { chain, circular } = await readSession(first)
  assert.deepEqual(
    chain.map(({ session, depth }) => [session.record.id, depth]),
    [
      [leaders, -2],
      [ministers, -1],
      [first, 0],
      [second, 1],
    ],
  )
  assert.equal(circular, false)
})

test('A12: a month, a day and “this Friday” all lead to the same day, their words kept; what does not is marked', async () => {
  const { accounts, told } = await readSession(first)
  assert.equal(told.session.day, '2026-01-23')
  assert.deepEqual(
    accounts[0]?.dates.map(({ words, precision, agrees }) => [words, precision, agrees]),
    [
      ['enero de 2026', 'month', true],
      ['January 23', 'day', true],
      ['this Friday', 'relative', true],
      ['February', 'month', false],
    ],
  )
})

test('1D: who came shows the office of that day, and who acts stands beside the holder', async () => {
  const term = {
    office: { en: 'FICTIONAL Secretary', es: 'Secretaría FICTICIA' },
    office_code: 'example',
    party: 'mx',
    source: 'FICTIONAL',
  }
  await write('office-term', 'FICTIONAL holder', { ...term, person: 'FICTIONAL Other Holder', capacity: 'titular', from: '2025' })
  await write('office-term', 'FICTIONAL acting', {
    ...{
      ...term,
      person: 'Fictional Ana Example',
      capacity: 'acting',
      source_word: 'encargado del despacho',
      from: '2026-01-20',
      until: '2026-01-25',
    },
  })
  const { told } = await readSession(first)
  assert.deepEqual(told.delegations[0]?.members[0]?.offices, [{ office: term.office, capacity: 'acting', word: 'encargado del despacho' }])
  const { offices } = await ask<OfficeList>('/offices?on=2026-01-23&q=secretaria+ficticia')
  assert.deepEqual(
    offices.map(({ code, terms }) => [code, terms.filter(({ onDay }) => onDay).map(({ person }) => person)]),
    [['example', ['Fictional Ana Example', 'FICTIONAL Other Holder']]],
  )
  assert.equal(
    (await ask<OfficeList>('/offices?on=2026-01-26&q=secretaria+ficticia')).offices[0]?.terms.filter(({ onDay }) => onDay).length,
    1,
  )
  assert.ok((await ask<OfficeList>('/offices?of=us')).offices.every(({ party }) => party === 'us'))
})

test('A15: what is due by a session stands with the days left, and what a later one owes does not', async () => {
  const { due, agreed: here } = await readSession(second, '2026-06-20')
  assert.deepEqual(
    due.map(({ commitment, daysLeft }) => [commitment.record.id, daysLeft]),
    [
      [late, -111],
      [next, 10],
    ],
  )
  assert.ok(!due.some(({ commitment }) => commitment.record.id === faraway))
  assert.deepEqual(here, [])
  assert.deepEqual(
    (await readSession(first)).agreed.map(({ record }) => record.id),
    [late],
  )
})

test('what is open is offered for the agenda with why, a point put off among it, until it stands there', async () => {
  const open = async () => (await ask<OpenItems>(`/sessions/${second}/open?on=2026-04-27`)).items
  assert.deepEqual(
    (await open()).map(({ id, why, taken }) => [id, why, taken]),
    [
      [late, 'overdue', false],
      [next, 'due', false],
      [putOff, 'put_off', false],
    ],
  )
  await write('session-item', 'FICTIONAL carried', {
    session_ref: second,
    item_type: 'agenda',
    position: 1,
    words: { es: 'Dos' },
    about_ref: putOff,
  })
  assert.equal((await open()).find(({ id }) => id === putOff)?.taken, true)
  assert.equal((await readSession(second)).told.items[0]?.about?.id, putOff)
})

test('A3: a month that passes without a word makes nothing held; a postponement is told with its evidence, and the first word stays to be read', async () => {
  assert.equal((await readSession(second, '2026-06-30')).told.session.standing, 'planned')
  assert.equal((await readSession(second, '2026-07-01')).told.session.standing, 'unknown')
  const account = { account_of_ref: second, form: 'meeting', evidence }
  const id = await write(
    'session',
    'FICTIONAL postponed',
    { ...account, state: 'postponed', postponed_to: '2026-09-01' },
    '2026-06-25T00:00:00.000Z',
  )
  const { told, accounts } = await readSession(id, '2026-07-01')
  assert.deepEqual([told.session.record.id, told.session.standing, told.session.day], [second, 'postponed', '2026-09-01'])
  assert.deepEqual(
    accounts.map(({ state, counts, evidence: shown }) => [state, counts, shown.length]),
    [
      ['planned', false, 0],
      ['postponed', true, 1],
    ],
  )
})

test('a session that is its own cause by way of others says so and is shown', async () => {
  const one = await write('session', 'FICTIONAL ring', { form: 'call', state: 'planned' })
  const other = await write('session', 'FICTIONAL ring two', { form: 'call', state: 'planned', caused_by_ref: one })
  await write(
    'session',
    'FICTIONAL ring told',
    { form: 'call', state: 'planned', account_of_ref: one, caused_by_ref: other },
    '2026-02-01T00:00:00.000Z',
  )
  const { circular, chain } = await readSession(one)
  assert.deepEqual([circular, chain.length], [true, 2])
})

test('another agency sees nothing of it, an administrator may not ask, a minister may, and a record of another kind is no session', async () => {
  assert.deepEqual((await ask<ProgrammeHub>('', ['uif', 'analyst'])).sessions, [])
  assert.equal((await node.ask('GET', `/api/v1/programme/sessions/${first}`, { as: ['uif', 'analyst'] })).status, 404)
  assert.equal((await node.ask('GET', '/api/v1/programme', { as: ['sspc', 'administrator'] })).status, 403)
  assert.equal((await node.ask('GET', `/api/v1/programme/sessions/${first}`, { as: ['sspc', 'minister'] })).status, 200)
  for (const path of [`mechanisms/${first}`, `sessions/${group}`, `sessions/${late}`])
    assert.equal((await node.ask('GET', `/api/v1/programme/${path}`, { as: analyst })).status, 404, path)
  assert.equal((await node.ask('GET', '/api/v1/programme?on=2026-02-30', { as: analyst })).status, 400)
})

test('a session prints with its agenda and minutes, in one language or both, as its own route answers', async () => {
  await write('session-item', 'FICTIONAL passage', {
    session_ref: first,
    item_type: 'minutes',
    words: { en: 'FICTIONAL passage', es: 'Pasaje FICTICIO' },
  })
  for (const [format, language, magic] of [
    ['pdf', 'both', '%PDF-1.7'],
    ['docx', 'es', 'PK'],
  ] as const) {
    const { status, text } = await node.ask(
      'GET',
      `/api/v1/list-document?${new URLSearchParams({ list: 'session', id: first, format, language })}`,
      {
        as: analyst,
      },
    )
    assert.equal(status, 200, text.slice(0, 300))
    assert.ok(text.startsWith(magic))
  }
})

test('a commitment names its programmes and sessions as records beside its words', async () => {
  const id = await write('commitment', 'FICTIONAL inherited', {
    ...agreed,
    inherited_from: 'Former',
    inherited_ref: former,
    session_ref: first,
    programme_ref: programme,
  })
  const { belongs, source } = (await node.ask('GET', `/api/v1/commitments/${id}`, { as: analyst })).json() as CommitmentDetail
  assert.equal(source.earlier, 'Former')
  assert.deepEqual(
    belongs.map(({ as, id: named }) => [as, named]),
    [
      ['programme_ref', programme],
      ['inherited_ref', former],
      ['session_ref', first],
    ],
  )
})

test('A15: what is due by a session is overdue once that session was held without it, and a session put off takes it along', async () => {
  const one = await write('session', 'FICTIONAL session to come', {
    mechanism_ref: group,
    form: 'meeting',
    state: 'planned',
    held_on: '2027-02-10',
    evidence,
  })
  const due = { agreed_text: agreed.agreed_text, source: agreed.source, modality: 'agrees', owners: [{ party: 'mx' }, { party: 'us' }] }
  const id = await write('commitment', 'FICTIONAL before the next session', { ...due, due_by_ref: one })
  const shown = async (on: string) => {
    const answer = await node.ask('GET', `/api/v1/commitments/${id}?on=${on}`, { as: analyst })
    const { lastDay, dueBy, owners, warnings } = (answer.json() as CommitmentDetail).commitment
    return [lastDay, dueBy?.lastDay, dueBy?.held, owners.map(({ party, overdue }) => `${party} ${overdue}`).join(), warnings.join()]
  }
  assert.deepEqual(await shown('2027-02-11'), [null, '2027-02-10', false, 'mx false,us false', ''], 'nobody knows yet that it was held')
  const account = { account_of_ref: one, mechanism_ref: group, form: 'meeting', evidence }
  await write('session', 'FICTIONAL put off', { ...account, state: 'postponed', postponed_to: '2027-03-01' }, '2027-02-01T00:00:00.000Z')
  assert.deepEqual(await shown('2027-02-20'), [null, '2027-03-01', false, 'mx false,us false', ''])
  await write('session', 'FICTIONAL held', { ...account, state: 'held', held_on: '2027-03-02' }, '2027-03-02T00:00:00.000Z')
  assert.deepEqual(await shown('2027-03-02'), ['2027-03-02', '2027-03-02', true, 'mx false,us false', ''], 'the day itself is in time')
  assert.deepEqual(await shown('2027-03-03'), ['2027-03-02', '2027-03-02', true, 'mx true,us true', ''])
})

test('A13: what was agreed under a programme that another continues stands on its own page and is never called overdue', async () => {
  const id = await write('commitment', 'FICTIONAL of the former', { ...agreed, due: '2020-01-31', programme_ref: former })
  const listed = async (query: string) =>
    ((await node.ask('GET', `/api/v1/commitments${query}`, { as: analyst })).json() as CommitmentList).items.filter(
      ({ record }) => record.id === id,
    )
  assert.deepEqual(await listed(''), [])
  const [found] = await listed(`?programme=${former}`)
  assert.equal(found?.earlier, true)
  assert.ok(found?.owners.every(({ overdue }) => !overdue))
  assert.deepEqual(await listed(`?programme=${programme}`), [])
})
