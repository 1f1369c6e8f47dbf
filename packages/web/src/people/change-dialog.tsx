import type { ChangeAnswer } from '@enlace/api'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AccountDeed, askWhatWould } from '../api/people-questions.ts'
import { send } from '../api/send.ts'
import { useText } from '../language/text.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { Loading } from '../parts/page-state.tsx'
import { ReasonField, readReason } from '../parts/reason-field.tsx'
import { useRoleName } from './role-name.ts'

/** Asks the node what a change would do, says it, takes the reason, and does or proposes it. */
export function ChangeDialog({
  deed,
  onClose,
  onDone,
}: {
  readonly deed: AccountDeed
  readonly onClose: () => void
  readonly onDone: (answer: ChangeAnswer) => void
}) {
  const text = useText()
  const client = useQueryClient()
  const roleName = useRoleName()
  const would = useQuery(askWhatWould(deed))
  const [reason, setReason] = useState('')
  const role = deed.role === undefined ? '' : roleName(deed.role)
  const title = text(`people.change.${deed.what}`, { user: deed.user })
  if (would.data === undefined) {
    return (
      <Dialog title={title} onClose={onClose}>
        {would.isError ? <ProblemNotice problem={would.error} /> : <Loading lines={3} />}
      </Dialog>
    )
  }
  const { why, seconds } = would.data
  const will = [
    text(`people.will.${deed.what}`, { user: deed.user, role }),
    ...(deed.what === 'account_create' ? [] : [text('people.will.sessions')]),
    ...(deed.what === 'account_disable' || deed.what === 'account_role' ? [] : [text('people.will.password')]),
    ...(why === null
      ? [text('people.will.now')]
      : [
          text.find(`decisions.second_${why}`) ?? why,
          text('people.will.second', { roles: new Intl.ListFormat(text.tag, { type: 'disjunction' }).format(seconds.map(roleName)) }),
        ]),
  ]
  return (
    <Confirm
      title={title}
      will={will}
      action={text(why === null ? `people.do.${deed.what}` : 'people.propose')}
      grave={deed.what === 'account_disable'}
      onClose={onClose}
      onConfirm={async () => {
        const answer = await send<ChangeAnswer>('POST', '/account-changes', { body: { ...deed, reason: readReason(reason) } })
        await Promise.all([
          client.invalidateQueries({ queryKey: ['accounts'] }),
          client.invalidateQueries({ queryKey: ['proposals'] }),
          client.invalidateQueries({ queryKey: ['agencies'] }),
        ])
        onDone(answer)
      }}
    >
      <ReasonField value={reason} onChange={setReason} />
    </Confirm>
  )
}
