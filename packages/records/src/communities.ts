import pack from '../../../packs/places/communities-mx-us.json' with { type: 'json' }

/** One side of a pair: the code of its national statistics (INEGI municipality, FIPS county), its name, and its state. */
export type CommunitySide = { readonly code: string; readonly name: string; readonly state: string }

/** A municipality and the county across from it, with the crossings (`crossings`) that join them. */
export type Community = {
  readonly code: string
  readonly mx: CommunitySide
  readonly us: CommunitySide
  readonly crossings: readonly string[]
}

/** Paired communities of `packs/places/communities-mx-us.json`, west to east. */
export const communities: readonly Community[] = pack.pairs
