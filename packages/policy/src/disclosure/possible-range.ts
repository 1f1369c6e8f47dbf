import type { CountSystem } from './count-system.ts'
import { type Bound, maximise } from './maximise.ts'

/** What a reader can work out of a withheld number: between what it must lie. */
export type Range = { readonly low: number; readonly high: number }

/**
 * Between what a withheld number must lie for a reader who has everything that is shown, adds and subtracts, and knows that a withheld number is at
 * least `floor` (zeros are shown). Highest values are computed up to `enough`. What hangs together is solved once, however often it is asked.
 */
export function createRanges(
  system: CountSystem,
  floor: number,
  enough: number,
): (isWithheld: readonly boolean[]) => (target: number) => Range {
  const solved = new Map<string, (target: number) => Range>()
  return (isWithheld) => {
    const parts = connect(system, isWithheld)
    return (target) => {
      const members = parts.members(target)
      const key = members.join(' ')
      const range = solved.get(key) ?? remembered(solve(system, members, floor, enough))
      solved.set(key, range)
      return range(target)
    }
  }
}

function remembered(range: (target: number) => Range): (target: number) => Range {
  const found = new Map<number, Range>()
  return (target) => {
    const one = found.get(target) ?? range(target)
    found.set(target, one)
    return one
  }
}

function solve(
  { numbers, sums, moves }: CountSystem,
  members: readonly number[],
  floor: number,
  enough: number,
): (target: number) => Range {
  const place = new Map(members.map((number, i) => [number, i]))
  const width = members.length
  // How far each number may stray from the truth: a sum of strays is zero.
  const equations = sums.flatMap(({ total, parts }) => {
    const row = new Float64Array(width)
    let any = false
    for (const [number, sign] of [[total, -1] as const, ...parts.map((part) => [part, 1] as const)]) {
      const at = place.get(number)
      if (at === undefined) continue
      row[at] = (row[at] as number) + sign
      any = true
    }
    return any ? [row] : []
  })
  const { free, inFree } = freeVariables(equations, width)
  const countOf = (number: number) => numbers[number]?.count ?? 0
  const minus = (row: readonly number[]) => row.map((value) => -value)
  const least = (number: number) => (numbers[number]?.isHidden ? 0 : Math.min(floor, countOf(number)))
  const bounds: Bound[] = members.map((number, i) => ({ row: minus(inFree(i)), limit: countOf(number) - least(number) }))
  for (const { one, other, atMost } of moves) {
    const [a, b] = [place.get(one), place.get(other)]
    if (a === undefined && b === undefined) continue
    const none = free.map(() => 0)
    const [rowA, rowB] = [a === undefined ? none : inFree(a), b === undefined ? none : inFree(b)]
    const apart = rowA.map((value, i) => value - (rowB[i] ?? 0))
    const now = countOf(one) - countOf(other)
    bounds.push({ row: apart, limit: atMost - now }, { row: minus(apart), limit: atMost + now })
  }
  return (target) => {
    const at = place.get(target)
    const count = countOf(target)
    if (at === undefined) return { low: count, high: count }
    const row = inFree(at)
    if (row.every((value) => value === 0)) return { low: count, high: count }
    return {
      low: count - maximise(minus(row), bounds, count - least(target)),
      high: count + maximise(row, bounds, Math.max(enough - count, 0)),
    }
  }
}

/** Gauss-Jordan: which variables may be chosen at will, and every variable as a sum of those. */
function freeVariables(equations: readonly Float64Array[], width: number) {
  const rows: Float64Array[] = equations.map((row) => Float64Array.from(row))
  const pivotRow = new Map<number, Float64Array>()
  let next = 0
  for (let column = 0; column < width && next < rows.length; column++) {
    const found = rows.findIndex((row, i) => i >= next && Math.abs(row[column] as number) > 1e-9)
    if (found < 0) continue
    const row = rows[found] as Float64Array
    rows[found] = rows[next] as Float64Array
    rows[next] = row
    const by = row[column] as number
    for (let j = 0; j < width; j++) row[j] = (row[j] as number) / by
    for (const other of rows) {
      const factor = other === row ? 0 : (other[column] as number)
      if (factor !== 0) for (let j = 0; j < width; j++) other[j] = (other[j] as number) - factor * (row[j] as number)
    }
    pivotRow.set(column, row)
    next++
  }
  const free = Array.from({ length: width }, (_, i) => i).filter((i) => !pivotRow.has(i))
  const inFree = (variable: number): readonly number[] => {
    const row = pivotRow.get(variable)
    return free.map((one) => (row === undefined ? Number(one === variable) : 0 - (row[one] as number)))
  }
  return { free, inFree }
}

/** Withheld numbers that hang together by a sum or by a move: what is said of others changes nothing for them. */
function connect({ numbers, sums, moves }: CountSystem, isWithheld: readonly boolean[]) {
  const parent = numbers.map((_, i) => i)
  const find = (one: number): number => {
    let at = one
    while (parent[at] !== at) at = parent[at] as number
    parent[one] = at
    return at
  }
  const join = (all: readonly number[]) => {
    const [first, ...rest] = all.filter((one) => isWithheld[one])
    if (first !== undefined) for (const one of rest) parent[find(one)] = find(first)
  }
  for (const { total, parts } of sums) join([total, ...parts])
  for (const { one, other } of moves) join([one, other])
  const groups = new Map<number, number[]>()
  numbers.forEach((_, i) => {
    if (isWithheld[i]) groups.set(find(i), [...(groups.get(find(i)) ?? []), i])
  })
  return { members: (one: number): readonly number[] => groups.get(find(one)) ?? [] }
}
