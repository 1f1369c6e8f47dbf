import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { utf8 } from '@enlace/core'
import {
  generateSigner,
  type KeyStatement,
  type NoteSigner,
  parseLeaf,
  type ReleasePlace,
  releaseHeader,
  releaseSignedBytes,
  signKeyStatement,
  signTransportStatement,
  type TransportStatement,
  type VerifierKey,
  vkeyOf,
} from '@enlace/proof/node'
import { makeTransportCertificate } from '../cli/transport-certificate.ts'
import { openKeyRing } from '../store/key-ring.ts'
import { readStatements } from '../store/key-statements.ts'
import { readEntries } from '../store/logs.ts'
import { testStore } from '../store/test-store.ts'
import { hexOf, judgeCertificate, openTransportRing } from '../store/transport-ring.ts'
import { testMirror } from '../test-mirror.ts'
import { demoAgreement, exampleRecord } from '../test-partner.ts'
import { createApply } from './apply-received.ts'

const at = new Date('2026-11-21T12:00:00.000Z')
const day = 86_400_000
type Made = Awaited<ReturnType<typeof makeTransportCertificate>>
const us = { party: 'us', domain: 'sig.example' }
const releaseName = 'node.us.sig.example/release/dhs'
const root = ([0x01, 0x06] as const).map((type) => generateSigner('node.us.sig.example/root', type).signer)
const [old, fresh, further] = [1, 2, 3].map(() => generateSigner(releaseName, 0x01).signer) as [NoteSigner, NoteSigner, NoteSigner]

const host = 'node.us.sig.example'
const [firstCertificate, laterCertificate] = (await Promise.all([1, 2].map(() => makeTransportCertificate(host, ['127.0.0.1'], at)))) as [
  Made,
  Made,
]

/** The node mx, to which us states what a test makes; `pinned` is the root of the pairing. */
async function paired(pinned: readonly VerifierKey[]) {
  const store = await testStore()
  const dataDir = await mkdtemp(join(tmpdir(), 'enlace-apply-keys-'))
  const { sql, keystore, writer, searchKey, journal, out, incoming } = store
  const { partner, bring: receive } = testMirror(store, at)
  const ring = openKeyRing([vkeyOf(old)])
  const stating = { ...us, root: pinned }
  const transport = openTransportRing(firstCertificate.certificatePem)
  const common = { sql, keystore, now: () => at, pass: () => undefined }
  let changes = 0
  const apply = createApply({
    ...common,
    writer,
    searchKey,
    journalId: journal.logId,
    inLogId: incoming.logId,
    outLogId: out.logId,
    ownLogs: new Map([[out.origin, out.logId]]),
    theirLogs: new Map([[incoming.origin, incoming.logId]]),
    ownParty: 'mx',
    partner: 'us',
    get releaseKeys() {
      return { dhs: ring.currentOf(releaseName) }
    },
    keys: { ring, transport, dataDir, stating, journalId: journal.logId, now: () => at, onChange: () => changes++ },
    agencies: ['sspc'],
    defaultAgency: 'sspc',
    agreement: demoAgreement,
    onTrouble: () => undefined,
  })
  return {
    ring,
    transport,
    changes: () => changes,
    state: (statement: KeyStatement, by: readonly NoteSigner[]) =>
      partner.append({
        type: `key-${statement.what}`,
        items: [utf8(signKeyStatement(statement, by, 1_790_000_000))],
        release: null,
        members: { ct: 'enlace-key' },
      }),
    note: (what: string, note: string) =>
      partner.append({ type: `key-${what}`, items: [utf8(note)], release: null, members: { ct: 'enlace-key' } }),
    /** An alert that an officer released with a key. */
    release: (by: NoteSigner) => {
      const { items } = exampleRecord('mirror-alert', `${by.keyId} ${partner.size()}`)
      const release = {
        agreement: 'demo-mx-us/1',
        by: { agency: 'dhs', mode: 'officer' },
        removed: [],
        to: { agency: 'sspc', party: 'mx' },
        v: 1,
      }
      partner.append({ items, release, sign: (place) => jws(by, { origin: partner.origin, ...place }) })
    },
    bring: async () => {
      await receive()
      while (await apply.step());
    },
    answers: async () =>
      (await readEntries(sql, out.logId, 0, 100)).map(({ leaf }) => {
        const read = parseLeaf(leaf)
        return read.ok ? `${read.value.t} ${read.value.code}` : ''
      }),
    kept: async () => (await readStatements(dataDir, stating)).map(({ statement }) => statement.what),
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]()
      await rm(dataDir, { recursive: true })
    },
  }
}

function jws(signer: NoteSigner, place: ReleasePlace): Uint8Array {
  return utf8(`${releaseHeader}..${Buffer.from(signer.sign(releaseSignedBytes(place))).toString('base64url')}`)
}

const add = (key: NoteSigner, former: NoteSigner): KeyStatement => {
  const time = at.getTime()
  return { what: 'add', name: key.name, at: time, keys: [vkeyOf(key)], former: [vkeyOf(former)], until: time + 30 * day }
}
const revoke = (key: NoteSigner, successors: readonly NoteSigner[] = []): KeyStatement => {
  const time = at.getTime()
  return {
    what: 'revoke',
    name: key.name,
    at: time,
    keys: successors.map(vkeyOf),
    former: [vkeyOf(key)],
    reason: 'compromised',
    cutoff: time,
  }
}
const pinned = root.map(vkeyOf)

