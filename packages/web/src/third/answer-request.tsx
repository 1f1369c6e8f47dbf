import { isJsonObject, type JsonObject } from '@enlace/core'
import { permittedUses } from '@enlace/records'
import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { RecordDetail } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { Confirm } from '../parts/confirm.tsx'
import { DayField } from '../parts/day-field.tsx'
import { useParties } from '../parts/party.ts'
import { showToast } from '../parts/toast.ts'
import { problemOf } from '../record/problem-of.ts'
import { useTell } from './ask-onward.ts'

const answers = ['granted', 'granted_with_conditions', 'refused'] as const
const limits = Object.keys(permittedUses).filter((code) => code.startsWith('no_'))

/** The author's answer to a request to pass a record on: granted, with conditions, or refused. */
export default function AnswerRequest({ detail }: { readonly detail: RecordDetail }) {
  const text = useText()
  const [open, setOpen] = useState(false)
  return (
    <div data-no-print>
      <Button onClick={() => setOpen(true)}>{text('third.onward.answer')}</Button>
      {open ? <AnswerDialog detail={detail} onClose={() => setOpen(false)} /> : null}
    </div>
  )
}

function AnswerDialog({ detail, onClose }: { readonly detail: RecordDetail; readonly onClose: () => void }) {
  const text = useText()
  const parties = useParties()
  const tell = useTell('onward-consent', detail.from)
  const asked = askedIn(detail.object as JsonObject)
  const [answer, setAnswer] = useState('')
  const [until, setUntil] = useState(typeof asked.until === 'string' ? asked.until : '')
  const [conditions, setConditions] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  if (tell === undefined) return null
  const write = async () => {
    const wanting = answer === 'granted_with_conditions' && conditions.length === 0
    if (answer === '' || reason.trim() === '' || (answer !== 'refused' && until === '') || wanting)
      throw problemOf(text('third.onward.answer.problem'))
    await tell({
      answer,
      content: reason.trim(),
      object_refs: (detail.object as JsonObject).object_refs ?? [],
      request_ref: detail.id,
      to_party: asked.to_party ?? '',
      ...(asked.to_agency === undefined ? {} : { to_agency: asked.to_agency }),
      ...(answer === 'refused' ? {} : { until }),
      ...(answer === 'granted_with_conditions' ? { conditions: [...conditions] } : {}),
    })
    showToast(text('third.onward.answer.done'), { tone: 'good' })
  }
  return (
    <Confirm
      title={text('third.onward.answer.title')}
      will={[
        text('third.onward.answer.will.to', { by: parties.nameOf(detail.from), to: sayRecipient(asked, parties) }),
        text('third.onward.answer.will.officer'),
        text('third.onward.answer.will.later'),
      ]}
      action={text('third.onward.answer')}
      onConfirm={write}
      onClose={onClose}
    >
      <NativeSelect
        label={text('third.onward.answer.choice')}
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
        required
        data={[
          { value: '', label: text('form.chooseOne') },
          ...answers.map((code) => ({ value: code, label: text(`third.onward.choice.${code}`) })),
        ]}
      />
      {answer === 'granted_with_conditions' ? (
        <fieldset className="stack-tight">
          <legend>{text('third.onward.answer.conditions')}</legend>
          {limits.map((code) => (
            <Checkbox
              key={code}
              label={text.find(`use.${code}`) ?? code}
              checked={conditions.includes(code)}
              onChange={(event) =>
                setConditions(event.currentTarget.checked ? [...conditions, code] : conditions.filter((one) => one !== code))
              }
            />
          ))}
        </fieldset>
      ) : null}
      {answer === 'refused' ? null : (
        <DayField
          label={text('third.onward.answer.until')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
          required
        />
      )}
      <Textarea
        label={text('third.onward.answer.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        rows={2}
        maxLength={2000}
        required
      />
    </Confirm>
  )
}

/** To whom the record is to go: a party, or an agency of it. */
function sayRecipient({ to_party: party, to_agency: agency }: JsonObject, parties: ReturnType<typeof useParties>): string {
  const name = parties.nameOf(String(party ?? ''))
  return typeof agency === 'string' ? `${name} (${parties.agencyName(agency, String(party ?? ''))})` : name
}

/** What a request asks, from the extension of ours that it carries. */
function askedIn({ extensions }: JsonObject): JsonObject {
  const all = isJsonObject(extensions) ? Object.values(extensions) : []
  return all.find((inside): inside is JsonObject => isJsonObject(inside) && typeof inside.to_party === 'string') ?? {}
}
