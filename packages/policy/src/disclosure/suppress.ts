import { type CountSystem, toCountSystem } from './count-system.ts'
import type { CountTable } from './count-tables.ts'
import { createRanges } from './possible-range.ts'

/** Why a cell is withheld. For the office alone: a reader who could tell the two apart would know which are small. */
export type WithheldWhy = 'small' | 'complementary'

export type SafeCell = {
  readonly id: string
  /** Null where it is withheld. */
  readonly count: number | null
  readonly why: WithheldWhy | null
}

export type SafeTable = { readonly id: string; readonly edition: number; readonly cells: readonly SafeCell[] }

export type Suppressed = {
  readonly tables: readonly SafeTable[]
  /**
   * Small cells that what is published already gives away, as `edition id`. While there are any, nothing more of these tables may be published:
   * a mistake of earlier editions that no suppression can mend.
   */
  readonly exposed: readonly string[]
}

const near = 1e-6

/** Counts from 1 to one less than this are small. */
export const smallBelow = 10

/**
 * Tables as they may be published together: every count from 1 to 9 is withheld, and as many others beside it as it takes that none of them can be
 * worked out from totals, from neighbours, from other tables or from other editions. For every small cell each number from 1 to 9 stays possible for
 * a reader who has everything published; of a small total, each from the number of its parts that are not zero. Zeros are shown: that nothing
 * happened is a result. Tables with `withheld` are out already and stay as they are.
 * Source: A. Hundepool et al., Statistical Disclosure Control (2012), chapter 4; what it does not do is in docs/formats/disclosure.md.
 */
export function suppress(tables: readonly CountTable[], threshold = smallBelow): Suppressed {
  const system = toCountSystem(tables, threshold - 1)
  const { numbers } = system
  const isOut = (table: number, id: string) => tables[table]?.withheld !== undefined && tables[table]?.withheld?.has(id) === false
  // What one table has shown is known, whatever another withholds.
  const isShown = numbers.map(({ cells }) => cells.some(({ table, id }) => isOut(table, id)))
  const wasWithheld = numbers.map(({ cells }) => cells.some(({ table, id }) => tables[table]?.withheld?.has(id)))
  const isSmall = numbers.map(({ count }) => count > 0 && count < threshold)
  const isWithheld = numbers.map(({ isHidden }, i) => !isShown[i] && (isHidden || isSmall[i] === true || wasWithheld[i] === true))
  const mayWithhold = numbers.map(({ count }, i) => !isShown[i] && count > 0)
  const small = numbers.flatMap((_, i) => (isSmall[i] ? [i] : []))
  const rangesOf = createRanges(system, 1, threshold - 1)
  const given = new Set<number>()
  // Zeros tell how many parts of a total are not zero: nothing can hide that.
  const rangeAtBest = rangesOf(numbers.map(({ count, isHidden }) => count > 0 || isHidden))
  const isExposed = () => {
    const rangeOf = rangesOf(isWithheld)
    return (i: number) => {
      if (given.has(i)) return false
      const { low, high } = rangeOf(i)
      return low > rangeAtBest(i).low + near || high < threshold - 1 - near
    }
  }

  const added: number[] = []
  for (let first = small.find(isExposed()); first !== undefined; first = small.find(isExposed())) {
    const next = chooseNext(system, first, isWithheld, mayWithhold)
    if (next === undefined) given.add(first)
    else {
      isWithheld[next] = true
      added.push(next)
    }
  }
  giveBack(added, isWithheld, () => !small.some(isExposed()))

  const nameOf = (i: number) => {
    const cell = numbers[i]?.cells[0]
    return `${tables[cell?.table ?? 0]?.edition} ${cell?.id}`
  }
  const numberOf = new Map(numbers.flatMap(({ cells }, i) => cells.map(({ table, id }) => [`${table} ${id}`, i] as const)))
  return {
    tables: tables.map(({ id, edition, cells, withheld }, t) => ({
      id,
      edition,
      cells: cells.flatMap(({ id: cell, count, isHidden }): readonly SafeCell[] => {
        if (isHidden) return []
        const i = numberOf.get(`${t} ${cell}`) as number
        const isKept = withheld?.has(cell) ?? isWithheld[i] === true
        if (!isKept) return [{ id: cell, count, why: null }]
        return [{ id: cell, count: null, why: isSmall[i] ? 'small' : 'complementary' }]
      }),
    })),
    exposed: [...given].map(nameOf),
  }
}

/**
 * Which shown number to withhold next, for a small one that can be worked out: of the sums that its withheld neighbours lie in, one that gives a number
 * away comes first; within it what is small and no total, so that least is lost.
 */
function chooseNext(
  { numbers, sums }: CountSystem,
  exposed: number,
  isWithheld: readonly boolean[],
  mayWithhold: readonly boolean[],
): number | undefined {
  const cellsOf = sums.map(({ total, parts }) => [total, ...parts])
  const isTotal = new Set(sums.map(({ total }) => total))
  let reached = new Set([exposed])
  for (;;) {
    const near = cellsOf.filter((cells) => cells.some((one) => reached.has(one)))
    const open = near
      .map((cells) => ({
        withheld: cells.filter((one) => isWithheld[one]).length,
        free: cells.filter((one) => !isWithheld[one] && mayWithhold[one]),
      }))
      .filter(({ free }) => free.length > 0)
      .toSorted((a, b) => a.withheld - b.withheld)
    const [narrowest] = open
    if (narrowest !== undefined) {
      const links = (one: number) => cellsOf.filter((cells) => cells.includes(one) && cells.some((each) => isWithheld[each])).length
      const cost = (one: number) => (isTotal.has(one) ? 1e12 : 0) + (numbers[one]?.count ?? 0)
      return narrowest.free.toSorted(
        (a, b) => Number(isTotal.has(a)) - Number(isTotal.has(b)) || links(b) - links(a) || cost(a) - cost(b),
      )[0]
    }
    const wider = new Set([...reached, ...near.flat().filter((one) => isWithheld[one])])
    if (wider.size === reached.size) return undefined
    reached = wider
  }
}

/** Shows again, the largest first, what turned out not to be needed. */
function giveBack(added: readonly number[], isWithheld: boolean[], isSafeNow: () => boolean): void {
  for (const one of added.toReversed()) {
    isWithheld[one] = false
    if (!isSafeNow()) isWithheld[one] = true
  }
}
