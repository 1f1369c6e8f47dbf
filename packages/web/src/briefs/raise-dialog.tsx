import type { Json } from '@enlace/core'
import { kinds } from '@enlace/records'
import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { useText } from '../language/text.ts'
import { DayField } from '../parts/day-field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useParties } from '../parts/party.ts'
import { useWriteAbout } from '../programme/use-write-about.ts'

/** What can be raised in the register, and of which of its fields its words are. */
export type Raised = 'expectation' | 'emerging-issue'
const wordsIn = { expectation: 'expected', 'emerging-issue': 'what' } as const

/** A body or programme that something is raised in: the record goes under its limits and to whom it went. */
export type Place = { readonly id: string; readonly name: string }

/** An expectation or an issue in a few lines: in both languages where somebody has them, of whom and by when, in which body. */
export function RaiseDialog({
  kind,
  places,
  others,
  onClose,
}: {
  readonly kind: Raised
  readonly places: readonly Place[]
  /** Parties of which something can be expected. */
  readonly others: readonly string[]
  readonly onClose: () => void
}) {
  const text = useText()
  const parties = useParties()
  const codes = useCodeWords(kind)
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [empty, setEmpty] = useState(false)
  const value = (name: string) => values[name]?.trim() ?? ''
  const set = (name: string) => (event: { readonly currentTarget: { readonly value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value })
  const about = value('about') || (places[0]?.id ?? '')
  const of = value('of') || (others[0] ?? '')
  const write = useWriteAbout(about)
  if (write === undefined) return null
  const isExpectation = kind === 'expectation'
  const streams = Object.keys(kinds.get(kind)?.fields.find(({ name }) => name === 'workstream')?.field.choices ?? {})
  const submit = async () => {
    const words: Record<string, Json> = Object.fromEntries(['es', 'en'].flatMap((tag) => (value(tag) === '' ? [] : [[tag, value(tag)]])))
    const said = value(text.language) || value('es') || value('en')
    setEmpty(said === '')
    if (said === '') return false
    await write(kind, {
      abstract: said.slice(0, 120),
      content: said,
      [wordsIn[kind]]: words,
      ...(isExpectation ? { of_party: of } : {}),
      ...(value('workstream') === '' ? {} : { workstream: value('workstream') }),
      ...(value('day') === '' ? {} : { [isExpectation ? 'by_when' : 'seen_since']: value('day') }),
    })
  }
  const title = text(isExpectation ? 'briefs.register.expect' : 'briefs.register.raise')
  return (
    <FormDialog title={title} action={title} done={text('briefs.done')} onSubmit={submit} onClose={onClose}>
      {isExpectation ? (
        <NativeSelect
          label={text('briefs.raise.of')}
          value={of}
          onChange={set('of')}
          data={others.map((party) => ({ value: party, label: parties.nameOf(party) }))}
        />
      ) : null}
      <Textarea
        label={text('briefs.raise.es')}
        lang="es"
        error={empty ? text('briefs.raise.empty') : undefined}
        value={values.es ?? ''}
        onChange={set('es')}
        rows={3}
        maxLength={1000}
      />
      <Textarea label={text('briefs.raise.en')} lang="en" value={values.en ?? ''} onChange={set('en')} rows={3} maxLength={1000} />
      <DayField label={text(isExpectation ? 'briefs.raise.by' : 'briefs.raise.since')} value={values.day ?? ''} onChange={set('day')} />
      <NativeSelect
        label={text('briefs.raise.workstream')}
        value={value('workstream')}
        onChange={set('workstream')}
        data={[
          { value: '', label: text('briefs.raise.unstated') },
          ...streams.map((code) => ({ value: code, label: codes?.('workstream', code) ?? code })),
        ]}
      />
      <NativeSelect
        label={text('briefs.raise.about')}
        value={about}
        onChange={set('about')}
        data={places.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </FormDialog>
  )
}
