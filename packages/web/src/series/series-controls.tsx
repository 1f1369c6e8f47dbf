import type { SeriesDetail } from '@enlace/api'
import { Button, NativeSelect } from '@mantine/core'
import type { SeriesChoice } from '../api/list-questions.ts'
import { useText } from '../language/text.ts'
import { sayPeriod } from './say-period.ts'
import classes from './series.module.css'
import { otherUnit } from './units.ts'

/** What is shown: measure, what stands side by side, which lines, by which period, from when to when. All of it is in the address. */
export function SeriesControls({
  shown,
  months,
  choice,
  unit,
  onChoice,
}: {
  readonly shown: SeriesDetail
  /** First and last month of the whole series. */
  readonly months: { readonly from: string; readonly to: string } | undefined
  readonly choice: SeriesChoice
  readonly unit: string | undefined
  readonly onChoice: (change: SeriesChoice & { readonly unit?: string | undefined }) => void
}) {
  const text = useText()
  const dimension = (name: string) => text.find(`lists.dimension.${name}`) ?? name
  const other = otherUnit(shown.unit)
  const sayUnit = (code: string) => text.find(`lists.unit.${code}`) ?? code
  const narrow = (name: string, value: string) => {
    const where = new URLSearchParams(Object.entries(shown.where))
    if (value === '') where.delete(name)
    else where.set(name, value)
    // What is the same everywhere cannot stand side by side.
    onChoice({ where: where.toString() || undefined, ...(value !== '' && shown.by === name ? { by: undefined } : {}) })
  }
  const measures = [...new Set(shown.measures.map(({ measure }) => measure))]
  const allMonths = months === undefined ? [] : monthsBetween(months.from, months.to)
  const monthChoice = (every: string) => [
    { value: '', label: every },
    ...allMonths.map((month) => ({ value: month, label: sayPeriod(month, text.tag) })),
  ]
  const periods: readonly (typeof shown.period)[] = ['month', 'quarter', 'half_year', 'year', 'fiscal_year']
  const notFiner = periods.slice(periods.indexOf(shown.finest))
  const offered = notFiner.filter((period) => period !== 'fiscal_year' || shown.fiscalYearStarts !== null)
  const changed = Object.entries(choice).some(([, value]) => value !== undefined) || unit !== undefined
  return (
    <fieldset className={classes.controls} aria-label={text('lists.controls')} data-no-print>
      <div className={classes.choices}>
        {measures.length < 2 ? null : (
          <NativeSelect
            label={text('lists.measure')}
            value={shown.measure}
            onChange={(event) => onChoice({ measure: event.currentTarget.value, unit: undefined })}
            data={measures.map((measure) => ({ value: measure, label: text.find(`lists.measure.${measure}`) ?? measure }))}
          />
        )}
        {other === undefined ? null : (
          <NativeSelect
            label={text('lists.unit')}
            value={unit ?? ''}
            onChange={(event) => onChoice({ unit: event.currentTarget.value || undefined })}
            data={[
              { value: '', label: text('lists.unit.published', { unit: sayUnit(shown.unit) }) },
              { value: other, label: text('lists.unit.converted', { unit: sayUnit(other) }) },
            ]}
          />
        )}
        <NativeSelect
          label={text('lists.by')}
          value={shown.by ?? ''}
          onChange={(event) => onChoice({ by: event.currentTarget.value || undefined })}
          data={shown.dimensions.map(({ name }) => ({ value: name, label: dimension(name) }))}
        />
        <NativeSelect
          label={text('lists.period')}
          value={shown.period}
          onChange={(event) => onChoice({ period: event.currentTarget.value === shown.finest ? undefined : event.currentTarget.value })}
          data={offered.map((period) => ({ value: period, label: text(`lists.period.${period}`) }))}
        />
        <NativeSelect
          label={text('lists.from')}
          value={choice.from ?? ''}
          onChange={(event) => onChoice({ from: event.currentTarget.value || undefined })}
          data={monthChoice(sayPeriod(months?.from ?? '', text.tag))}
        />
        <NativeSelect
          label={text('lists.to')}
          value={choice.to ?? ''}
          onChange={(event) => onChoice({ to: event.currentTarget.value || undefined })}
          data={monthChoice(sayPeriod(months?.to ?? '', text.tag))}
        />
        {changed ? (
          <Button
            variant="subtle"
            onClick={() =>
              onChoice({
                measure: undefined,
                by: undefined,
                where: undefined,
                period: undefined,
                from: undefined,
                to: undefined,
                unit: undefined,
              })
            }
          >
            {text('lists.reset')}
          </Button>
        ) : null}
      </div>
      <details className={classes.more} open={Object.keys(shown.where).length > 0}>
        <summary>{text('lists.narrow')}</summary>
        <div className={classes.choices}>
          {shown.dimensions
            .filter(({ name, values }) => values.length > 1 || Object.hasOwn(shown.where, name))
            .map(({ name, values }) => (
              <NativeSelect
                key={name}
                label={`${text('lists.where')}: ${dimension(name)}`}
                value={shown.where[name] ?? ''}
                onChange={(event) => narrow(name, event.currentTarget.value)}
                data={[{ value: '', label: text('lists.where.all') }, ...values.map(({ value }) => ({ value, label: value }))]}
              />
            ))}
        </div>
      </details>
    </fieldset>
  )
}

function monthsBetween(from: string, to: string): string[] {
  const months: string[] = []
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))]
  for (let i = 0; i < 1200; i++) {
    const text = `${year}-${String(month).padStart(2, '0')}`
    if (text > to) break
    months.push(text)
    month = month === 12 ? 1 : month + 1
    if (month === 1) year++
  }
  return months
}
