import type { AccountSummary } from '@enlace/api'
import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type AccountDeed, askRoles } from '../api/people-questions.ts'
import { useText } from '../language/text.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useRoleName } from './role-name.ts'

/** Which other role; what that would do is said in the next step. */
export function RoleDialog({
  account,
  onClose,
  onAsk,
}: {
  readonly account: AccountSummary
  readonly onClose: () => void
  readonly onAsk: (deed: AccountDeed) => void
}) {
  const text = useText()
  const roleName = useRoleName()
  const { data } = useQuery(askRoles)
  const others = (data?.roles ?? []).filter((role) => role !== account.role)
  const [chosen, setChosen] = useState<string>()
  const role = chosen ?? others[0] ?? ''
  return (
    <Dialog title={text('people.change.account_role', { user: account.user })} onClose={onClose}>
      <div className="stack">
        <p>{text('people.role.now', { role: roleName(account.role) })}</p>
        <NativeSelect
          label={text('people.role.other')}
          value={role}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={others.map((each) => ({ value: each, label: roleName(each) }))}
        />
        <div className="cluster">
          <Button disabled={role === ''} onClick={() => onAsk({ what: 'account_role', user: account.user, role })}>
            {text('people.next')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {text('action.cancel')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
