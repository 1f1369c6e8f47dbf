import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isJsonObject, type JsonObject, utf8 } from '@enlace/core'
import { parseEnvelope, validateObject } from '@enlace/records'
import fc from 'fast-check'
import type { Imported, ImportRun } from './importer.ts'
import { importers } from './importers.ts'

const fixtures = new URL('lists/fixtures/', import.meta.url)

function run(list: string, ...names: readonly string[]): ImportRun {
  return read(list, new Map(names.map((name) => [name, readFileSync(new URL(name, fixtures))])))
}

function read(list: string, files: ReadonlyMap<string, Uint8Array>): ImportRun {
  const importer = importers.get(list)
  assert.ok(importer !== undefined, list)
  return importer.read(files)
}

/** The members of our extension, with the name. */
function said(row: Imported | undefined): JsonObject {
  const [extension] = Object.values(isJsonObject(row?.object.extensions) ? row.object.extensions : {})
  return isJsonObject(extension) ? { name: row?.object.name ?? '', ...extension } : {}
}

const linesOf = ({ reported }: ImportRun) => reported.map(({ file, line, reason }) => `${file}:${line} ${reason}`)

function assertReconciled({ counts, reported }: ImportRun): void {
  assert.equal(counts.read, counts.stored + counts.reported)
  assert.equal(counts.reported, reported.length)
  for (const file of counts.files) {
    assert.equal(file.read, file.stored + file.reported, file.file)
    assert.equal(file.lines, file.heading + file.blank + file.readLines, file.file)
  }
}

function assertUsable(rows: Iterable<Imported>): void {
  for (const { object, envelope, entryKey } of rows) {
    const checked = validateObject(object)
    assert.ok(checked.ok, `${entryKey}: ${JSON.stringify(checked)}`)
    assert.equal(checked.value.kind?.native, entryKey === 'publisher')
    const parsed = parseEnvelope(envelope)
    assert.ok(parsed.ok && parsed.flags.length === 0, entryKey)
  }
}

