import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { AgreementList, HandoverList, ListName, RequestList, SheetName, SimulationRequest } from '@enlace/api'
import type { Json } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())
const analyst: Who = ['sspc', 'analyst']

async function write(name: string, id: string, says: Record<string, Json>) {
  const kind = kinds.get(name) as Kind
  const { object, envelope } = exampleOf(kind)
  const at = new Date().toISOString()
  const own = { extension_type: 'property-extension', ...says }
  const send = { object: { ...object, id, created: at, modified: at, extensions: { [String(kind.extension)]: own } }, envelope }
  const answer = await node.ask('POST', '/api/v1/records', { as: analyst, send })
  assert.equal(answer.status, 201, answer.text)
}

/** Until the projection has taken it up. */
async function listed(id: string): Promise<void> {
  for (;;) {
    const list = (await node.ask('GET', '/api/v1/requests?show=all', { as: analyst })).json() as RequestList
    if (list.items.some(({ record }) => record.id === id)) return
    await new Promise((done) => setImmediate(done))
  }
}

const print = async (query: Readonly<Record<string, string>>, as: Who = analyst) =>
  await node.ask('GET', `/api/v1/list-document?${new URLSearchParams(query)}`, { as })

const id = `note--${randomUUID()}`
await write('request', id, { form: 'information', to_party: 'us', urgency: 'routine', sought: 'FICTIONAL: who crossed?' })
await listed(id)

test('every list prints in both formats, in one language or in both, as its own route answers', async () => {
  const lists: readonly (readonly [ListName, string])[] = [
    ['requests', 'show=all&turn=theirs'],
    ['notes', 'direction=sent'],
    ['cases', 'status=suspect&turn=ours'],
    ['contact-reports', ''],
    ['inbox', 'show=open'],
    ['search', 'q=fictional&kind=request'],
  ]
  for (const [list, of] of lists)
    for (const [format, language, magic] of [
      ['pdf', 'both', '%PDF-1.7'],
      ['docx', 'es', 'PK'],
    ] as const) {
      const { status, text, headers } = await print({ list, of, format, language })
      assert.equal(status, 200, `${list} ${text.slice(0, 300)}`)
      assert.ok(text.startsWith(magic), list)
      const languages = language === 'both' ? 'es-en' : language
      assert.equal(headers.get('content-disposition'), `attachment; filename="${list}-${languages}.${format}"`)
    }
})

test('every other page of the desk prints as its own route answers', async () => {
  const group = `intrusion-set--${randomUUID()}`
  const example = exampleOf(kinds.get('intrusion-set') as Kind)
  const written = { object: { ...example.object, id: group, name: 'FICTIONAL group' }, envelope: example.envelope }
  const stored = await node.ask('POST', '/api/v1/records', { as: analyst, send: written })
  assert.equal(stored.status, 201, stored.text)
  const [agreement] = ((await node.ask('GET', '/api/v1/agreements', { as: analyst })).json() as AgreementList).items
  await node.ask('POST', '/api/v1/handovers', { as: analyst, send: { items: [], to: null, note: 'FICTIONAL: look at the first.' } })
  const [handover] = ((await node.ask('GET', '/api/v1/handovers', { as: analyst })).json() as HandoverList).items
  const plan: SimulationRequest = {
    instrument: 'extradition-treaty-1978',
    requesting: 'us',
    requested: 'mx',
    lines: [{ events: [{ code: 'arrested', at: '2026-03-02' }] }, { events: [] }],
  }
  const sheets: readonly (readonly [SheetName, Readonly<Record<string, string>>])[] = [
    ['agreement', { id: `${agreement?.id}/${agreement?.version}` }],
    ['claims', { id: group }],
    ['flow', { of: 'heldDays=30' }],
    ['group', { id: group, of: 'on=2026-01-01' }],
    ['handover', { id: handover?.id ?? '' }],
    ['rights', {}],
    ['rights', { id: group }],
    ['simulation', { of: `plan=${encodeURIComponent(JSON.stringify(plan))}` }],
  ]
  for (const [list, of] of sheets) {
    const docx = await print({ list, ...of, format: 'docx', language: 'es' })
    assert.equal(docx.status, 200, `${list} ${docx.text.slice(0, 300)}`)
    assert.ok(docx.text.startsWith('PK'), list)
  }
  const pdf = await print({ list: 'claims', id: group, format: 'pdf', language: 'both' })
  assert.ok(pdf.text.startsWith('%PDF-1.7'), pdf.text.slice(0, 300))
})

test('a page of what is not there, or not for the reader, is refused as its own route refuses it', async () => {
  const refused = async (query: Readonly<Record<string, string>>, as: Who = analyst) => {
    const { status, text } = await print({ ...query, format: 'docx' }, as)
    return `${status} ${/"code":"(\w+)"/.exec(text)?.[1]}`
  }
  assert.equal(await refused({ list: 'clearance', id: '7' }), '404 clearance_unknown')
  assert.equal(await refused({ list: 'handover', id: '7000' }), '404 handover_unknown')
  assert.equal(await refused({ list: 'claims', id: `note--${randomUUID()}` }), '404 record_unknown')
  assert.equal(await refused({ list: 'agreement', id: 'none/1' }), '404 record_unknown')
  assert.equal(await refused({ list: 'group', id, of: 'on=never' }), '400 parameter_invalid')
  assert.equal(await refused({ list: 'simulation', of: 'plan={}' }), '400 parameter_invalid')
  assert.equal(await refused({ list: 'flow' }, ['sspc', 'administrator']), '403 not_permitted')
})

test('a query that the list itself refuses is refused, and a list is for who may read it', async () => {
  const wrong = await print({ list: 'requests', of: 'turn=nobody', format: 'pdf' })
  assert.equal(wrong.status, 400, wrong.text)
  assert.match(wrong.text, /"field":"of"/)
  assert.equal((await print({ list: 'requests', format: 'pdf' }, ['sspc', 'administrator'])).status, 403)
})