test('statements count in log order: what stands behind one is read with the keys that it leaves, within one batch too', async () => {
  await using node = await paired(pinned)
  node.release(fresh)
  node.state(add(fresh, old), [...root, old])
  node.release(fresh)
  node.release(old)
  node.state(revoke(old), root)
  node.release(old)
  node.release(fresh)
  await node.bring()
  assert.deepEqual(await node.answers(), [
    'nack release_signature_invalid',
    'ack key_added',
    'ack accepted',
    'ack accepted',
    'ack key_revoked',
    'nack release_signature_invalid',
    'ack accepted',
  ])
  // Both of one instant, so their order in the folder is that of their hashes.
  assert.deepEqual((await node.kept()).toSorted(), ['add', 'revoke'])
  assert.equal(node.changes(), 2)
})

const refused: readonly (readonly [string, KeyStatement, readonly NoteSigner[], string])[] = [
  ['that the former key did not sign', add(fresh, old), root, 'key_statement_refused'],
  ['that half the root signed', add(fresh, old), [root[0] as NoteSigner, old], 'key_statement_refused'],
  ['that no root signed', revoke(old, [fresh]), [old], 'key_statement_refused'],
  ['about keys of another party', revoke(generateSigner('node.mx.sig.example/out/us/1', 0x01).signer), root, 'key_statement_refused'],
  ['about the root itself', revoke(generateSigner('node.us.sig.example/root', 0x01).signer), root, 'key_statement_refused'],
]
for (const [what, statement, by, reason] of refused) {
  test(`a statement ${what} is set aside and answered, and the keys stay as they are`, async () => {
    await using node = await paired(pinned)
    node.state(statement, by)
    node.release(old)
    await node.bring()
    assert.deepEqual(await node.answers(), [`nack ${reason}`, 'ack accepted'])
    assert.deepEqual(node.ring.everOf(releaseName), [vkeyOf(old)])
    assert.deepEqual(await node.kept(), [])
  })
}

test('a partner paired without a root can state nothing: it is told so, and its keys stay', async () => {
  await using node = await paired([])
  node.state(add(fresh, old), [...root, old])
  node.release(old)
  await node.bring()
  assert.deepEqual(await node.answers(), ['nack key_root_unknown', 'ack accepted'])
})

test('a revoked key vouches for no successor, and a statement that is sent again changes nothing', async () => {
  await using node = await paired(pinned)
  node.state(revoke(old, [fresh]), root)
  node.state(add(further, old), [...root, old])
  node.state(revoke(old, [fresh]), root)
  node.release(fresh)
  await node.bring()
  assert.deepEqual(await node.answers(), ['ack key_revoked', 'nack key_statement_refused', 'ack key_revoked', 'ack accepted'])
  assert.deepEqual(node.ring.currentOf(releaseName), [vkeyOf(fresh)])
})

const derOf = ({ certificatePem }: Made) => Uint8Array.from(new X509Certificate(certificatePem).raw)
const printOf = ({ certificatePem }: Made) => new X509Certificate(certificatePem).fingerprint256
const about = { name: `${host}/transport`, at: at.getTime(), former: [hexOf(printOf(firstCertificate))] }
const follows: TransportStatement = { ...about, what: 'add', certificates: [derOf(laterCertificate)], until: at.getTime() + 30 * day }

test('a transport certificate that the root states is good beside the former one, which ends when the overlap does or a revocation comes', async () => {
  await using node = await paired(pinned)
  const judged = (made: Made, days = 0) => judgeCertificate(node.transport, printOf(made), new Date(at.getTime() + days * day))
  assert.deepEqual([judged(firstCertificate), judged(laterCertificate)], ['good', undefined])
  node.note('add', signTransportStatement(follows, root, 1_790_000_000))
  await node.bring()
  assert.deepEqual(await node.answers(), ['ack key_added'])
  assert.deepEqual([judged(firstCertificate, 29), judged(firstCertificate, 30)], ['good', 'certificate_ended'])
  assert.deepEqual([judged(laterCertificate), node.changes()], ['good', 1])
  const revoked: TransportStatement = { ...about, what: 'revoke', certificates: [], reason: 'compromised', cutoff: about.at }
  node.note('revoke', signTransportStatement(revoked, root, 1_790_000_000))
  await node.bring()
  assert.deepEqual([judged(firstCertificate), judged(laterCertificate)], ['certificate_revoked', 'good'])
})

for (const [name, note] of [
  ['half a root', signTransportStatement(follows, root.slice(0, 1), 1_790_000_000)],
  ["another party's name", signTransportStatement({ ...follows, name: 'node.ca.sig.example/transport' }, root, 1_790_000_000)],
  ['what is no certificate', signTransportStatement({ ...follows, certificates: [new Uint8Array(300)] }, root, 1_790_000_000)],
  ['an overlap of less than a day', signTransportStatement({ ...follows, until: about.at + day - 1 }, root, 1_790_000_000)],
  ['text that is not canonical', signTransportStatement(follows, root, 1_790_000_000).replace('"v":1', '"v": 1')],
] as const) {
  test(`a statement about a transport certificate is refused for ${name}, and nothing changes`, async () => {
    await using node = await paired(pinned)
    node.note('add', note)
    await node.bring()
    assert.deepEqual(await node.answers(), ['nack key_statement_refused'])
    assert.equal(node.transport.keys().length, 1)
  })
}
