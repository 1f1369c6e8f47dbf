import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { Problem } from '../api/problem.ts'
import { askSession } from '../api/questions.ts'
import { send } from '../api/send.ts'
import type { Session } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'

/**
 * Sign in beside the form, for a session that ended while somebody wrote: nothing of the page is lost. Only the same account goes on with
 * its own draft.
 */
export function SignInBeside({
  user,
  onDone,
  onClose,
}: {
  readonly user: string
  readonly onDone: () => void
  readonly onClose: () => void
}) {
  const text = useText()
  const client = useQueryClient()
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => send<Session>('POST', '/session', { body: { user, password } }),
    onSuccess: (session) => {
      client.setQueryData(askSession.queryKey, session)
      client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
      onDone()
    },
  })
  const wrong = signIn.error instanceof Problem && signIn.error.code === 'credentials_wrong'
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (password !== '') signIn.mutate()
  }
  return (
    <Dialog title={text('forms.signInBeside')} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <Notice tone="info" title={text('forms.signInBeside.kept')} />
        <TextInput label={text('signIn.user')} value={user} readOnly autoComplete="username" />
        <PasswordInput
          label={text('signIn.password')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={wrong}
          visibilityToggleButtonProps={{ 'aria-label': text('signIn.password.show') }}
          data-autofocus
        />
        {signIn.isError ? <ProblemNotice problem={signIn.error} /> : null}
        <div className="cluster">
          <Button type="submit" loading={signIn.isPending}>
            {text('action.signIn')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
