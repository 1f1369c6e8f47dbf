import { useText } from '../language/text.ts'
import { DayField } from '../parts/day-field.tsx'

/** «On which day?»: the registry as it stood then. Empty is today. */
export function OnDay({ on, change }: { readonly on: string | undefined; readonly change: (on: string | undefined) => void }) {
  const text = useText()
  return (
    <DayField
      label={text('groups.on')}
      value={on ?? ''}
      onChange={(event) => change(event.currentTarget.value || undefined)}
      data-no-print
    />
  )
}
