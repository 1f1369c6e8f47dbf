import type { CountCell, CountSum, CountTable } from '@enlace/policy'
import { dayAfter } from '@enlace/records'

/** A count at its place: side, period and classes. */
export type PlacedCount = {
  readonly party: string
  /** First and last day, YYYY-MM-DD. */
  readonly start: string
  readonly end: string
  readonly classes: Readonly<Record<string, string>>
  readonly count: number
}

/** The place of a count as one text. */
export function placeOf({ party, start, end, classes }: Omit<PlacedCount, 'count'>): string {
  return JSON.stringify([party, start, end, Object.entries(classes).toSorted(([a], [b]) => (a < b ? -1 : 1))])
}

/**
 * What a reader adds and subtracts among counts: sides to `all`, classes to the count without them, periods to the one that they lie in. Where the parts are less than their total, what is
 * left of it is a hidden cell: nobody published it, and anybody works it out. A period that is left whole is looked at once more, as if it had been told. Parts that are more than their
 * total, or that overlap, are no parts.
 */
export function sumsAmong(counts: readonly PlacedCount[]): { readonly sums: CountTable['sums']; readonly hidden: readonly CountCell[] } {
  const told = new Map(counts.map((one) => [placeOf(one), one.count]))
  const sums = new Map<string, CountSum>()
  const hidden = new Map<string, CountCell>()
  let left = new Map<string, PlacedCount>()

  const idOf = (one: PlacedCount) => (told.has(placeOf(one)) ? placeOf(one) : `rest ${placeOf(one)}`)
  /** `rest`: what is left as a place of its own, or its name. */
  const add = (total: PlacedCount, parts: readonly PlacedCount[], rest: string | Omit<PlacedCount, 'count'>) => {
    const count = total.count - parts.reduce((sum, part) => sum + part.count, 0)
    if (parts.length === 0 || count < 0) return
    const ids = [...new Set(parts.map(idOf))]
    if (count > 0) {
      const place = typeof rest === 'string' ? undefined : { ...rest, count }
      const id = place === undefined ? `rest ${idOf(total)} ${String(rest)}` : idOf(place)
      // Figures that do not agree with each other are no sum.
      if ((told.get(id) ?? hidden.get(id)?.count ?? count) !== count) return
      if (!told.has(id)) hidden.set(id, { id, count, isHidden: true })
      if (place !== undefined && !told.has(id)) left.set(id, place)
      ids.push(id)
    }
    const sum = { total: idOf(total), parts: ids }
    if (ids.length > 1) sums.set(JSON.stringify([sum.total, ids.toSorted()]), sum)
  }

  for (const same of Map.groupBy(counts, ({ start, end }) => `${start} ${end}`).values()) addWithin(same, add)
  addPeriods(counts, counts, add)
  const rests = [...left.values()]
  left = new Map()
  if (rests.length > 0) addPeriods([...counts, ...rests], rests, add)
  return { sums: [...sums.values()], hidden: [...hidden.values()] }
}

type Add = (total: PlacedCount, parts: readonly PlacedCount[], rest: string | Omit<PlacedCount, 'count'>) => void

/** Sides and classes of one period. */
function addWithin(same: readonly PlacedCount[], add: Add): void {
  for (const total of same) {
    if (total.party === 'all') {
      const sides = same.filter((one) => one.party !== 'all' && classesOf(one) === classesOf(total))
      add(total, sides, 'sides')
    }
    const finer = same.filter(
      (one) => one.party === total.party && Object.entries(total.classes).every(([name, value]) => one.classes[name] === value),
    )
    const namesOf = (one: PlacedCount) => Object.keys(one.classes).filter((name) => total.classes[name] === undefined)
    for (const [names, parts] of Map.groupBy(finer, (one) => namesOf(one).toSorted().join(' '))) if (names !== '') add(total, parts, names)
  }
}

/** Periods that lie in others, for every total or part that is among `fresh`. */
function addPeriods(counts: readonly PlacedCount[], fresh: readonly PlacedCount[], add: Add): void {
  const isFresh = new Set(fresh)
  for (const line of Map.groupBy(counts, (one) => `${one.party} ${classesOf(one)}`).values()) {
    for (const total of line) {
      const inside = line.filter(
        (one) => one.start >= total.start && one.end <= total.end && !(one.start === total.start && one.end === total.end),
      )
      const ways = [...Map.groupBy(inside, (one) => Math.round(daysOf(one) / 30)).values(), widest(inside)]
      for (const way of ways) {
        const parts = way.toSorted((a, b) => (a.start < b.start ? -1 : 1))
        const isApart = parts.every(({ start }, i) => i === 0 || start > (parts[i - 1] as PlacedCount).end)
        if (!isApart || ![total, ...parts].some((one) => isFresh.has(one))) continue
        const gaps = gapsOf(total, parts)
        const [gap] = gaps
        add(
          total,
          parts,
          gaps.length === 1 && gap !== undefined ? { ...total, ...gap } : parts.map(({ start, end }) => `${start} ${end}`).join(' '),
        )
      }
    }
  }
}

/** Periods that do not overlap, the longest first. */
function widest(inside: readonly PlacedCount[]): readonly PlacedCount[] {
  const taken: PlacedCount[] = []
  for (const one of inside.toSorted((a, b) => daysOf(b) - daysOf(a) || (a.start < b.start ? -1 : 1)))
    if (taken.every(({ start, end }) => one.start > end || one.end < start)) taken.push(one)
  return taken
}

/** What parts in order leave of a total, as first and last days. */
function gapsOf(total: PlacedCount, parts: readonly PlacedCount[]): readonly { readonly start: string; readonly end: string }[] {
  const starts = [total.start, ...parts.map(({ end }) => dayAfter(end))]
  const ends = [...parts.map(({ start }) => dayBefore(start)), total.end]
  return starts.flatMap((start, i) => {
    const end = ends[i] as string
    return start <= end ? [{ start, end }] : []
  })
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
}

function daysOf({ start, end }: PlacedCount): number {
  return (Date.parse(end) - Date.parse(start)) / 86_400_000
}

function classesOf({ classes }: PlacedCount): string {
  return JSON.stringify(Object.entries(classes).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
