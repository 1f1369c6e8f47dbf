import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isJsonObject, type JsonObject, utf8 } from '@enlace/core'
import { kinds, readField } from '@enlace/records'
import { importers } from '../importers.ts'

const folder = new URL('../../../../data/', import.meta.url)
const shipped = new Map(
  readdirSync(folder)
    .filter((name) => name.startsWith('public-record.'))
    .map((name) => [name, readFileSync(new URL(name, folder))]),
)
const objects = (party: string): JsonObject[] =>
  [...importers.get(`public-record-${party}`)!.read(shipped).rows].map(({ object }) => object)
const ofKind = (name: string): JsonObject[] => {
  const extension = kinds.get(name)?.extension ?? ''
  return objects('mx').filter(({ extensions }) => isJsonObject(extensions) && extensions[extension] !== undefined)
}
const field = (object: JsonObject, name: string) => readField(kinds.get('commitment'), object, name)

test('both parties read the same records, every one that another names is there, and none may leave', () => {
  assert.equal(JSON.stringify(objects('mx')), JSON.stringify(objects('us')))
  const ids = new Set(objects('mx').map(({ id }) => id))
  for (const object of objects('mx')) {
    const text = JSON.stringify(object)
    assert.doesNotMatch(text, /"@/, String(object.abstract))
    for (const [id] of text.matchAll(/(?:note|identity)--[0-9a-f-]{36}/g)) assert.ok(ids.has(id), `${object.abstract}: ${id}`)
  }
  for (const { envelope } of importers.get('public-record-us')!.read(shipped).rows) assert.deepEqual(envelope.permitted_use, [])
})

test('every clause of the predecessor stands with its paragraph, its words, a modality and who owes it', () => {
  const inherited = ofKind('commitment').filter((one) => String(field(one, 'clause')).startsWith('¶'))
  assert.equal(inherited.length, 78)
  for (const one of inherited) {
    const agreed = field(one, 'agreed_text')
    assert.ok(isJsonObject(agreed) && String(agreed.en).length > 20 && String(agreed.es).length > 20)
    assert.ok(field(one, 'modality') !== undefined && Array.isArray(field(one, 'owners')) && field(one, 'source_ref') !== undefined)
  }
})

test('no record of ours says that anything was delivered, and a promise of change without a baseline stays without one', () => {
  assert.deepEqual(ofKind('commitment-status'), [])
  assert.deepEqual(ofKind('commitment-judgement'), [])
  const faster = ofKind('commitment').find(({ abstract }) => String(abstract).includes('Faster extraditions'))
  assert.deepEqual(faster && [field(faster, 'is_change'), field(faster, 'baseline')], [true, undefined])
})

test('a line of another kind of object, without a key or without a name is reported, and the rest are read', () => {
  const head = '{"format":"enlace-records/1","as_of":"2026-01-02"}'
  const good = '{"kind":"programme","key":"p","abstract":"P","content":"c","facts":{"names":{"en":"P"}}}'
  const bad = [
    good.replace('"key"', '"day":"2026-02-30","key"'),
    good.replace('programme', 'matter'),
    good.replace('"key":"p",', ''),
    good.replace('"abstract":"P",', ''),
    '{',
  ]
  const run = importers.get('public-record-mx')!.read(new Map([['own.jsonl', utf8([head, ...bad, good].join('\n'))]]))
  assert.deepEqual(
    run.reported.map(({ line, reason }) => `${line} ${reason}`),
    [2, 3, 4, 5, 6].map((line) => `${line} line_not_read`),
  )
  assert.equal([...run.rows].length, 2)
})
