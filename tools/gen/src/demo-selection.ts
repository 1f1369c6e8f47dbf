import { identify } from '@enlace/records'
import { type FigureFact, type ListEntryFact, readPublishedFacts, writeDemoFacts } from '@enlace/wire'

/** Where a list's published files lie below the folder of public data, and on what terms their facts may be given again. */
type Origin = { readonly list: string; readonly paths: readonly string[]; readonly source: Readonly<Record<string, string>> }

const usWork = 'United States Government work, public domain (17 U.S.C. 105)'
const mxOpen = 'Mexican Government open data, free use (Términos de Libre Uso MX)'
const compiled = '2026-11-21'

const ofac: Origin = {
  list: 'ofac-sdn',
  paths: ['persons/ofac_sdn_2026-08-20.json', 'persons/ofac_add_alt_raw/add.csv', 'persons/ofac_add_alt_raw/alt.csv'],
  source: {
    publisher: 'Office of Foreign Assets Control, United States Department of the Treasury',
    address: 'https://sanctionslistservice.ofac.treas.gov/',
    terms: usWork,
    compiled,
  },
}
const fbi: Origin = {
  list: 'fbi-wanted',
  paths: ['persons/fbi_wanted_2020-11.json'],
  source: { publisher: 'Federal Bureau of Investigation', address: 'https://www.fbi.gov/wanted', terms: usWork, compiled },
}
const sat: Origin = {
  list: 'sat-69b',
  paths: ['persons/sat_69B_listado_completo_2024.csv'],
  source: { publisher: 'Servicio de Administración Tributaria', address: 'https://www.sat.gob.mx/', terms: mxOpen, compiled },
}
const cbp: Origin = {
  list: 'cbp-drug-seizures',
  paths: ['seizures/cbp/nationwide-drugs-fy20-fy23.csv', 'seizures/cbp/nationwide-drugs-fy23-fy26-dec.csv'],
  source: {
    publisher: 'U.S. Customs and Border Protection',
    address: 'https://www.cbp.gov/newsroom/stats/drug-seizure-statistics',
    terms: usWork,
    compiled,
  },
}
const crimes: Origin = {
  list: 'federal-crimes-mx',
  paths: ['seizures/mexico/IDEFF_fuero_federal_2012-2025jul.latin1.csv'],
  source: {
    publisher: 'Secretariado Ejecutivo del Sistema Nacional de Seguridad Pública',
    address: 'https://www.gob.mx/sesnsp/acciones-y-programas/datos-abiertos-de-incidencia-delictiva',
    terms: mxOpen,
    compiled,
  },
}

const amo: Origin = {
  list: 'amo-drug-seizures',
  paths: ['seizures/cbp/amo-drug-seizures-fy23-fy26-dec.csv'],
  source: cbp.source,
}
const nflis: Origin = {
  list: 'nflis-drug',
  paths: ['seizures/dea/NFLIS_Drug_DQS_2026_03_03.csv'],
  source: {
    publisher: 'U.S. Drug Enforcement Administration, NFLIS-Drug',
    address: 'https://www.nflis.deadiversion.usdoj.gov/',
    terms: usWork,
    compiled,
  },
}
const overdose: Origin = {
  list: 'overdose-deaths',
  paths: ['seizures/cdc/vsrr_provisional_overdose_counts.csv'],
  source: {
    publisher: 'U.S. Centers for Disease Control and Prevention, National Center for Health Statistics',
    address: 'https://www.cdc.gov/nchs/nvss/vsrr/drug-overdose-data.htm',
    terms: usWork,
    compiled,
  },
}
const stateCrimes: Origin = {
  list: 'state-crimes-mx',
  paths: ['seizures/mexico/sesnsp_estatal_2026.latin1.csv'],
  source: crimes.source,
}
const crossings: Origin = {
  list: 'border-crossings-tx',
  paths: ['customs/crossings/monthly_crossings_2008_2025.csv'],
  source: {
    publisher: 'U.S. Customs and Border Protection, compiled by the Texas Department of Transportation',
    address: 'https://storymaps.arcgis.com/stories/3f37b60a6edb4ac7b9cd03114cd33ed8',
    terms: 'counts of a United States agency; the compilation states no licence; facts only',
    compiled,
  },
}

