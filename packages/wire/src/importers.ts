import { readDemoFacts } from './demo-data.ts'
import type { Edition, FigureFact, ListEntryFact } from './facts.ts'
import type { Imported, Importer, ImportRun } from './importer.ts'
import { readAirAndMarine, readCbp } from './lists/cbp.ts'
import { claimsImporters } from './lists/claims.ts'
import { readCrossings } from './lists/crossings.ts'
import { readFbiWanted } from './lists/fbi-wanted.ts'
import { readFederalCrimes, readStateCrimes } from './lists/federal-crimes.ts'
import { readNflis } from './lists/nflis.ts'
import { readOfac } from './lists/ofac.ts'
import { readOverdoseDeaths } from './lists/overdose-deaths.ts'
import { publicRecordImporters } from './lists/public-record.ts'
import { readSat69b } from './lists/sat-69b.ts'
import { type EntrySource, entrySources, type SeriesSource, type Source, seriesSources } from './source.ts'
import { reportFile } from './table.ts'
import { countsOf, startTally, type Tally } from './tally.ts'
import { toAuthority, toFigure, toListEntry } from './to-records.ts'

/** All facts of one edition of a list, from published files or from the project's own. */
export type EditionFacts<Fact> = { readonly edition: Edition; readonly facts: readonly Fact[] }

type Files = ReadonlyMap<string, Uint8Array>
type ReadEditions<Fact> = (tally: Tally, files: Files) => readonly EditionFacts<Fact>[]
type List<Fact, Kind extends Source> = { readonly source: Kind; readonly files: readonly string[]; readonly published: ReadEditions<Fact> }

const entryLists: readonly List<ListEntryFact, EntrySource>[] = [
  { source: entrySources['ofac-sdn'], files: ['*sdn*.json', '*add.csv', '*alt.csv'], published: readOfacFiles },
  { source: entrySources['fbi-wanted'], files: ['*.json'], published: eachFile(readFbiWanted) },
  { source: entrySources['sat-69b'], files: ['*.csv'], published: eachFile(readSat69b) },
]
const seriesLists: readonly List<FigureFact, SeriesSource>[] = [
  { source: seriesSources['cbp-drug-seizures'], files: ['nationwide-drugs-*.csv'], published: eachFile(readCbp) },
  { source: seriesSources['federal-crimes-mx'], files: ['*.csv'], published: eachFile(readFederalCrimes) },
  { source: seriesSources['amo-drug-seizures'], files: ['amo-drug-seizures-*.csv'], published: eachFile(readAirAndMarine) },
  { source: seriesSources['border-crossings-tx'], files: ['*.csv'], published: eachFile(readCrossings) },
  { source: seriesSources['nflis-drug'], files: ['nflis*.csv'], published: eachFile(readNflis) },
  {
    source: seriesSources['overdose-deaths'],
    files: ['*.csv'],
    published: withMissing(seriesSources['overdose-deaths'], eachFile(readOverdoseDeaths)),
  },
  {
    source: seriesSources['state-crimes-mx'],
    files: ['*.csv'],
    published: withMissing(seriesSources['state-crimes-mx'], eachFile(readStateCrimes)),
  },
]

/** Every list this node can import, by its code. */
export const importers: ReadonlyMap<string, Importer> = new Map(
  [
    ...entryLists.map((list) => toImporter(list, toListEntry, (facts) => facts.entries)),
    ...seriesLists.map((list) => toImporter(list, toFigure, (facts) => facts.figures)),
    ...claimsImporters,
    ...publicRecordImporters,
  ].map((importer) => [importer.list, importer]),
)

/** The facts in published files of one list, for tools that write facts down rather than store records; undefined for another list. */
export function readPublishedFacts(
  list: string,
  files: Files,
): { readonly entries: readonly EditionFacts<ListEntryFact>[]; readonly figures: readonly EditionFacts<FigureFact>[] } | undefined {
  const entries = entryLists.find(({ source }) => source.list === list)?.published(startTally(), files)
  const figures = seriesLists.find(({ source }) => source.list === list)?.published(startTally(), files)
  return entries === undefined && figures === undefined ? undefined : { entries: entries ?? [], figures: figures ?? [] }
}

