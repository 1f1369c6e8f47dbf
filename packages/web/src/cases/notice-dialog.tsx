import type { CaseDetail } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { fieldLabel, findField, kinds } from '@enlace/records'
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askRecord } from '../api/questions.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { useWrite } from '../forms/use-write.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import { fromLocalInput, toLocalInput } from '../kinds/local-instant.ts'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { useText } from '../language/text.ts'
import { DayField, InstantField } from '../parts/day-field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { problemOf } from '../record/problem-of.ts'
import { envelopeOfCase } from './envelope-of-case.ts'

/** What is written: that somebody asks to be told, that they were told of one event, or that they ask no more. */
export type Telling =
  | { readonly step: 'asked' }
  | { readonly step: 'told'; readonly person: string; readonly event: string }
  | { readonly step: 'withdrawn'; readonly person: string }

const kind = kinds.get('victim-notice')
const codesOf = (name: string) => {
  const field = kind === undefined ? undefined : findField(kind, name)?.field
  return Object.keys(field?.choices ?? field?.of?.choices ?? {})
}

/** Writes one step of a notice to a victim. It stays home: whom the partner is to know of is addressed by hand. */
export function NoticeDialog({
  detail,
  telling,
  onClose,
}: {
  readonly detail: CaseDetail
  readonly telling: Telling
  readonly onClose: () => void
}) {
  const text = useText()
  const say = useKindWords()
  const codes = useCodeWords('victim-notice')
  const write = useWrite()
  const usual = useUsualEnvelope({ home: true })
  const { data: record } = useQuery(askRecord(detail.record.id))
  const now = nodeNow().toISOString()
  const [person, setPerson] = useState(telling.step === 'asked' ? '' : telling.person)
  const [about, setAbout] = useState<readonly string[]>(['release', 'escape'])
  const [askedOn, setAskedOn] = useState(now.slice(0, 10))
  const [heard, setHeard] = useState<'told' | 'refused'>('told')
  const [toldAt, setToldAt] = useState(toLocalInput(now))
  const [channel, setChannel] = useState('telephone')
  const [toldBy, setToldBy] = useState('')
  if (kind === undefined || say === undefined || codes === undefined || usual === undefined || record === undefined) return null
  const label = (name: string) => {
    const placed = findField(kind, name)
    return placed === undefined ? name : say(fieldLabel(kind, [name], placed.field))
  }
  const saysOf = (): Record<string, Json> | undefined => {
    if (telling.step === 'withdrawn') return { step: 'withdrawn' }
    if (telling.step === 'asked')
      return about.length === 0 || askedOn === '' ? undefined : { step: 'asked', about: [...about], asked_on: askedOn }
    const at = fromLocalInput(toldAt)
    if (at === undefined) return undefined
    return { step: heard, event_ref: telling.event, told_at: at, ...(heard === 'told' ? { channel } : {}) }
  }
  const submit = async () => {
    const says = saysOf()
    if (says === undefined || person.trim() === '') throw problemOf(text('cases.add.missing'))
    const envelope = envelopeOfCase(record.envelope as JsonObject, usual, [])
    const uses = Array.isArray(envelope.permitted_use) ? envelope.permitted_use : []
    const limits = { person_status: 'victim', permitted_use: [...new Set([...uses, 'no_immigration_use'])] }
    const who = toldBy.trim() === '' ? {} : { told_by: toldBy.trim() }
    const content = codes('step', String(says.step))
    await write(kind.name, { ...says, ...who, person: person.trim(), content, object_refs: [detail.record.id] }, { ...envelope, ...limits })
  }
  return (
    <FormDialog
      title={text(`cases.notices.${telling.step}`)}
      action={text('cases.add.send')}
      done={text('cases.add.done')}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="soft small">{text('cases.notices.home')}</p>
      <TextInput
        label={label('person')}
        description={text('cases.notices.person')}
        value={person}
        onChange={(event) => setPerson(event.currentTarget.value)}
        readOnly={telling.step !== 'asked'}
        required
        maxLength={64}
      />
      {telling.step === 'asked' ? (
        <>
          <Checkbox.Group label={label('about')} value={[...about]} onChange={setAbout} required>
            <div className="stack-tight">
              {codesOf('about').map((code) => (
                <Checkbox key={code} value={code} label={codes('about', code)} />
              ))}
            </div>
          </Checkbox.Group>
          <DayField label={label('asked_on')} value={askedOn} onChange={(event) => setAskedOn(event.currentTarget.value)} required />
        </>
      ) : null}
      {telling.step === 'told' ? (
        <>
          <NativeSelect
            label={label('step')}
            value={heard}
            onChange={(event) => setHeard(event.currentTarget.value === 'refused' ? 'refused' : 'told')}
            data={['told', 'refused'].map((value) => ({ value, label: codes('step', value) }))}
          />
          <InstantField label={label('told_at')} value={toldAt} onChange={(event) => setToldAt(event.currentTarget.value)} required />
          {heard === 'refused' ? null : (
            <NativeSelect
              label={label('channel')}
              value={channel}
              onChange={(event) => setChannel(event.currentTarget.value)}
              data={codesOf('channel').map((value) => ({ value, label: codes('channel', value) }))}
            />
          )}
        </>
      ) : null}
      {telling.step === 'withdrawn' ? null : (
        <TextInput
          label={label('told_by')}
          description={text('cases.notices.office')}
          value={toldBy}
          onChange={(event) => setToldBy(event.currentTarget.value)}
          maxLength={200}
        />
      )}
    </FormDialog>
  )
}
