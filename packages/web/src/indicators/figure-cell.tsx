import type { IndicatorSide, IndicatorValueShown } from '@enlace/api'
import { nodeNow } from '../api/node-clock.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Tag } from '../parts/tag.tsx'
import classes from './indicators.module.css'
import { sayFigure } from './say-figure.ts'
import { sayPeriod } from './say-period.ts'

const tones = { reached: 'good', on_pace: 'good', behind: 'warn', missed: 'bad', unclear: 'plain' } as const

/** What one side says now, with its period, its age and what travels with it; nothing is said as nothing. */
export function FigureCell({ side }: { readonly side: IndicatorSide | undefined }) {
  const text = useText()
  if (side === undefined || side.latest.length + side.rivals.length === 0) return <span className="soft">{text('indicators.none')}</span>
  return (
    <div className="stack-tight">
      {side.latest.length === 0 ? <span className="soft">{text('indicators.none')}</span> : null}
      {side.latest.map((value) => (
        <OneFigure key={`${value.id ?? ''} ${value.source}`} value={value} />
      ))}
      <span className={classes.marks}>
        {side.rates === null || side.rates.standing === 'unclear' ? null : (
          <Tag tone={tones[side.rates.standing]}>{text(`indicators.standing.${side.rates.standing}`)}</Tag>
        )}
        {side.rivals.length === 0 ? null : <Tag tone="warn">{text('indicators.rivals', { count: side.rivals.length })}</Tag>}
      </span>
    </div>
  )
}

/** One figure with everything that may not be left away beside it. */
export function OneFigure({ value }: { readonly value: IndicatorValueShown }) {
  const text = useText()
  const days = Math.max(0, Math.floor((nodeNow().getTime() - Date.parse(value.asOf)) / 86_400_000))
  return (
    <span className="stack-tight">
      <span className={classes.figure}>{sayFigure(value, text)}</span>
      <span className="small soft">
        {sayPeriod(value, text)} · {text('indicators.asOf', { day: formatDay(value.asOf, text.tag) })} · {text('indicators.age', { days })}
      </span>
      <Travels value={value} />
    </span>
  )
}

/** What travels with a figure wherever it is shown: who did not report, out of how many, and that it is not final. */
export function Travels({ value }: { readonly value: IndicatorValueShown }) {
  const text = useText()
  const { reporters, reportersOf, missingReporters, ofCount, provisional } = value
  const said = [
    reporters === null || reportersOf === null ? undefined : text('indicators.reporters', { reported: reporters, of: reportersOf }),
    missingReporters.length === 0 ? undefined : text('indicators.missingReporters', { names: missingReporters.join('; ') }),
    ofCount === null ? undefined : text('indicators.ofCount', { count: ofCount }),
    provisional ? text('indicators.provisional') : undefined,
  ].filter((one) => one !== undefined)
  return said.length === 0 ? null : <span className="small">{said.join(' · ')}</span>
}