const dirty: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'sat-69b',
    ['sat-69b.csv'],
    [
      'sat-69b.csv:7 name_suppressed_by_court',
      'sat-69b.csv:9 not_definitive',
      'sat-69b.csv:10 duplicate_entry',
      'sat-69b.csv:12 quote_not_closed',
      'sat-69b.csv:13 too_few_cells',
      'sat-69b.csv:14 key_missing',
      'sat-69b.csv:16 name_missing',
      'sat-69b.csv:17 key_not_read',
    ],
  ],
  [
    'cbp-drug-seizures',
    ['nationwide-drugs-dirty.csv'],
    [
      'nationwide-drugs-dirty.csv:4 duplicate_entry',
      'nationwide-drugs-dirty.csv:5 period_not_read',
      'nationwide-drugs-dirty.csv:6 value_not_read',
      'nationwide-drugs-dirty.csv:7 value_not_read',
      'nationwide-drugs-dirty.csv:8 key_missing',
      'nationwide-drugs-dirty.csv:9 too_few_cells',
    ],
  ],
  [
    'federal-crimes-mx',
    ['federal-crimes.csv'],
    [
      'federal-crimes.csv:3 duplicate_entry',
      'federal-crimes.csv:4 value_not_read',
      'federal-crimes.csv:5 nothing_published',
      'federal-crimes.csv:6 period_not_read',
      'federal-crimes.csv:7 place_not_read',
    ],
  ],
  ['amo-drug-seizures', ['amo-drug-seizures-x.csv'], ['amo-drug-seizures-x.csv:3 duplicate_entry']],
  [
    'nflis-drug',
    ['nflis-dirty.csv'],
    [
      'nflis-dirty.csv:3 duplicate_entry',
      'nflis-dirty.csv:4 period_not_read',
      'nflis-dirty.csv:5 value_not_read',
      'nflis-dirty.csv:6 key_missing',
      'nflis-dirty.csv:7 period_not_read',
    ],
  ],
  [
    'overdose-deaths',
    ['overdose.csv'],
    [
      'overdose.csv:3 duplicate_entry',
      'overdose.csv:4 suppressed_small_number',
      'overdose.csv:5 nothing_published',
      'overdose.csv:6 period_not_read',
      'overdose.csv:7 period_not_read',
      'overdose.csv:8 value_not_read',
      'overdose.csv:9 key_missing',
    ],
  ],
  [
    'border-crossings-tx',
    ['crossings.csv'],
    ['crossings.csv:3 duplicate_entry', 'crossings.csv:4 period_not_read', 'crossings.csv:5 value_not_read', 'crossings.csv:6 key_missing'],
  ],
  [
    'state-crimes-mx',
    ['state-crimes.csv'],
    [
      'state-crimes.csv:3 duplicate_entry',
      'state-crimes.csv:4 nothing_published',
      'state-crimes.csv:5 place_not_read',
      'state-crimes.csv:6 period_not_read',
    ],
  ],
  [
    'ofac-sdn',
    ['sdn.json', 'add.csv', 'alt.csv'],
    [
      'sdn.json:3 programme_not_selected',
      'sdn.json:4 duplicate_entry',
      'sdn.json:5 key_missing',
      'sdn.json:6 name_missing',
      'sdn.json:7 not_an_object',
      'sdn.json:8 not_an_object',
      'sdn.json:9 programme_not_selected',
      'add.csv:2 nothing_published',
      'add.csv:5 address_of_other_entry',
      'add.csv:6 address_without_entry',
      'add.csv:7 key_missing',
      'add.csv:8 too_few_cells',
      'add.csv:9 quote_not_closed',
      'alt.csv:3 alias_not_current',
      'alt.csv:4 alias_of_other_entry',
      'alt.csv:5 alias_without_entry',
    ],
  ],
  [
    'fbi-wanted',
    ['fbi.json'],
    [
      'fbi.json:2 duplicate_entry',
      'fbi.json:3 not_a_wanted_person',
      'fbi.json:4 not_a_wanted_person',
      'fbi.json:5 not_a_named_person',
      'fbi.json:7 key_missing',
      'fbi.json:8 name_missing',
      'fbi.json:9 not_an_object',
    ],
  ],
]
for (const [list, files, reported] of dirty) {
  test(`${list}: a dirty file gives valid records, and every row left out is reported with its line and reason`, () => {
    const once = run(list, ...files)
    assert.deepEqual(linesOf(once), reported)
    assertReconciled(once)
    assertUsable(once.rows)
    assert.equal([...once.rows].length, once.counts.records)
  })
  test(`${list}: the same bytes give the same records`, () => {
    assert.equal(JSON.stringify([...run(list, ...files).rows]), JSON.stringify([...run(list, ...files).rows]))
  })
}

test('state-crimes-mx: a blank month gives no figure, a nought gives one, and states without a row are named in every figure', () => {
  const [, ...figures] = [...run('state-crimes-mx', 'state-crimes.csv').rows].map(said)
  assert.deepEqual(
    figures.map(({ period_start: from, value }) => [from, value]),
    [
      ['2026-01-01', 4],
      ['2026-02-01', 0],
      ['2026-03-01', 2],
    ],
  )
  for (const { caveats } of figures) assert.match(String(caveats), /no trae: Aguascalientes, .*Zacatecas\./)
  assert.doesNotMatch(String(figures[0]?.caveats), /Sonora/)
})

test('overdose-deaths: reported and predicted are two measures of twelve months, and both are provisional', () => {
  const [, ...figures] = [...run('overdose-deaths', 'overdose.csv').rows].map(said)
  assert.deepEqual(
    figures.map(({ measure, value, period_start: from, period_end: to, precision, provisional }) => [
      measure,
      value,
      from,
      to,
      precision,
      provisional,
    ]),
    [
      ['deaths_reported', 1200, '2024-02-01', '2025-01-31', 'other', true],
      ['deaths_predicted', 1250, '2024-02-01', '2025-01-31', 'other', true],
    ],
  )
})

