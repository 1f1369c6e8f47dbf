import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { NotHere } from '../briefs/not-here.tsx'
import { askCommitments } from '../commitments/ask-commitments.ts'
import { AskDialog } from '../commitments/ask-dialog.tsx'
import { CommitmentLine } from '../commitments/commitment-line.tsx'
import { Scoreboard } from '../commitments/scoreboard.tsx'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconChecks } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { ProgrammeNav } from '../programme/programme-nav.tsx'
import classes from './list.module.css'

const route = getRouteApi('/desk/commitments')
const statuses = ['not_started', 'in_progress', 'delivered', 'verified', 'disputed', 'withdrawn', 'superseded'] as const

/** What was agreed and where each party stands with it: both parties always beside each other, what is due first on top. */
export function Commitments() {
  const text = useText()
  const may = useMay()
  const parties = useParties()
  const navigate = useNavigate()
  const search = route.useSearch()
  const question = useQuery(askCommitments(search))
  const change = (changed: Partial<typeof search>) => navigate({ to: '/commitments', search: { ...search, ...changed }, replace: true })
  const isNarrowed = Object.entries(search).some(([name, value]) => name !== 'earlier' && value !== undefined)
  const [asks, setAsks] = useState(false)
  const shown = question.data?.items ?? []
  const begin = may('record.create') ? (
    <Button renderRoot={(props) => <Link to="/new/$kind" params={{ kind: 'commitment' }} {...props} />}>{text('commitments.begin')}</Button>
  ) : undefined
  const actions =
    begin === undefined ? undefined : (
      <>
        {begin}
        <Button variant="default" disabled={shown.length === 0} onClick={() => setAsks(true)}>
          {text('commitments.ask')}
        </Button>
      </>
    )
  return (
    <Page title={text('commitments.title')} lead={text('commitments.lead')} actions={actions} above={<ProgrammeNav />}>
      <Answered question={question} shape="rows">
        {({ items, parties: standings, on, more, earlier, holders }) => (
          <div className="stack">
            <NotHere holders={holders} />
            {holders.length > 0 ? null : (
              <Card title={text('commitments.scoreboard')} flush>
                <Scoreboard standings={standings} caption={text('commitments.scoreboard')} />
              </Card>
            )}
            <div className={classes.filters} data-no-print>
              <NativeSelect
                label={text('commitments.filter.party')}
                value={search.owes ?? ''}
                onChange={(event) => change({ owes: event.currentTarget.value || undefined })}
                data={[
                  { value: '', label: text('commitments.filter.all') },
                  ...standings.map(({ party }) => ({ value: party, label: parties.nameOf(party) })),
                ]}
              />
              <NativeSelect
                label={text('commitments.filter.status')}
                value={search.status ?? ''}
                onChange={(event) => change({ status: event.currentTarget.value || undefined })}
                data={[
                  { value: '', label: text('commitments.filter.all') },
                  ...statuses.map((status) => ({ value: status, label: text(`commitments.status.${status}`) })),
                ]}
              />
              <Checkbox
                label={text('commitments.filter.overdue')}
                checked={search.overdue === 'yes'}
                onChange={(event) => change({ overdue: event.currentTarget.checked ? 'yes' : undefined })}
              />
              {earlier === 0 && search.earlier === undefined ? null : (
                <Checkbox
                  label={text('commitments.filter.earlier')}
                  checked={search.earlier === 'yes'}
                  onChange={(event) => change({ earlier: event.currentTarget.checked ? 'yes' : undefined })}
                />
              )}
            </div>
            {search.asked === undefined ? null : (
              <p>
                {text('commitments.asked.list')} <Link to="/commitments">{text('commitments.asked.all')}</Link>
              </p>
            )}
            <p className="soft" role="status">
              {text('commitments.count', { count: items.length, day: formatDay(on, text.tag) })}
              {earlier === 0 ? null : ` · ${text('commitments.earlier.left', { count: earlier })}`}
            </p>
            <div className="card">
              {items.length === 0 ? (
                <Empty
                  icon={<IconChecks size={32} />}
                  title={text(isNarrowed ? 'commitments.none' : 'commitments.empty')}
                  action={
                    isNarrowed ? (
                      <Button variant="default" onClick={() => navigate({ to: '/commitments', search: {}, replace: true })}>
                        {text('commitments.clear')}
                      </Button>
                    ) : (
                      begin
                    )
                  }
                >
                  {text(isNarrowed ? 'commitments.none.detail' : 'commitments.empty.detail')}
                </Empty>
              ) : (
                <ul>
                  {items.map((item) => (
                    <CommitmentLine key={item.record.id} item={item} />
                  ))}
                </ul>
              )}
            </div>
            {more ? <p className="soft">{text('commitments.more')}</p> : null}
            {asks ? <AskDialog commitments={items} onClose={() => setAsks(false)} /> : null}
          </div>
        )}
      </Answered>
    </Page>
  )
}
