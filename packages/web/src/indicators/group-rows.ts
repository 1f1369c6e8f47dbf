import type { IndicatorRow } from '@enlace/api'

/** Groups of the page in the order shown. */
export const groups = ['input', 'output', 'outcome', 'impact', 'none', 'context'] as const
export type Group = (typeof groups)[number]

/** Rows with a figure before those that still have none, otherwise in their order: a page begins with what can be read. */
export function figuresFirst<Row extends { readonly sides: readonly Pick<IndicatorRow['sides'][number], 'latest' | 'rivals'>[] }>(
  rows: readonly Row[],
): readonly Row[] {
  const isEmpty = ({ sides }: Row) => sides.every(({ latest, rivals }) => latest.length + rivals.length === 0)
  return rows.toSorted((a, b) => Number(isEmpty(a)) - Number(isEmpty(b)))
}

/** Rows by level, each in one group and no group with two levels; what is context alone stands apart from every result. Empty groups are left out. */
export function groupRows<Row extends Pick<IndicatorRow, 'level' | 'contextOnly'>>(
  rows: readonly Row[],
): readonly { readonly group: Group; readonly rows: readonly Row[] }[] {
  const groupOf = ({ level, contextOnly }: Row): Group => (contextOnly ? 'context' : (groups.find((one) => one === level) ?? 'none'))
  return groups.flatMap((group) => {
    const found = rows.filter((row) => groupOf(row) === group)
    return found.length === 0 ? [] : [{ group, rows: found }]
  })
}
