import { crossTable } from '../disclosure/count-tables.ts'
import { suppress } from '../disclosure/suppress.ts'

/** A municipality and the county across from it, with the crossings that join them (packs/places). */
export type CommunityPair = { readonly code: string; readonly crossings: readonly string[] }

/** A record at a crossing: its kind, and the party that made it. */
export type AtCrossing = { readonly kind: string; readonly party: string; readonly crossing: string }

export type CommunityRow = {
  readonly code: string
  /** By party, then all together; null where a number is withheld. */
  readonly counts: readonly (number | null)[]
}
export type CommunityTable = { readonly kind: string; readonly rows: readonly CommunityRow[]; readonly total: readonly (number | null)[] }

/**
 * Coarse counts of both sides of the border beside each other (DOMAIN B10), for every kind a table of paired communities by party with its totals.
 * Counts below ten are withheld, and with them what would give them away (`suppress`); nobody learns which of the withheld are small.
 */
export function communityView(
  records: readonly AtCrossing[],
  pairs: readonly CommunityPair[],
  parties: readonly string[],
): readonly CommunityTable[] {
  const pairOf = new Map(pairs.flatMap(({ code, crossings }) => crossings.map((crossing) => [crossing, code] as const)))
  const kinds = [...new Set(records.map(({ kind }) => kind))].toSorted()
  const shown = pairs.filter(({ crossings }) => records.some(({ crossing }) => crossings.includes(crossing)))
  const dimensions = [
    { name: 'community', classes: shown.map(({ code }) => code) },
    { name: 'party', classes: parties },
  ]
  return kinds.map((kind) => {
    const counts = Map.groupBy(
      records.filter((one) => one.kind === kind && pairOf.has(one.crossing) && parties.includes(one.party)),
      ({ crossing, party }) => `${pairOf.get(crossing)} ${party}`,
    )
    const table = crossTable(
      { id: kind, measure: kind, edition: 0, dimensions },
      [...counts].map(([at, same]) => ({ at: at.split(' '), count: same.length })),
    )
    const safe = new Map((suppress([table]).tables[0]?.cells ?? []).map(({ id, count }) => [id, count]))
    const cell = (community: string | undefined, party: string | undefined) => {
      const at = [...(community === undefined ? [] : [`community=${community}`]), ...(party === undefined ? [] : [`party=${party}`])]
      return safe.get(`${kind}?${at.join('&')}`) ?? null
    }
    const across = (community: string | undefined) => [...parties.map((party) => cell(community, party)), cell(community, undefined)]
    return { kind, rows: shown.map(({ code }) => ({ code, counts: across(code) })), total: across(undefined) }
  })
}
