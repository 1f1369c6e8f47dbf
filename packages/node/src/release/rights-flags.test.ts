import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, JsonObject } from '@enlace/core'
import { generateSigner } from '@enlace/proof/node'
import { kinds } from '@enlace/records'
import { createSubmit } from '../intake/submit-records.ts'
import { openReleaseSigner } from '../store/release-signature.ts'
import { findPaused } from '../store/rights-flags.ts'
import { testStore } from '../store/test-store.ts'
import { demoAgreement, exampleRecord } from '../test-partner.ts'
import type { ReleasePartner } from './judged.ts'
import { createRelease } from './release.ts'

const at = new Date('2026-11-21T12:00:00.000Z')
const home = { author_agency: 'sspc', marking: { scheme: 'mx-reservada', value: 'Reservada' } }
const { signer } = generateSigner('node.mx.sig.example/release/sspc', 0x01)
type Written = { readonly id: string; readonly seq: number }

/** The node mx with intake and release towards us; what is joined is decided in the commit that writes it. */
async function node() {
  const store = await testStore()
  const { sql, writer, keystore, searchKey, journal, out } = store
  const partners: ReleasePartner[] = [{ party: 'us', agreement: demoAgreement(), outLogId: out.logId, seen: () => 0 }]
  const release = createRelease({
    ...{ sql, writer, keystore, journalId: journal.logId, party: 'mx', classification: 'demo-unclassified' },
    partners: () => partners,
    now: () => at,
    pass: () => undefined,
    onDamage: () => assert.fail('a record is damaged'),
    signRelease: openReleaseSigner(new Map([['sspc', [signer]]])),
  })
  await release.begin()
  const submit = createSubmit({
    ...{ writer, journal, searchKey, party: 'mx', maxItemBytes: 1_000_000, alongside: release.join },
    envelopeDefaults: () => ({}),
    now: () => at,
    pass: () => undefined,
  })
  const handed = (kind: string, name: string, change: Parameters<typeof exampleRecord>[2] = {}) => {
    const { object, envelope, items } = exampleRecord(kind, name, { ...change, envelope: { ...home, ...change.envelope } })
    return { objectBytes: items[0] as Uint8Array, object, envelope: envelope as JsonObject, agency: 'sspc', author: 'ana' }
  }
  const writeAll = async (given: readonly ReturnType<typeof handed>[]): Promise<Written[]> =>
    (await submit.submitMany(given)).map((outcome, i) => {
      assert.ok(outcome.ok, outcome.ok ? '' : JSON.stringify(outcome.fault.problems))
      return { id: String(given[i]?.object.id), seq: outcome.value.position.seq }
    })
  const write = async (...given: Parameters<typeof handed>) => (await writeAll([handed(...given)]))[0] as Written
  const extension = kinds.get('rights-flag')?.extension as string
  const flagOf = (targets: readonly string[], says: JsonObject = {}): Parameters<typeof exampleRecord>[2] => ({
    object: {
      object_refs: [...targets],
      modified: says.state === 'answered' ? '2026-11-21T12:00:00.000Z' : '2026-11-21T11:00:00.000Z',
      created: '2026-11-21T11:00:00.000Z',
      extensions: {
        [extension]: {
          ...{ extension_type: 'property-extension', fears: ['torture'], channel: 'counsel', state: 'raised' },
          ...{ happened_at: '2026-11-21T11:00:00Z' },
          ...says,
        },
      },
    },
    envelope: { to: [] as Json },
  })
  const answer = (answer: string): JsonObject => ({
    ...{ state: 'answered', answer, reason: 'FICTIONAL.', answered_by: 'luz', answered_at: '2026-11-21T12:00:00Z' },
    ...(answer === 'go_on_with_assurance' ? { assurance: 'FICTIONAL: note 7.' } : {}),
  })
  return {
    ...store,
    ...{ release, handed, writeAll, write, flagOf, answer },
    settle: async () => {
      while (await release.step('us'));
    },
    decisions: async () =>
      (
        await sql<
          { seq: number; outcome: string; reason: string }[]
        >`select version_seq as seq, outcome, reason from decision order by decision_id`
      ).map(({ seq, outcome, reason }) => [seq, outcome, reason]),
  }
}

test('while a flag stands nothing of what it names and of what refers to that leaves, step by step, and the rest does', async () => {
  await using mx = await node()
  const person = await mx.write('identity', 'person')
  const alert = await mx.write('mirror-alert', 'alert', { object: { object_refs: [person.id] } })
  const flag = await mx.write('rights-flag', 'flag', mx.flagOf([person.id]))
  const response = await mx.write('response', 'response', { object: { object_refs: [alert.id] } })
  const other = await mx.write('mirror-alert', 'other')
  assert.deepEqual((await mx.decisions()).slice(-3), [
    [flag.seq, 'withhold', 'kind_not_covered'],
    [response.seq, 'hold', 'rights_flag'],
    [other.seq, 'release', 'release_automatic'],
  ])
})