function toImporter<Fact, Kind extends Source>(
  list: List<Fact, Kind>,
  toRecord: (source: Kind, edition: Edition, fact: Fact) => Imported,
  factsOf: (facts: { readonly entries: readonly ListEntryFact[]; readonly figures: readonly FigureFact[] }) => readonly Fact[],
): Importer {
  const { source } = list
  const read = (files: Files): ImportRun => {
    const tally = startTally()
    const editions = [
      ...readOwnFiles(tally, source.list, files, factsOf),
      ...list.published(tally, expectedFiles(tally, list.files, files)),
    ]
    const filled = editions.filter(({ facts }) => facts.length > 0).sort((a, b) => (a.edition.asOf < b.edition.asOf ? -1 : 1))
    const records = filled.reduce((sum, { facts }) => sum + facts.length, filled.length > 0 ? 1 : 0)
    function* rows(): Generator<Imported, void, undefined> {
      if (filled.length > 0) yield toAuthority(source)
      for (const { edition, facts } of filled) for (const fact of facts) yield toRecord(source, edition, fact)
    }
    return { rows: { [Symbol.iterator]: rows }, reported: tally.reported, counts: countsOf(tally, records) }
  }
  return {
    list: source.list,
    party: source.party,
    agency: source.agency,
    title: `list.${source.list}`,
    exchanged: source.exchanged,
    source: {
      publisher: source.publisher,
      listName: source.list_name,
      address: source.address,
      terms: source.terms,
      figures: source.list in seriesSources,
    },
    files: list.files,
    read,
  }
}

function eachFile<Fact>(read: (tally: Tally, file: string, bytes: Uint8Array) => EditionFacts<Fact>): ReadEditions<Fact> {
  return (tally, files) => [...files].map(([file, bytes]) => read(tally, file, bytes))
}

/** Names in each edition the places that its publisher covers and of which it says nothing. */
function withMissing(
  { dimensions, place_dimension: place, places }: SeriesSource,
  read: ReadEditions<FigureFact>,
): ReadEditions<FigureFact> {
  const at = dimensions.indexOf(place)
  return (tally, files) =>
    read(tally, files).map(({ edition, facts }) => {
      const said = new Set(facts.map(({ series }) => series[at]))
      const missing = Object.keys(places).filter((name) => !said.has(name))
      return { edition: missing.length === 0 || facts.length === 0 ? edition : { ...edition, missing }, facts }
    })
}

function readOfacFiles(tally: Tally, files: Files): readonly EditionFacts<ListEntryFact>[] {
  const named = (ending: RegExp) => [...files].map(([file, bytes]) => ({ file, bytes })).find(({ file }) => ending.test(file))
  const list = named(/\.json$/i)
  return list === undefined ? [] : [readOfac(tally, list, named(/add\.csv$/i), named(/alt\.csv$/i))]
}

/** Files in the project's own format; one that belongs to another list is reported, not guessed at. */
function* readOwnFiles<Fact>(
  tally: Tally,
  list: string,
  files: Files,
  factsOf: (facts: { readonly entries: readonly ListEntryFact[]; readonly figures: readonly FigureFact[] }) => readonly Fact[],
): Generator<EditionFacts<Fact>, void, undefined> {
  for (const [file, bytes] of files) {
    if (!file.endsWith('.jsonl')) continue
    const own = readDemoFacts(tally, file, bytes, list)
    if (own !== undefined) yield { edition: own.head.edition, facts: factsOf(own) }
  }
}

function expectedFiles(tally: Tally, patterns: readonly string[], files: Files): Files {
  const expected = new Map<string, Uint8Array>()
  for (const [file, bytes] of files) {
    if (file.endsWith('.jsonl')) continue
    if (patterns.some((pattern) => matches(pattern, file))) expected.set(file, bytes)
    else reportFile(tally, file, 'file_not_expected')
  }
  return expected
}

function matches(pattern: string, file: string): boolean {
  const parts = pattern
    .toLowerCase()
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(file.toLowerCase())
}
