import type { IndicatorDetail } from '@enlace/api'
import type { JsonObject } from '@enlace/core'
import { Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askRecord } from '../api/questions.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { envelopeOfCase } from '../cases/envelope-of-case.ts'
import { addresseesOf } from '../forms/addressees-of.ts'
import { useWrite } from '../forms/use-write.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'

/** The party’s word about baseline and target as they stand. */
export function AnswerDialog({
  detail,
  says,
  onClose,
}: {
  readonly detail: IndicatorDetail
  readonly says: 'agrees' | 'objects'
  readonly onClose: () => void
}) {
  const text = useText()
  const write = useWrite()
  const usual = useUsualEnvelope({ home: false })
  const { id } = detail.indicator.record
  const { data: record } = useQuery(askRecord(id))
  const [words, setWords] = useState('')
  if (usual === undefined || record === undefined) return null
  const title = text(says === 'agrees' ? 'indicators.agree' : 'indicators.object')
  const submit = async () => {
    const to = addresseesOf({ from: record.from, envelope: record.envelope as JsonObject }, detail.party)
    await write(
      'indicator-card',
      { says, card_ref: id, abstract: title, content: words.trim() || title, object_refs: [id] },
      envelopeOfCase(record.envelope as JsonObject, usual, to),
    )
  }
  return (
    <FormDialog title={title} action={title} done={text('indicators.write.done')} onSubmit={submit} onClose={onClose}>
      <p className="soft small">{text('indicators.agree.lead')}</p>
      <Textarea
        label={text('indicators.field.words')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        rows={3}
        maxLength={2000}
        required={says === 'objects'}
      />
    </FormDialog>
  )
}
