import { TextInput } from '@mantine/core'
import { useText } from '../language/text.ts'
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
      <TextInput
        type="date"
        label={text('briefs.from')}
        value={search.from ?? from}
        max={to}
        onChange={(event) => change({ from: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        label={text('briefs.to')}
        value={search.to ?? to}
        onChange={(event) => change({ to: event.currentTarget.value || undefined })}
      />
    </div>
  )
}
