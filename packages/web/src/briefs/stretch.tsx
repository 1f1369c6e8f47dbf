import { useText } from '../language/text.ts'
import { DayField } from '../parts/day-field.tsx'
import type { Asked } from './ask-briefs.ts'
import classes from './briefs.module.css'

/** The stretch of days that is counted. */
export function Stretch({
  search,
  from,
  to,
  change,
}: {
  readonly search: Asked
  readonly from: string
  readonly to: string
  readonly change: (changed: Readonly<Record<string, string | undefined>>) => void
}) {
  const text = useText()
  return (
    <div className={classes.asked} data-no-print>
      <DayField
        label={text('briefs.from')}
        value={search.from ?? from}
        max={to}
        onChange={(event) => change({ from: event.currentTarget.value || undefined })}
      />
      <DayField
        label={text('briefs.to')}
        value={search.to ?? to}
        onChange={(event) => change({ to: event.currentTarget.value || undefined })}
      />
    </div>
  )
}
