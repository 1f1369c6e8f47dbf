import type { FieldMark } from './field-marks.ts'
import { type TlpLabel, tlpLabels } from './marking.ts'
import type { TearLine } from './tear-lines.ts'

/** What a reader gets of a part that is marked by itself. */
export type PartVersion = 'full' | 'tear_line' | 'nothing'

/** Which version of a marked part a reader with this ceiling gets: the full text, the tear-line in its place, or nothing. */
export function versionOf(mark: FieldMark, tearLines: readonly Pick<TearLine, 'selector' | 'tlp'>[], ceiling: TlpLabel): PartVersion {
  const mayRead = (label: TlpLabel) => tlpLabels.indexOf(label) <= tlpLabels.indexOf(ceiling)
  if (mayRead(mark.label)) return 'full'
  return tearLines.some(({ selector, tlp }) => selector === mark.selector && mayRead(tlp)) ? 'tear_line' : 'nothing'
}
