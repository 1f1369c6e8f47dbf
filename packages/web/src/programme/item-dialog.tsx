import type { SessionDetail } from '@enlace/api'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type ChangeEvent, useState } from 'react'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { nextPosition } from './move-item.ts'
import { useWriteAbout } from './use-write-about.ts'

export const itemTypes = ['agenda', 'decision', 'document', 'review', 'minutes'] as const
export type ItemType = (typeof itemTypes)[number]

/** One more thing of a session, in both languages. */
export function ItemDialog({
  detail,
  type,
  onClose,
}: {
  readonly detail: SessionDetail
  readonly type: ItemType
  readonly onClose: () => void
}) {
  const text = useText()
  const { session, items } = detail.told
  const write = useWriteAbout(session.record.id)
  const [values, setValues] = useState<Readonly<Record<string, string>>>({ type })
  const [empty, setEmpty] = useState(false)
  if (write === undefined) return null
  const value = (name: string) => values[name]?.trim() ?? ''
  const set = (name: string) => (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) =>
    setValues({ ...values, [name]: event.currentTarget.value })
  const chosen = itemTypes.find((one) => one === value('type')) ?? type
  const submit = async () => {
    const words = Object.fromEntries(['es', 'en'].flatMap((tag) => (value(tag) === '' ? [] : [[tag, value(tag)]])))
    setEmpty(Object.keys(words).length === 0)
    if (Object.keys(words).length === 0) return false
    const said = value('es') || value('en')
    return await write('session-item', {
      abstract: said.slice(0, 120),
      content: said,
      session_ref: session.record.id,
      item_type: chosen,
      position: nextPosition(items, chosen),
      words,
      ...(value('presenter') === '' ? {} : { presenter: value('presenter') }),
      ...(value('url') === '' ? {} : { document_url: value('url') }),
    })
  }
  const title = text('programme.item.add')
  return (
    <FormDialog title={title} action={title} done={text('programme.written')} onSubmit={submit} onClose={onClose}>
      <NativeSelect
        label={text('programme.item.type')}
        value={chosen}
        onChange={set('type')}
        data={itemTypes.map((one) => ({ value: one, label: text(`programme.items.${one}`) }))}
      />
      <Textarea
        label={text('programme.item.es')}
        lang="es"
        error={empty ? text('programme.item.empty') : undefined}
        value={values.es ?? ''}
        onChange={set('es')}
        rows={3}
        maxLength={4000}
      />
      <Textarea label={text('programme.item.en')} lang="en" value={values.en ?? ''} onChange={set('en')} rows={3} maxLength={4000} />
      {chosen === 'agenda' ? (
        <TextInput label={text('programme.item.presenter')} value={values.presenter ?? ''} onChange={set('presenter')} maxLength={200} />
      ) : null}
      {chosen === 'document' ? (
        <TextInput type="url" label={text('programme.item.url')} value={values.url ?? ''} onChange={set('url')} maxLength={500} />
      ) : null}
    </FormDialog>
  )
}
