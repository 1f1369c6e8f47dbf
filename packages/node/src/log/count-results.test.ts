import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { parseJson } from '@enlace/core'
import {
  beaconChains,
  checkResult,
  generateSigner,
  parseResultDocument,
  readSealedResult,
  signSeal,
  timeOfRound,
  vkeyOf,
} from '@enlace/proof/node'
import { createErase } from '../intake/erase-record.ts'
import { createSubmit } from '../intake/submit-records.ts'
import { createRelease } from '../release/release.ts'
import { readLog, saveReceipt } from '../store/logs.ts'
import { readQueryPacks } from '../store/query-packs.ts'
import { openReleaseSigner } from '../store/release-signature.ts'
import { packEvents } from '../store/sealed-events.ts'
import { testStore } from '../store/test-store.ts'
import { demoAgreement, exampleRecord } from '../test-partner.ts'
import { createResults } from './count-results.ts'

// A published round of drand's quicknet; the seals below are made so that they name it.
const round = 657_413
const signature = 'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b'
const [quicknet] = beaconChains
assert.ok(quicknet)
const at = new Date(timeOfRound(quicknet, round) - 600_000)
const store = await testStore('mx', 'us', ['sspc'])
const { sql, writer, keystore, searchKey, journal, out } = store
after(async () => await store[Symbol.asyncDispose]())
const release = createRelease({
  ...{ sql, writer, keystore, journalId: journal.logId, party: 'mx', classification: 'demo-unclassified' },
  partners: () => [{ party: 'us', agreement: demoAgreement(), outLogId: out.logId, seen: () => 0 }],
  // Within the days of the agreement.
  now: () => new Date('2026-06-30T00:00:00.000Z'),
  pass: () => undefined,
  onDamage: () => assert.fail('damage'),
  signRelease: openReleaseSigner(new Map([['sspc', [generateSigner('node.mx.sig.example/release/sspc', 0x01).signer]]])),
})
await release.begin()
const submit = createSubmit({
  ...{ writer, journal, searchKey, party: 'mx', envelopeDefaults: () => ({}), now: () => at, alongside: release.join },
  pass: () => undefined,
  maxItemBytes: 1_000_000,
})
const erase = createErase({ sql, writer, keystore, searchKey, journalId: journal.logId, now: () => at })
const home = { author_agency: 'sspc', marking: { scheme: 'mx-reservada', value: 'Reservada' } }
async function write(kind: string, name: string, created: string, object = {}, extension = {}): Promise<string> {
  const record = exampleRecord(kind, name, { object: { created, modified: created, ...object }, extension, envelope: home })
  const { envelope, object: written, items } = record
  const outcome = await submit.submit({ objectBytes: items[0]!, object: written, envelope, agency: 'sspc' })
  assert.ok(outcome.ok, outcome.ok ? '' : JSON.stringify(outcome.fault.problems))
  return String(written.id)
}
/** The partner receipts all that lies in the log. */
async function receipt(): Promise<void> {
  const { size } = await readLog(sql, out.logId)
  await saveReceipt(sql, out.logId, size, 'lines', 'checkpoint', at)
}
const alert = (name: string, created: string) => write('mirror-alert', name, created)
const outcome = (name: string, created: string, of: string) =>
  write('response', name, created, { object_refs: [of] }, { step: 'outcome', result: 'not_found' })

const ids = [
  await alert('a', '2023-06-01T00:00:00.000Z'),
  await alert('b', '2023-06-02T00:00:00.000Z'),
  await alert('c', '2023-06-03T00:00:00.000Z'),
]
await outcome('r', '2023-06-01T05:00:00.000Z', ids[0]!)
await outcome('s', '2023-06-05T05:00:00.000Z', ids[1]!)
await receipt()

const signers = {
  mx: generateSigner('node.mx.sig.example/party', 0x01).signer,
  us: generateSigner('node.us.sig.example/party', 0x01).signer,
}
// Both hold the same entries: one store is the copy of both.
const resultsOf = (party: 'mx' | 'us', queries = readQueryPacks()) => {
  const partner = party === 'mx' ? 'us' : 'mx'
  const partners = () => [{ party: partner, key: vkeyOf(signers[partner]) }]
  return createResults({ sql, keystore, party, signer: signers[party], partners, queries, now: () => at })
}
const [mx, us] = [resultsOf('mx'), resultsOf('us')]
const query = mx.queries.get('alert-outcome-24h')!
const ask = { query, from: '2023-06-01', to: '2023-06-30', partner: 'us' }
const quiet = () => undefined
const sealed = await mx.seal(ask, 'sspc', quiet)
const seal = us.read(sealed.note)!

const check = (bytes: Uint8Array) => {
  const json = parseJson(bytes, { maxBytes: bytes.length, maxDepth: 8 })
  const document = json.ok ? parseResultDocument(json.value.value) : json
  assert.ok(document.ok)
  return checkResult(document.value)
}

test('a count says how far it is, and counts what was exchanged', async () => {
  const steps: string[] = []
  const { count, unreadable } = await mx.count(ask, (done, of) => steps.push(`${done}/${of}`))
  assert.deepEqual([count.sum, count.count, unreadable], [1n, 3, 0])
  const [done, of] = (steps.at(-1) ?? '').split('/')
  assert.ok(steps.length > 0 && done === of, String(steps))
})

