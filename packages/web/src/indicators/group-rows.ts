import type { IndicatorRow } from '@enlace/api'

/** Groups of the page in the order shown. */
export const groups = ['input', 'output', 'outcome', 'impact', 'none', 'context'] as const
export type Group = (typeof groups)[number]

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
