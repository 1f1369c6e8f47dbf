import { Textarea } from '@mantine/core'
import { Problem } from '../api/problem.ts'
import { currentText, useText } from '../language/text.ts'

/** The reason that a deed carries: the journal keeps it sealed. `tried` shows that it is missing. */
export function ReasonField({
  value,
  onChange,
  tried = false,
  label,
  description,
  rows = 3,
}: {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly tried?: boolean
  readonly label?: string
  readonly description?: string
  readonly rows?: number
}) {
  const text = useText()
  return (
    <Textarea
      label={label ?? text('form.reason')}
      description={description ?? text('form.reason.journal')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={tried && value.trim() === '' ? text('form.reason.missing') : undefined}
      rows={rows}
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
