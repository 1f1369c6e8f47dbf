import type { CountTable } from './count-tables.ts'

/** A number that tables show or withhold: one variable of what a reader can compute with. */
export type Unknown = {
  readonly count: number
  /** Shown nowhere and never; else it is shown unless it is withheld. */
  readonly isHidden: boolean
  /** How each table that holds it calls it. */
  readonly cells: readonly { readonly table: number; readonly id: string }[]
}

/** Everything that tables say together: their numbers, the sums among them and how far a number moves from one edition to the next. */
export type CountSystem = {
  readonly numbers: readonly Unknown[]
  readonly sums: readonly { readonly total: number; readonly parts: readonly number[] }[]
  /** Two numbers that are not further apart than this. */
  readonly moves: readonly { readonly one: number; readonly other: number; readonly atMost: number }[]
}

/**
 * The numbers of tables that one reader has before them. A number that did not change from one edition to the next is one number, as a reader will
 * guess; of one that changed the reader is taken to know how far, give or take `slack`.
 */
export function toCountSystem(tables: readonly CountTable[], slack: number): CountSystem {
  const numbers: { count: number; isHidden: boolean; cells: { table: number; id: string }[] }[] = []
  const at = new Map<string, number>()
  const latest = new Map<string, number>()
  const moves: { one: number; other: number; atMost: number }[] = []
  const order = tables.map((table, i) => ({ table, i })).toSorted((a, b) => a.table.edition - b.table.edition)
  for (const { table, i } of order) {
    for (const { id, count, isHidden = false } of table.cells) {
      if (!Number.isInteger(count) || count < 0) throw new TypeError(`not a count: ${id}`)
      const key = `${table.edition} ${id}`
      const before = latest.get(id)
      let number = at.get(key)
      if (number === undefined && before !== undefined && numbers[before]?.count === count) number = before
      if (number === undefined) {
        number = numbers.push({ count, isHidden, cells: [] }) - 1
        if (before !== undefined)
          moves.push({ one: before, other: number, atMost: Math.abs(count - (numbers[before]?.count ?? 0)) + slack })
      }
      const held = numbers[number] as (typeof numbers)[number]
      if (held.count !== count) throw new TypeError(`two counts of one cell: ${id}`)
      held.isHidden &&= isHidden
      held.cells.push({ table: i, id })
      at.set(key, number)
      latest.set(id, number)
    }
  }
  const sums = new Map<string, { total: number; parts: readonly number[] }>()
  for (const { edition, sums: said } of tables) {
    for (const { total, parts } of said) {
      const find = (id: string) => {
        const number = at.get(`${edition} ${id}`)
        if (number === undefined) throw new TypeError(`a sum of a cell that is in no table: ${id}`)
        return number
      }
      const sum = { total: find(total), parts: parts.map(find) }
      const made = sum.parts.reduce((all, part) => all + (numbers[part]?.count ?? 0), 0)
      if (made !== numbers[sum.total]?.count) throw new TypeError(`parts do not add up: ${total}`)
      sums.set([sum.total, ...sum.parts.toSorted((a, b) => a - b)].join(' '), sum)
    }
  }
  return { numbers, sums: [...sums.values()], moves }
}