/**
 * The demonstration's data: a small part of each list's facts, written in the project's own format. `read` gives the bytes of a published file by
 * its path below the folder of public data. The same files give the same bytes.
 */
export function selectDemoData(read: (path: string) => Uint8Array): ReadonlyMap<string, Uint8Array> {
  return new Map([
    ...entriesFile(ofac, read, selectDesignated),
    ...entriesFile(fbi, read, selectWanted),
    ...entriesFile(sat, read, selectTaxpayers),
    ...figureFiles(cbp, read, isBorderSeizure),
    ...figureFiles(crimes, read, isShownCrime),
    ...figureFiles(amo, read, isShownFlight),
    ...figureFiles(nflis, read, isShownReport),
    ...figureFiles(overdose, read, isShownDeath),
    ...figureFiles(stateCrimes, read, isShownStateCrime),
    ...figureFiles(crossings, read, isShownCrossing),
  ])
}

type Read = (path: string) => Uint8Array

function entriesFile(origin: Origin, read: Read, select: (facts: readonly ListEntryFact[]) => readonly ListEntryFact[]) {
  const editions = readPublishedFacts(origin.list, bytesOf(origin, read))?.entries ?? []
  return editions.map(({ edition, facts }): [string, Uint8Array] => {
    const head = { list: origin.list, edition, source: origin.source }
    return [`${origin.list}.jsonl`, writeDemoFacts({ head, entries: select(facts), figures: [] })]
  })
}

function figureFiles(origin: Origin, read: Read, keep: (fact: FigureFact, edition: number) => boolean) {
  const editions = readPublishedFacts(origin.list, bytesOf(origin, read))?.figures ?? []
  return editions.map(({ edition, facts }, index): [string, Uint8Array] => {
    const head = { list: origin.list, edition, source: origin.source }
    const figures = facts.filter((fact) => keep(fact, index)).sort((a, b) => compare(orderOf(a), orderOf(b)))
    return [`${origin.list}.${edition.asOf}.jsonl`, writeDemoFacts({ head, entries: [], figures })]
  })
}

function bytesOf(origin: Origin, read: Read): ReadonlyMap<string, Uint8Array> {
  return new Map(origin.paths.map((path) => [path.slice(path.lastIndexOf('/') + 1), read(path)]))
}

