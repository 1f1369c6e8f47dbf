import type { RosterView } from '@enlace/api'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askRoster } from '../api/people-questions.ts'
import { askSession } from '../api/questions.ts'
import { send } from '../api/send.ts'
import { useMay } from '../api/use-may.ts'
import { formatDuration } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { IconDots } from '../parts/icon.tsx'
import { Menu } from '../parts/menu.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { Segments } from '../parts/segments.tsx'
import { StatusMark } from '../parts/status-mark.tsx'
import { Time } from '../parts/time.tsx'
import { doWithUndo } from '../parts/undo.ts'
import { AnswersNow } from '../people/answers-now.tsx'
import { GiveDialog } from '../people/give-dialog.tsx'
import { PlanForm } from '../people/plan-form.tsx'
import { useRoleName } from '../people/role-name.ts'

type Shift = RosterView['shifts'][number]
type Row = { readonly id: string; readonly startsAt: string; readonly endsAt: string; readonly shift: Shift | undefined }
const spans = ['7', '14', '31', '62'] as const

/** Who answers when: now in every agency, then the own roster with its gaps, and what can be changed in it. */
export function Roster() {
  const text = useText()
  const may = useMay()
  const [days, setDays] = useState('14')
  const [giving, setGiving] = useState<{ readonly shift: Shift; readonly way: 'give' | 'swap' }>()
  const roster = useQuery(askRoster(Number(days)))
  const parties = useParties()
  return (
    <Page title={text('people.roster.title')} lead={text('people.roster.lead')}>
      <Answered question={roster} shape="cards">
        {(view) => (
          <div className="stack">
            <Card title={text('people.roster.now')} lead={text('people.roster.now.lead')}>
              <DefinitionList
                items={view.now.map((one) => ({
                  term: parties.agencyName(one.agency),
                  detail: <AnswersNow onDuty={one.onDuty} next={one.next} />,
                }))}
              />
            </Card>
            {view.gaps.length > 0 ? (
              <Notice tone="warn" title={text('people.roster.gaps', { count: view.gaps.length })}>
                {text('people.roster.gaps.detail', {
                  time: formatDuration(
                    view.gaps.reduce((sum, gap) => sum + Date.parse(gap.endsAt) - Date.parse(gap.startsAt), 0),
                    text.tag,
                  ),
                })}
              </Notice>
            ) : (
              <Notice tone="good" title={text('people.roster.covered')} />
            )}
            <Card
              flush
              title={text('people.roster.shifts', { agency: parties.agencyName(view.agency) })}
              actions={
                <Segments
                  label={text('people.roster.span')}
                  value={days}
                  onChoose={setDays}
                  segments={spans.map((span) => ({ value: span, label: text('people.roster.days', { count: Number(span) }) }))}
                />
              }
            >
              <Shifts view={view} onGive={(shift, way) => setGiving({ shift, way })} />
            </Card>
            {may('roster.change') ? (
              <Card title={text('people.roster.plan')} lead={text('people.roster.plan.lead')}>
                <PlanForm
                  key={view.gaps[0]?.startsAt ?? ''}
                  officers={view.officers}
                  start={new Date(view.gaps[0]?.startsAt ?? nodeNow())}
                />
              </Card>
            ) : null}
            {giving === undefined ? null : <GiveDialog {...giving} view={view} onClose={() => setGiving(undefined)} />}
          </div>
        )}
      </Answered>
    </Page>
  )
}

function Shifts({ view, onGive }: { readonly view: RosterView; readonly onGive: (shift: Shift, way: 'give' | 'swap') => void }) {
  const text = useText()
  const client = useQueryClient()
  const may = useMay()
  const roleName = useRoleName()
  const { data: session } = useQuery(askSession)
  const governs = may('roster.change')
  const refresh = () =>
    Promise.all([client.invalidateQueries({ queryKey: ['roster'] }), client.invalidateQueries({ queryKey: ['agencies'] })])
  const cancel = (shift: Shift) =>
    doWithUndo({
      act: async () => {
        await send('DELETE', `/roster/${shift.id}`)
        await refresh()
      },
      undo: async () => {
        await send('POST', '/roster', { body: { user: shift.user, shifts: [{ startsAt: shift.startsAt, endsAt: shift.endsAt }] } })
        await refresh()
      },
      done: text('people.roster.cancelled', { user: shift.user }),
    }).catch(() => undefined)
  const now = nodeNow().getTime()
  const rows: readonly Row[] = [
    ...view.shifts.map((shift) => ({ id: shift.id, startsAt: shift.startsAt, endsAt: shift.endsAt, shift })),
    ...view.gaps.map((gap) => ({ id: `gap ${gap.startsAt}`, ...gap, shift: undefined })),
  ].sort((a, b) => a.startsAt.localeCompare(b.startsAt))
  const columns: readonly Column<Row>[] = [
    {
      id: 'who',
      header: text('people.roster.officer'),
      rowHeader: true,
      cell: ({ shift }) =>
        shift === undefined ? (
          <StatusMark status="warn">{text('people.now.nobody')}</StatusMark>
        ) : (
          <span className="mono">{shift.user}</span>
        ),
    },
    { id: 'role', header: text('people.role'), cell: ({ shift }) => (shift === undefined ? '–' : roleName(shift.role)) },
    { id: 'from', header: text('people.roster.from'), cell: (row) => <Time at={row.startsAt} /> },
    { id: 'to', header: text('people.roster.to'), cell: (row) => <Time at={row.endsAt} /> },
    {
      id: 'long',
      header: text('people.roster.long'),
      cell: (row) => formatDuration(Date.parse(row.endsAt) - Date.parse(row.startsAt), text.tag),
    },
    {
      id: 'menu',
      header: text('people.actions'),
      cell: ({ shift }) => {
        if (shift === undefined) return null
        const on = Date.parse(shift.startsAt) <= now && now < Date.parse(shift.endsAt)
        const mine = shift.user === session?.account.user
        const changes = (governs || mine) && Date.parse(shift.endsAt) > now && may('roster.give')
        return (
          <span className="cluster">
            {on ? <StatusMark status="active">{text('people.roster.on')}</StatusMark> : null}
            {changes ? (
              <Menu
                label={text('people.roster.menu', { user: shift.user })}
                icon={<IconDots size={18} />}
                side="end"
                items={[
                  { id: 'give', label: text('people.roster.give'), onSelect: () => onGive(shift, 'give') },
                  { id: 'swap', label: text('people.roster.swap'), onSelect: () => onGive(shift, 'swap') },
                  ...(governs ? [{ id: 'cancel', label: text('people.roster.cancel'), grave: true, onSelect: () => cancel(shift) }] : []),
                ]}
              />
            ) : null}
          </span>
        )
      },
    },
  ]
  return (
    <DataTable
      caption={text('people.roster.caption')}
      columns={columns}
      rows={rows}
      keyOf={(row) => row.id}
      empty={text('people.roster.empty')}
    />
  )
}
