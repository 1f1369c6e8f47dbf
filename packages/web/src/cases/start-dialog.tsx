import type { Json } from '@enlace/core'
import { choiceLabel, fieldLabel, findField, kinds } from '@enlace/records'
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { askNode } from '../api/questions.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { useWrite } from '../forms/use-write.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { problemOf } from '../record/problem-of.ts'
import { envelopeOfCase } from './envelope-of-case.ts'

const kind = kinds.get('case')
const choices = ['workstream', 'procedural_status']

/** A case about one person whose record is known: what it is called, what it is about, who seeks the person. */
export function StartDialog({
  person,
  name,
  listed,
  onStarted,
  onClose,
}: {
  readonly person: string
  readonly name: string
  /** The identity class of an entry of an own list, which may go to another agency of the partner than a case, or stay home. Absent: it is none. */
  readonly listed?: string | undefined
  readonly onStarted: (id: string) => void
  readonly onClose: () => void
}) {
  const text = useText()
  const say = useKindWords()
  const write = useWrite()
  const { data: node } = useQuery(askNode)
  const usual = useUsualEnvelope({ home: false })
  const [values, setValues] = useState<Readonly<Record<string, string>>>({ name, workstream: 'other', procedural_status: 'unknown' })
  const [home, setHome] = useState(false)
  const [withName, setWithName] = useState(listed !== undefined)
  /** The record with the name alone, so that a second try writes no second one. */
  const named = useRef<string>(undefined)
  if (kind === undefined || say === undefined || node === undefined || usual === undefined) return null
  const value = (field: string) => values[field] ?? ''
  const set = (field: string) => (event: { readonly currentTarget: { readonly value: string } }) => {
    const said = event.currentTarget.value
    setValues((before) => ({ ...before, [field]: said }))
  }
  const label = (field: string) => {
    const placed = findField(kind, field)
    return placed === undefined ? field : say(fieldLabel(kind, [field], placed.field))
  }
  const submit = async () => {
    if (value('name').trim() === '' || value('purpose').trim() === '') throw problemOf(text('cases.add.missing'))
    const given = ['name', 'reference', 'sought_by', 'description', 'status_basis', ...choices].flatMap((field) =>
      value(field).trim() === '' ? [] : [[field, value(field).trim()] as const],
    )
    const envelope = envelopeOfCase({ purpose: value('purpose').trim() }, usual, home ? [] : undefined)
    if (withName && !home) named.current ??= await write('identity', { name, identity_class: listed ?? 'unknown' }, envelope)
    const about = [person, ...(withName && !home && named.current !== undefined ? [named.current] : [])]
    const says: Record<string, Json> = { ...Object.fromEntries(given), person_ref: person, context: 'unspecified', object_refs: about }
    onStarted(await write('case', says, envelope))
  }
  return (
    <FormDialog title={text('cases.start')} action={text('cases.start.send')} onSubmit={submit} onClose={onClose}>
      <p className="soft small">{text('cases.start.lead')}</p>
      <TextInput label={label('name')} value={value('name')} onChange={set('name')} required maxLength={200} />
      {choices.map((field) => (
        <NativeSelect
          key={field}
          label={label(field)}
          value={value(field)}
          onChange={set(field)}
          required
          data={Object.entries(findField(kind, field)?.field.choices ?? {})
            // A conviction stands in a judgment of its own, never in a case by itself.
            .filter(([code]) => code !== 'convicted')
            .map(([code, english]) => ({ value: code, label: say(choiceLabel(kind, [field], code, english)) }))}
        />
      ))}
      <TextInput label={label('status_basis')} value={value('status_basis')} onChange={set('status_basis')} maxLength={500} />
      <NativeSelect
        label={label('sought_by')}
        value={value('sought_by')}
        onChange={set('sought_by')}
        data={[
          { value: '', label: text('form.chooseOne') },
          { value: node.party, label: text.of(node.name) },
          ...node.partners.map(({ party, name: called }) => ({ value: party, label: text.of(called) })),
        ]}
      />
      <TextInput label={label('reference')} value={value('reference')} onChange={set('reference')} maxLength={100} />
      <TextInput label={text('cases.purpose')} value={value('purpose')} onChange={set('purpose')} required maxLength={300} />
      <Textarea label={label('description')} value={value('description')} onChange={set('description')} rows={3} maxLength={2000} />
      {listed !== undefined && !home ? (
        <Checkbox
          label={text('cases.start.name')}
          description={text('cases.start.name.why')}
          checked={withName}
          onChange={(event) => setWithName(event.currentTarget.checked)}
        />
      ) : null}
      <Checkbox label={text('cases.add.home')} checked={home} onChange={(event) => setHome(event.currentTarget.checked)} />
    </FormDialog>
  )
}
