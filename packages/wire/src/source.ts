import amoDrugSeizures from '../../../packs/sources/amo-drug-seizures.json' with { type: 'json' }
import borderCrossingsTx from '../../../packs/sources/border-crossings-tx.json' with { type: 'json' }
import cbpDrugSeizures from '../../../packs/sources/cbp-drug-seizures.json' with { type: 'json' }
import fbiWanted from '../../../packs/sources/fbi-wanted.json' with { type: 'json' }
import federalCrimesMx from '../../../packs/sources/federal-crimes-mx.json' with { type: 'json' }
import nflisDrug from '../../../packs/sources/nflis-drug.json' with { type: 'json' }
import ofacSdn from '../../../packs/sources/ofac-sdn.json' with { type: 'json' }
import overdoseDeaths from '../../../packs/sources/overdose-deaths.json' with { type: 'json' }
import sat69b from '../../../packs/sources/sat-69b.json' with { type: 'json' }
import stateCrimesMx from '../../../packs/sources/state-crimes-mx.json' with { type: 'json' }

/**
 * A published list as the pack describes it: whose it is, under which agency it enters, on what terms, and what a partner may do with its
 * records. Empty `bases` or `permitted_use` keep its records at home.
 */
export type Source = {
  readonly list: string
  readonly party: string
  readonly agency: string
  readonly exchanged: boolean
  readonly publisher: string
  readonly list_name: string
  readonly address: string
  readonly terms: string
  /** Legal basis by programme, the first that applies; one without a programme applies to all. */
  readonly bases: readonly { readonly programme?: string; readonly instrument: string; readonly article: string }[]
  readonly marking: { readonly scheme: string; readonly value: string }
  readonly purpose: string
  readonly permitted_use: readonly string[]
}

/** A list of persons, firms and things. */
export type EntrySource = Source & {
  readonly status: string
  readonly status_text?: string
  /** What a reader should know of every entry's source. */
  readonly note?: string
  /** The list's own label for a nationality, which it gives in words and not as a country. */
  readonly nationality_words?: string
  /** Standing of the persons on the list, where being on it says one. */
  readonly person_status?: string
  /** Day that stands as `created` where an entry names no day of its own: STIX wants it equal in all versions, so it can be no edition's date. */
  readonly created: string
}

/** A statistical series. Sentences hold `{dimension}`, `{value}`, `{period}` and `{edition}`. */
export type SeriesSource = Source & {
  readonly lang: string
  /** Names of the series' own dimensions, in its order. */
  readonly dimensions: readonly string[]
  readonly measures: Readonly<Record<string, { readonly unit: string; readonly abstract: string; readonly content: string }>>
  readonly caveats: string
  /** The dimension that says most when a page shows one. */
  readonly shown_by?: string
  /** Month (1-12) in which the publisher's fiscal year begins, where it counts by one. */
  readonly fiscal_year_starts?: number
  /** Months that one value covers, the last of them its period: 6 for half-years, 12 for rolling years. Absent: one. */
  readonly months_per_period?: 6 | 12
  /** Said in the caveats where an edition has nothing of places that it should cover, with `{places}`. */
  readonly missing_places?: string
  /** Which dimension names the place, and the codes (ISO 3166) of each place; a place not named has the default, or none. */
  readonly place_dimension: string
  readonly default_place?: string
  readonly places: Readonly<Record<string, readonly string[]>>
}

export type EntryList = 'ofac-sdn' | 'fbi-wanted' | 'sat-69b'
export type SeriesList =
  | 'amo-drug-seizures'
  | 'border-crossings-tx'
  | 'cbp-drug-seizures'
  | 'federal-crimes-mx'
  | 'nflis-drug'
  | 'overdose-deaths'
  | 'state-crimes-mx'

export const entrySources: Readonly<Record<EntryList, EntrySource>> = { 'ofac-sdn': ofacSdn, 'fbi-wanted': fbiWanted, 'sat-69b': sat69b }
export const seriesSources: Readonly<Record<SeriesList, SeriesSource>> = {
  'cbp-drug-seizures': cbpDrugSeizures,
  'federal-crimes-mx': federalCrimesMx,
  'amo-drug-seizures': amoDrugSeizures,
  'border-crossings-tx': borderCrossingsTx,
  'nflis-drug': nflisDrug as SeriesSource,
  'overdose-deaths': overdoseDeaths as SeriesSource,
  'state-crimes-mx': stateCrimesMx,
}
