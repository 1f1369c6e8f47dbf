import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault, type JsonObject } from '@enlace/core'
import type { Actor, ClearancePack, ClearanceStep, PersonalAct, Role } from '@enlace/policy'
import { generateSigner, parseLeaf } from '@enlace/proof/node'
import { createErase } from '../intake/erase-record.ts'
import { createSubmit } from '../intake/submit-records.ts'
import { listClearances, readEvents } from '../store/clearances.ts'
import { readJournalDocuments } from '../store/journal-documents.ts'
import { readEntries, readLog } from '../store/logs.ts'
import { readOpenChoices } from '../store/release-choices.ts'
import { openReleaseSigner } from '../store/release-signature.ts'
import { testStore } from '../store/test-store.ts'
import { demoAgreement, exampleRecord } from '../test-partner.ts'
import { createChoices } from './choose.ts'
import { createClearance, createClearanceGate } from './clearance.ts'
import type { ReleasePartner } from './judged.ts'
import { createRelease } from './release.ts'

const signer = generateSigner('node.mx.sig.example/release/sspc', 0x01).signer
const title = { es: 'Paso', en: 'Step' }
const office = { zone: 'America/Mexico_City', days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', holidays: [] }
const step = (id: string, change: Partial<ClearanceStep>): ClearanceStep => ({
  ...{ id, title, agency: 'author', role: 'secretariat', attach: [], silence: 'wait', within: null },
  ...change,
})
const pack: ClearancePack = {
  party: 'mx',
  version: 1,
  source: 'test',
  calendars: { office },
  routes: [
    {
      ...{ id: 'report', title, kinds: ['report'], from: [], labels: [], only: {} },
      steps: [
        step('agency', { attach: ['legal_basis'] }),
        step('lawyer', {
          role: 'legal-adviser',
          silence: 'clear',
          within: { count: 'hour', at: '17:00', leastSeconds: 3600, calendar: 'office' },
        }),
        step('ministry', { agency: 'uif', attach: ['reference'] }),
      ],
    },
  ],
}
const automatic = demoAgreement()
const person = (role: Role, agency = 'sspc', user = `${role}@${agency}`): Actor => ({ party: 'mx', agency, role, user })
const head = person('secretariat')
const lawyer = person('legal-adviser')
const ministry = person('secretariat', 'uif')
const officer = person('releasing-officer')
const second = person('releasing-officer', 'sspc', 'second')

/** The node mx with intake, release, clearance and choices, and a clock that a test moves. Noon in Mexico City, a Friday. */
async function node(options: { readonly pack?: ClearancePack | undefined; readonly mode?: 'automatic' | 'ask' } = {}) {
  const store = await testStore()
  const { sql, writer, keystore, searchKey, journal, out } = store
  const clock = { now: new Date('2026-11-20T18:00:00.000Z') }
  const now = () => clock.now
  const routes = 'pack' in options ? options.pack : pack
  const rules = automatic.rules.map((rule) => (rule.kinds.includes('report') ? { ...rule, mode: options.mode ?? 'ask' } : rule))
  const partners: ReleasePartner[] = [{ party: 'us', agreement: { ...automatic, rules }, outLogId: out.logId, seen: () => 0 }]
  const common = { sql, writer, keystore, journalId: journal.logId, now, onChange: () => undefined }
  const release = createRelease({
    ...common,
    party: 'mx',
    classification: 'demo-unclassified',
    partners: () => partners,
    pass: () => undefined,
    onDamage: (seq) => assert.fail(`damage ${seq}`),
    signRelease: openReleaseSigner(new Map([['sspc', [signer]]])),
    clearance: createClearanceGate(routes),
  })
  await release.begin()
  const failed: string[] = []
  const restart = () => ({
    clearance: createClearance({ ...common, pack: routes }),
    choices: createChoices({ ...common, party: 'mx', release, onFailed: (_task, code) => failed.push(code) }),
  })
  let { clearance, choices } = restart()
  const submit = createSubmit({
    ...{ writer, journal, searchKey, party: 'mx', envelopeDefaults: () => ({}), now, pass: () => undefined, maxItemBytes: 1_000_000 },
  })
  const settle = async () => {
    while (await release.step('us'));
    while (await clearance.step());
    while (await choices.step());
  }
  const write = async (
    kind: string,
    change: Parameters<typeof exampleRecord>[2] = {},
    author = 'analyst@sspc',
    name = 'Fictional report',
  ) => {
    const home = { author_agency: 'sspc', marking: { scheme: 'mx-reservada', value: 'Reservada' }, ...change.envelope }
    const { object, envelope, items } = exampleRecord(kind, name, { ...change, envelope: home })
    const given = Object.fromEntries(Object.entries(envelope).filter(([, value]) => value !== undefined)) as JsonObject
    const outcome = await submit.submit({ objectBytes: items[0]!, object, envelope: given, agency: 'sspc', author })
    assert.ok(outcome.ok, outcome.ok ? '' : JSON.stringify(outcome.fault.problems))
    await settle()
    return { id: String(object.id), seq: outcome.value.position.seq, object }
  }
  const all = () => listClearances(sql, { agency: 'sspc' })
  const standing = async () => (await all()).map((one) => one.state)
  const act = async (
    actor: Actor,
    what: PersonalAct,
    change: { words?: string; reference?: string; round?: number; step?: number | null } = {},
  ) => {
    const [newest] = await all()
    assert.ok(newest !== undefined)
    const [row] = await sql<{ round: number; stepId: number | null }[]>`select round, case when step_agency is null then null
        when step_role = 'legal-adviser' then 1 when step_agency = 'uif' then 2 else 0 end as "stepId" from clearance where clearance_id = ${newest.id}`
    await clearance.act({
      id: newest.id,
      act: what,
      round: row!.round,
      step: row!.stepId,
      words: what === 'concur' ? '' : 'Because.',
      actor,
      ...change,
    })
    await settle()
  }
  const task = async () => {
    const [row] = await sql<{ id: number }[]>`select task_id as id from release_task where closed_by is null order by task_id desc limit 1`
    return row?.id ?? -1
  }
  const choose = async (actor: Actor, change: Partial<Parameters<typeof choices.choose>[0]> = {}) =>
    await choices.choose({ taskId: await task(), outcome: 'release', without: [], reason: 'Agreed.', holdSeconds: 0, actor, ...change })
  return {
    store,
    clock,
    failed,
    write,
    settle,
    standing,
    all,
    act,
    choose,
    task,
    undo: async (actor: Actor) => await choices.undo({ taskId: await task(), actor }),
    step: async () => await settle(),
    restart: () => {
      ;({ clearance, choices } = restart())
    },
    events: async () => {
      const [newest] = await all()
      return ((await readEvents(sql, [newest!.id])).get(newest!.id) ?? []).map(({ act: what, by, at }) => ({ act: what, by, at }))
    },
    said: async () => {
      const [newest] = await all()
      const events = (await readEvents(sql, [newest!.id])).get(newest!.id) ?? []
      const documents = await readJournalDocuments(
        sql,
        keystore,
        events.map((event) => event.seq),
      )
      return events.map((event) => documents.get(event.seq))
    },
    sentCount: async () => (await readLog(sql, out.logId)).size,
    leafTypes: async () => {
      const log = await readLog(sql, journal.logId)
      const entries = await readEntries(sql, journal.logId, 0, log.size)
      return entries.map((entry) => {
        const leaf = parseLeaf(entry.leaf)
        return leaf.ok ? leaf.value.t : '?'
      })
    },
    choice: async () => (await readOpenChoices(sql, [await task()])).get(await task()),
    erase: createErase({ sql, writer, keystore, searchKey, journalId: journal.logId, now }),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'accepted'
  } catch (cause) {
    assert.ok(cause instanceof Fault, String(cause))
    return cause.problems[0]?.code ?? (typeof cause.values.reason === 'string' ? cause.values.reason : cause.code)
  }
}

test('a report passes three offices before it can leave, each step in the journal with its person', async () => {
  await using mx = await node()
  await mx.write('report')
  assert.equal(await refusal(mx.choose(officer)), 'clearance_open')
  await mx.act(head, 'concur')
  await mx.act(lawyer, 'concur')
  assert.equal(await refusal(mx.choose(officer)), 'clearance_open')
  await mx.act(ministry, 'concur', { reference: 'UIF/123/2026' })
  assert.deepEqual(await mx.standing(), ['cleared'])
  assert.equal(await mx.sentCount(), 0)
  assert.equal((await mx.choose(officer)).state, 'done')
  assert.equal(await mx.sentCount(), 1)
  assert.deepEqual(
    (await mx.events()).map(({ act, by }) => `${act} ${by}`),
    ['open analyst@sspc', 'concur secretariat@sspc', 'concur legal-adviser@sspc', 'concur secretariat@uif'],
  )
  const said = await mx.said()
  assert.equal((said[0]?.route as JsonObject | undefined)?.id, 'report')
  assert.equal(said[3]?.reference, 'UIF/123/2026')
  assert.equal((await mx.leafTypes()).filter((type) => type === 'clearance').length, 4)
})

test('a rule that would release by itself waits for the offices, and a mirror alert does not', async () => {
  await using mx = await node({ mode: 'automatic' })
  await mx.write('report')
  assert.equal(await mx.sentCount(), 0)
  const [row] = await mx.store.sql`select outcome, reason from decision`
  assert.deepEqual({ ...row }, { outcome: 'ask', reason: 'ask_clearance' })
  await mx.write('mirror-alert', {}, 'duty-officer@sspc', 'Fictional alert')
  assert.equal(await mx.sentCount(), 1)
  assert.deepEqual(await mx.standing(), ['open'])
})

test('without a pack nothing waits for an office', async () => {
  await using mx = await node({ pack: undefined })
  await mx.write('report')
  assert.deepEqual(await mx.standing(), [])
  assert.equal((await mx.choose(officer)).state, 'done')
})

test('silence clears at its hour and not before, and outlives a restart', async () => {
  await using mx = await node()
  await mx.write('report')
  await mx.act(head, 'concur')
  mx.clock.now = new Date('2026-11-20T22:59:59.999Z')
  await mx.step()
  assert.equal((await mx.events()).length, 2)
  mx.restart()
  mx.clock.now = new Date('2026-11-20T23:00:00.000Z')
  await mx.step()
  assert.deepEqual((await mx.events()).at(-1), { act: 'silence', by: undefined, at: '2026-11-20T23:00:00.000Z' })
  const [row] = await mx.store.sql`select state, step_agency, silence_at, shown_to from clearance`
  assert.deepEqual({ ...row }, { state: 'open', step_agency: 'uif', silence_at: null, shown_to: ['uif'] })
  assert.equal((await mx.said()).at(-1)?.step, 'lawyer')
})

test('an office that objected stops it until it lifts the objection, whatever the hour', async () => {
  await using mx = await node()
  await mx.write('report')
  await mx.act(head, 'concur')
  await mx.act(lawyer, 'non_concur', { words: 'The basis does not cover it.' })
  mx.clock.now = new Date('2026-11-27T18:00:00.000Z')
  await mx.step()
  assert.deepEqual(await mx.standing(), ['objected'])
  assert.equal(await refusal(mx.choose(officer)), 'clearance_open')
  assert.equal((await mx.said()).at(-1)?.words, 'The basis does not cover it.')
  await mx.act(lawyer, 'concur')
  assert.deepEqual(await mx.standing(), ['open'])
})

test('a newer version starts anew and takes the place of the older, which can no longer leave', async () => {
  await using mx = await node()
  const first = await mx.write('report')
  await mx.act(head, 'concur')
  await mx.act(lawyer, 'return', { words: 'Name the instrument.' })
  assert.deepEqual(await mx.standing(), ['returned'])
  const older = await mx.task()
  await mx.write('report', { object: { id: first.id, modified: '2026-11-20T18:30:00.000Z', description: 'Corrected.' } })
  assert.deepEqual((await mx.standing()).sort(), ['open', 'replaced'])
  assert.equal(await refusal(mx.choose(officer, { taskId: older })), 'clearance_open')
})

test('returned, it can be handed in again with what changed, and starts at the first office', async () => {
  await using mx = await node()
  await mx.write('report')
  await mx.act(head, 'return')
  assert.equal(await refusal(mx.act(person('analyst'), 'resubmit', { words: ' ' })), 'reason_missing')
  await mx.act(person('analyst'), 'resubmit', { words: 'The order is attached.' })
  const [row] = await mx.store.sql`select state, round, step_role from clearance`
  assert.deepEqual({ ...row }, { state: 'open', round: 2, step_role: 'secretariat' })
})

test('what a person answers is refused when it is not theirs, incomplete, or about what has moved', async () => {
  await using mx = await node()
  await mx.write('report')
  assert.equal(await refusal(mx.act(lawyer, 'concur')), 'may_not_clear')
  assert.equal(await refusal(mx.act(person('administrator'), 'comment')), 'may_not_clear')
  assert.equal(await refusal(mx.act(head, 'non_concur', { words: '  ' })), 'reason_missing')
  assert.equal(await refusal(mx.act(head, 'concur', { round: 2 })), 'clearance_moved')
  assert.equal(await refusal(mx.act(head, 'concur', { step: 1 })), 'clearance_moved')
  await mx.act(head, 'concur')
  await mx.act(lawyer, 'concur')
  assert.equal(await refusal(mx.act(ministry, 'concur')), 'reference_missing')
  assert.equal((await mx.events()).length, 3)
})

test('nobody clears what they handed in', async () => {
  await using mx = await node()
  await mx.write('report', {}, head.user)
  assert.equal(await refusal(mx.act(head, 'concur')), 'may_not_clear')
  await mx.act(person('secretariat', 'sspc', 'another'), 'concur')
})

test('nothing is written for a record that was erased, and what was said about it is gone with it', async () => {
  await using mx = await node()
  const { id } = await mx.write('report')
  await mx.act(head, 'concur', { words: 'Fictional words.' })
  await mx.erase({ id, reason: 'Ordered.', agency: 'sspc', user: 'analyst@sspc' })
  mx.clock.now = new Date('2026-11-27T18:00:00.000Z')
  await mx.step()
  const rows = await mx.store.sql<{ act: string; seq: number }[]>`select act, seq from clearance_event order by place`
  assert.deepEqual(
    rows.map((row) => row.act),
    ['open', 'concur'],
  )
  assert.equal(
    (
      await readJournalDocuments(
        mx.store.sql,
        mx.store.keystore,
        rows.map((row) => row.seq),
      )
    ).size,
    0,
  )
})

const confidential = {
  object: { description: 'Fictional text.' },
  envelope: { marking: { scheme: 'mx-confidencial', value: 'Confidencial' } },
}

test('the highest marking leaves when two persons agree on the same bytes', async () => {
  await using mx = await node({ pack: undefined })
  await mx.write('report', confidential)
  assert.equal((await mx.choose(officer)).state, 'second')
  assert.equal(await mx.sentCount(), 0)
  assert.equal((await mx.choose(officer)).state, 'second', 'the same person twice is one person')
  assert.equal((await mx.choose(second, { without: ['description'] })).state, 'second', 'another cut needs another person')
  assert.equal(await mx.sentCount(), 0)
  assert.equal((await mx.choose(officer, { without: ['description'] })).state, 'done')
  assert.equal(await mx.sentCount(), 1)
  const [row] = await mx.store.sql`select decided_by from decision where outcome = 'release'`
  assert.equal(row?.decided_by, 'second, releasing-officer@sspc')
})

test('one person keeps the highest marking home', async () => {
  await using mx = await node({ pack: undefined })
  await mx.write('report', confidential)
  await mx.choose(officer)
  assert.equal((await mx.choose(second, { outcome: 'deny', reason: 'Names a source.' })).state, 'done')
  assert.equal(await mx.sentCount(), 0)
  assert.equal(await mx.task(), -1)
})

test('a choice takes effect when its undo time is over, and can be taken back until then', async () => {
  await using mx = await node({ pack: undefined })
  await mx.write('report')
  const chosen = await mx.choose(officer, { holdSeconds: 10 })
  assert.deepEqual([chosen.state, chosen.effectAt?.toISOString()], ['pending', '2026-11-20T18:00:10.000Z'])
  assert.equal(await refusal(mx.choose(second)), 'choice_pending')
  await mx.undo(officer)
  mx.clock.now = new Date('2026-11-20T18:00:11.000Z')
  await mx.step()
  assert.equal(await mx.sentCount(), 0)
  await mx.choose(officer, { holdSeconds: 10 })
  mx.restart()
  mx.clock.now = new Date('2026-11-20T18:00:21.000Z')
  await mx.step()
  assert.equal(await mx.sentCount(), 1)
  assert.equal(await refusal(mx.undo(officer)), 'choice_unknown')
  assert.equal((await mx.leafTypes()).filter((type) => type === 'choice').length, 3)
})

test('a choice that the rules no longer allow is told, and the task is open again', async () => {
  await using mx = await node({ pack: undefined })
  await mx.write('report')
  await mx.choose(officer, { holdSeconds: 60 })
  mx.clock.now = new Date('2031-01-01T12:00:00.000Z')
  await mx.step()
  assert.equal(mx.failed.length, 1)
  assert.equal(await mx.choice(), undefined)
  assert.equal(await mx.sentCount(), 0)
})

test('nobody releases what they handed in', async () => {
  await using mx = await node({ pack: undefined })
  await mx.write('report', {}, officer.user)
  assert.equal(await refusal(mx.choose(officer)), 'may_not_release_own')
  assert.equal((await mx.choose(second)).state, 'done')
})

test('a draft leaves only where the release says that it is one', async () => {
  await using mx = await node({ pack: undefined, mode: 'automatic' })
  await mx.write('report', { envelope: { draft_status: 'ad_referendum' } })
  assert.equal(await mx.sentCount(), 0)
  assert.equal(await refusal(mx.choose(officer)), 'draft_not_agreed')
  assert.equal((await mx.choose(officer, { asDraft: true })).state, 'done')
  await mx.write('report', { envelope: { draft_status: 'agreed' } }, 'analyst@sspc', 'Agreed report')
  assert.equal(await mx.sentCount(), 2)
})
