import type { IndicatorDetail, IndicatorSide } from '@enlace/api'
import { Button } from '@mantine/core'
import { useId } from 'react'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Definition, DefinitionList } from '../parts/definition-list.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { BaselineBar } from './baseline-bar.tsx'
import { FigureCell } from './figure-cell.tsx'
import classes from './indicators.module.css'
import { sayNumber, saySpan } from './say-figure.ts'

/** Both sides beside each other: the last figure, baseline and target with who agreed, and the rate needed against the rate achieved. */
export function SidesCard({
  detail,
  answer,
}: {
  readonly detail: IndicatorDetail
  readonly answer: ((says: 'agrees' | 'objects') => void) | undefined
}) {
  const text = useText()
  const { sides, unit } = detail.indicator
  const waits = sides.some(({ notAgreedBy }) => notAgreedBy.includes(detail.party))
  return (
    <Card
      title={text('indicators.sides')}
      actions={
        answer === undefined ? undefined : (
          <>
            {waits ? <Button onClick={() => answer('agrees')}>{text('indicators.agree')}</Button> : null}
            <Button variant="default" onClick={() => answer('objects')}>
              {text('indicators.object')}
            </Button>
          </>
        )
      }
    >
      <div className={classes.sides}>
        {sides.map((side) => (
          <Side key={side.side} side={side} unit={unit} />
        ))}
      </div>
    </Card>
  )
}

function Side({ side, unit }: { readonly side: IndicatorSide; readonly unit: string }) {
  const text = useText()
  const parties = useParties()
  const id = useId()
  const { baseline, target, later, rates } = side
  const rate = (span: { readonly low: number; readonly high: number }) =>
    text('indicators.rate.value', { value: saySpan(span, unit, text) })
  const items: readonly (Definition | undefined)[] = [
    {
      term: text('indicators.baseline'),
      detail:
        baseline === null || baseline.value === null
          ? text('indicators.baseline.none')
          : text('indicators.baseline.value', {
              value: sayNumber(baseline.value, unit, text),
              day: baseline.on === null ? '' : formatDay(baseline.on, text.tag),
              source: baseline.source ?? '',
            }),
    },
    {
      term: text('indicators.target'),
      detail:
        target === null || target.value === null ? (
          text('indicators.target.none')
        ) : (
          <>
            {text('indicators.target.value', {
              value: sayNumber(target.value, unit, text),
              day: target.dueOn === null ? '' : formatDay(target.dueOn, text.tag),
              by: target.setBy ?? '',
            })}
            {target.threshold === null ? null : (
              <span className="small soft"> {text('indicators.target.threshold', { value: sayNumber(target.threshold, unit, text) })}</span>
            )}
            {later === null || later.value === null ? null : (
              <p className="small">
                {text('indicators.target.later', { value: sayNumber(later.value, unit, text), day: formatDay(later.from, text.tag) })}
              </p>
            )}
          </>
        ),
    },
    rates?.achieved == null ? undefined : { term: text('indicators.rate.achieved'), detail: rate(rates.achieved) },
    rates?.needed == null ? undefined : { term: text('indicators.rate.needed'), detail: rate(rates.needed) },
    rates?.neededAtFirst == null
      ? undefined
      : { term: text('indicators.rate.first'), detail: rate({ low: rates.neededAtFirst, high: rates.neededAtFirst }) },
  ]
  return (
    <section className={classes.side} aria-label={side.side === 'all' ? text('indicators.column.side.all') : parties.nameOf(side.side)}>
      {side.side === 'all' ? <strong>{text('indicators.column.side.all')}</strong> : <PartyMark party={side.side} />}
      <FigureCell side={side} />
      <BaselineBar side={side} id={id} />
      <DefinitionList items={items.filter((item) => item !== undefined)} />
    </section>
  )
}
