import { type CountTable, smallBelow, suppress } from '@enlace/policy'
import { placeOf, sumsAmong } from './public-sums.ts'

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
 * sides, periods and classes, and what is left of a total beside the parts that were told.
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
    for (const one of fresh) latest.set(placeOf(one), one)
    const counts = [...latest.values()].map((one) => ({ ...one, count: one.value ?? 0 }))
    const { sums, hidden } = sumsAmong(counts)
    const table = { id: 'values', edition, cells: [...counts.map((one) => ({ id: placeOf(one), count: one.count })), ...hidden], sums }
    const { tables, exposed } = suppress([...out, table])
    const held = tables.at(-1)?.cells.flatMap(({ id, count }) => (count === null || exposed.length > 0 ? [id] : [])) ?? []
    for (const one of fresh) if (held.includes(placeOf(one))) withheld.add(one.id)
    out = [...out, { ...table, withheld: new Set([...held, ...hidden.map(({ id }) => id)]) }]
  }
  return withheld
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
