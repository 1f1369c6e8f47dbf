/** A line of the list: the heading of a group, or the item at a place. */
export type Line =
  | { readonly at: 'group'; readonly value: string; readonly count: number }
  | { readonly at: 'item'; readonly index: number }

export type Layout = {
  readonly lines: number
  readonly lineAt: (line: number) => Line
  /** The line on which the item at a place stands. */
  readonly lineOf: (index: number) => number
}

/**
 * Where items and headings stand, from the counts of the groups alone: fifty thousand items need no array of fifty thousand lines. Items beyond
 * what the groups count (they came meanwhile) stand behind the last group.
 */
export function layOut(groups: readonly { readonly value: string; readonly count: number }[], total: number): Layout {
  let line = 0
  let index = 0
  const starts = groups
    .filter((group) => group.count > 0)
    .map((group) => {
      const start = { ...group, line, index }
      line += group.count + 1
      index += group.count
      return start
    })
  const lines = line + Math.max(0, total - index)
  const last = (holds: (start: (typeof starts)[number]) => boolean) => starts.findLast(holds)
  return {
    lines,
    lineAt: (at) => {
      const start = last((one) => one.line <= at)
      if (start === undefined) return { at: 'item', index: at }
      if (start.line === at) return { at: 'group', value: start.value, count: start.count }
      return { at: 'item', index: start.index + at - start.line - 1 }
    },
    lineOf: (at) => {
      const start = last((one) => one.index <= at)
      return start === undefined ? at : start.line + 1 + at - start.index
    },
  }
}
