import type { Text } from '../language/text.ts'

/** A figure with its unit in the reader's language. */
export function sayFigure(text: Text, figure: string | null, unit: string): string {
  if (figure === null) return text('results.none')
  return text.find(`results.unit.${unit}`, { n: figure }) ?? `${figure} ${unit}`
}
