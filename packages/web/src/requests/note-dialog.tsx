import type { RequestDetail } from '@enlace/api'
import type { JsonObject } from '@enlace/core'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askNode } from '../api/questions.ts'
import { useWrite } from '../forms/use-write.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { problemOf } from '../record/problem-of.ts'
import { envelopeAbout } from './ask-requests.ts'
import { useRequestWords } from './say-request.tsx'

/** What stays home: who sees to it, to which agency it was given, a note. */
export function NoteDialog({
  detail,
  usual,
  onClose,
}: {
  readonly detail: RequestDetail
  readonly usual: JsonObject
  readonly onClose: () => void
}) {
  const text = useText()
  const words = useRequestWords()
  const write = useWrite()
  const { data: node } = useQuery(askNode)
  const [about, setAbout] = useState('note')
  const [owner, setOwner] = useState('')
  const [agency, setAgency] = useState('')
  const [content, setContent] = useState('')
  const submit = async () => {
    const said = about === 'owner' ? owner : about === 'delegated' ? agency : content
    if (said.trim() === '') throw problemOf(text('requests.step.missing'))
    const says = {
      about,
      content: content.trim() || words.about(about),
      object_refs: [detail.record.id],
      ...(about === 'owner' ? { owner: owner.trim() } : {}),
      ...(about === 'delegated' ? { agency } : {}),
    }
    await write('request-note', says, envelopeAbout(detail, usual, ''))
  }
  return (
    <FormDialog title={text('requests.home.add')} action={text('requests.home.save')} onSubmit={submit} onClose={onClose}>
      <p className="soft small">{text('requests.home.lead')}</p>
      <NativeSelect
        label={text('requests.home.what')}
        value={about}
        onChange={(event) => setAbout(event.currentTarget.value)}
        data={['note', 'owner', 'delegated'].map((code) => ({ value: code, label: words.about(code) }))}
      />
      {about === 'owner' ? (
        <TextInput
          label={words.about('owner')}
          value={owner}
          onChange={(event) => setOwner(event.currentTarget.value)}
          required
          maxLength={100}
        />
      ) : null}
      {about === 'delegated' ? (
        <NativeSelect
          label={text('requests.home.agency')}
          value={agency}
          onChange={(event) => setAgency(event.currentTarget.value)}
          required
          data={[
            { value: '', label: text('form.chooseOne') },
            ...(node?.agencies ?? []).map(({ id, name }) => ({ value: id, label: text.of(name) })),
          ]}
        />
      ) : null}
      <Textarea
        label={text('requests.words')}
        value={content}
        onChange={(event) => setContent(event.currentTarget.value)}
        required={about === 'note'}
        rows={4}
        maxLength={20_000}
      />
    </FormDialog>
  )
}
