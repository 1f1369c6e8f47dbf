import { crossings } from '@enlace/records'
import pack from '../../../../packs/places/mx-us.json'
import { fold } from './fold.ts'

/** A place that can be named: what a record keeps of it, and what a list shows. */
export type KnownPlace = {
  readonly key: string
  readonly name: string
  readonly kind: 'crossing' | 'city' | 'state'
  readonly country: string
  /** ISO 3166-2. */
  readonly state: string
  readonly city?: string
  readonly at?: readonly [latitude: number, longitude: number]
  readonly words: string
}

const stateNames: ReadonlyMap<string, string> = new Map(pack.states.map(({ code, name }) => [code, name]))

function pair(at: readonly number[] | undefined): { readonly at?: readonly [number, number] } {
  const [latitude, longitude] = at ?? []
  return latitude === undefined || longitude === undefined ? {} : { at: [latitude, longitude] }
}

const known: readonly KnownPlace[] = [
  ...crossings.flatMap(({ code, us, mx, at, names }): KnownPlace[] =>
    [
      { side: us, country: 'US', other: mx },
      { side: mx, country: 'MX', other: us },
    ].map(({ side, country, other }) => ({
      key: `${code}/${country}`,
      name: side.name,
      kind: 'crossing' as const,
      country,
      state: `${country}-${side.state}`,
      city: side.city,
      words: fold([side.name, side.city, other.name, ...names].join(' ')),
      ...pair(at),
    })),
  ),
  ...pack.cities.map(({ name, state, at }) => ({
    key: `${state}/${name}`,
    name,
    kind: 'city' as const,
    country: state.slice(0, 2),
    state,
    city: name,
    words: fold(`${name} ${stateNames.get(state) ?? ''}`),
    ...pair(at),
  })),
  ...pack.states.map(({ code, name, at }) => ({
    key: code,
    name,
    kind: 'state' as const,
    country: code.slice(0, 2),
    state: code,
    words: fold(`${name} ${code.slice(3)}`),
    ...pair(at),
  })),
]

/** The places whose names hold every word that was typed, those that begin so first; at most `most`. */
export function findPlaces(typed: string, most = 8): readonly KnownPlace[] {
  const asked = fold(typed).split(' ').filter(Boolean)
  if (asked.length === 0) return []
  const holds = known.filter(({ words }) => asked.every((word) => words.startsWith(word) || words.includes(` ${word}`)))
  const rank = (place: KnownPlace) => (fold(place.name).startsWith(asked.join(' ')) ? 0 : 1)
  return holds.sort((a, b) => rank(a) - rank(b)).slice(0, most)
}

/** The name of a state by its ISO 3166-2 code, or the code. */
export function nameOfState(code: string): string {
  return stateNames.get(code) ?? code
}

/** What a record keeps of a known place. Coordinates of a city are its middle, so they say how coarse they are. */
export function placeValue({ name, kind, country, state, city, at }: KnownPlace) {
  const precision = { crossing: 500, city: 10_000, state: 200_000 }[kind]
  return {
    name,
    country,
    administrative_area: state,
    ...(city === undefined ? {} : { city }),
    ...(at === undefined ? {} : { latitude: at[0], longitude: at[1], precision }),
  }
}
