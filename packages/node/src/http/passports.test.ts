import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import type { PassportPlan, PassportsIssued } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { parseArchive, verifyEvidence } from '@enlace/proof/node'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { saveAccount } from '../store/accounts.ts'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'analyst']
const releaser: Who = ['sspc', 'releasing-officer']
const lawyer: Who = ['sspc', 'legal-adviser']
/** Words that must be nowhere in what counsel gets. */
const [officerName, otherName, sourceWord] = ['Octavia Oficialez', 'Otero Ajenovich', 'zumbido-fuente-77']
await saveAccount(node.served.node.store.sql, { name: 'octavia.oficialez@sspc', agency: 'sspc', role: 'analyst', secret: '' })
let writtenAt = Date.parse('2026-05-01T00:00:00Z')

async function write(name: string, says: Record<string, Json>, object: JsonObject, envelope: JsonObject = {}): Promise<string> {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  writtenAt += 1000
  const id = `${kind.stixType}--${randomUUID()}`
  const own = kind.extension === undefined ? {} : { extensions: { [kind.extension]: { extension_type: 'property-extension', ...says } } }
  const modified = new Date(writtenAt).toISOString()
  const send = {
    object: { ...example.object, created: '2026-05-01T00:00:00.000Z', modified, ...object, id, ...own },
    envelope: { ...example.envelope, ...envelope },
  }
  const answer = await node.ask('POST', '/api/v1/records', { as: analyst, send })
  assert.equal(answer.status, 201, answer.text)
  return id
}

const detained = { event: 'detained', happened_at: '2026-03-01T10:00:00Z', soil: 'MX', to_party: 'mx', acting_party: 'mx' }

/** One case with a record of each sort: to be opened, naming an officer, about another person too, naming a source, of another kind. */
async function openCase() {
  const person = await write('identity', {}, { name: 'FICTIONAL Person', identity_class: 'individual' })
  const other = await write('identity', {}, { name: otherName, identity_class: 'individual' })
  const says = { person_ref: person, workstream: 'arms', procedural_status: 'alleged', reference: 'FICTIONAL-1' }
  const id = await write('case', says, { object_refs: [person, other], description: `${sourceWord} says so` })
  const say = async (kind: string, fields: Record<string, Json>, object: JsonObject = {}, envelope: JsonObject = {}) =>
    await write(kind, fields, { object_refs: [id], content: 'FICTIONAL', ...object }, envelope)
  const checks = [{ right: 'counsel', state: 'done', by_whom: officerName }]
  return {
    id,
    fine: await say('procedural-step', { step: 'charge', of_party: 'mx', day: '2026-03-02', court: 'FICTIONAL Court' }),
    officer: await say('custody-event', { ...detained, authority: `Office of ${officerName}`, instrument: 'FICTIONAL law', checks }),
    unread: await say('custody-event', { ...detained, event: 'moved', happened_at: '2026-03-05T10:00:00Z' }, { content: sourceWord }),
    both: await say(
      'procedural-step',
      { step: 'trial', of_party: 'mx', day: '2026-04-01' },
      { object_refs: [id, other], content: otherName },
    ),
    role: await say(
      'act-role',
      { party: 'mx', role: 'arrest', soil: 'MX', act_on: '2026-03-01', authorisation: 'none' },
      { content: sourceWord },
    ),
    red: await say(
      'custody-event',
      { ...detained, event: 'released', authority: sourceWord },
      {},
      { marking: { scheme: 'mx-reservada', value: 'RESERVADA, seguridad nacional' } },
    ),
  }
}

/** Every text of a DOCX: each of its members ends in a data descriptor, so the central directory says where it lies. */
function wordsOfDocx(bytes: Uint8Array): string {
  const file = Buffer.from(bytes)
  const texts: string[] = []
  let at = file.readUInt32LE(file.lastIndexOf('PK\u0005\u0006', undefined, 'latin1') + 16)
  while (file.readUInt32LE(at) === 0x02014b50) {
    const [packed, name, extra, comment] = [
      file.readUInt32LE(at + 20),
      ...[28, 30, 32].map((from) => file.readUInt16LE(at + from)),
    ] as number[] as [number, number, number, number]
    const local = file.readUInt32LE(at + 42)
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    if (file.toString('utf8', at + 46, at + 46 + name).endsWith('.xml'))
      texts.push(inflateRawSync(file.subarray(start, start + packed)).toString('utf8'))
    at += 46 + name + extra + comment
  }
  return texts.join('\n').replaceAll(/<[^>]*>/g, '')
}

const wish = (opened: readonly string[], format = 'zip') => ({ counsel: 'FICTIONAL counsel', purpose: 'Defence', opened, format })

