import type { Designation } from './read-designation.ts'

/** A record about a group: its names as its author gives them, and who that is. */
export type GroupRecord = {
  readonly id: string
  readonly from: string
  readonly name: string
  readonly aliases: readonly string[]
}

/** A designation and the party whose node wrote it. */
export type StatedDesignation = Designation & { readonly from_party: string }

/** How one party labels a group on a day. */
export type PartyStanding = {
  readonly party: string
  readonly state: 'designated' | 'ended' | 'to_come' | 'none'
  /** All of that party's own designations, the newest first. */
  readonly designations: readonly StatedDesignation[]
}

export type RegisteredGroup = {
  readonly ids: readonly string[]
  /** Every name under which it stands, once each, with the parties that use it. */
  readonly names: readonly { readonly name: string; readonly alias: boolean; readonly from: readonly string[] }[]
  readonly parties: readonly PartyStanding[]
  /** What one party says that another designates: a word about it, and no designation. */
  readonly hearsay: readonly StatedDesignation[]
}

/**
 * The registry of groups as it stands on a day (ISO date): records that say they are the same (`same`: pairs of ids) are one group, and each of `parties`
 * has its own standing, never taken from another's. A designation counts only where the party that it names wrote it. Pure; any order gives the same registry.
 */
export function registryOf(
  groups: readonly GroupRecord[],
  designations: readonly StatedDesignation[],
  same: readonly (readonly [string, string])[],
  on: string,
  parties: readonly string[],
): readonly RegisteredGroup[] {
  const roots = joined(
    groups.map(({ id }) => id),
    same,
  )
  const members = Map.groupBy(
    groups.toSorted((a, b) => compare(a.id, b.id)),
    ({ id }) => roots.get(id) ?? id,
  )
  return [...members.values()].map((records) => {
    const ids = records.map(({ id }) => id)
    const about = designations.filter(({ group }) => group !== undefined && ids.includes(group)).toSorted(newestFirst)
    const own = about.filter((one) => one.by === one.from_party)
    const told = [...new Set([...parties, ...own.map(({ by }) => by)])]
    return {
      ids,
      names: namesOf(records, own),
      parties: told.map((party) => standingOf(party, own, on)),
      hearsay: about.filter((one) => one.by !== one.from_party),
    }
  })
}

function standingOf(party: string, own: readonly StatedDesignation[], on: string): PartyStanding {
  const designations = own.filter(({ by }) => by === party)
  const holds = designations.some(({ from, until }) => from <= on && (until === undefined || on <= until))
  const past = designations.some(({ from }) => from <= on)
  return { party, state: holds ? 'designated' : past ? 'ended' : designations.length > 0 ? 'to_come' : 'none', designations }
}

function namesOf(records: readonly GroupRecord[], own: readonly StatedDesignation[]): RegisteredGroup['names'] {
  const found = new Map<string, { alias: boolean; from: Set<string> }>()
  const add = (name: string, alias: boolean, from: string): void => {
    if (name === '') return
    const held = found.get(name) ?? { alias: true, from: new Set() }
    found.set(name, { alias: held.alias && alias, from: held.from.add(from) })
  }
  for (const { name, from } of records) add(name, false, from)
  for (const { aliases, from } of records) for (const alias of aliases) add(alias, true, from)
  for (const { name, by } of own) add(name, true, by)
  return [...found]
    .map(([name, { alias, from }]) => ({ name, alias, from: [...from].sort() }))
    .sort((a, b) => Number(a.alias) - Number(b.alias))
}

/** Of each id the smallest that it is the same as, through any number of steps. */
function joined(ids: readonly string[], same: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const roots = new Map(ids.map((id) => [id, id]))
  for (const [a, b] of same) {
    const [one, other] = [roots.get(a), roots.get(b)]
    if (one === undefined || other === undefined || one === other) continue
    const [low, high] = one < other ? [one, other] : [other, one]
    for (const [id, root] of roots) if (root === high) roots.set(id, low)
  }
  return roots
}

function newestFirst(a: Designation, b: Designation): number {
  return compare(b.from, a.from) || compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
