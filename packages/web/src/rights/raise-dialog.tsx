import { kinds } from '@enlace/records'
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askNode } from '../api/questions.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { useWrite } from '../forms/use-write.ts'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { problemOf } from '../record/problem-of.ts'

const fields = kinds.get('rights-flag')?.fields ?? []
const codesOf = (name: string) => {
  const field = fields.find((placed) => placed.name === name)?.field
  return Object.keys(field?.choices ?? field?.of?.choices ?? {})
}

/** Raises a flag on one record: what is feared, who says so, and whether the partner is told. */
export function RaiseDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const text = useText()
  const words = useCodeWords('rights-flag')
  const write = useWrite()
  const usual = useUsualEnvelope({ home: true })
  const { data: node } = useQuery(askNode)
  // Once for the dialog, so that a second try is the same record.
  const [at] = useState(() => nodeNow().toISOString())
  const [fears, setFears] = useState<readonly string[]>([])
  const [channel, setChannel] = useState('officer')
  const [name, setName] = useState('')
  const [content, setContent] = useState('')
  const [tells, setTells] = useState<readonly string[]>([])
  const submit = async () => {
    if (fears.length === 0 || content.trim() === '') throw problemOf(text('rights.raise.missing'))
    const says = {
      ...{ state: 'raised', fears: [...fears], channel, content: content.trim(), object_refs: [id], happened_at: at },
      ...(name.trim() === '' ? {} : { raised_by: name.trim() }),
    }
    await write('rights-flag', says, { ...usual, retention: 'case', to: tells.map((party) => ({ party })) })
  }
  if (words === undefined || usual === undefined) return null
  return (
    <FormDialog title={text('rights.raise')} action={text('rights.raise.do')} onSubmit={submit} onClose={onClose}>
      <p className="soft small">{text('rights.raise.lead')}</p>
      <Checkbox.Group label={text('rights.fears')} value={[...fears]} onChange={setFears} required>
        <div className="stack-tight">
          {codesOf('fears').map((code) => (
            <Checkbox key={code} value={code} label={words('fears', code)} />
          ))}
        </div>
      </Checkbox.Group>
      <Textarea
        label={text('rights.words')}
        value={content}
        onChange={(event) => setContent(event.currentTarget.value)}
        required
        rows={4}
        maxLength={20_000}
      />
      <NativeSelect
        label={text('rights.channel')}
        value={channel}
        onChange={(event) => setChannel(event.currentTarget.value)}
        data={codesOf('channel').map((code) => ({ value: code, label: words('channel', code) }))}
      />
      <TextInput label={text('rights.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={200} />
      {(node?.partners ?? []).length === 0 ? null : (
        <Checkbox.Group label={text('rights.tell')} description={text('rights.tell.help')} value={[...tells]} onChange={setTells}>
          <div className="stack-tight">
            {(node?.partners ?? []).map(({ party, name: named }) => (
              <Checkbox key={party} value={party} label={text.of(named)} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </FormDialog>
  )
}
