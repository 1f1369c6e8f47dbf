import type { SavedFilter } from '@enlace/api'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/send.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { showToast } from '../parts/toast.ts'

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
  const saving = useMutation({
    mutationFn: () => send('POST', '/inbox/views', { body: { name: name.trim(), filter } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['inbox', 'views'] })
      showToast(text('inbox.view.saved', { name: name.trim() }), { tone: 'good' })
      onClose()
    },
  })
  const submit = () => {
    setTried(true)
    if (name.trim() !== '') saving.mutate()
  }
  return (
    <FormDialog
      title={text('inbox.view.save')}
      action={text('inbox.view.save')}
      busy={saving.isPending}
      problem={saving.error}
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
