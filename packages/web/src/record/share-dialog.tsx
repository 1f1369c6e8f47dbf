import type { JsonObject } from '@enlace/core'
import { personsOfCase } from '@enlace/records'
import { Checkbox, NativeSelect } from '@mantine/core'
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { askNode, askRecord } from '../api/questions.ts'
import { send } from '../api/send.ts'
import type { RecordDetail } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { Confirm } from '../parts/confirm.tsx'
import { useParties } from '../parts/party.ts'
import { ReasonField } from '../parts/reason-field.tsx'
import { showToast } from '../parts/toast.ts'
import { personToShare } from './person-to-share.ts'
import { problemOf } from './problem-of.ts'

/** Lets another agency of the own party read a record; with a case, also who it is about. */
export default function ShareDialog({ detail, onClose }: { readonly detail: RecordDetail; readonly onClose: () => void }) {
  const text = useText()
  const parties = useParties()
  const client = useQueryClient()
  const { data: node } = useQuery(askNode)
  const [agency, setAgency] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const open = (node?.agencies ?? []).filter(({ id }) => id !== detail.agency && !(detail.sharedWith ?? []).includes(id))
  const [chosen, setChosen] = useState<boolean>()
  const ids = detail.kind === 'case' ? personsOfCase(detail.object as JsonObject) : []
  const persons = useQueries({ queries: ids.map((id) => ({ ...askRecord(id), retry: false })) }).flatMap(({ data }) => data ?? [])
  const person = personToShare(persons, detail.agency, agency)
  const isEntry = person?.kind === 'list-entry'
  const withPerson = person !== undefined && (chosen ?? !isEntry)
  const share = async () => {
    setTried(true)
    if (agency === '' || reason.trim() === '') throw problemOf(text('record.share.problem'))
    for (const id of [...(withPerson ? [person.id] : []), detail.id]) {
      await send('POST', `/records/${encodeURIComponent(id)}/share`, { body: { agency, reason: reason.trim() } })
      await client.invalidateQueries({ queryKey: ['record', id] })
    }
    showToast(text('record.share.done', { agency: parties.agencyName(agency) }), { tone: 'good' })
  }
  return (
    <Confirm
      title={text('record.share.title', { party: parties.nameOf(node?.party ?? '') })}
      will={[text('record.share.will.reads'), text('record.share.will.holder'), text('record.share.will.journal')]}
      action={text('record.share.do')}
      onConfirm={share}
      onClose={onClose}
    >
      {open.length === 0 ? <p>{text('record.share.all')}</p> : null}
      <NativeSelect
        label={text('record.share.agency')}
        value={agency}
        onChange={(event) => setAgency(event.currentTarget.value)}
        error={tried && agency === '' ? text('form.choose') : undefined}
        required
        data={[{ value: '', label: text('form.chooseOne') }, ...open.map(({ id }) => ({ value: id, label: parties.agencyName(id) }))]}
      />
      {person === undefined ? null : (
        <Checkbox
          label={text(isEntry ? 'record.share.entry' : 'record.share.person')}
          description={text(isEntry ? 'record.share.entry.why' : 'record.share.person.why')}
          checked={withPerson}
          onChange={(event) => setChosen(event.currentTarget.checked)}
        />
      )}
      <ReasonField
        label={text('record.share.reason')}
        description={text('record.share.reason.help')}
        value={reason}
        onChange={setReason}
        tried={tried}
        rows={2}
      />
    </Confirm>
  )
}
