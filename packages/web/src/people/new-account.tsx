import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type AccountDeed, askRoles } from '../api/people-questions.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useRoleName } from './role-name.ts'

const shape = /^[A-Za-z0-9][A-Za-z0-9._@-]{2,63}$/

/** First the name and the role; what that would do is said in the next step, before anything happens. */
export function NewAccount({ onClose, onAsk }: { readonly onClose: () => void; readonly onAsk: (deed: AccountDeed) => void }) {
  const text = useText()
  const roleName = useRoleName()
  const { data } = useQuery(askRoles)
  const [user, setUser] = useState('')
  const [role, setRole] = useState('duty-officer')
  const [tried, setTried] = useState(false)
  const good = shape.test(user.trim())
  const submit = () => {
    setTried(true)
    if (good) onAsk({ what: 'account_create', user: user.trim(), role })
    // What is asked next takes the place of this dialog.
    return false
  }
  return (
    <FormDialog title={text('people.new')} action={text('people.next')} onSubmit={submit} onClose={onClose}>
      <TextInput
        label={text('people.user')}
        description={text('people.user.hint')}
        value={user}
        onChange={(event) => setUser(event.currentTarget.value)}
        error={tried && !good ? text('people.user.wrong') : undefined}
        autoComplete="off"
        spellCheck={false}
        required
      />
      <NativeSelect
        label={text('people.role')}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value)}
        data={(data?.roles ?? []).map((each) => ({ value: each, label: roleName(each) }))}
      />
    </FormDialog>
  )
}
