import pack from '../../../packs/places/communities-mx-us.json' with { type: 'json' }

/** One side of a pair: the code of its national statistics (INEGI municipality, FIPS county), its name, and the name of its state by language. */
export type CommunitySide = { readonly code: string; readonly name: string; readonly state: Readonly<Record<string, string>> }

/** A municipality and the county across from it, with the crossings (`crossings`) that join them. */
export type Community = {
  readonly code: string
  readonly mx: CommunitySide
  readonly us: CommunitySide
  readonly crossings: readonly string[]
}

const states: Readonly<Record<string, Readonly<Record<string, string>>>> = pack.states

/** Paired communities of `packs/places/communities-mx-us.json`, west to east. */
export const communities: readonly Community[] = pack.pairs.map(({ code, mx, us, crossings }) => ({
  code,
  mx: { ...mx, state: states[mx.state] ?? {} },
  us: { ...us, state: states[us.state] ?? {} },
  crossings,
}))

/** When and against what the codes of the pairs were compared. */
export const communitiesChecked: { readonly on: string; readonly how: Readonly<Record<string, string>> } = pack.checked
