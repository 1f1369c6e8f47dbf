import type { IndicatorDetail, IndicatorValueShown } from '@enlace/api'

type Line = IndicatorDetail['lines'][number]

export type ChartPoint = {
  readonly x: number
  readonly low: number
  readonly high: number
  readonly value: IndicatorValueShown
  readonly isRestated: boolean
}
export type ChartLine = {
  readonly key: string
  readonly from: string
  readonly side: string
  readonly own: boolean
  readonly points: readonly ChartPoint[]
  /** The figures as they were first published, where any was restated; else empty. */
  readonly first: readonly ChartPoint[]
}
export type ChartShape = {
  readonly lines: readonly ChartLine[]
  readonly start: number
  readonly end: number
  readonly low: number
  readonly high: number
}

/**
 * What is drawn of an indicator: each line of whole figures that count, by the last day of the period, in milliseconds; what was restated keeps its old
 * line. A gap stays a gap. Undefined where there is nothing to draw.
 */
export function chartShape(lines: readonly Line[], targets: readonly number[] = []): ChartShape | undefined {
  const drawn = lines
    .filter(({ breakdown }) => Object.keys(breakdown).length === 0)
    .flatMap(({ side, from, source, own, entries }): ChartLine[] => {
      const counted = entries.filter(({ counts }) => counts)
      const point = (value: IndicatorValueShown, isRestated: boolean): ChartPoint[] =>
        value.span === null ? [] : [{ x: Date.parse(value.end), low: value.span.low, high: value.span.high, value, isRestated }]
      const points = counted.flatMap(({ current, earlier }) =>
        point(
          current,
          earlier.some((one) => isOther(one, current)),
        ),
      )
      const first = counted.some(({ current, earlier }) => earlier[0] !== undefined && isOther(earlier[0], current))
        ? counted.flatMap(({ current, earlier }) => point(earlier[0] ?? current, false))
        : []
      return points.length === 0 ? [] : [{ key: `${side} ${from} ${source}`, from, side, own, points, first }]
    })
  const all = drawn.flatMap(({ points, first }) => [...points, ...first])
  if (all.length === 0) return undefined
  const values = [...all.flatMap(({ low, high }) => [low, high]), ...targets]
  const high = Math.max(0, ...values)
  return {
    lines: drawn,
    start: Math.min(...all.map(({ x }) => x)),
    end: Math.max(...all.map(({ x }) => x)),
    low: Math.min(0, ...values),
    high: high === 0 ? 1 : high,
  }
}

/** Whether two figures say another number: a later edition often says the same again. */
export function isOther(one: Pick<IndicatorValueShown, 'span'>, other: Pick<IndicatorValueShown, 'span'>): boolean {
  return one.span?.low !== other.span?.low || one.span?.high !== other.span?.high
}

/** Round steps of an axis that cover a span with four or five lines. */
export function axisSteps(low: number, high: number): readonly number[] {
  const rough = (high - low) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((times) => times * power).find((one) => one >= rough) ?? rough
  const steps: number[] = []
  for (let at = Math.floor(low / step) * step; at < high + step && steps.length < 12; at += step) steps.push(Number(at.toPrecision(12)))
  return steps
}
