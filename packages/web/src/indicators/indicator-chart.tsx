import { useEffect, useRef, useState } from 'react'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { axisSteps, type ChartLine, type ChartShape } from './chart-shape.ts'
import classes from './indicators.module.css'
import { sayNumber } from './say-figure.ts'

const height = 260
const edge = { top: 12, right: 12, bottom: 28, left: 52 }

/** Figures over time as one picture: own lines whole, rivals dashed, what was restated with its old line thin behind it, targets as level lines. */
export function IndicatorChart({
  shape,
  targets,
  unit,
  title,
}: {
  readonly shape: ChartShape
  readonly targets: readonly { readonly side: string; readonly value: number }[]
  readonly unit: string
  readonly title: string
}) {
  const text = useText()
  const parties = useParties()
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(640)
  useEffect(() => {
    const place = box.current
    if (place === null) return
    const sizes = new ResizeObserver(([entry]) => setWidth(Math.max(280, Math.round(entry?.contentRect.width ?? 640))))
    sizes.observe(place)
    return () => sizes.disconnect()
  }, [])
  const steps = axisSteps(shape.low, shape.high)
  const [bottom, top] = [steps[0] ?? 0, steps.at(-1) ?? 1]
  const wide = width - edge.left - edge.right
  const x = (at: number) => edge.left + (shape.end === shape.start ? wide / 2 : ((at - shape.start) / (shape.end - shape.start)) * wide)
  const y = (value: number) => edge.top + (1 - (value - bottom) / (top - bottom)) * (height - edge.top - edge.bottom)
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
  const months = shape.end === shape.start ? [shape.end] : [shape.start, (shape.start + shape.end) / 2, shape.end]
  const count = shape.lines.reduce((sum, { points }) => sum + points.length, 0)
  const last = shape.lines.find(({ own }) => own)?.points.at(-1) ?? shape.lines[0]?.points.at(-1)
  return (
    <figure className={classes.chart}>
      <div ref={box}>
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={text('indicators.chart.says', {
            title,
            count,
            from: formatDay(dayOf(shape.start).slice(0, 7), text.tag),
            to: formatDay(dayOf(shape.end).slice(0, 7), text.tag),
            last: last === undefined ? '' : sayNumber(last.high, unit, text),
          })}
        >
          {steps.map((step) => (
            <g key={step}>
              <line className={classes.grid} x1={edge.left} x2={width - edge.right} y1={y(step)} y2={y(step)} />
              <text className={classes.tick} x={edge.left - 6} y={y(step) + 4} textAnchor="end">
                {sayNumber(step, '', text)}
              </text>
            </g>
          ))}
          {months.map((at, i) => (
            <text
              key={at}
              className={classes.tick}
              x={x(at)}
              y={height - 8}
              textAnchor={months.length === 1 ? 'middle' : i === 0 ? 'start' : i === months.length - 1 ? 'end' : 'middle'}
            >
              {formatDay(dayOf(at).slice(0, 7), text.tag)}
            </text>
          ))}
          {targets.map(({ side, value }) => (
            <line
              key={side}
              data-party-hue={parties.hueOf(side)}
              className={classes.target}
              x1={edge.left}
              x2={width - edge.right}
              y1={y(value)}
              y2={y(value)}
            />
          ))}
          {shape.lines.map((line) => (
            <Drawn key={line.key} line={line} x={x} y={y} hue={parties.hueOf(line.from)} />
          ))}
        </svg>
      </div>
      <figcaption className={classes.legend}>
        {shape.lines.map((line) => (
          <span key={line.key} className="cluster">
            <svg width="28" height="8" aria-hidden="true" data-party-hue={parties.hueOf(line.from)}>
              <line className={line.own ? classes.line : classes.rival} x1="0" x2="28" y1="4" y2="4" />
            </svg>
            <PartyMark party={line.from} short />
            <span>
              {line.own
                ? text('indicators.line.own', { party: parties.nameOf(line.from) })
                : text('indicators.line.rival', { side: parties.nameOf(line.side), party: parties.nameOf(line.from) })}
            </span>
          </span>
        ))}
        {shape.lines.some(({ first }) => first.length > 0) ? (
          <span className="cluster">
            <svg width="28" height="8" aria-hidden="true">
              <line className={classes.first} x1="0" x2="28" y1="4" y2="4" />
            </svg>
            <span>{text('indicators.chart.restated')}</span>
          </span>
        ) : null}
      </figcaption>
    </figure>
  )
}

function Drawn({
  line,
  x,
  y,
  hue,
}: {
  readonly line: ChartLine
  readonly x: (at: number) => number
  readonly y: (value: number) => number
  readonly hue: number
}) {
  const path = (points: ChartLine['points'], end: 'low' | 'high') => points.map((point) => `${x(point.x)},${y(point[end])}`).join(' ')
  // A range has two ends and no middle: its line runs twice.
  const ends: readonly ('low' | 'high')[] = line.points.some(({ low, high }) => low !== high) ? ['low', 'high'] : ['low']
  return (
    <g data-party-hue={hue}>
      {ends.map((end) => (
        <g key={end}>
          {line.first.length === 0 ? null : <polyline className={classes.first} points={path(line.first, end)} />}
          <polyline className={line.own ? classes.line : classes.rival} points={path(line.points, end)} />
        </g>
      ))}
      {line.points.map((point) =>
        point.low !== point.high ? (
          <line key={point.x} className={classes.range} x1={x(point.x)} x2={x(point.x)} y1={y(point.low)} y2={y(point.high)} />
        ) : line.points.length > 40 && !point.isRestated ? null : (
          <circle
            key={point.x}
            className={point.isRestated ? classes.restated : classes.dot}
            cx={x(point.x)}
            cy={y(point.low)}
            r={point.isRestated ? 4 : 2.5}
          />
        ),
      )}
    </g>
  )
}
