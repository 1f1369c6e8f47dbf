import { Textarea } from '@mantine/core'
import { Problem } from '../api/problem.ts'
import { currentText, useText } from '../language/text.ts'

/** The reason that every change to people carries: the journal keeps it sealed. */
export function ReasonField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const text = useText()
  return (
    <Textarea
      label={text('form.reason')}
      description={text('form.reason.journal')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      rows={3}
      maxLength={2000}
      required
    />
  )
}

/** The reason without its edges. Throws what the dialog shows when there is none. */
export function readReason(value: string): string {
  const reason = value.trim()
  if (reason === '') throw new Problem({ status: 422, code: 'body_invalid', title: currentText()('form.reason.missing') })
  return reason
}
