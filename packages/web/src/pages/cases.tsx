import type { CaseRow } from '@enlace/api'
import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { askNode, askRecord } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { askCases } from '../cases/ask-cases.ts'
import { useCaseWords } from '../cases/say-case.ts'
import { StartDialog } from '../cases/start-dialog.tsx'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconFolders } from '../parts/icon.tsx'
import { Limit } from '../parts/limit.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { Tag } from '../parts/tag.tsx'
import classes from './list.module.css'

const route = getRouteApi('/desk/cases')
const statuses = ['not_suspected', 'unknown', 'alleged', 'charged', 'convicted', 'acquitted', 'dismissed']
const custodies = ['at_large', 'located', 'held', 'released', 'escaped', 'died']
const filters = ['status', 'custody', 'turn', 'contested', 'person'] as const

/** Cases of persons: what is due first, who holds the person, what each party calls the pathway. With a person: the cases about them, and a new one. */
export function Cases() {
  const text = useText()
  const may = useMay()
  const navigate = useNavigate()
  const words = useCaseWords()
  const search = route.useSearch()
  const [starting, setStarting] = useState(false)
  const question = useQuery(askCases(queryOf(search)))
  const { data: node } = useQuery(askNode)
  const { data: person } = useQuery({ ...askRecord(search.person ?? ''), enabled: search.person !== undefined })
  const { identity_class: sort } = person?.object ?? {}
  const listed = person?.kind !== 'list-entry' || person.from !== node?.party ? undefined : typeof sort === 'string' ? sort : 'unknown'
  const change = (changed: Partial<typeof search>) => navigate({ to: '/cases', search: { ...search, ...changed } })
  const name = typeof person?.object?.name === 'string' ? person.object.name : ''
  const select = (
    of: 'status' | 'custody' | 'turn' | 'contested',
    options: readonly { readonly value: string; readonly label: string }[],
  ) => (
    <NativeSelect
      label={text(`cases.filter.${of}`)}
      value={search[of] ?? ''}
      onChange={(event) => change({ [of]: event.currentTarget.value || undefined })}
      data={[{ value: '', label: text('cases.filter.all') }, ...options]}
    />
  )
  const start = (
    <>
      <PrintList list="cases" of={queryOf(search)} />
      {person !== undefined && may('record.create') ? (
        <Button onClick={() => setStarting(true)}>{text('cases.start.about', { name })}</Button>
      ) : null}
    </>
  )
  return (
    <Page title={text('cases.title')} lead={text('cases.lead')} actions={start}>
      {search.person === undefined ? null : (
        <p className="cluster">
          <Tag>{text('cases.of_person', { name })}</Tag>
          <Link to="/cases">{text('cases.all')}</Link>
        </p>
      )}
      {search.person === undefined ? <p className="soft small">{text('cases.empty.how')}</p> : null}
      <div className={classes.filters}>
        {select(
          'status',
          statuses.map((code) => ({ value: code, label: words.status(code) })),
        )}
        {select(
          'custody',
          custodies.map((code) => ({ value: code, label: text.find(`cases.custody.${code}`) ?? code })),
        )}
        {select('turn', [
          { value: 'ours', label: text('cases.turn.ours') },
          { value: 'theirs', label: text('cases.turn.theirs') },
        ])}
        {select('contested', [
          { value: 'yes', label: text('cases.contested.yes') },
          { value: 'no', label: text('cases.contested.no') },
        ])}
      </div>
      <Answered question={question} shape="rows">
        {({ items, total }) =>
          items.length === 0 ? (
            <div className="card">
              <Empty icon={<IconFolders size={32} />} title={text(search.person === undefined ? 'cases.empty' : 'cases.empty.person')} />
            </div>
          ) : (
            <>
              <ul className="card">
                {items.map((row) => (
                  <Row key={row.record.id} row={row} />
                ))}
              </ul>
              {total > items.length ? <p className="soft small">{text('cases.more', { shown: items.length, total })}</p> : null}
            </>
          )
        }
      </Answered>
      {starting && search.person !== undefined ? (
        <StartDialog
          person={search.person}
          name={name}
          listed={listed}
          onStarted={(id) => navigate({ to: '/cases/$id', params: { id } })}
          onClose={() => setStarting(false)}
        />
      ) : null}
    </Page>
  )
}

function Row({ row }: { readonly row: CaseRow }) {
  const text = useText()
  const words = useCaseWords()
  const parties = useParties()
  const overdue = row.warnings.includes('return_overdue')
  return (
    <li className={classes.row}>
      <div className="stack-tight">
        <Link to="/cases/$id" params={{ id: row.record.id }} className={classes.title}>
          {row.record.title}
        </Link>
        <span className={classes.meta}>
          <span>{words.person(row.status)}</span>
          <PartyMark party={row.record.from} />
        </span>
        <span className={classes.meta}>
          {row.pathways.map(({ party, pathway }) => (
            <span key={party} className="soft">
              {party.toUpperCase()}: {words.pathway(pathway)}
            </span>
          ))}
          {row.contested ? <Tag tone="warn">{text('cases.contested')}</Tag> : null}
        </span>
      </div>
      <div className="stack-tight">
        <span>
          <Tag tone={row.custody === 'held' ? 'info' : 'plain'}>{words.custody(row.custody, row.holder, parties.nameOf)}</Tag>
        </span>
        {row.missing > 0 ? <span className="small soft">{text('cases.missing', { count: row.missing })}</span> : null}
        {row.warnings.length > 0 ? (
          <span>
            <Tag tone="warn">{text('cases.warnings', { count: row.warnings.length })}</Tag>
          </span>
        ) : null}
      </div>
      <div className="stack-tight small">
        {row.returnBy === null ? null : (
          <span>
            <Tag tone={overdue ? 'bad' : 'info'}>
              {text(overdue ? 'cases.return.overdue' : 'cases.return.by', { day: formatDay(row.returnBy, text.tag) })}
            </Tag>
          </span>
        )}
        <span>
          {row.openRequests === 0 ? text('cases.requests.none') : text('cases.requests.open', { count: row.openRequests })}
          {row.dueAt === null ? null : (
            <>
              {' · '}
              <Limit at={row.dueAt} lastDay={row.lastDay} />
            </>
          )}
        </span>
        {row.turn === null ? null : <span className="soft">{text('cases.turn', { party: parties.nameOf(row.turn) })}</span>}
      </div>
    </li>
  )
}

function queryOf(search: Readonly<Partial<Record<(typeof filters)[number], string | undefined>>>): string {
  const query = new URLSearchParams()
  for (const name of filters) {
    const value = search[name]
    if (value !== undefined) query.set(name, value)
  }
  query.set('limit', '100')
  return `?${query}`
}
