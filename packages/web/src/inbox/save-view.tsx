import type { SavedFilter } from '@enlace/api'
import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/send.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'

/** Keeps what is shown now under a name, for this person on any machine. */
export function SaveView({ filter }: { readonly filter: SavedFilter }) {
  const text = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="subtle" onClick={() => setOpen(true)}>
        {text('inbox.view.save')}
      </Button>
      {open ? <NameView filter={filter} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function NameView({ filter, onClose }: { readonly filter: SavedFilter; readonly onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    if (name.trim() === '') return false
    await send('POST', '/inbox/views', { body: { name: name.trim(), filter } })
    await client.invalidateQueries({ queryKey: ['inbox', 'views'] })
  }
  return (
    <FormDialog
      title={text('inbox.view.save')}
      action={text('inbox.view.save')}
      done={text('inbox.view.saved', { name: name.trim() })}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={text('inbox.view.name')}
        description={text('inbox.view.name.help')}
        value={name}
        maxLength={80}
        required
        onChange={(event) => setName(event.currentTarget.value)}
        error={tried && name.trim() === '' ? text('inbox.view.name.missing') : undefined}
      />
    </FormDialog>
  )
}
