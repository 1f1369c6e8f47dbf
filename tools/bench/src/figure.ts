/** One measured figure, beside the bar it must meet and the physical floor measured in the same run. All values share `unit`. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly bar?: { readonly is: 'at least' | 'at most'; readonly value: number }
  /** What the machine itself takes for the least that the figure needs. */
  readonly floor?: { readonly name: string; readonly value: number }
  readonly note?: string
}

/** What one bench found. */
export type BenchResult = { readonly bench: string; readonly figures: readonly Figure[] }

/** Whether a figure meets its bar; undefined for one that is only told. */
export function meetsBar(figure: Figure): boolean | undefined {
  if (figure.bar === undefined) return undefined
  return figure.bar.is === 'at least' ? figure.value >= figure.bar.value : figure.value <= figure.bar.value
}

/** How many times its floor a figure is: of a cost, how much more; of a rate, which part of it. */
export function timesFloor({ value, floor }: Figure): number | undefined {
  return floor === undefined || floor.value === 0 ? undefined : value / floor.value
}

/** A number with as many digits as it deserves. */
export function printNumber(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en')
  const size = Math.abs(value)
  if (size >= 100) return Math.round(value).toLocaleString('en')
  return size >= 10 ? value.toFixed(1) : value.toFixed(size >= 0.1 ? 2 : 4)
}

/** The `part` quantile (0 to 1) of values, by nearest rank. Throws RangeError on none. */
export function quantile(values: readonly number[], part: number): number {
  const found = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * part) - 1)]
  if (found === undefined) throw new RangeError('no values')
  return found
}
