import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { ListName, RequestList } from '@enlace/api'
import type { Json } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode()
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

test('a query that the list itself refuses is refused, and a list is for who may read it', async () => {
  const wrong = await print({ list: 'requests', of: 'turn=nobody', format: 'pdf' })
  assert.equal(wrong.status, 400, wrong.text)
  assert.match(wrong.text, /"field":"of"/)
  assert.equal((await print({ list: 'requests', format: 'pdf' }, ['sspc', 'administrator'])).status, 403)
})
