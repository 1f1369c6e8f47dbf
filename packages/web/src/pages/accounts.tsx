import type { AccountSummary, ChangeAnswer } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AccountDeed, askAccounts } from '../api/people-questions.ts'
import { askSession } from '../api/questions.ts'
import { send } from '../api/send.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { IconDots, IconPlus } from '../parts/icon.tsx'
import { Menu } from '../parts/menu.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { StatusMark } from '../parts/status-mark.tsx'
import { Time } from '../parts/time.tsx'
import { showToast } from '../parts/toast.ts'
import { ChangeDialog } from '../people/change-dialog.tsx'
import { NewAccount } from '../people/new-account.tsx'
import { PasswordOnce } from '../people/password-once.tsx'
import { RoleDialog } from '../people/role-dialog.tsx'
import { useRoleName } from '../people/role-name.ts'
import { SessionsDialog } from '../people/sessions-dialog.tsx'

type Open =
  | { readonly what: 'deed'; readonly deed: AccountDeed }
  | { readonly what: 'new' }
  | { readonly what: 'role'; readonly account: AccountSummary }
  | { readonly what: 'sessions'; readonly user: string }
  | { readonly what: 'password'; readonly user: string; readonly password: string }

/** The people of the own agency: who may what, who uses the desk, who does not, and what can be changed about each. */
export function Accounts() {
  const text = useText()
  const client = useQueryClient()
  const may = useMay()
  const parties = useParties()
  const roleName = useRoleName()
  const { data: session } = useQuery(askSession)
  const accounts = useQuery(askAccounts)
  const [open, setOpen] = useState<Open>()
  const changes = may('account.change')
  const close = () => setOpen(undefined)

  const done = (user: string) => (answer: ChangeAnswer) => {
    if (answer.proposal !== null) showToast(text('people.proposed'), { tone: 'good' })
    // The dialog closes itself after this; the next one opens behind it.
    if (answer.password !== null) setTimeout(() => setOpen({ what: 'password', user, password: answer.password as string }))
    else if (answer.done) showToast(text('people.changed', { user }), { tone: 'good' })
  }

  const menuOf = (account: AccountSummary) => {
    const own = account.user === session?.account.user
    const deed = (what: AccountDeed['what']) => () => setOpen({ what: 'deed', deed: { what, user: account.user } })
    const why = own ? text('people.own.why') : undefined
    return [
      {
        id: 'sessions',
        label: text('people.menu.sessions', { count: account.sessions.length }),
        onSelect: () => setOpen({ what: 'sessions', user: account.user }),
      },
      ...(changes && account.disabledAt === null
        ? [
            { id: 'role', label: text('people.menu.role'), onSelect: () => setOpen({ what: 'role', account }), why },
            { id: 'password', label: text('people.menu.password'), onSelect: deed('account_password'), why },
            { id: 'disable', label: text('people.menu.disable'), onSelect: deed('account_disable'), grave: true, why },
          ]
        : []),
      ...(changes && account.disabledAt !== null
        ? [{ id: 'enable', label: text('people.menu.enable'), onSelect: deed('account_enable') }]
        : []),
    ]
  }

  const columns: readonly Column<AccountSummary>[] = [
    {
      id: 'user',
      header: text('people.user'),
      rowHeader: true,
      cell: (row) => <span className="mono">{row.user}</span>,
      compare: (a, b) => a.user.localeCompare(b.user),
    },
    {
      id: 'role',
      header: text('people.role'),
      cell: (row) => roleName(row.role),
      compare: (a, b) => roleName(a.role).localeCompare(roleName(b.role)),
    },
    { id: 'state', header: text('people.state'), cell: (row) => <AccountState account={row} />, compare: (a, b) => rank(a) - rank(b) },
    {
      id: 'last',
      header: text('people.lastSignIn'),
      cell: (row) => (row.signedInAt === null ? <span className="soft">{text('people.never')}</span> : <Time at={row.signedInAt} brief />),
      compare: (a, b) => (a.signedInAt ?? '').localeCompare(b.signedInAt ?? ''),
    },
    {
      id: 'sessions',
      header: text('people.sessions'),
      align: 'number',
      cell: (row) => row.sessions.length,
      compare: (a, b) => a.sessions.length - b.sessions.length,
    },
    ...(may('account.end_session')
      ? [
          {
            id: 'menu',
            header: text('people.actions'),
            cell: (row: AccountSummary) => (
              <Menu label={text('people.menu', { user: row.user })} items={menuOf(row)} icon={<IconDots size={18} />} side="end" />
            ),
          } satisfies Column<AccountSummary>,
        ]
      : []),
  ]

  return (
    <Page
      title={text('people.accounts.title')}
      lead={text('people.accounts.lead', { agency: parties.agencyName(session?.account.agency ?? '') })}
      actions={
        changes ? (
          <Button leftSection={<IconPlus size={18} />} onClick={() => setOpen({ what: 'new' })}>
            {text('people.new')}
          </Button>
        ) : undefined
      }
    >
      <Answered question={accounts} shape="rows">
        {({ items, dormantDays }) => (
          <div className="stack">
            <Card flush title={text('people.accounts.list')} lead={text('people.accounts.stored', { days: dormantDays })}>
              <DataTable caption={text('people.accounts.list')} columns={columns} rows={items} keyOf={(row) => row.user} />
            </Card>
          </div>
        )}
      </Answered>
      {open?.what === 'new' ? <NewAccount onClose={close} onAsk={(deed) => setOpen({ what: 'deed', deed })} /> : null}
      {open?.what === 'role' ? (
        <RoleDialog account={open.account} onClose={close} onAsk={(deed) => setOpen({ what: 'deed', deed })} />
      ) : null}
      {open?.what === 'deed' ? <ChangeDialog deed={open.deed} onClose={close} onDone={done(open.deed.user)} /> : null}
      {open?.what === 'sessions' ? (
        <SessionsDialog
          user={open.user}
          onClose={close}
          onEnd={async (id) => {
            const { ended } = await send<{ ended: number }>('DELETE', `/accounts/${encodeURIComponent(open.user)}/sessions/${id}`)
            await client.invalidateQueries({ queryKey: ['accounts'] })
            showToast(text('people.sessions.ended', { count: ended }), { tone: 'good' })
          }}
        />
      ) : null}
      {open?.what === 'password' ? <PasswordOnce user={open.user} password={open.password} onClose={close} /> : null}
    </Page>
  )
}

function rank(account: AccountSummary): number {
  return account.disabledAt !== null ? 3 : account.dormant ? 0 : account.passwordTemporary ? 1 : 2
}

/** How an account stands: a shape, and the word that says it. */
function AccountState({ account }: { readonly account: AccountSummary }) {
  const text = useText()
  if (account.disabledAt !== null) return <StatusMark status="off">{text('people.closed')}</StatusMark>
  if (account.dormant) return <StatusMark status="warn">{text('people.dormant')}</StatusMark>
  if (account.passwordTemporary) return <StatusMark status="waiting">{text('people.temporary')}</StatusMark>
  return <StatusMark status="good">{text('people.active')}</StatusMark>
}
