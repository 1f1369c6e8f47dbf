import { Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/send.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Confirm } from '../parts/confirm.tsx'
import { showToast } from '../parts/toast.ts'
import { problemOf } from '../record/problem-of.ts'

/** A deed that needs words and perhaps a second person: legal holds, answers to a recall, withdrawals. */
export default function ReasonDialog({
  title,
  will,
  action,
  done,
  path,
  member,
  more = {},
  label,
  help,
  optional = false,
  grave = false,
  onClose,
}: {
  readonly title: string
  readonly will: readonly string[]
  readonly action: string
  /** What is said when it is done at once. */
  readonly done: string
  readonly path: string
  /** The member of the request that holds the words, and what else stands in it. */
  readonly member: 'reason' | 'words'
  readonly more?: Readonly<Record<string, unknown>>
  readonly label: string
  readonly help: string
  readonly optional?: boolean
  readonly grave?: boolean
  readonly onClose: () => void
}) {
  const text = useText()
  const client = useQueryClient()
  const [words, setWords] = useState('')
  const act = async () => {
    if (!optional && words.trim() === '') throw problemOf(text('recall.reason.needed'))
    const { waits } = await send<{ readonly waits?: { readonly expiresAt: string } | undefined }>('POST', path, {
      body: { ...more, [member]: words.trim() },
    })
    showToast(waits === undefined ? done : text('record.erase.waits', { until: formatInstant(waits.expiresAt, text.tag) }), {
      ...(waits === undefined ? { tone: 'good' as const } : {}),
    })
    await Promise.all(['record', 'recalls', 'inbox', 'search', 'records'].map((key) => client.invalidateQueries({ queryKey: [key] })))
  }
  return (
    <Confirm title={title} will={will} action={action} grave={grave} onConfirm={act} onClose={onClose}>
      <Textarea
        label={label}
        description={help}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        rows={2}
        maxLength={1000}
        required={!optional}
      />
    </Confirm>
  )
}
