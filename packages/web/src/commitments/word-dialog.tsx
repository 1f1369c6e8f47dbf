import type { CommitmentDetail } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askRecord } from '../api/questions.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { envelopeOfCase } from '../cases/envelope-of-case.ts'
import { addresseesOf } from '../forms/addressees-of.ts'
import { useWrite } from '../forms/use-write.ts'
import { useText } from '../language/text.ts'
import { DayField } from '../parts/day-field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useParties } from '../parts/party.ts'

/** What somebody wants to say of a commitment: their own progress, what they find of another’s, how they read it, or what they say to a reading. */
export type Word =
  | { readonly what: 'status' }
  | { readonly what: 'judgement'; readonly of: string; readonly party: string }
  | { readonly what: 'reading' }
  | { readonly what: 'answer'; readonly of: string; readonly says: 'accepts' | 'rejects' }

const statuses = ['not_started', 'in_progress', 'delivered', 'withdrawn', 'superseded'] as const

/** One word about a commitment, written as a record of its own under the limits of the commitment. */
export function WordDialog({
  detail,
  word,
  onClose,
}: {
  readonly detail: CommitmentDetail
  readonly word: Word
  readonly onClose: () => void
}) {
  const text = useText()
  const parties = useParties()
  const write = useWrite()
  const usual = useUsualEnvelope({ home: false })
  const { id } = detail.commitment.record
  const { data: record } = useQuery(askRecord(id))
  const [values, setValues] = useState<Readonly<Record<string, string>>>({
    status: 'in_progress',
    says: 'confirms',
    asOf: nodeNow().toISOString().slice(0, 10),
  })
  if (usual === undefined || record === undefined) return null
  const set = (name: string) => (event: { readonly currentTarget: { readonly value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value })
  const value = (name: string) => values[name]?.trim() ?? ''
  const title = {
    status: text('commitments.say'),
    judgement: text('commitments.verify'),
    reading: text('commitments.read'),
    answer: word.what === 'answer' && word.says === 'rejects' ? text('commitments.reject') : text('commitments.accept'),
  }[word.what]
  const submit = async () => {
    const to = addresseesOf({ from: record.from, envelope: record.envelope as JsonObject }, detail.party)
    const [kind, says, usualWords] = recordOf(word, value, (key) => text(key))
    await write(
      kind,
      { ...says, abstract: usualWords, content: value('content') || usualWords, object_refs: [id] },
      envelopeOfCase(record.envelope as JsonObject, usual, to),
    )
  }
  return (
    <FormDialog title={title} action={title} done={text('commitments.done')} onSubmit={submit} onClose={onClose}>
      <p className="soft small">
        {word.what === 'judgement'
          ? text('commitments.verify.lead', { party: parties.nameOf(word.party) })
          : text(word.what === 'status' ? 'commitments.say.lead' : 'commitments.read.lead')}
      </p>
      {word.what === 'status' ? (
        <>
          <NativeSelect
            label={text('commitments.field.status')}
            value={value('status')}
            onChange={set('status')}
            data={statuses.map((status) => ({ value: status, label: text(`commitments.status.${status}`) }))}
          />
          <DayField label={text('commitments.field.asOf')} value={value('asOf')} onChange={set('asOf')} required />
          <TextInput label={text('commitments.field.evidence')} value={values.evidence ?? ''} onChange={set('evidence')} maxLength={500} />
          <TextInput label={text('commitments.field.next')} value={values.next ?? ''} onChange={set('next')} maxLength={300} />
        </>
      ) : null}
      {word.what === 'judgement' ? (
        <>
          <NativeSelect
            label={text('commitments.field.finding')}
            value={value('says')}
            onChange={set('says')}
            data={(['confirms', 'disputes'] as const).map((says) => ({ value: says, label: text(`commitments.finding.${says}`) }))}
          />
          <TextInput label={text('commitments.field.how')} value={values.how ?? ''} onChange={set('how')} maxLength={500} />
          {value('says') === 'disputes' ? (
            <TextInput label={text('commitments.field.instead')} value={values.instead ?? ''} onChange={set('instead')} maxLength={300} />
          ) : null}
        </>
      ) : null}
      <Textarea
        label={text('commitments.field.words')}
        value={values.content ?? ''}
        onChange={set('content')}
        rows={3}
        maxLength={4000}
        required={word.what === 'reading'}
      />
    </FormDialog>
  )
}

/** The kind of the record that the word becomes, its own fields, and what it says where nobody writes more. */
function recordOf(
  word: Word,
  value: (name: string) => string,
  text: (
    key:
      | `commitments.status.${(typeof statuses)[number]}`
      | 'commitments.finding.confirms'
      | 'commitments.finding.disputes'
      | 'commitments.read'
      | 'commitments.accept'
      | 'commitments.reject',
  ) => string,
): readonly [kind: string, says: Readonly<Record<string, Json>>, usualWords: string] {
  const said = (names: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(names).flatMap(([field, name]) => (value(name) === '' ? [] : [[field, value(name)]])))
  switch (word.what) {
    case 'status': {
      const status = statuses.find((one) => one === value('status')) ?? 'in_progress'
      const more = said({ as_of: 'asOf', evidence: 'evidence', next_step: 'next' })
      return ['commitment-status', { status, ...more }, text(`commitments.status.${status}`)]
    }
    case 'judgement': {
      const says = value('says') === 'disputes' ? 'disputes' : 'confirms'
      const more = said({ how: 'how', other_figure: 'instead' })
      return ['commitment-judgement', { of_ref: word.of, says, ...more }, text(`commitments.finding.${says}`)]
    }
    case 'reading':
      return ['commitment-reading', { says: 'reads' }, text('commitments.read')]
    case 'answer':
      return [
        'commitment-reading',
        { says: word.says, answers_ref: word.of },
        text(`commitments.${word.says === 'accepts' ? 'accept' : 'reject'}`),
      ]
  }
}