test('a flag and what it is about in one commit: what is written with it does not leave, and a recall and a correction do', async () => {
  await using mx = await node()
  const [before] = await mx.writeAll([mx.handed('mirror-alert', 'before')])
  assert.ok(before)
  const response = mx.handed('response', 'response', { object: { object_refs: [before.id] } })
  const [flag, told] = await mx.writeAll([mx.handed('rights-flag', 'flag', mx.flagOf([before.id])), response])
  assert.ok(flag && told)
  assert.deepEqual((await mx.decisions()).at(-1), [told.seq, 'hold', 'rights_flag'])
  const corrected = await mx.write('mirror-alert', 'before', {
    object: { modified: '2026-11-21T11:30:00.000Z', name: 'FICTIONAL: corrected' },
  })
  const recalled = await mx.write('mirror-alert', 'before', { object: { modified: '2026-11-21T11:40:00.000Z', revoked: true } })
  assert.deepEqual(
    (await mx.decisions()).slice(-2).map(([seq, outcome]) => [seq, outcome]),
    [
      [corrected.seq, 'release'],
      [recalled.seq, 'release'],
    ],
  )
})

for (const [said, expected] of [
  ['go_on', ['release', 'release_automatic']],
  ['go_on_with_assurance', ['release', 'release_automatic']],
  ['stop', ['hold', 'rights_stop']],
] as const) {
  test(`what waited is decided again once the answer is ${said}, the latest version alone and once`, async () => {
    await using mx = await node()
    const alert = await mx.write('mirror-alert', 'alert')
    await mx.write('rights-flag', 'flag', mx.flagOf([alert.id]))
    const refs = { object_refs: [alert.id] }
    await mx.write('response', 'response', { object: refs })
    const latest = await mx.write('response', 'response', { object: { ...refs, modified: '2026-11-21T11:30:00.000Z' } })
    await mx.settle()
    await mx.write('rights-flag', 'flag', mx.flagOf([alert.id], mx.answer(said)))
    await mx.settle()
    await mx.settle()
    assert.deepEqual(
      (await mx.decisions()).filter(([seq]) => seq === latest.seq).map(([, ...rest]) => rest),
      [['hold', 'rights_flag'], expected],
    )
  })
}

test('a second flag that nobody answered holds what the first let go', async () => {
  await using mx = await node()
  const alert = await mx.write('mirror-alert', 'alert')
  await mx.write('rights-flag', 'first', mx.flagOf([alert.id]))
  await mx.write('rights-flag', 'second', mx.flagOf([alert.id]))
  const response = await mx.write('response', 'response', { object: { object_refs: [alert.id] } })
  await mx.write('rights-flag', 'first', mx.flagOf([alert.id], mx.answer('go_on')))
  await mx.settle()
  assert.deepEqual(await findPaused(mx.sql, [response.seq]), new Map([[response.seq, 'rights_flag']]))
  assert.deepEqual((await mx.decisions()).filter(([seq]) => seq === response.seq).length, 1)
})

test('what waits for an officer does not leave when a flag is raised after the question, nor when it is raised behind the choice', async () => {
  await using mx = await node()
  const officer = { party: 'mx', agency: 'sspc', role: 'releasing-officer', user: 'luz' } as const
  const asked = await mx.write('mirror-alert', 'asked', { envelope: { origin: 'ai_made' } })
  assert.deepEqual((await mx.decisions()).at(-1), [asked.seq, 'ask', 'ask_ai_made'])
  const [task] = await mx.sql<{ id: number }[]>`select task_id as id from release_task`
  const choice = { taskId: task?.id ?? 0, outcome: 'release', without: [], reason: 'FICTIONAL.', actor: officer } as const
  const refused = (cause: unknown) => /"rights_flag"/.test(JSON.stringify(cause))
  // Both wait for the one writer; the flag was there first.
  const [flag, chosen] = await Promise.allSettled([mx.write('rights-flag', 'flag', mx.flagOf([asked.id])), mx.release.decideTask(choice)])
  assert.equal(flag.status, 'fulfilled')
  assert.ok(chosen.status === 'rejected' && refused(chosen.reason), JSON.stringify(chosen))
  await assert.rejects(mx.release.decideTask(choice), refused)
  await mx.write('rights-flag', 'flag', mx.flagOf([asked.id], mx.answer('go_on')))
  await mx.release.decideTask(choice)
  assert.equal((await mx.decisions()).at(-1)?.[1], 'release')
})