test('nflis-drug: a value covers a half-year', () => {
  const [, half] = [...run('nflis-drug', 'nflis-dirty.csv').rows].map(said)
  assert.deepEqual([half?.period_start, half?.period_end, half?.precision], ['2024-01-01', '2024-06-30', 'half_year'])
})

test('sat-69b: preamble gives the date, accents and quotes survive, letters tell entries of one taxpayer apart', () => {
  const [publisher, first, second, third, person] = [...run('sat-69b', 'sat-69b.csv').rows]
  assert.equal(publisher?.object.name, 'Servicio de Administración Tributaria')
  assert.equal(first?.object.modified, '2023-06-30T00:00:00.000Z')
  assert.equal(said(second).name, 'FICCIÓN "ÑANDÚ" S.C.')
  assert.equal(said(second).listed_on, '2022-05-25')
  assert.deepEqual(said(second).identifiers, [{ type: 'rfc', value: 'EJE020202AB2' }])
  assert.notEqual(third?.object.id, first?.object.id)
  assert.equal(said(third).list_words, 'En cumplimiento a una sentencia ficticia')
  assert.deepEqual([said(person).name, said(person).entity_class, said(person).listed_on], ['PERSONA FICTICIA UNO', 'person', undefined])
})

test('ofac-sdn: addresses and former names join by number, and what no store holds is taken out', () => {
  const [, cartel, person, vessel] = [...run('ofac-sdn', 'sdn.json', 'add.csv', 'alt.csv').rows]
  assert.deepEqual(said(cartel).aliases, [
    { name: 'FC', relation: 'also_known_as' },
    { name: 'OLD FICTION', relation: 'formerly_known_as' },
  ])
  assert.deepEqual(said(cartel).addresses, [
    { name: 'Calle Ficticia 1, Col. Centro, Nuevo Laredo, Tamaulipas', country: 'MX' },
    { name: 'Somewhere, Atlantis' },
  ])
  assert.equal(person?.object.name, 'EXAMPLE, Person')
  assert.deepEqual(said(person).addresses, [{ country: 'MM' }])
  assert.equal(said(vessel).entity_class, 'vessel')
})

test('fbi-wanted: text without markup, no photograph, no physical description, no link that is not the list', () => {
  const [, person, group] = [...run('fbi-wanted', 'fbi.json').rows]
  assert.equal(said(person).list_words, 'Fictional offence\n\nNationality: Mexican\n\nAllegedly & fictionally wanted.')
  assert.deepEqual(said(person).birth_dates, ['1952-10-24'])
  assert.deepEqual([said(person).as_of, said(person).list_status], ['2020-11-04', 'historical'])
  assert.doesNotMatch(JSON.stringify(person), /jpg|race|<|alert/)
  assert.deepEqual([said(group).entity_class, said(group).status_text], ['other', 'captured'])
  assert.doesNotMatch(JSON.stringify(group), /javascript/)
})

test('cbp-drug-seizures: a fiscal year starts in October, thousands marks and exponents are read, and a running year is provisional', () => {
  const [, events, weight, later] = [...run('cbp-drug-seizures', 'nationwide-drugs-dirty.csv').rows].map(said)
  assert.deepEqual([events?.period_start, events?.measure, events?.value, events?.unit], ['2022-10-01', 'events', 3, 'count'])
  assert.deepEqual([weight?.value, weight?.unit], [12.5, 'lb'])
  assert.deepEqual([later?.period_start, later?.value, later?.provisional], ['2025-12-01', 1234, true])
})

test('federal-crimes-mx: a blank month is no figure, a nought is one', () => {
  const rows = [...run('federal-crimes-mx', 'federal-crimes.csv').rows].slice(1).map(said)
  assert.deepEqual(
    rows.slice(0, 3).map(({ value }) => value),
    [0, 1000, 2],
  )
  assert.equal(rows.length, 3 + 12)
  assert.deepEqual(rows[0]?.place_codes, ['MX-TAM'])
  assert.equal(rows.at(-1)?.place_codes, undefined)
})

