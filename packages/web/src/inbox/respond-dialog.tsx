import { choiceLabel, fieldLabel, findField, kinds } from '@enlace/records'
import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { WorkItem } from '../api/shapes.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import type { Step } from './next-steps.ts'
import { groundField, useRespond } from './use-respond.ts'

/** Says a step that needs words: what we do, why we cannot, or what came of it. The ground comes from the kind's own list. */
export default function RespondDialog({
  item,
  step,
  onClose,
}: {
  readonly item: WorkItem
  readonly step: Step
  readonly onClose: () => void
}) {
  const text = useText()
  const say = useKindWords()
  const respond = useRespond()
  const [ground, setGround] = useState('')
  const [words, setWords] = useState('')
  const [tried, setTried] = useState(false)
  const response = kinds.get('response')
  const name = groundField[step]
  const placed = response === undefined || name === undefined ? undefined : findField(response, name)

  // The dialog opens whole, so that it opens at its first field.
  if (say === undefined || response === undefined) return null
  const submit = () => {
    setTried(true)
    if (placed !== undefined && ground === '') return false
    return respond.mutateAsync({ item, step, words, ground, sentence: text(`respond.sentence.${step}`) })
  }
  return (
    <FormDialog title={text(`respond.title.${step}`)} action={text('respond.send')} onSubmit={submit} onClose={onClose}>
      <p className="soft">{item.record.title}</p>
      {placed === undefined ? null : (
        <NativeSelect
          label={say(fieldLabel(response, [placed.name], placed.field))}
          value={ground}
          onChange={(event) => setGround(event.currentTarget.value)}
          error={tried && ground === '' ? text('form.choose') : undefined}
          required
          data-autofocus
          data={[
            { value: '', label: text('form.chooseOne') },
            ...Object.entries(placed.field.choices ?? {}).map(([value, english]) => ({
              value,
              label: say(choiceLabel(response, [placed.name], value, english)),
            })),
          ]}
        />
      )}
      <Textarea
        label={text('respond.words')}
        description={text('respond.words.help')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        rows={3}
        maxLength={10_000}
      />
    </FormDialog>
  )
}