test('what is not receipted, or lies beyond the seal, is not in it', async () => {
  await alert('later', '2023-06-09T00:00:00.000Z')
  assert.equal((await mx.count(ask, quiet)).count.count, 3)
  await receipt()
  assert.equal((await mx.count(ask, quiet)).count.count, 4)
  assert.equal((await us.recount(seal, sealed.events, 'sspc', quiet)).agrees, true)
})

test('the other party counts the same, signs the same text, and the file says so with every event', async () => {
  assert.deepEqual([seal.partner, seal.signedBy], ['mx', ['mx']])
  const again = await us.recount(seal, sealed.events, 'sspc', quiet)
  assert.deepEqual([again.agrees, again.sum, again.count, again.difference], [true, 1n, 3, null])
  const second = us.sign(seal)
  const verdict = check(await mx.file(seal, [sealed.note, second], { what: 'all' }))
  assert.deepEqual([verdict.ok, verdict.proves, verdict.cover], [true, 'confirmed', 'all'])
  assert.equal(check(await mx.file(seal, [sealed.note], { what: 'none' })).proves, 'sealed')
})

test('where the counts differ, the first entry that differs is named with both values', async () => {
  const text = sealed.note.split('\n\n')[0]
  const claimed = readSealedResult(`${text}\n`)!
  const forged = us.read(signSeal({ ...claimed, sum: 2n }, [signers.mx]))!
  const events = (await mx.events(seal, 0, 10)).map(({ log, seq, value }) => ({ log, seq, value }))
  const raised = events.map((event, i) => (i === 1 ? { ...event, value: 1 } : event))
  const { agrees, difference } = await us.recount(forged, packEvents(raised), 'sspc', quiet)
  assert.equal(agrees, false)
  assert.deepEqual(difference && [difference.origin, difference.seq, difference.theirs, difference.ours], [
    out.origin,
    events[1]?.seq,
    1,
    0,
  ])
  const left = await us.recount(forged, packEvents(events.slice(1)), 'sspc', quiet)
  assert.deepEqual(left.difference && [left.difference.seq, left.difference.theirs, left.difference.ours], [events[0]?.seq, null, 1])
})

test('another rule, another log, or a key of nobody is no confirmation', async () => {
  const other = new Map([...readQueryPacks()].map(([id, one]) => [id, { ...one, json: { ...one.json, version: 2 } }]))
  await assert.rejects(resultsOf('us', other).recount(seal, undefined, 'sspc', quiet), { code: 'query_differs' })
  const claimed = readSealedResult(`${sealed.note.split('\n\n')[0]}\n`)!
  const logs = claimed.logs.map((log) => ({ ...log, root: new Uint8Array(32) }))
  await assert.rejects(us.recount(us.read(signSeal({ ...claimed, logs }, [signers.mx]))!, undefined, 'sspc', quiet), {
    code: 'log_differs',
  })
  const ahead = claimed.logs.map((log) => ({ ...log, size: 99 }))
  await assert.rejects(us.recount(us.read(signSeal({ ...claimed, logs: ahead }, [signers.mx]))!, undefined, 'sspc', quiet), {
    code: 'count_behind',
  })
  const stranger = generateSigner('node.xx.sig.example/party', 0x01).signer
  assert.equal(us.read(signSeal(claimed, [stranger])), undefined)
  assert.equal(us.read('no seal'), undefined)
})

test('the beacon draws the sample, and only the line of its own round does', async () => {
  assert.equal(seal.seal.beacon?.round, round)
  const shown = { what: 'sample', by: 'event', events: 2, signature } as const
  const verdict = check(await mx.file(seal, [sealed.note], shown))
  assert.deepEqual(
    [verdict.ok, verdict.cover, verdict.steps.find(({ code }) => code === 'events_opened')?.values.events],
    [true, 'sample', 2],
  )
  assert.equal(check(await mx.file(seal, [sealed.note], { ...shown, by: 'amount' })).ok, true)
  await assert.rejects(mx.file(seal, [sealed.note], { ...shown, signature: signature.replace(/^../, '00') }), { code: 'beacon_wrong' })
})

test('erasing a record keeps the seal: every event still opens, the erased one says so, and a recount says what it cannot read', async () => {
  await erase({
    id: ids[0]!,
    agency: 'sspc',
    reason: 'rights of a person',
    user: 'ana',
  })
  const verdict = check(await mx.file(seal, [sealed.note, us.sign(seal)], { what: 'all' }))
  assert.deepEqual([verdict.ok, verdict.proves, verdict.cover], [true, 'confirmed', 'all'])
  assert.equal(verdict.steps.find(({ code }) => code === 'events_erased')?.values.events, 1)
  assert.deepEqual(
    (await mx.events(seal, 0, 10)).map(({ erased }) => erased),
    [true, false, false],
  )
  const again = await us.recount(seal, sealed.events, 'sspc', quiet)
  assert.deepEqual([again.agrees, again.unreadable], [false, 1])
})
