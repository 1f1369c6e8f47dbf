import pack from '../../../packs/codes/crossings.json' with { type: 'json' }

/** A land crossing: one place with a code and a name on each side. */
export type Crossing = {
  readonly code: string
  /** Port of entry (CBP Schedule D), and the state by its postal letters. */
  readonly us: { readonly port: string; readonly name: string; readonly city: string; readonly state: string }
  /** Customs office (SAT c_Aduana), null where it is not settled, and the state (ISO 3166-2:MX without MX). */
  readonly mx: { readonly customs: string | null; readonly name: string; readonly city: string; readonly state: string }
  /** Latitude and longitude in degrees, where the source gives them. */
  readonly at?: readonly number[]
  /** Unaccented lower-case names that mean this crossing wherever they stand. */
  readonly names: readonly string[]
  /** Names that mean it only beside a word for a crossing. */
  readonly near?: readonly string[]
  /** Names that mean it only there and when the message also names one of its two cities. */
  readonly nearInCity?: readonly string[]
}

/** The crossings of `packs/codes/crossings.json`, west to east. */
export const crossings: readonly Crossing[] = pack.crossings

/** Codes with English labels, the United States side first. */
export const crossingChoices: Readonly<Record<string, string>> = Object.fromEntries(
  crossings.map(({ code, us, mx }) => [code, `${us.name}, ${us.city} - ${mx.name}, ${mx.city}`]),
)
