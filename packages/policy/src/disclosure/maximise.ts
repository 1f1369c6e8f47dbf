/** One bound `row · x <= limit` over variables that may be negative; `limit` is not below zero, so all zeros is always allowed. */
export type Bound = { readonly row: readonly number[]; readonly limit: number }

const near = 1e-9

/**
 * The greatest value of `goal · x` within the bounds; Infinity where nothing bounds it. The simplex method in a dense table with Bland's rule, which
 * ends always (R. G. Bland, New finite pivoting rules for the simplex method, 1977); `enough` ends it sooner.
 */
export function maximise(goal: readonly number[], bounds: readonly Bound[], enough = Number.POSITIVE_INFINITY): number {
  const n = goal.length
  // A free variable is the difference of two that are not negative.
  const width = 2 * n
  const rows = bounds.map(({ row, limit }) => Float64Array.from([...row, ...row.map((value) => -value), limit]))
  const objective = Float64Array.from([...goal, ...goal.map((value) => -value), 0])
  const basic = rows.map((_, i) => width + i)
  const open = Array.from({ length: width }, (_, j) => j)
  for (;;) {
    const value = -(objective[width] as number)
    if (value >= enough) return value
    let enter = -1
    for (let j = 0; j < width; j++) {
      if ((objective[j] as number) > near && (enter < 0 || (open[j] as number) < (open[enter] as number))) enter = j
    }
    if (enter < 0) return value
    let leave = -1
    let least = Number.POSITIVE_INFINITY
    rows.forEach((row, i) => {
      const by = row[enter] as number
      if (by <= near) return
      const step = (row[width] as number) / by
      if (step < least - near || (step < least + near && (basic[i] as number) < (basic[leave] as number))) {
        least = Math.min(least, step)
        leave = i
      }
    })
    if (leave < 0) return Number.POSITIVE_INFINITY
    pivot(rows, objective, leave, enter)
    const left = basic[leave] as number
    basic[leave] = open[enter] as number
    open[enter] = left
  }
}

function pivot(rows: readonly Float64Array[], objective: Float64Array, leave: number, enter: number): void {
  const row = rows[leave] as Float64Array
  const by = row[enter] as number
  row[enter] = 1
  for (let j = 0; j < row.length; j++) row[j] = (row[j] as number) / by
  for (const other of [...rows, objective]) {
    if (other === row) continue
    const factor = other[enter] as number
    if (factor === 0) continue
    other[enter] = 0
    for (let j = 0; j < row.length; j++) other[j] = (other[j] as number) - factor * (row[j] as number)
  }
}
