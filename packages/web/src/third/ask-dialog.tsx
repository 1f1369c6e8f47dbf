import { NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askNode } from '../api/questions.ts'
import type { RecordDetail } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { Confirm } from '../parts/confirm.tsx'
import { DayField } from '../parts/day-field.tsx'
import { useParties } from '../parts/party.ts'
import { showToast } from '../parts/toast.ts'
import { problemOf } from '../record/problem-of.ts'
import { useTell } from './ask-onward.ts'

/** Asks the author of a received record whether it may go to another party, or to another agency of the own one. */
export default function AskDialog({ detail, onClose }: { readonly detail: RecordDetail; readonly onClose: () => void }) {
  const text = useText()
  const parties = useParties()
  const { data: node } = useQuery(askNode)
  const tell = useTell('onward-request', detail.from)
  const [to, setTo] = useState('')
  const [until, setUntil] = useState('')
  const [purpose, setPurpose] = useState('')
  if (tell === undefined || node === undefined) return null
  const others = node.partners.filter(({ party }) => party !== detail.from)
  const own = node.agencies.filter(({ id }) => id !== detail.agency)
  const ask = async () => {
    const [party = '', agency] = to.split('/')
    if (party === '' || until === '' || purpose.trim() === '') throw problemOf(text('third.onward.ask.problem'))
    const words = purpose.trim()
    await tell({ object_refs: [detail.id], content: words, to_party: party, ...(agency === undefined ? {} : { to_agency: agency }), until })
    showToast(text('third.onward.ask.done'), { tone: 'good' })
  }
  return (
    <Confirm
      title={text('third.onward.ask.title')}
      will={[
        text('third.onward.lead'),
        text('third.onward.ask.will.told', { party: parties.nameOf(detail.from) }),
        text('third.onward.ask.will.due'),
      ]}
      action={text('third.onward.ask')}
      onConfirm={ask}
      onClose={onClose}
    >
      <NativeSelect
        label={text('third.onward.ask.to')}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        required
        data={[
          { value: '', label: text('form.chooseOne') },
          ...others.map(({ party }) => ({ value: party, label: parties.nameOf(party) })),
          ...own.map(({ id }) => ({ value: `${node.party}/${id}`, label: text('third.onward.own', { agency: parties.agencyName(id) }) })),
        ]}
      />
      <Textarea
        label={text('third.onward.ask.purpose')}
        value={purpose}
        onChange={(event) => setPurpose(event.currentTarget.value)}
        rows={2}
        maxLength={2000}
        required
      />
      <DayField label={text('third.onward.ask.until')} value={until} onChange={(event) => setUntil(event.currentTarget.value)} required />
    </Confirm>
  )
}
