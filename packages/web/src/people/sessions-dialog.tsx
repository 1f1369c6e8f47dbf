import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { askAccounts } from '../api/people-questions.ts'
import { useText } from '../language/text.ts'
import { DataTable } from '../parts/data-table.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Time } from '../parts/time.tsx'

/** Where an account is signed in, each with «end now». */
export function SessionsDialog({
  user,
  onClose,
  onEnd,
}: {
  readonly user: string
  readonly onClose: () => void
  readonly onEnd: (id: string) => Promise<unknown>
}) {
  const text = useText()
  const { data } = useQuery(askAccounts)
  const sessions = data?.items.find((account) => account.user === user)?.sessions ?? []
  return (
    <Dialog title={text('people.sessions.title', { user })} onClose={onClose} wide>
      <div className="stack">
        <p className="soft">{text('people.sessions.detail')}</p>
        <DataTable
          caption={text('people.sessions.title', { user })}
          rows={sessions}
          keyOf={(row) => row.id}
          empty={text('people.sessions.none')}
          columns={[
            {
              id: 'what',
              header: text('people.sessions.what'),
              rowHeader: true,
              cell: (row) => text(row.program ? 'people.sessions.program' : 'people.sessions.browser'),
            },
            { id: 'from', header: text('people.sessions.from'), cell: (row) => <Time at={row.createdAt} brief /> },
            { id: 'to', header: text('people.sessions.to'), cell: (row) => <Time at={row.expiresAt} brief /> },
            {
              id: 'end',
              header: text('people.actions'),
              cell: (row) => (
                <Button size="xs" variant="default" onClick={() => onEnd(row.id)}>
                  {text('people.sessions.end')}
                </Button>
              ),
            },
          ]}
        />
        {sessions.length > 1 ? (
          <div>
            <Button color="red" variant="light" onClick={() => onEnd('all')}>
              {text('people.sessions.endAll')}
            </Button>
          </div>
        ) : null}
      </div>
    </Dialog>
  )
}
