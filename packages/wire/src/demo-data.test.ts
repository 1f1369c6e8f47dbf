import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fromUtf8, utf8 } from '@enlace/core'
import { parseEnvelope, validateObject } from '@enlace/records'
import { type DemoFacts, readDemoFacts, writeDemoFacts } from './demo-data.ts'
import { importers } from './importers.ts'
import { countsOf, startTally } from './tally.ts'

const folder = new URL('../../../data/', import.meta.url)
const shipped = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))

const source = { publisher: 'Example Office of Lists', address: 'https://lists.sig.example/', terms: 'fictional' }
const facts: DemoFacts = {
  head: { list: 'ofac-sdn', edition: { asOf: '2026-01-02', name: '2026-01-02' }, source },
  entries: [
    { key: '1', subject: 'organization', name: 'FICTIONAL TRADING', programmes: ['TCO'] },
    {
      key: '2',
      subject: 'person',
      name: 'EXAMPLE, Person',
      programmes: ['SDNTK'],
      aliases: [{ name: 'EXAMPLE, P.' }, { name: 'OLD NAME', relation: 'fka' }],
      addresses: [{ text: 'Calle Ficticia 1', country: 'MX' }, { country: 'US' }],
      reason: 'Fictional',
      remarks: 'Fictional remark',
      identifiers: [{ type: 'rfc', value: 'XAXX010101000' }],
      births: ['1980-01-01'],
      nationality: 'Mexican',
      listedOn: '2020-01-01',
      ended: 'captured',
      link: 'https://lists.sig.example/2',
    },
  ],
  figures: [
    { series: ['Place', 'Drug'], measure: 'weight', period: '2025-01', value: 1.5 },
    { series: ['Place', 'Drug'], measure: 'weight', period: '2025-02', value: 0, provisional: true },
  ],
}

test('facts written are the facts read', () => {
  const tally = startTally()
  assert.deepEqual(readDemoFacts(tally, 'own.jsonl', writeDemoFacts(facts), 'ofac-sdn'), facts)
  const { read, stored, reported } = countsOf(tally, 0)
  assert.deepEqual([read, stored, reported], [3, 3, 0])
})

const lines = (fromUtf8(writeDemoFacts(facts)) ?? '').trimEnd().split('\n')
const spoiled: readonly [string, string, string][] = [
  ['not JSON', lines[1]!.slice(1), 'line_not_read'],
  ['no key', lines[1]!.replace('"key":"1",', ''), 'line_not_read'],
  ['an unknown subject', lines[1]!.replace('organization', 'ghost'), 'line_not_read'],
  ['a value that is text', lines[3]!.replace('1.5', '"1.5"'), 'line_not_read'],
  ['an impossible month', lines[3]!.replace('2025-01', '2025-13'), 'line_not_read'],
  ['a name twice', lines[1]!.replace('{', '{"key":"9",'), 'line_not_read'],
]
for (const [name, line, reason] of spoiled) {
  test(`a line with ${name} is reported, and the others are read`, () => {
    const tally = startTally()
    const read = readDemoFacts(tally, 'own.jsonl', utf8([lines[0], line, '', lines[2], ''].join('\n')), 'ofac-sdn')
    assert.equal(read?.entries.length, 1)
    assert.deepEqual(tally.reported, [{ file: 'own.jsonl', line: 2, reason }])
  })
}

test('a file of another list or without a head is reported whole', () => {
  for (const [bytes, reason] of [
    [writeDemoFacts(facts), 'list_differs'],
    [utf8('{"format":"other/1"}\n{}\n'), 'heading_not_found'],
    [utf8(''), 'heading_not_found'],
  ] as const) {
    const run = importers.get('sat-69b')!.read(new Map([['own.jsonl', bytes]]))
    assert.deepEqual(
      run.reported.map((row) => row.reason),
      [reason],
    )
    assert.deepEqual([...run.rows], [])
  }
})

test('every file that the demonstration ships gives valid records and leaves nothing unread', () => {
  let bytes = 0
  const made: Record<string, number> = {}
  for (const importer of importers.values()) {
    const names = shipped.filter((name) => name.startsWith(`${importer.shipped ?? importer.list}.`))
    const files = new Map(names.map((name) => [name, readFileSync(new URL(name, folder))]))
    assert.notEqual(files.size, 0, importer.list)
    for (const file of files.values()) bytes += file.length
    const run = importer.read(files)
    assert.deepEqual(run.reported, [])
    for (const { object, envelope, entryKey } of run.rows) {
      assert.ok(validateObject(object).ok, `${importer.list} ${entryKey}`)
      assert.ok(parseEnvelope(envelope).ok, `${importer.list} ${entryKey}`)
    }
    made[importer.list] = run.counts.records
  }
  assert.deepEqual(made, {
    'ofac-sdn': 301,
    'fbi-wanted': 61,
    'sat-69b': 301,
    'cbp-drug-seizures': 2721,
    'federal-crimes-mx': 1825,
    'amo-drug-seizures': 151,
    'border-crossings-tx': 97,
    'nflis-drug': 261,
    'overdose-deaths': 371,
    'state-crimes-mx': 289,
    'claims-founding': 125,
    'claims-founding-us': 125,
    'public-record-mx': 169,
    'public-record-us': 169,
  })
  assert.ok(bytes < 1_500_000)
})
