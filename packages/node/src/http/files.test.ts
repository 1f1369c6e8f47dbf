import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { eraseByTwo, startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode()
after(async () => await node[Symbol.asyncDispose]())

const example = exampleOf(kinds.get('mirror-alert') as Kind)
const analyst: Who = ['sspc', 'analyst']
const megabyte = 1_048_576
const pdf = (words: string) => Buffer.concat([Buffer.from(`%PDF-1.7\n% ${words}\n`), randomBytes(2 * megabyte + 17)])
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function upload(bytes: Buffer, type = 'application/pdf', headers: Record<string, string> = {}, as: Who = analyst) {
  const raw = new Uint8Array(bytes)
  return await node.ask('POST', '/api/v1/files', { as, raw, headers: { 'content-type': type, ...headers } })
}

async function store(files: readonly object[], as: Who = analyst): Promise<{ id: string; status: number; text: string }> {
  const id = `incident--${randomUUID()}`
  const send = { object: { ...example.object, id }, envelope: example.envelope, files }
  return { id, ...(await node.ask('POST', '/api/v1/records', { as, send })) }
}

async function download(sha256: string, as: Who = analyst) {
  const response = await fetch(`${node.url}/api/v1/files/${sha256}`, { headers: { authorization: `Bearer ${node.tokenOf(...as)}` } })
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}

test('a file that was uploaded belongs to the record that names it, and comes back byte for byte', async () => {
  const bytes = pdf('seized ledger')
  const answer = await upload(bytes)
  assert.equal(answer.status, 200, answer.text)
  const sha256 = hashOf(bytes)
  assert.deepEqual(answer.json(), { sha256, type: 'application/pdf', sizeBytes: bytes.length, received: bytes.length, whole: true })
  assert.equal((await download(sha256)).status, 404, 'no record names it yet')

  const { id, status, text } = await store([{ sha256, name: 'Libro «azul» 7%.pdf' }])
  assert.equal(status, 201, text)
  const detail = (await node.ask('GET', `/api/v1/records/${id}`, { as: analyst })).json() as { files: unknown }
  const shown = { name: 'Libro «azul» 7%.pdf', sha256, sizeBytes: bytes.length, type: 'application/pdf', state: 'held' }
  assert.deepEqual(detail.files, [shown])

  const file = await download(sha256)
  assert.equal(file.status, 200)
  assert.ok(file.bytes.equals(bytes))
  assert.equal(file.headers.get('content-type'), 'application/pdf')
  assert.match(file.headers.get('content-disposition') ?? '', /^attachment; filename\*=UTF-8''Libro%20%C2%ABazul%C2%BB%207%25\.pdf$/)
  assert.match(file.headers.get('content-security-policy') ?? '', /sandbox/)
})

test('nobody outside the record’s readers gets its file, and nobody learns that it is here', async () => {
  const bytes = pdf('list of informants')
  const sha256 = hashOf(bytes)
  assert.equal((await upload(bytes)).status, 200)
  const { id } = await store([{ sha256, name: 'a.pdf' }])
  assert.equal((await download(sha256, ['uif', 'analyst'])).status, 404)
  assert.equal((await download(sha256, ['uif', 'inspector'])).status, 404)
  assert.equal((await download(sha256, ['sspc', 'administrator'])).status, 403)
  // Another agency that uploads the same bytes gets a copy of its own, and cannot name ours.
  const theirs = await store([{ sha256, name: 'a.pdf' }], ['uif', 'analyst'])
  assert.equal(theirs.status, 422)
  assert.match(theirs.text, /"field":"\/files\/0\/sha256","code":"file_not_uploaded"/)
  const shared = { agency: 'uif', reason: 'They follow the money.' }
  await node.ask('POST', `/api/v1/records/${id}/share`, { as: ['sspc', 'releasing-officer'], send: shared })
  assert.equal((await download(sha256, ['uif', 'analyst'])).status, 200)
})

test('a cut upload goes on where it stopped', async () => {
  const bytes = pdf('long recording')
  const sha256 = hashOf(bytes)
  const part = (start: number, end: number) =>
    upload(bytes.subarray(start, end), 'application/pdf', {
      'content-range': `bytes ${start}-${end - 1}/${bytes.length}`,
      'x-content-sha256': sha256,
    })
  // What follows the last whole megabyte of a part is not kept.
  assert.partialDeepStrictEqual((await part(0, megabyte + 500)).json(), { received: megabyte, whole: false })
  const ahead = await part(2 * megabyte, bytes.length)
  assert.equal(ahead.status, 409)
  assert.match(ahead.text, /1,048,576/)
  assert.partialDeepStrictEqual((await part(megabyte, 2 * megabyte)).json(), { received: 2 * megabyte, whole: false })
  assert.partialDeepStrictEqual((await part(2 * megabyte, bytes.length)).json(), { received: bytes.length, whole: true, sha256 })
  // And once more changes nothing.
  assert.partialDeepStrictEqual((await part(0, megabyte)).json(), { received: bytes.length, whole: true })
})

test('bytes with another hash than was announced leave nothing behind', async () => {
  const bytes = pdf('one')
  const told = hashOf(pdf('two'))
  const answer = await upload(bytes, 'application/pdf', { 'x-content-sha256': told })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /file_hash_differs/)
  assert.equal((await store([{ sha256: told, name: 'a.pdf' }])).status, 422)
})

