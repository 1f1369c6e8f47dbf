import { useText } from '../language/text.ts'
import { DayField } from '../parts/day-field.tsx'
import type { Asked } from './ask-briefs.ts'
import classes from './briefs.module.css'

/** The days that a brief is of: as of when, and since when. */
export function AskedDays({
  search,
  on,
  since,
  change,
}: {
  readonly search: Asked
  /** What the node took where nothing was asked. */
  readonly on: string
  readonly since?: string
  readonly change: (changed: Readonly<Record<string, string | undefined>>) => void
}) {
  const text = useText()
  return (
    <div className={classes.asked} data-no-print>
      {since === undefined ? null : (
        <DayField
          label={text('briefs.since')}
          value={search.since ?? since}
          max={on}
          onChange={(event) => change({ since: event.currentTarget.value || undefined })}
        />
      )}
      <DayField
        label={text('briefs.on')}
        value={search.on ?? on}
        onChange={(event) => change({ on: event.currentTarget.value || undefined })}
      />
    </div>
  )
}
