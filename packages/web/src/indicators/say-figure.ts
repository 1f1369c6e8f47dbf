import type { IndicatorValueShown } from '@enlace/api'
import { formatNumber } from '../language/format.ts'
import type { Text } from '../language/text.ts'

/** Units short enough to stand behind a number; a longer one is said by the title. */
const shortUnit = /^(?:%|[a-zA-Z]{1,3})$/

/** A number with its unit. */
export function sayNumber(value: number, unit: string, text: Pick<Text, 'tag'>): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  const number = formatNumber(value, text.tag, { maximumFractionDigits: digits })
  return shortUnit.test(unit) ? `${number}\u00a0${unit}` : number
}

/** A span as it was given: a number, or both ends of a range and never its middle. */
export function saySpan(span: { readonly low: number; readonly high: number }, unit: string, text: Pick<Text, 'tag'>): string {
  if (span.low === span.high) return sayNumber(span.low, unit, text)
  // Beside a minus sign a dash would read as one more.
  const between = span.low < 0 ? ' … ' : '–'
  return `${sayNumber(span.low, '', text)}${between}${sayNumber(span.high, unit, text)}`
}

/** A figure, or why there is none. */
export function sayFigure({ span, notAvailable, unit }: Pick<IndicatorValueShown, 'span' | 'notAvailable' | 'unit'>, text: Text): string {
  if (span !== null) return saySpan(span, unit, text)
  return text.find(`indicators.notAvailable.${notAvailable ?? ''}`) ?? notAvailable ?? text('indicators.none')
}
