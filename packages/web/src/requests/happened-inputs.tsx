import { TextInput } from '@mantine/core'
import { useText } from '../language/text.ts'
import { DayField } from '../parts/day-field.tsx'
import type { Happened } from './happened.ts'

/** When a step happened: the day, and the hour where that is known. */
export function HappenedInputs({ happened, onChange }: { readonly happened: Happened; readonly onChange: (happened: Happened) => void }) {
  const text = useText()
  const set = (part: Partial<Happened>) => onChange({ ...happened, ...part, touched: true })
  return (
    <div className="cluster">
      <DayField
        label={text('requests.happened.day')}
        value={happened.day}
        onChange={(event) => set({ day: event.currentTarget.value })}
        required
      />
      <TextInput
        type="time"
        label={text('requests.happened.time')}
        value={happened.time}
        onChange={(event) => set({ time: event.currentTarget.value })}
      />
    </div>
  )
}