test('editions of one series are versions of one record, oldest first', () => {
  const older =
    'FY,Month (abbv),Component,Region,Land Filter,Area of Responsibility,Drug Type,Count of Event,Sum Qty (lbs)\n2023,OCT,A,B,C,D,E,3,1\n'
  const newer = `${older.replace(',3,1\n', ',4,2\n')}2024,OCT,A,B,C,D,E,5,5\n`
  const files = new Map([
    ['nationwide-drugs-new.csv', utf8(newer)],
    ['nationwide-drugs-old.csv', utf8(older)],
  ])
  const rows = [...read('cbp-drug-seizures', files).rows].slice(1).filter((row) => said(row).measure === 'events')
  assert.deepEqual(
    rows.map((row) => [said(row).value, row.object.modified]),
    [
      [3, '2022-10-31T00:00:00.000Z'],
      [4, '2023-10-31T00:00:00.000Z'],
      [5, '2023-10-31T00:00:00.000Z'],
    ],
  )
  assert.equal(rows[0]?.object.id, rows[1]?.object.id)
  assert.equal(rows[0]?.object.created, rows[1]?.object.created)
})

test('records of a list that is not exchanged name no permitted use and no legal basis', () => {
  const files: Readonly<Record<string, readonly string[]>> = Object.fromEntries(dirty.map(([list, names]) => [list, names]))
  for (const importer of importers.values()) {
    for (const { envelope, entryKey } of run(importer.list, ...(files[importer.list] ?? [])).rows) {
      const stays = entryKey === 'publisher' ? Array.isArray(envelope.to) && envelope.to.length === 0 : envelope.legal_basis === null
      assert.equal(stays, entryKey === 'publisher' || !importer.exchanged, `${importer.list} ${entryKey}`)
    }
  }
})

test('a file that no list expects is reported, and no report holds what a row said', () => {
  const odd = read('ofac-sdn', new Map([['notes.txt', utf8('hello')]]))
  assert.deepEqual(linesOf(odd), ['notes.txt:1 file_not_expected'])
  assert.deepEqual([...odd.rows], [])
  for (const [list, files] of dirty) assert.doesNotMatch(JSON.stringify(run(list, ...files).reported), /FICTI|EJE|EXAMPLE/)
})

/** A file with some bytes changed and perhaps its end missing. */
function damaged(name: string): fc.Arbitrary<readonly [string, Uint8Array]> {
  const bytes = readFileSync(new URL(name, fixtures))
  const edits = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.oneof(fc.nat(255), fc.constantFrom(0x22, 0x2c, 0x0a, 0))), { maxLength: 8 })
  return fc.tuple(edits, fc.oneof(fc.constant(0), fc.nat(200))).map(([changes, lost]) => {
    const copy = Uint8Array.from(bytes.subarray(0, bytes.length - lost))
    for (const [at, byte] of changes) if (at < copy.length) copy[at] = byte
    return [name, copy]
  })
}

test('a damaged file never makes an importer throw, its counts add up, and every record it gives is valid', () => {
  const own = ['ofac-sdn', ['own.jsonl'], []] as const
  const series = ['federal-crimes-mx', ['own-series.jsonl'], []] as const
  const cases = fc
    .constantFrom(...dirty, own, series)
    .chain(([list, names]) => fc.tuple(fc.constant(list), fc.tuple(...names.map(damaged))))
  let records = 0
  fc.assert(
    fc.property(cases, ([list, files]) => {
      const once = read(list, new Map(files))
      assertReconciled(once)
      assertUsable(once.rows)
      records += once.counts.records
    }),
    { numRuns: 3000 },
  )
  assert.ok(records > 2500, `only ${records} records were made`)
})

test('no bytes under any name make an importer throw, and its counts add up', () => {
  const names = ['sdn.json', 'add.csv', 'alt.csv', 'nationwide-drugs-x.csv', 'list.csv', 'own.jsonl', 'odd']
  const files = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.json().map(utf8)), { maxKeys: 3 })
  fc.assert(
    fc.property(fc.constantFrom(...importers.values()), files, (importer, given) => {
      const once = importer.read(new Map(Object.entries(given)))
      assertReconciled(once)
      assertUsable(once.rows)
    }),
    { numRuns: 1000 },
  )
})
