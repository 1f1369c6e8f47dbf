import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { EvidencePlan } from '@enlace/api'
import type { JsonObject } from '@enlace/core'
import { parseArchive, verifyEvidence } from '@enlace/proof/node'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { readJournalDocuments } from '../store/journal-documents.ts'
import { eraseByTwo, startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const { sql, keystore } = node.served.node.store

const officer: Who = ['sspc', 'releasing-officer']

async function store(envelope: JsonObject = {}, kind = 'mirror-alert', change: JsonObject = {}): Promise<string> {
  const from = exampleOf(kinds.get(kind) as Kind)
  const id = `${String(from.object.type)}--${randomUUID()}`
  const send = { object: { ...from.object, ...change, id }, envelope: { ...from.envelope, ...envelope } }
  const { status, text } = await node.ask('POST', '/api/v1/records', { as: ['sspc', 'analyst'], send })
  assert.equal(status, 201, text)
  return id
}

const wish = (records: readonly string[], change: object = {}) => ({
  records,
  recipient: { code: 'court', name: 'First District Court' },
  purpose: 'Case 12/2026',
  ground: 'proof_use',
  consents: [{ party: 'us', reference: 'Note 44 of 20 November 2026' }],
  notified: [],
  show: 'record',
  ...change,
})

async function make(send: object, as: Who = officer) {
  const response = await fetch(`${node.url}/api/v1/evidence`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.tokenOf(...as)}`, 'content-type': 'application/json' },
    body: JSON.stringify(send),
  })
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, bytes, headers: response.headers, text: () => Buffer.from(bytes).toString() }
}

async function plan(send: object, as: Who = officer): Promise<EvidencePlan> {
  const { status, text } = await node.ask('POST', '/api/v1/evidence/plan', { as, send })
  assert.equal(status, 200, text)
  return JSON.parse(text) as EvidencePlan
}

/** What the newest `evidence` entry of the journal says. */
async function lastEntry(): Promise<JsonObject> {
  const [row] = await sql<{ seq: number }[]>`select entry.seq from entry join log using (log_id)
    where log.role = 'journal' and convert_from(entry.leaf, 'UTF8') like '%"t":"evidence"%' order by entry.seq desc limit 1`
  return (await readJournalDocuments(sql, keystore, [row?.seq ?? -1])).get(row?.seq ?? -1) ?? {}
}

test('a releasing officer gets one file that proves the record, with cover sheets, and the journal says to whom and for what', async () => {
  const id = await store()
  const { status, bytes, headers, text } = await make(wish([id]))
  assert.equal(status, 200, text())
  assert.equal(headers.get('content-type'), 'application/zip')
  assert.match(headers.get('content-disposition') ?? '', /^attachment; filename="evidence-\d{8}T\d{6}Z\.zip"$/)
  const verdict = verifyEvidence(bytes)
  assert.ok(verdict.ok, JSON.stringify(verdict.steps))
  // The partner of this test never runs: the record was entered for it and not receipted.
  assert.equal(verdict.proves.code, 'offered')
  const archive = parseArchive(bytes)
  assert.ok(archive.ok)
  for (const name of ['cover.en.pdf', 'cover.es.pdf']) {
    assert.equal(
      Buffer.from(archive.value.get(name) ?? [])
        .subarray(0, 5)
        .toString(),
      '%PDF-',
    )
  }
  const { at: _at, ...entry } = await lastEntry()
  const [row] = await sql<{ seq: number }[]>`select max(seq) as seq from version`
  assert.deepEqual(entry, {
    by: 'releasing-officer@sspc',
    consents: [{ party: 'us', reference: 'Note 44 of 20 November 2026' }],
    ground: 'proof_use',
    outcome: 'made',
    purpose: 'Case 12/2026',
    recipient: { code: 'court', name: 'First District Court' },
    sha256: createHash('sha256').update(bytes).digest('hex'),
    under: ['demo-mx-us/1'],
    versions: [row?.seq],
  })
})

test('without the consent that the agreement asks for, nothing is handed over and the journal holds the refusal', async () => {
  const id = await store()
  const { status, text } = await make(wish([id], { consents: [] }))
  assert.equal(status, 403)
  const problem = JSON.parse(text()) as { code: string; problems: { field: string; code: string; message: string }[] }
  assert.equal(problem.code, 'evidence_refused')
  assert.deepEqual([problem.problems[0]?.field, problem.problems[0]?.code], ['/records/0', 'evidence_refuse_consent_missing'])
  assert.match(problem.problems[0]?.message ?? '', /consent/)
  const entry = await lastEntry()
  assert.deepEqual([entry.outcome, entry.reasons, entry.sha256], ['refused', ['consent_missing'], undefined])
})

test('one refused record refuses the file, by name', async () => {
  const [fine, limited] = [await store(), await store({ origin: 'ai_made' }, 'note')]
  const { status, text } = await make(wish([fine, limited]))
  assert.equal(status, 403)
  assert.match(text(), /"field":"\/records\/1","code":"evidence_refuse_ai_made"/)
})

test('a record that a rights flag holds, and what refers to it, is opened to nobody but inspectors until a named officer answers', async () => {
  const flagged = await store({}, 'case')
  const about = await store({}, 'custody-event', { object_refs: [flagged] })
  const flag = await store({ to: [] }, 'rights-flag', { object_refs: [flagged] })
  for (const id of [flagged, about]) {
    const refused = await make(wish([id]))
    assert.equal(refused.status, 403)
    assert.match(refused.text(), /evidence_refuse_rights_flag/)
  }
  assert.equal((await plan(wish([flagged], { show: 'entry' }))).items[0]?.explanation.code, 'evidence_open_own_record')
  const free = await plan(wish([flagged], { recipient: { code: 'inspector', name: 'Inspection' } }))
  assert.notEqual(free.items[0]?.explanation.code, 'evidence_refuse_rights_flag')
  const send = { answer: 'go_on', reason: 'FICTIONAL.' }
  assert.equal((await node.ask('POST', `/api/v1/rights-flags/${flag}/answer`, { as: officer, send })).status, 200)
  assert.equal((await make(wish([about]))).status, 200)
})

test('the plan says for each record what would happen, with the clause, and stores nothing', async () => {
  const id = await store()
  const before = await lastEntry()
  const asked = await plan(wish([id], { consents: [] }))
  assert.equal(asked.open, false)
  assert.deepEqual(asked.items[0]?.explanation, { code: 'evidence_refuse_consent_missing', values: { party: 'us' } })
  assert.deepEqual(
    [asked.clauses[0]?.party, asked.clauses[0]?.consent, asked.clauses[0]?.mayShowTo],
    ['us', 'both', ['court', 'inspector']],
  )
  const allowed = await plan(wish([id]))
  assert.equal(allowed.open, true)
  assert.ok(allowed.items[0]?.warnings.some((warning) => warning.code === 'evidence_warn_personal_data'))
  assert.deepEqual(await lastEntry(), before)
})

test('a record that says where a person is warns that it may start a duty to act', async () => {
  const id = await store({ person_status: 'victim', permitted_use: ['lead', 'evidence', 'no_immigration_use', 'no_force_or_targeting'] })
  const asked = await plan(wish([id]))
  assert.ok(
    asked.items[0]?.warnings.some((warning) => warning.code === 'evidence_warn_locates_person'),
    JSON.stringify(asked),
  )
})

test('an opening leaves the record out, and whoever has its bytes can show that they are the ones', async () => {
  const id = await store()
  const raw = await fetch(`${node.url}/api/v1/records/${id}/raw`, {
    headers: { authorization: `Bearer ${node.tokenOf('sspc', 'analyst')}` },
  })
  const object = new Uint8Array(await raw.arrayBuffer())
  const { bytes } = await make(wish([id], { show: 'opening' }))
  assert.equal(verifyEvidence(bytes).proves.code, 'entry_only')
  assert.equal(verifyEvidence(bytes, { object }).proves.code, 'offered')
  assert.ok(!Buffer.from(bytes).includes(Buffer.from(object)))
})

test('an inspector of another agency proves that the entries exist and gets no salt; a court is not theirs to serve', async () => {
  const id = await store()
  const inspector: Who = ['uif', 'inspector']
  const { status, bytes, text } = await make(wish([id], { recipient: { code: 'inspector', name: 'Own inspection' } }), inspector)
  assert.equal(status, 200, text())
  const archive = parseArchive(bytes)
  assert.ok(archive.ok)
  assert.deepEqual(
    [...archive.value.keys()].filter((name) => /opening|item-|release/.test(name)),
    [],
  )
  assert.equal(verifyEvidence(bytes).proves.code, 'entry_only')
  assert.equal((await make(wish([id]), inspector)).status, 403)
})

test('who does not release or oversee gets no file, and another agency does not learn that the record exists', async () => {
  const id = await store()
  for (const role of ['duty-officer', 'analyst', 'secretariat', 'legal-adviser', 'administrator'] as const) {
    assert.equal((await make(wish([id]), ['sspc', role])).status, 403, role)
  }
  assert.equal((await make(wish([id]), ['uif', 'releasing-officer'])).status, 404)
})

test('an erased record still proves its entry', async () => {
  const id = await store()
  await eraseByTwo(node, id)
  const { status, bytes, text } = await make(wish([id]))
  assert.equal(status, 200, text())
  assert.equal(verifyEvidence(bytes).proves.code, 'entry_only')
})

test('a period and a case choose their records, and a wrong choice is named', async () => {
  const today = new Date().toISOString().slice(0, 10)
  const { records: _records, ...rest } = wish([])
  const period = await plan({ ...rest, period: { from: today, to: today } })
  assert.ok(period.items.length > 3 && period.items.every((item) => item.title !== null))
  const withUs = await plan({ ...rest, period: { from: today, to: today, partner: 'us' } })
  assert.ok(withUs.items.length > 0 && withUs.items.every((item) => item.partners.includes('us')))
  assert.deepEqual((await plan({ ...rest, period: { from: '2020-01-01', to: '2020-01-02' } })).items, [])
  const id = await store()
  assert.ok((await plan({ ...rest, case: id })).items.some((item) => item.id === id))
  const both = await node.ask('POST', '/api/v1/evidence/plan', { as: officer, send: { ...wish([id]), case: id } })
  assert.match(both.text, /one_choice/)
  const backwards = await node.ask('POST', '/api/v1/evidence/plan', {
    as: officer,
    send: { ...rest, period: { from: today, to: '2020-01-01' } },
  })
  assert.match(backwards.text, /\/period\/to/)
})

test('a file of a case of two records proves each for itself', async () => {
  const ids = [await store(), await store()]
  const { bytes, status, text } = await make(wish(ids))
  assert.equal(status, 200, text())
  assert.deepEqual(
    verifyEvidence(bytes).records.map((record) => record.proves.code),
    ['offered', 'offered'],
  )
})
