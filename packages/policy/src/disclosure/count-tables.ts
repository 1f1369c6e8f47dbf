/** One count of a table. Cells with the same `id` in tables of the same edition are the same number, so tables that share totals are linked by them. */
export type CountCell = {
  readonly id: string
  readonly count: number
  /** Shown in no table, yet derivable as what is left of a total: the rest that a table does not list. */
  readonly isHidden?: boolean
}

/** A total and everything that it is made of: each a cell of the same edition. */
export type CountSum = { readonly total: string; readonly parts: readonly string[] }

/** A table of counts of one edition (0, 1, 2, ... in the order of publication). */
export type CountTable = {
  readonly id: string
  readonly edition: number
  readonly cells: readonly CountCell[]
  readonly sums: readonly CountSum[]
  /** Ids that were withheld when this table was published; absent for a table that is not published yet. What was shown once stays known. */
  readonly withheld?: ReadonlySet<string>
}

/** A dimension of a cross table: its classes and, where they are grouped, the group of each class. All classes add to the total, which has no name. */
export type Dimension = { readonly name: string; readonly classes: readonly string[]; readonly groupOf?: Readonly<Record<string, string>> }

/**
 * A cross table with all its totals and sub-totals, from the counts of its innermost cells (`at`: one class for each dimension; what is left out
 * is zero). Ids are made of the measure and the classes, in the order of names, so two tables of one measure share the totals that they share in truth.
 */
export function crossTable(
  table: { readonly id: string; readonly measure: string; readonly edition: number; readonly dimensions: readonly Dimension[] },
  counts: readonly { readonly at: readonly string[]; readonly count: number }[],
): CountTable {
  const { id, measure, edition, dimensions } = table
  const levels = dimensions.map(nodesOf)
  const idOf = (at: readonly (string | undefined)[]) =>
    `${measure}?${at
      .flatMap((one, i) => (one === undefined ? [] : [`${dimensions[i]?.name}=${one}`]))
      .sort()
      .join('&')}`
  const found = new Map<string, number>()
  for (const at of combinations(levels.map((nodes) => nodes.map(({ name }) => name)))) found.set(idOf(at), 0)
  for (const { at, count } of counts) {
    const above = at.map((one, i) => [one, dimensions[i]?.groupOf?.[one], undefined].filter((name, k) => k === 2 || name !== undefined))
    for (const place of combinations(above)) found.set(idOf(place), (found.get(idOf(place)) ?? 0) + count)
  }
  const sums: CountSum[] = []
  dimensions.forEach((_, i) => {
    const others = levels.map((nodes, k) => (k === i ? [undefined] : nodes.map(({ name }) => name)))
    for (const at of combinations(others))
      for (const { name, parts } of levels[i] ?? [])
        if (parts.length > 0)
          sums.push({
            total: idOf(at.with(i, name)),
            parts: parts.map((part) => idOf(at.with(i, part))),
          })
  })
  return { id, edition, cells: [...found].map(([cell, count]) => ({ id: cell, count })), sums }
}

type Node = { readonly name: string | undefined; readonly parts: readonly string[] }

function nodesOf({ classes, groupOf }: Dimension): readonly Node[] {
  const groups = [...new Set(classes.flatMap((one) => groupOf?.[one] ?? []))]
  const top = [...groups, ...classes.filter((one) => groupOf?.[one] === undefined)]
  return [
    { name: undefined, parts: top },
    ...groups.map((name) => ({ name, parts: classes.filter((one) => groupOf?.[one] === name) })),
    ...classes.map((name) => ({ name, parts: [] })),
  ]
}

function combinations<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>((found, list) => found.flatMap((one) => list.map((each) => [...one, each])), [[]])
}
