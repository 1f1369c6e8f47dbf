import type { InboxEntry } from '@enlace/api'
import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { askSession } from '../api/questions.ts'
import { send } from '../api/send.ts'
import { formatDay, formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { draftHandover } from './draft-handover.ts'
import { askInboxWindow, askOfficers, windowSize } from './inbox-questions.ts'
import { sayTask, useEntryTitle } from './say-entry.ts'

type What = 'selected' | 'mine' | 'waiting'
const most = 500

/** Hands the shift over: which items, to whom, and what the next officer must know first. */
export default function HandoverDialog({
  selected,
  mine,
  waiting,
  onClose,
}: {
  readonly selected: readonly InboxEntry[]
  /** How many items are the officer's own, and how many wait at all. */
  readonly mine: number
  readonly waiting: number
  readonly onClose: () => void
}) {
  const text = useText()
  const client = useQueryClient()
  const titleOf = useEntryTitle()
  const { data: officers = [] } = useQuery(askOfficers)
  const { data: session } = useQuery(askSession)
  const [what, setWhat] = useState<What>(selected.length > 0 ? 'selected' : mine > 0 ? 'mine' : 'waiting')
  const [to, setTo] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const counts: Readonly<Record<What, number>> = { selected: selected.length, mine, waiting }

  const keysOf = async (show: 'mine' | 'waiting'): Promise<string[]> => {
    const windows = Array.from({ length: Math.ceil(Math.min(most, counts[show]) / windowSize) }, (_, i) => i)
    const pages = await Promise.all(windows.map((window) => client.fetchQuery(askInboxWindow({ show }, window))))
    return pages.flatMap((page) => page.items.map(({ key }) => key))
  }
  const line = (entry: InboxEntry) => {
    const said = { title: titleOf(entry), task: sayTask(entry, text) }
    const day = entry.clocks.find(({ stoppedAt, dueAt }) => stoppedAt === null && dueAt === entry.dueAt)?.lastDay
    if (entry.dueAt === null) return text('inbox.handover.line', said)
    return text('inbox.handover.line.due', {
      ...said,
      time: day == null ? formatInstant(entry.dueAt, text.tag) : formatDay(day, text.tag),
    })
  }
  const drafting = useMutation({
    mutationFn: async () => {
      const entries = what === 'selected' ? selected : (await client.fetchQuery(askInboxWindow({ show: what }, 0))).items
      const lines = draftHandover(entries, counts[what], { line, rest: (count) => text('inbox.handover.rest', { count }) })
      setNote((before) => [before.trim(), ...lines].filter((one) => one !== '').join('\n'))
    },
    // The button was out of reach meanwhile: what is written down is looked over next, and sent by its keys.
    onSuccess: () => field.current?.focus(),
  })
  const submit = async () => {
    setTried(true)
    if (note.trim() === '') return false
    const items = what === 'selected' ? selected.map(({ key }) => key) : await keysOf(what)
    await send('POST', '/handovers', { body: { items: items.slice(0, most), to: to === '' ? null : to, note: note.trim() } })
    client.invalidateQueries({ queryKey: ['inbox'] })
  }
  return (
    <FormDialog
      title={text('inbox.handover.title')}
      action={text('inbox.handover.give')}
      done={text('inbox.handover.given')}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        label={text('inbox.handover.what')}
        value={what}
        onChange={(event) => setWhat(event.currentTarget.value as What)}
        data={(['selected', 'mine', 'waiting'] as const)
          .filter((one) => counts[one] > 0 || one === what)
          .map((one) => ({ value: one, label: text(`inbox.handover.${one}`, { count: Math.min(most, counts[one]) }) }))}
      />
      <NativeSelect
        label={text('inbox.handover.to')}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        data={[
          { value: '', label: text('inbox.handover.anyone') },
          ...officers.filter(({ user }) => user !== session?.account.user).map(({ user }) => ({ value: user, label: user })),
        ]}
      />
      <Textarea
        ref={field}
        label={text('inbox.handover.note')}
        description={text('inbox.handover.note.help')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        rows={6}
        maxLength={10_000}
        required
        dir="auto"
        error={tried && note.trim() === '' ? text('inbox.handover.note.missing') : undefined}
      />
      <div>
        <Button variant="default" size="xs" loading={drafting.isPending} disabled={counts[what] === 0} onClick={() => drafting.mutate()}>
          {text('inbox.handover.draft')}
        </Button>
      </div>
      {drafting.isError ? <ProblemNotice problem={drafting.error} /> : null}
      <p className="soft">{text('inbox.handover.will')}</p>
    </FormDialog>
  )
}
