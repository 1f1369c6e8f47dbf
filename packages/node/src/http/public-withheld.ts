import { type CountTable, smallBelow, suppress } from '@enlace/policy'

/** What disclosure control reads of a value. */
export type Cell = {
  readonly id: string
  readonly party: string
  readonly start: string
  readonly end: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly classes: Readonly<Record<string, string>>
  readonly revises: string | undefined
  /** Cases behind a share or a median. */
  readonly of: number | null
  readonly isShare: boolean
  /** Whether its indicator counts events or persons: kilograms and hours are not hidden for being small. */
  readonly isCount: boolean
}

/**
 * The values that are withheld from the public, by the ids of their records: small counts, and what would give them away over all sides, periods, classes and revisions, and over
 * every state in which the page was ever public. Taken in the order in which they became public, so what was shown stays shown and what was withheld stays withheld. Cells are
 * sides, periods and classes; a value for `all` is the total of the sides, one without classes the total over them, where the parts add up.
 */
export function findWithheld(
  given: readonly (Cell & { readonly from: string })[],
  before: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const values = given.map((one) => ({ ...one, value: one.value ?? countWithin(one, given) }))
  const whole = values.filter((one) => one.value !== null && Number.isInteger(one.value) && one.value >= 0)
  const byId = new Map(whole.map((one) => [one.id, one]))
  const depth = (one: Cell, seen = 0): number => {
    const before = one.revises === undefined ? undefined : byId.get(one.revises)
    return before === undefined || seen > 50 ? 0 : 1 + depth(before, seen + 1)
  }
  const stages = [...Map.groupBy(whole, (one) => `${one.from} ${String(depth(one)).padStart(3, '0')}`)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  )
  const latest = new Map<string, Cell>()
  const isSmall = ({ value }: Cell) => value !== null && value > 0 && value < smallBelow
  const withheld = new Set([...before, ...given.flatMap((one) => (tellsFew(one) || (one.isCount && isSmall(one)) ? [one.id] : []))])
  if (!given.some(({ isCount }) => isCount)) return withheld
  let out: readonly CountTable[] = []
  for (const [edition, [, fresh]] of stages.entries()) {
    for (const one of fresh) latest.set(cellOf(one), one)
    const cells = new Map([...latest].map(([id, one]) => [id, one.value ?? 0]))
    const table = {
      id: 'values',
      edition,
      cells: [...cells].map(([id, count]) => ({ id, count })),
      sums: sumsOf([...latest.values()], cells),
    }
    const { tables, exposed } = suppress([...out, table])
    const hidden = new Set(tables.at(-1)?.cells.flatMap(({ id, count }) => (count === null || exposed.length > 0 ? [id] : [])))
    for (const one of fresh) if (hidden.has(cellOf(one))) withheld.add(one.id)
    out = [...out, { ...table, withheld: hidden }]
  }
  return withheld
}

function cellOf({ party, start, end, classes }: Cell): string {
  const of = Object.entries(classes).toSorted(([a], [b]) => a.localeCompare(b))
  return JSON.stringify([party, start, end, of])
}

/** Sums that hold among cells: sides to `all`, classes to the cell without that class, periods to the period that they fill. Only those that add up are sums. */
function sumsOf(values: readonly Cell[], cells: ReadonlyMap<string, number>): CountTable['sums'] {
  const sums: { total: string; parts: string[] }[] = []
  const add = (total: Cell, parts: readonly Cell[]) => {
    const made = parts.reduce((all, part) => all + (part.value ?? 0), 0)
    if (parts.length > 1 && made === total.value && cells.has(cellOf(total))) sums.push({ total: cellOf(total), parts: parts.map(cellOf) })
  }
  const sameClasses = (a: Cell, b: Cell) =>
    JSON.stringify(Object.entries(a.classes).sort()) === JSON.stringify(Object.entries(b.classes).sort())
  for (const total of values) {
    const inPeriod = values.filter((one) => one !== total && one.start === total.start && one.end === total.end)
    if (total.party === 'all')
      add(
        total,
        inPeriod.filter((one) => one.party !== 'all' && sameClasses(one, total)),
      )
    const more = Map.groupBy(
      inPeriod.filter(
        (one) => one.party === total.party && Object.entries(total.classes).every(([name, value]) => one.classes[name] === value),
      ),
      (one) =>
        Object.keys(one.classes)
          .filter((name) => total.classes[name] === undefined)
          .sort()
          .join(' '),
    )
    for (const [names, parts] of more) if (names !== '') add(total, parts)
    const inside = values.filter(
      (one) => one !== total && one.party === total.party && sameClasses(one, total) && one.start >= total.start && one.end <= total.end,
    )
    for (const parts of Map.groupBy(inside, (one) => Math.round((Date.parse(one.end) - Date.parse(one.start)) / 2_592_000_000)).values())
      add(total, parts)
  }
  return sums
}

/** Whether a value by itself tells of fewer than ten: a range that begins there, a share or median of so few cases, or a share whose part or rest is so few. */
export function tellsFew({ value, low, of, isShare, isCount }: Cell): boolean {
  const isFew = (count: number) => count > 0 && count < smallBelow
  if (isCount && low !== null && low < smallBelow) return true
  if (of === null) return false
  const part = isShare && value !== null ? Math.round((value * of) / 100) : smallBelow
  return isFew(of) || isFew(part) || (isShare && isFew(of - part))
}

/** A range that is one part of a total told whole is that total less the other parts: a reader would count so. */
function countWithin(one: Cell, all: readonly Cell[]): number | null {
  const { low, high, party, start, end } = one
  if (low === null || high === null || party === 'all') return null
  const same = all.filter(
    (other) => other.start === start && other.end === end && JSON.stringify(other.classes) === JSON.stringify(one.classes),
  )
  const total = same.find((other) => other.party === 'all')?.value
  const others = same.filter((other) => other !== one && other.party !== 'all').map(({ value }) => value)
  if (total === undefined || total === null || others.includes(null)) return null
  const rest = others.reduce<number>((left, value) => left - (value ?? 0), total)
  return rest >= low && rest <= high ? rest : null
}
