import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sharedFolder } from '@enlace/fleet/shared-data'
import { importers } from '@enlace/wire'
import { selectDemoData } from './demo-selection.ts'
import { predecessorFile, splitPredecessor } from './predecessor.ts'

const shared = sharedFolder()
const folder = new URL('../../../data/', import.meta.url)
const published = (path: string) => readFileSync(join(shared ?? '', 'data', path))

test('the files of data/ are what the script makes of the published files', { skip: shared === undefined }, () => {
  const made = new Map([...selectDemoData(published), [predecessorFile, splitPredecessor(published)]])
  assert.deepEqual(
    [...made.keys()].sort(),
    // Claims and the public record of the present programme are made by hand.
    readdirSync(folder).filter((name) => name.endsWith('.jsonl') && !/^claims-|^public-record\.group/.test(name)),
  )
  for (const [name, bytes] of made) assert.ok(readFileSync(new URL(name, folder)).equals(bytes), name)
})

test('a shipped fact and the published row behind it give the same record', { skip: shared === undefined }, () => {
  const sat = importers.get('sat-69b')!
  const all = sat.read(new Map([['list.csv', published('persons/sat_69B_listado_completo_2024.csv')]]))
  const byId = new Map([...all.rows].map((row) => [row.object.id, JSON.stringify(row)]))
  const own = sat.read(new Map([['sat-69b.jsonl', readFileSync(new URL('sat-69b.jsonl', folder))]]))
  for (const row of own.rows) assert.equal(JSON.stringify(row), byId.get(row.object.id))
})
