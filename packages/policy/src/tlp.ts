import { type TlpLabel, tlpLabels } from '@enlace/records'

/** True when `label` is narrower than `ceiling`. A label nobody knows counts as narrower than all: the safe reading of an unknown mark. */
export function isAbove(label: string, ceiling: TlpLabel): boolean {
  const rank = tlpLabels.indexOf(label as TlpLabel)
  return rank < 0 || rank > tlpLabels.indexOf(ceiling)
}

/** The narrowest of several labels: what stands for all that lies together under them. */
export function strictestTlp(labels: readonly string[]): string {
  return labels.reduce((strictest, label) => (isAbove(label, strictest as TlpLabel) ? label : strictest), 'clear')
}
