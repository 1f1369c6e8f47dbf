import type { NoteDetail } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askRecord } from '../api/questions.ts'
import { addresseesOf } from '../forms/addressees-of.ts'
import { useWrite } from '../forms/use-write.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useNoteWords } from './say-note.ts'

/** One stamp on a note: who puts it and under which number of their register. The partner sees it. */
export function StampDialog({
  detail,
  stamp,
  party,
  user,
  usual,
  onClose,
}: {
  readonly detail: NoteDetail
  readonly stamp: string
  readonly party: string
  readonly user: string
  readonly usual: JsonObject
  readonly onClose: () => void
}) {
  const text = useText()
  const words = useNoteWords()
  const write = useWrite()
  const { data: record } = useQuery(askRecord(detail.record.id))
  const [by, setBy] = useState(user)
  const [number, setNumber] = useState('')
  const [content, setContent] = useState('')
  // Fixed when the dialog opens, so that a second try is the same stamp.
  const [at] = useState(() => nodeNow().toISOString())
  if (record === undefined) return null
  const onPaper = stamp === 'send'
  const usualWords = onPaper ? text('notes.handed', { channel: words.choice('channel', detail.fields.channel ?? '') }) : words.stamp(stamp)
  const submit = async () => {
    const says = {
      stamp,
      stamped_at: at,
      ...(by.trim() === '' ? {} : { stamped_by: by.trim() }),
      ...(number.trim() === '' ? {} : { register_number: number.trim() }),
      content: content.trim() || usualWords,
      object_refs: [detail.record.id],
    }
    const own = record.from === party
    const to = own
      ? (addresseesOf({ from: record.from, envelope: record.envelope as JsonObject }, party) ?? [{ party: detail.to }])
      : undefined
    await write('note-stamp', says, envelopeOf(detail, usual, to))
  }
  return (
    <FormDialog title={words.put(stamp)} action={words.put(stamp)} done={text('notes.stamped')} onSubmit={submit} onClose={onClose}>
      <p className="soft small">{text('notes.stamp.seen')}</p>
      {onPaper ? <p className="small">{text('notes.handed.lead')}</p> : null}
      <TextInput label={text('notes.stampedBy')} value={by} onChange={(event) => setBy(event.currentTarget.value)} maxLength={200} />
      <TextInput label={text('notes.register')} value={number} onChange={(event) => setNumber(event.currentTarget.value)} maxLength={100} />
      <Textarea
        label={text('requests.words')}
        value={content}
        placeholder={usualWords}
        onChange={(event) => setContent(event.currentTarget.value)}
        rows={2}
        maxLength={2000}
      />
    </FormDialog>
  )
}

/** What is said of a note is bound by the purpose, the law and the limits of the note. */
function envelopeOf({ legalBasis, permittedUse, purpose }: NoteDetail, usual: JsonObject, to: readonly Json[] | undefined): JsonObject {
  const { to: _to, ...rest } = usual
  return {
    ...rest,
    purpose,
    permitted_use: [...permittedUse],
    legal_basis: legalBasis === null ? null : { ...legalBasis },
    retention: 'case',
    ...(to === undefined ? {} : { to: [...to] }),
  }
}
