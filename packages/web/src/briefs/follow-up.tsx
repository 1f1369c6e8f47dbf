import type { FollowUpShape } from '@enlace/api'
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { IconChecks } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { Tag } from '../parts/tag.tsx'
import { useProgrammeSearch } from '../programme/programme-pages.tsx'
import { askFollowUp } from './ask-briefs.ts'
import { ToSource } from './brief-line.tsx'
import classes from './briefs.module.css'
import { NotHere } from './not-here.tsx'

type Item = FollowUpShape['items'][number]

/** Every open initiative with its last action, its next step and who owes it. */
export function FollowUpPage() {
  const text = useText()
  const parties = useParties()
  const [search, change] = useProgrammeSearch()
  const question = useQuery(askFollowUp)
  return (
    <Page title={text('briefs.followUp')} lead={text('briefs.followUp.lead')} actions={<PrintList list="brief-follow-up" />}>
      <Answered question={question} shape="rows">
        {({ items, parties: all, holders }) => {
          const shown = items.filter(({ next }) => search.owes === undefined || next.by.includes(search.owes))
          return (
            <div className="stack">
              <NotHere holders={holders} />
              <div className={classes.asked} data-no-print>
                <NativeSelect
                  label={text('briefs.followUp.filter')}
                  value={search.owes ?? ''}
                  onChange={(event) => change({ owes: event.currentTarget.value || undefined })}
                  data={[
                    { value: '', label: text('briefs.followUp.all') },
                    ...all.map((party) => ({ value: party, label: parties.nameOf(party) })),
                  ]}
                />
              </div>
              <p className="soft" role="status">
                {text('briefs.followUp.count', { count: shown.length, late: shown.filter(({ days }) => (days ?? 0) > 0).length })}
              </p>
              <div className="card">
                {shown.length === 0 ? (
                  <Empty icon={<IconChecks size={32} />} title={text('briefs.followUp.none')}>
                    {text('briefs.followUp.none.detail')}
                  </Empty>
                ) : (
                  <Open items={shown} />
                )}
              </div>
            </div>
          )
        }}
      </Answered>
    </Page>
  )
}

function Open({ items }: { readonly items: readonly Item[] }) {
  const text = useText()
  const parties = useParties()
  const columns: readonly Column<Item>[] = [
    {
      id: 'what',
      header: text('briefs.column.what'),
      rowHeader: true,
      cell: ({ kind, id, words }) => (
        <ToSource kind={kind} id={id}>
          {text.of(words)}
        </ToSource>
      ),
    },
    {
      id: 'last',
      header: text('briefs.column.last'),
      cell: ({ last, silentDays }) => (
        <span>
          {text('briefs.said.by', { party: parties.nameOf(last.by), said: text.find(`briefs.said.${last.code}`) ?? last.code })}{' '}
          <span className="soft">{text('briefs.followUp.silent', { days: silentDays })}</span>
        </span>
      ),
    },
    {
      id: 'next',
      header: text('briefs.column.next'),
      cell: ({ next }) => (
        <span className={classes.figures}>
          {text(`briefs.next.${next.code as 'deliver'}`)}
          {next.words === null ? null : <span className="small soft">{next.words}</span>}
        </span>
      ),
    },
    {
      id: 'owes',
      header: text('briefs.column.owes'),
      cell: ({ next }) => (
        <span className="cluster">
          {next.by.map((party) => (
            <PartyMark key={party} party={party} short />
          ))}
        </span>
      ),
    },
    {
      id: 'due',
      header: text('briefs.column.due'),
      compare: (a, b) => (b.days ?? -100_000) - (a.days ?? -100_000),
      cell: ({ lastDay, days }) =>
        lastDay === null || days === null ? (
          <span className="soft">{text('briefs.followUp.undated')}</span>
        ) : (
          <span className="cluster">
            {formatDay(lastDay, text.tag)}
            {days > 0 ? (
              <Tag tone="bad">{text('briefs.followUp.late', { days })}</Tag>
            ) : (
              <span className="soft">{text('briefs.followUp.left', { days: -days })}</span>
            )}
          </span>
        ),
    },
  ]
  return (
    <DataTable
      caption={text('briefs.followUp')}
      rows={items}
      keyOf={({ id, of, words }) => `${id} ${of.join()} ${text.of(words)}`}
      columns={columns}
    />
  )
}
