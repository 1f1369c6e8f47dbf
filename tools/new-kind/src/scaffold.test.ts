import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { describeKind, exampleOf, type Kind, searchTextOf, titleOf } from '@enlace/records'
import { scaffoldKind } from './scaffold.ts'

const records = new URL('../../../packages/records/src/', import.meta.url)
const index = readFileSync(new URL('kinds/index.ts', records), 'utf8')
const uuid = '0b7f5d1e-3c58-4f0e-9a3b-1c2d3e4f5a6b'

test('a new kind is one file that defines itself and one line in the index', async () => {
  const made = scaffoldKind('border-visit', uuid, index)
  assert.ok(made.ok)
  const folder = mkdtempSync(join(tmpdir(), 'new-kind-'))
  try {
    const file = join(folder, made.value.fileName)
    writeFileSync(file, made.value.file.replaceAll("'../", `'${records.href}`))
    const { borderVisit } = (await import(pathToFileURL(file).href)) as { borderVisit: Kind }
    assert.deepEqual([borderVisit.name, borderVisit.title, borderVisit.stixType], ['border-visit', 'Border visit', 'incident'])
    assert.equal(borderVisit.example.id, `incident--${uuid}`)
    // What the form, the API, search and lists read of a kind: none of them names one.
    const { object } = exampleOf(borderVisit)
    assert.deepEqual(
      describeKind(borderVisit, {}).fields.flatMap(({ name, short }) => (short ? [name] : [])),
      ['happened_at', 'stage', 'name'],
    )
    assert.equal(titleOf(borderVisit, object), 'FICTIONAL border visit')
    assert.match(JSON.stringify(searchTextOf(borderVisit, object)), /Fictional remark/)
  } finally {
    rmSync(folder, { recursive: true })
  }
  const [before, after] = [index, made.value.index].map((text) => text.split('\n'))
  // Its line in the list, and the import of its file.
  assert.equal(after!.length, before!.length + 2)
  assert.match(made.value.index, /^ {2}borderVisit,\n\]$/m)
  assert.ok(after!.some((line) => line.startsWith('import { borderVisit }') && line.includes('./border-visit.ts')))
})

test('a name that is malformed or taken is refused', () => {
  for (const name of ['', 'Visit', 'a', 'border_visit', 'visit-', 'x'.repeat(61)]) {
    const made = scaffoldKind(name, uuid, index)
    assert.equal(!made.ok && made.reason, 'name_malformed', name)
  }
  const taken = scaffoldKind('mirror-alert', uuid, index)
  assert.equal(!taken.ok && taken.reason, 'name_taken')
})
