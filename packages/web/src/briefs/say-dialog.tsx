import type { Json, JsonObject } from '@enlace/core'
import { kinds } from '@enlace/records'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askRecord } from '../api/questions.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { envelopeOfCase } from '../cases/envelope-of-case.ts'
import { addresseesOf } from '../forms/addressees-of.ts'
import { useWrite } from '../forms/use-write.ts'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'

/** What somebody wants to say of an expectation, an issue or a finding. `of`: the response that a judgement is about. */
export type Saying =
  | { readonly kind: 'expectation-answer'; readonly about: string; readonly says: string }
  | { readonly kind: 'issue-step'; readonly about: string; readonly says: string }
  | { readonly kind: 'evaluation-response'; readonly about: string; readonly says: string; readonly finding: string; readonly of?: string }

const parents = { 'expectation-answer': 'expectation_ref', 'issue-step': 'issue_ref', 'evaluation-response': 'evaluation_ref' } as const

/** One word, written as a record of its own under the limits of what it is about. */
export function SayDialog({ saying, party, onClose }: { readonly saying: Saying; readonly party: string; readonly onClose: () => void }) {
  const text = useText()
  const write = useWrite()
  const codes = useCodeWords('expectation-answer')
  const usual = useUsualEnvelope({ home: false })
  const { data: record } = useQuery(askRecord(saying.about))
  const [values, setValues] = useState<Readonly<Record<string, string>>>({ ground: 'law' })
  if (usual === undefined || record === undefined) return null
  const set = (name: string) => (event: { readonly currentTarget: { readonly value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value })
  const value = (name: string) => values[name]?.trim() ?? ''
  const title = text(`briefs.say.${saying.says as 'accepts'}`)
  const refuses = saying.says === 'refuses'
  const hasNext = saying.kind !== 'issue-step' && ['accepts', 'partly', 'at_work'].includes(saying.says)
  const hasEvidence = saying.says === 'remedied'
  const grounds = Object.keys(kinds.get('expectation-answer')?.fields.find(({ name }) => name === 'ground')?.field.choices ?? {})
  const submit = async () => {
    const said: Record<string, Json> = {
      [parents[saying.kind]]: saying.about,
      says: saying.says,
      ...(saying.kind === 'evaluation-response'
        ? { finding: saying.finding, ...(saying.of === undefined ? {} : { of_ref: saying.of }) }
        : {}),
      ...(saying.kind === 'expectation-answer' ? {} : { done_on: nodeNow().toISOString().slice(0, 10) }),
      ...(refuses ? { ground: value('ground') } : {}),
      ...(hasNext && value('next') !== '' ? { next_step: value('next') } : {}),
      ...(hasEvidence && value('evidence') !== '' ? { evidence: value('evidence') } : {}),
    }
    const to = addresseesOf({ from: record.from, envelope: record.envelope as JsonObject }, party)
    await write(
      saying.kind,
      { ...said, abstract: title, content: value('content') || title, object_refs: [saying.about] },
      envelopeOfCase(record.envelope as JsonObject, usual, to),
    )
  }
  return (
    <FormDialog title={title} action={title} done={text('briefs.done')} onSubmit={submit} onClose={onClose}>
      {refuses ? (
        <NativeSelect
          label={text('briefs.field.ground')}
          value={value('ground')}
          onChange={set('ground')}
          data={grounds.map((ground) => ({ value: ground, label: codes?.('ground', ground) ?? ground }))}
        />
      ) : null}
      {hasNext ? <TextInput label={text('briefs.field.next')} value={values.next ?? ''} onChange={set('next')} maxLength={300} /> : null}
      {hasEvidence ? (
        <TextInput label={text('briefs.field.evidence')} value={values.evidence ?? ''} onChange={set('evidence')} maxLength={500} />
      ) : null}
      <Textarea label={text('briefs.field.words')} value={values.content ?? ''} onChange={set('content')} rows={3} maxLength={4000} />
    </FormDialog>
  )
}
