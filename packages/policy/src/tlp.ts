import { type TlpLabel, tlpLabels } from '@enlace/records'

/** True when `label` is narrower than `ceiling`. A label nobody knows counts as narrower than all: the safe reading of an unknown mark. */
export function isAbove(label: string, ceiling: TlpLabel): boolean {
  const rank = tlpLabels.indexOf(label as TlpLabel)
  return rank < 0 || rank > tlpLabels.indexOf(ceiling)
}
