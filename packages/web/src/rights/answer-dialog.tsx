import { NativeSelect, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/send.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { problemOf } from '../record/problem-of.ts'

const answers = ['stop', 'go_on_with_assurance', 'go_on'] as const

/** A named officer answers a flag. To stop is what is offered first: nothing leaves by a hasty Enter. */
export function AnswerDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [answer, setAnswer] = useState<(typeof answers)[number]>('stop')
  const [reason, setReason] = useState('')
  const [assurance, setAssurance] = useState('')
  const withAssurance = answer === 'go_on_with_assurance'
  const submit = async () => {
    if (reason.trim() === '' || (withAssurance && assurance.trim() === '')) throw problemOf(text('rights.answer.missing'))
    const body = { answer, reason: reason.trim(), ...(withAssurance ? { assurance: assurance.trim() } : {}) }
    await send('POST', `/rights-flags/${encodeURIComponent(id)}/answer`, { body })
    await Promise.all(['record', 'inbox', 'release-tasks'].map((key) => client.invalidateQueries({ queryKey: [key] })))
  }
  return (
    <FormDialog title={text('rights.answer')} action={text('rights.answer.do')} onSubmit={submit} onClose={onClose}>
      <p className="soft small">{text('rights.answer.lead')}</p>
      <NativeSelect
        label={text('rights.answer.which')}
        value={answer}
        onChange={(event) => setAnswer(answers.find((one) => one === event.currentTarget.value) ?? 'stop')}
        data={answers.map((one) => ({ value: one, label: text(`rights.answer.${one}`) }))}
      />
      {withAssurance ? (
        <Textarea
          label={text('rights.assurance')}
          description={text('rights.assurance.help')}
          value={assurance}
          onChange={(event) => setAssurance(event.currentTarget.value)}
          required
          rows={2}
          maxLength={2000}
        />
      ) : null}
      <Textarea
        label={text('rights.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        required
        rows={3}
        maxLength={2000}
      />
    </FormDialog>
  )
}