async function make(id: string, send: object, as: Who = releaser) {
  const response = await fetch(`${node.url}/api/v1/cases/${id}/passport`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.tokenOf(...as)}`, 'content-type': 'application/json', 'accept-language': 'en' },
    body: JSON.stringify(send),
  })
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, bytes, type: response.headers.get('content-type') }
}

test('counsel gets a file that verifies, in which no other person, source or officer is named, and a changed byte is found', async () => {
  const { id, fine, officer, unread, both, role } = await openCase()
  // Ticking what is barred opens nothing.
  const { status, bytes } = await make(id, wish([fine, officer, both, role]))
  assert.equal(status, 200, Buffer.from(bytes).toString().slice(0, 400))
  const verdict = verifyEvidence(bytes)
  assert.ok(verdict.ok, JSON.stringify(verdict.steps))
  assert.deepEqual(
    verdict.records.map((record) => [record.id, record.proves.code === 'entry_only']),
    [
      [id, true],
      [fine, false],
      [officer, true],
      [unread, true],
    ],
  )
  const archive = parseArchive(bytes)
  assert.ok(archive.ok)
  const items = [...archive.value.keys()].filter((name) => /\/(item-\d+|release.*)$/.test(name))
  assert.deepEqual(items, ['records/2/1/item-0'])
  const opened = Buffer.from(bytes).toString('latin1')
  for (const word of [officerName, 'oficialez', otherName, sourceWord, 'releasing-officer@sspc']) {
    assert.equal(opened.includes(word), false, word)
  }
  const changed = Uint8Array.from(bytes)
  const at = Buffer.from(bytes).indexOf('FICTIONAL Court')
  changed[at] = (changed[at] ?? 0) ^ 1
  assert.ok(at > 0)
  assert.equal(verifyEvidence(changed).ok, false)
})

test('the document names no officer, no other person and no source, and strikes what does', async () => {
  const { id, fine } = await openCase()
  const { status, bytes } = await make(id, { ...wish([fine], 'docx'), language: 'both' })
  assert.equal(status, 200)
  const text = wordsOfDocx(bytes)
  for (const word of [
    'FICTIONAL Person',
    'FICTIONAL Court',
    'FICTIONAL law',
    'FICTIONAL-1',
    '[…]',
    'Pasaporte de derechos',
    'Rights passport',
  ]) {
    assert.ok(text.includes(word), word)
  }
  for (const word of ['Oficialez', 'oficialez', otherName, sourceWord, 'releasing-officer']) assert.equal(text.includes(word), false, word)
})

test('the plan says what goes, what cannot be opened and what stays by reason, and stores nothing', async () => {
  const { id, fine, officer, unread } = await openCase()
  const plan = (await node.ask('GET', `/api/v1/cases/${id}/passport`, { as: lawyer })).json() as PassportPlan
  assert.deepEqual(
    plan.records.map(({ id: one, closed, struck }) => [one, closed, struck]),
    [
      [fine, null, 0],
      [officer, 'names', 2],
      [unread, null, 0],
    ],
  )
  assert.deepEqual(
    plan.leftOut.toSorted((a, b) => a.reason.localeCompare(b.reason)),
    ['kind', 'marking', 'other_person'].map((reason) => ({ reason, count: 1 })),
  )
  assert.ok(plan.sendings.every(({ partner, instrument }) => partner === 'us' && instrument !== null))
  assert.deepEqual(((await node.ask('GET', `/api/v1/cases/${id}/passports`, { as: analyst })).json() as PassportsIssued).items, [])
})

test('each passport stands in the journal with who made it, for whom, and the hash of what was handed out', async () => {
  const { id } = await openCase()
  const pdf = await make(id, wish([], 'pdf'), lawyer)
  assert.deepEqual([pdf.status, pdf.type, Buffer.from(pdf.bytes.subarray(0, 5)).toString()], [200, 'application/pdf', '%PDF-'])
  const { items } = (await node.ask('GET', `/api/v1/cases/${id}/passports`, { as: analyst })).json() as PassportsIssued
  const sha256 = createHash('sha256').update(pdf.bytes).digest('hex')
  assert.deepEqual(
    items.map(({ at: _at, ...item }) => item),
    [{ by: 'legal-adviser@sspc', counsel: 'FICTIONAL counsel', purpose: 'Defence', format: 'pdf', records: 3, sha256 }],
  )
})

test('who neither releases nor advises on law, and who is of another agency, makes none', async () => {
  const { id } = await openCase()
  const statuses = await Promise.all(
    ([analyst, ['sspc', 'inspector'], ['uif', 'releasing-officer']] as Who[]).map(async (as) => (await make(id, wish([]), as)).status),
  )
  assert.deepEqual(statuses, [403, 403, 404])
})
