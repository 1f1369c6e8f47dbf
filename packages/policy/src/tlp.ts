/** Traffic Light Protocol 2.0 labels (FIRST, August 2022, section 3), from the widest audience to the narrowest. */
export const tlpLabels = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const
export type Tlp = (typeof tlpLabels)[number]

/** True when `label` is narrower than `ceiling`. A label nobody knows counts as narrower than all: the safe reading of an unknown mark. */
export function isAbove(label: string, ceiling: Tlp): boolean {
  const rank = tlpLabels.indexOf(label as Tlp)
  return rank < 0 || rank > tlpLabels.indexOf(ceiling)
}
