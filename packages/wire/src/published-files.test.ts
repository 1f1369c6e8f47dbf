import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sharedFolder } from '@enlace/fleet/shared-data'
import { parseEnvelope, validateObject } from '@enlace/records'
import type { ImportCounts } from './importer.ts'
import { importers } from './importers.ts'

const shared = sharedFolder()

/** The published files as they stand beside the project, and what reading them gives. Another edition needs figures of its own. */
const lists: readonly { readonly list: string; readonly paths: readonly string[]; readonly counts: Omit<ImportCounts, 'files'> }[] = [
  {
    list: 'ofac-sdn',
    paths: ['persons/ofac_sdn_2026-08-20.json', 'persons/ofac_add_alt_raw/add.csv', 'persons/ofac_add_alt_raw/alt.csv'],
    counts: {
      read: 63_600,
      stored: 7_419,
      reported: 56_181,
      unread: 790,
      records: 2_485,
      byReason: {
        programme_not_selected: 16_765,
        address_of_other_entry: 19_979,
        address_without_entry: 414,
        nothing_published: 225,
        alias_of_other_entry: 18_422,
        alias_without_entry: 321,
        alias_not_current: 55,
      },
    },
  },
  {
    list: 'fbi-wanted',
    paths: ['persons/fbi_wanted_2020-11.json'],
    counts: {
      read: 919,
      stored: 419,
      reported: 500,
      unread: 4,
      records: 420,
      byReason: { not_a_wanted_person: 496, duplicate_entry: 4 },
    },
  },
  {
    list: 'sat-69b',
    paths: ['persons/sat_69B_listado_completo_2024.csv'],
    counts: {
      read: 12_686,
      stored: 10_823,
      reported: 1_863,
      unread: 72,
      records: 10_824,
      byReason: { not_definitive: 1_791, name_suppressed_by_court: 72 },
    },
  },
  {
    list: 'cbp-drug-seizures',
    paths: ['fy19-fy22', 'fy20-fy23', 'fy23-fy26-dec'].map((years) => `seizures/cbp/nationwide-drugs-${years}.csv`),
    counts: { read: 27_911, stored: 27_911, reported: 0, unread: 0, records: 55_823, byReason: {} },
  },
  {
    list: 'federal-crimes-mx',
    paths: ['seizures/mexico/IDEFF_fuero_federal_2012-2025jul.latin1.csv'],
    counts: { read: 13_398, stored: 13_398, reported: 0, unread: 0, records: 155_827, byReason: {} },
  },
  {
    list: 'amo-drug-seizures',
    paths: ['seizures/cbp/amo-drug-seizures-fy19-fy22.csv', 'seizures/cbp/amo-drug-seizures-fy23-fy26-dec.csv'],
    counts: { read: 3_064, stored: 3_064, reported: 0, unread: 0, records: 6_129, byReason: {} },
  },
  {
    list: 'nflis-drug',
    paths: ['seizures/dea/NFLIS_Drug_DQS_2026_03_03.csv'],
    counts: { read: 8_923, stored: 8_923, reported: 0, unread: 0, records: 8_924, byReason: {} },
  },
  {
    list: 'overdose-deaths',
    paths: ['seizures/cdc/vsrr_provisional_overdose_counts.csv'],
    counts: {
      read: 6_916,
      stored: 5_489,
      reported: 1_427,
      unread: 0,
      records: 10_979,
      byReason: { nothing_published: 1_405, suppressed_small_number: 22 },
    },
  },
  {
    list: 'state-crimes-mx',
    paths: ['seizures/mexico/sesnsp_estatal_2026.latin1.csv'],
    counts: { read: 3_648, stored: 3_648, reported: 0, unread: 0, records: 10_945, byReason: {} },
  },
  {
    list: 'border-crossings-tx',
    paths: ['customs/crossings/monthly_crossings_2008_2025.csv'],
    counts: { read: 34_090, stored: 34_090, reported: 0, unread: 0, records: 34_091, byReason: {} },
  },
]

for (const { list, paths, counts } of lists) {
  test(`${list}: every row of the published files is a valid record or reported`, { skip: shared === undefined }, () => {
    const files = new Map(paths.map((path) => [path.slice(path.lastIndexOf('/') + 1), readFileSync(join(shared ?? '', 'data', path))]))
    const startedAt = performance.now()
    const run = importers.get(list)!.read(files)
    let made = 0
    for (const _ of run.rows) made++
    const seconds = (performance.now() - startedAt) / 1000
    const { files: perFile, ...totals } = run.counts
    assert.deepEqual(totals, counts)
    assert.equal(made, counts.records)
    for (const file of perFile) assert.equal(file.lines, file.heading + file.blank + file.readLines, file.file)

    const versions = new Set<string>()
    let invalid = 0
    for (const { object, envelope } of run.rows) {
      const parsed = parseEnvelope(envelope)
      if (!validateObject(object).ok || !parsed.ok || parsed.flags.length > 0) invalid++
      versions.add(`${String(object.id)} ${String(object.modified)}`)
    }
    assert.equal(invalid, 0)
    assert.equal(versions.size, counts.records)
    const rate = (count: number) => Math.round(count / seconds).toLocaleString('en')
    console.log(`${list}: read ${counts.read}, stored ${counts.stored}, reported ${counts.reported}, records ${made}, invalid ${invalid};`)
    console.log(`  ${rate(counts.read)} rows/s, ${rate(made)} records/s`)
  })
}
