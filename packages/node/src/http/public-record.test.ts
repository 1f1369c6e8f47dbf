import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { CommitmentDetail, CommitmentList } from '@enlace/api'
import { entryId, importers } from '@enlace/wire'
import { importList } from '../cli/import-list.ts'
import { startTestNode, type TestNode, type Who } from '../test-node.ts'

const secretariat: Who = ['sspc', 'secretariat']
const folder = new URL('../../../../data/', import.meta.url)
const idOf = (key: string) => entryId('note', 'public-record', key)

let node: TestNode
before(async () => {
  node = await startTestNode()
  const importer = importers.get('public-record-mx')
  assert.ok(importer)
  const names = (await readdir(folder)).filter((name) => name.startsWith('public-record.'))
  const files = new Map(
    await Promise.all(names.map(async (name) => [name, new Uint8Array(await readFile(new URL(name, folder)))] as const)),
  )
  const target = { api: node.url, token: node.tokenOf('sspc', 'analyst') }
  const { stored, refused } = await importList(importer, files, target, node.served.node.store.sql, { now: new Date() })
  assert.deepEqual([stored, refused], [importer.read(files).counts.records, 0])
})
after(async () => await node?.[Symbol.asyncDispose]())

async function list(query: string): Promise<CommitmentList> {
  return (await node.ask('GET', `/api/v1/commitments?${query}`, { as: secretariat })).json() as unknown as CommitmentList
}
async function read(key: string): Promise<CommitmentDetail> {
  return (await node.ask('GET', `/api/v1/commitments/${idOf(key)}`, { as: secretariat })).json() as unknown as CommitmentDetail
}

test('A8: details promised “in the coming weeks” are a dated commitment, and overdue once the weeks have passed', async () => {
  const standing = async (on: string) =>
    (await list(`on=${on}`)).items.find(({ record }) => record.id === idOf('c.updates'))?.owners.map(({ overdue }) => overdue)
  assert.deepEqual(await standing('2026-02-28'), [false, false])
  assert.deepEqual(await standing('2026-03-01'), [true, true])
  assert.equal((await read('c.updates')).source.dueWords, 'in the coming weeks')
})

test('A13: what the earlier programme agreed stands under it, and what goes on names it', async () => {
  const present = await list('')
  assert.deepEqual([present.items.length, present.earlier], [25, 78])
  assert.equal((await list('earlier=yes')).items.length, 103)
  assert.match((await read('c.firewall')).source.earlier ?? '', /Bicentennial Framework/)
})

test('nobody has said anything of what was agreed, and faster without a baseline is marked', async () => {
  const { items } = await list('earlier=yes')
  for (const { owners } of items) for (const { status, said } of owners) assert.deepEqual([status, said], ['not_started', null])
  const faster = items.find(({ record }) => record.id === idOf('c.extraditions'))
  assert.ok(faster?.warnings.includes('no_baseline'))
})