function orderOf(fact: FigureFact): string {
  return [...fact.series, fact.measure, fact.period].join('|')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Every designated foreign terrorist organization among them, then an even spread over the three programmes of entries with an address in Mexico. */
function selectDesignated(facts: readonly ListEntryFact[]): readonly ListEntryFact[] {
  const organizations = facts.filter(({ programmes = [] }) => programmes.includes('FTO'))
  const mexican = facts.filter(({ addresses = [] }) => addresses.some(({ country }) => country === 'MX'))
  const under = (programme: string) => mexican.filter(({ programmes = [] }) => programmes.includes(programme))
  const chosen = new Set([...organizations, ...spread(under('TCO'), 100), ...spread(under('ILLICIT-DRUGS-EO14059'), 100)])
  const kingpin = under('SDNTK').filter((fact) => !chosen.has(fact))
  for (const fact of spread(kingpin, 300 - chosen.size)) chosen.add(fact)
  return facts.filter((fact) => chosen.has(fact))
}

/** Persons with a Mexican nationality, those of the widely known sections and a few others, where the list's own words are short. */
function selectWanted(facts: readonly ListEntryFact[]): readonly ListEntryFact[] {
  const short = facts.filter(({ subject, reason = '', remarks = '' }) => subject === 'person' && reason !== '' && remarks.length <= 600)
  const mexican = short.filter(({ nationality }) => nationality === 'Mexican')
  const known = short.filter(({ programmes = [] }) =>
    programmes.some((name) => name === 'Ten Most Wanted Fugitives' || name === 'Criminal Enterprise Investigations'),
  )
  const chosen = new Set([...mexican, ...known])
  const others = short.filter((fact) => !chosen.has(fact) && fact.ended === undefined)
  for (const fact of spread(others, 60 - chosen.size)) chosen.add(fact)
  return facts.filter((fact) => chosen.has(fact))
}

/** Companies spread over the alphabet, a few whose registration number does not check, and very few persons. */
function selectTaxpayers(facts: readonly ListEntryFact[]): readonly ListEntryFact[] {
  const firms = facts.filter(({ subject, remarks }) => subject === 'organization' && remarks === undefined)
  const wrong = firms.filter(({ identifiers = [] }) => identifiers.some(({ type, value }) => identify(type, value).valid === false))
  const persons = facts.filter(({ subject, remarks }) => subject === 'person' && remarks === undefined)
  const chosen = new Set([...wrong.slice(0, 6), ...spread(persons, 10), ...spread(firms, 284)])
  return facts.filter((fact) => chosen.has(fact)).slice(0, 300)
}

const drugs = new Set(['Cocaine', 'Fentanyl', 'Heroin', 'Methamphetamine'])

/** South-west border, four drugs. The older edition and the newer one share fentanyl in fiscal year 2023, so that one value has two editions. */
function isBorderSeizure({ series, period }: FigureFact, edition: number): boolean {
  const [, region, , , drug = ''] = series
  if (region !== 'Southwest Border' || !drugs.has(drug)) return false
  const shared = drug === 'Fentanyl' && period >= '2022-10' && period <= '2023-09'
  return shared || (edition === 1 && period >= '2023-10')
}

const offences = new Set([
  'LEY FEDERAL DE ARMAS DE FUEGO Y EXPLOSIVOS (L.F.A.F.E.)',
  'LEY FEDERAL PARA PREVENIR Y SANCIONAR LOS DELITOS COMETIDOS EN MATERIA DE HIDROCARBUROS (L.F.P.S.D.C.M.H.)',
  'TRANSPORTE',
])

/** Firearms and explosives, hydrocarbons, and transport of drugs, in the 32 states, from January 2024. */
function isShownCrime({ series, period }: FigureFact): boolean {
  return series[0] !== 'EXTRANJERO' && offences.has(series[3] ?? '') && period >= '2024-01'
}

const borderStates: ReadonlySet<string | undefined> = new Set(['Arizona', 'California', 'New Mexico', 'Texas'])
const fentanyls: ReadonlySet<string | undefined> = new Set(['Fentanyl', '4-ANPP', 'para-Fluorofentanyl', 'Carfentanil'])
const lorryBridges: ReadonlySet<string | undefined> = new Set([
  'World Trade Bridge',
  'Colombia Solidarity Bridge',
  'Pharr International Bridge',
  'Ysleta Bridge',
])

/** Fentanyl and methamphetamine at the south-west border from October 2024: what the nationwide series may count too. */
function isShownFlight({ series, period }: FigureFact): boolean {
  const [, region, , , drug = ''] = series
  return region === 'Southwest Border' && (drug === 'Fentanyl' || drug === 'Methamphetamine') && period >= '2024-10'
}

/** Fentanyl, its precursor 4-ANPP and two of its kin in the four border states, from 2021. */
function isShownReport({ series, period }: FigureFact): boolean {
  return borderStates.has(series[0]) && fentanyls.has(series[1]) && period >= '2021'
}

/** The United States and the four border states, from the twelve months that end with January 2023. */
function isShownDeath({ series, period }: FigureFact): boolean {
  return (series[0] === 'United States' || borderStates.has(series[0])) && period >= '2023-01'
}

/** Cargo theft, and homicide with a firearm. */
function isShownStateCrime({ series }: FigureFact): boolean {
  return series[3] === 'Robo a transportista' || (series[3] === 'Homicidio doloso' && series[4] === 'Con arma de fuego')
}

/** Lorries at four bridges, from 2024. */
function isShownCrossing({ series, period }: FigureFact): boolean {
  return lorryBridges.has(series[2]) && series[3] === 'Commercial Trucks' && period >= '2024-01'
}

/** `count` items at even distances, the first included. */
function spread<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (items.length <= count) return items
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]!)
}