for (const [what, type, head, found] of [
  ['a program named as a document', 'application/pdf', 'MZ\x90\0\x03\0', 'portable-executable'],
  ['a picture named as a document', 'application/pdf', '\x89PNG\r\n\x1a\n', 'image/png'],
  ['a program named as a text', 'text/plain', 'MZ\x90\0\x03\0', 'portable-executable'],
  ['rubbish named as a picture', 'image/jpeg', 'hello', 'octet-stream'],
] as const) {
  test(`${what} is refused, and the answer says what it is`, async () => {
    const answer = await upload(Buffer.concat([Buffer.from(head, 'latin1'), randomBytes(9000)]), type)
    assert.equal(answer.status, 422)
    assert.match(answer.text, new RegExp(`file_type_differs.*${found}`))
  })
}

test('malformed uploads are refused with the header that is wrong', async () => {
  const small = Buffer.from('%PDF-1.7')
  for (const [headers, field] of [
    [{ 'content-range': 'bytes 0-1/2' }, 'content-range'],
    [{ 'content-range': `bytes 0-7/${65 * megabyte}`, 'x-content-sha256': 'a'.repeat(64) }, undefined],
    [{ 'content-range': 'bytes 0-7/20' }, 'x-content-sha256'],
    [{ 'x-content-sha256': 'A'.repeat(64) }, 'x-content-sha256'],
    [{ 'content-encoding': 'gzip' }, 'content-encoding'],
  ] as const) {
    const answer = await upload(small, 'application/pdf', headers as Record<string, string>)
    assert.equal(answer.status, field === undefined ? 413 : 400, answer.text)
    if (field !== undefined) assert.match(answer.text, new RegExp(`"field":"${field}"`))
  }
  const empty = await node.ask('POST', '/api/v1/files', { as: analyst, headers: { 'content-type': 'application/pdf' } })
  assert.equal(empty.status, 400)
  assert.equal((await upload(small, 'not a type')).status, 415)
})

test('a file lies sealed, under a name that tells nothing', async () => {
  const words = 'zafiro-quetzal-4471'
  const bytes = Buffer.from(`%PDF-1.7 ${words.repeat(2000)}`)
  assert.equal((await upload(bytes)).status, 200)
  const folder = join(node.served.node.config.dataDir, 'files')
  const names = await readdir(folder)
  assert.ok(!names.includes(hashOf(bytes)))
  for (const name of names) assert.ok(!(await readFile(join(folder, name))).includes(words))
})

test('erasing a record destroys the keys of its files, except those that another record still names', async () => {
  const [own, shared] = [pdf('own'), pdf('shared')]
  const [ownHash, sharedHash] = [hashOf(own), hashOf(shared)]
  for (const bytes of [own, shared]) assert.equal((await upload(bytes)).status, 200)
  const first = await store([
    { sha256: ownHash, name: 'own.pdf' },
    { sha256: sharedHash, name: 'shared.pdf' },
  ])
  const second = await store([{ sha256: sharedHash, name: 'shared.pdf' }])
  const before = (await readdir(join(node.served.node.config.dataDir, 'files'))).length
  await eraseByTwo(node, first.id)
  assert.equal((await download(ownHash)).status, 404)
  assert.equal((await download(sharedHash)).status, 200)
  assert.equal((await readdir(join(node.served.node.config.dataDir, 'files'))).length, before - 1)
  await eraseByTwo(node, second.id)
  assert.equal((await download(sharedHash)).status, 404)
  const rows = await node.served.node.store.sql`select from file where slot is null`
  assert.equal(rows.length, 2)
  // What was erased may be sent anew, for another record.
  assert.equal((await upload(own)).status, 200)
  assert.equal((await store([{ sha256: ownHash, name: 'own.pdf' }])).status, 201)
  assert.equal((await download(ownHash)).status, 200)
})

test('a record names a file once, by a name without a path, and at most 32', async () => {
  const bytes = pdf('named')
  const sha256 = hashOf(bytes)
  await upload(bytes)
  for (const [files, field, code] of [
    [[{ sha256, name: '../../etc/passwd' }], '/files/0/name', 'name_malformed'],
    [[{ sha256, name: 'a\u0000b' }], '', 'text_not_well_formed'],
    [
      [
        { sha256, name: 'a' },
        { sha256, name: 'b' },
      ],
      '/files/1/sha256',
      'duplicate_item',
    ],
    [Array.from({ length: 33 }, () => ({ sha256, name: 'a' })), '/files', 'too_many'],
    [[{ sha256: 'x', name: 'a' }], '/files/0/sha256', ''],
  ] as const) {
    const { status, text } = await store(files)
    assert.ok(status === 422 || status === 400, text)
    assert.match(text, new RegExp(`"field":"[^"]*${field.replaceAll('/', '\\/')}[^"]*","code":"${code}`))
  }
})
