import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  cosignCheckpoint,
  explainProof,
  formatPolicy,
  generateSigner,
  leafHash,
  openCheckpoint,
  parseProof,
  parseProofDocument,
  vkeyOf,
} from '@enlace/proof/node'
import { createSubmit } from '../intake/submit-records.ts'
import { createRelease } from '../release/release.ts'
import { findTokensInText } from '../store/find-tokens.ts'
import { saveReceipt } from '../store/logs.ts'
import { type TestStore, testStore } from '../store/test-store.ts'
import { demoAgreement, exampleRecord } from '../test-partner.ts'
import { createCheckpoints } from './checkpoints.ts'
import { createProver, type ProvenPosition } from './prove-record.ts'

const at = new Date('2026-11-21T12:00:00.000Z')

type More = (store: TestStore, prover: ReturnType<typeof createProver>, positions: readonly ProvenPosition[]) => Promise<void>

/** A record of mx that was released to us under rules that strike these fields, and its proof as a reader gets it. */
async function proven(strike: readonly string[], more?: More) {
  await using store = await testStore()
  const { sql, writer, keystore, searchKey, journal, out } = store
  const signersOf = new Map([journal, out].map(({ origin }) => [origin, [generateSigner(origin, 0x01).signer]]))
  const checkpoints = createCheckpoints({
    sql,
    signersOf: (origin) => signersOf.get(origin) ?? [],
    now: () => at,
    onDamage: () => assert.fail('nothing is damaged'),
  })
  const agreement = demoAgreement()
  const rules = agreement.rules.map((rule) => ({ ...rule, strike }))
  const release = createRelease({
    sql,
    writer,
    keystore,
    journalId: journal.logId,
    party: 'mx',
    classification: 'demo-unclassified',
    partners: () => [{ party: 'us', agreement: { ...agreement, rules }, outLogId: out.logId, seen: () => 0 }],
    now: () => at,
    pass: () => undefined,
    onDamage: () => assert.fail('nothing is damaged'),
    signRelease: () => Promise.reject(new Error('nobody')),
  })
  await release.begin()
  const submit = createSubmit({
    writer,
    journal,
    searchKey,
    party: 'mx',
    envelopeDefaults: () => ({}),
    now: () => at,
    pass: () => undefined,
    maxItemBytes: 100_000,
  })
  const { object, envelope, items } = exampleRecord('mirror-alert', 'proved', {
    extension: { reply_to: 'token-of-the-desk' },
    envelope: { author_agency: 'sspc', marking: { scheme: 'mx-reservada', value: 'Reservada' } },
  })
  const outcome = await submit.submit({ objectBytes: items[0]!, object, envelope, agency: 'sspc' })
  assert.ok(outcome.ok)
  await release.step('us')
  const prover = createProver({ sql, keystore, sign: checkpoints.sign, cosign: () => '' })
  const positions = (await prover.prove(outcome.value.position.seq)).map((position) => ({
    ...position,
    policy: formatPolicy({
      logs: (signersOf.get(position.origin) ?? []).map((signer) => ({ key: vkeyOf(signer), url: null })),
      witnesses: [],
      groups: [],
      quorum: 'none',
    }),
  }))
  const document = parseProofDocument(JSON.parse(JSON.stringify({ record: { id: String(object.id), modified: null }, positions })))
  assert.ok(document.ok)
  await more?.(store, prover, positions)
  return { positions, verdict: explainProof(document.value, { items: new Map([[0, items[0]!]]) }) }
}

test('a record that left as it is proves that it was offered', async () => {
  const { positions, verdict } = await proven([])
  assert.deepEqual(
    positions.map((position) => [position.role, position.sent]),
    [
      ['journal', undefined],
      ['out', undefined],
    ],
  )
  assert.deepEqual([verdict.ok, verdict.proves.code], [true, 'offered'])
})

test('of a record that left with fields struck the proof carries the copy that left, and claims no more than it shows', async () => {
  const { positions, verdict } = await proven(['reply_to'])
  const [home, left] = positions
  assert.equal(home?.sent, undefined)
  const copy = Buffer.from(left?.sent ?? '', 'base64').toString()
  assert.deepEqual(findTokensInText(copy, ['token-of-the-desk']), [])
  assert.ok(copy.includes('removed_fields'))
  assert.deepEqual([verdict.ok, verdict.proves.code], [true, 'kept'])
  assert.deepEqual(
    verdict.steps
      .filter((step) => ['copy_opened', 'other_form', 'item_opened'].includes(step.code))
      .map((step) => [step.code, step.position, step.ok]),
    [
      ['item_opened', 0, true],
      ['copy_opened', 1, true],
      ['other_form', 1, true],
    ],
  )
})

test('what the partner receipted first shows by its receipt alone since when it held an entry', async () => {
  await proven([], async ({ sql, out }, prover, positions) => {
    const left = positions.find(({ role }) => role === 'out')
    assert.equal(await prover.proveReceipted(out.origin, 0), undefined)
    const { signer } = generateSigner('node.us.sig.example/in/mx', 0x04)
    const head = { origin: out.origin, size: 1, root: leafHash(Buffer.from(left?.leaf ?? '', 'base64')) }
    for (const seconds of [1_795_276_800, 1_795_276_900]) {
      await saveReceipt(sql, out.logId, 1, cosignCheckpoint(head, [signer], seconds), 'head\n', new Date(seconds * 1000))
    }
    const proof = parseProof((await prover.proveReceipted(out.origin, 0)) ?? '')
    assert.ok(proof.ok)
    const opened = openCheckpoint(proof.value.checkpoint, [vkeyOf(signer)])
    assert.ok(opened.ok)
    assert.deepEqual([proof.value.index, opened.value.checkpoint.size, opened.value.verified[0]?.time], [0, 1, 1_795_276_800])
    assert.deepEqual(Buffer.from(opened.value.checkpoint.root), Buffer.from(head.root))
  })
})
