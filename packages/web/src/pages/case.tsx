import type { CaseDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, Suspense, useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { AddDialog } from '../cases/add-dialog.tsx'
import { askCase } from '../cases/ask-cases.ts'
import classes from '../cases/cases.module.css'
import { CustodyCard } from '../cases/custody-card.tsx'
import { givenByAddress } from '../cases/given-by-address.ts'
import { NoticesCard } from '../cases/notices-card.tsx'
import { PassportCard } from '../cases/passport-card.tsx'
import { PathwayCard } from '../cases/pathway-card.tsx'
import { ProceedingsCard, WantedCard } from '../cases/proceedings-card.tsx'
import { RolesCard } from '../cases/roles-card.tsx'
import { useCaseWords } from '../cases/say-case.ts'
import { SpecialityCard } from '../cases/speciality-card.tsx'
import { withWords } from '../language/language.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { late } from '../parts/late.tsx'
import { Limit } from '../parts/limit.tsx'
import { LoadMore } from '../parts/load-more.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { RecordRow } from '../parts/record-row.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import { DayTag } from '../requests/custody-notice.tsx'
import { useRequestWords } from '../requests/say-request.tsx'

const RightsCard = late(withWords('rights', () => import('../rights/rights-card.tsx')))
const LedgerCard = late(withWords('claims', () => import('../claims/ledger-card.tsx')))
const route = getRouteApi('/desk/cases/$id')

/** One case: who the person is in law in one sentence, then custody, pathway, proceedings, speciality, roles, requests, claims and what else is linked. */
export function CasePage() {
  const text = useText()
  const { id } = route.useParams()
  const question = useInfiniteQuery(askCase(id))
  const trail = [{ label: text('cases.title'), to: '/cases' }]
  return (
    <Page
      title={question.data?.pages[0]?.record.title ?? text('cases.one')}
      trail={trail}
      actions={
        <Button variant="default" renderRoot={(props) => <Link to="/records/$id" params={{ id }} {...props} />}>
          {text('cases.record')}
        </Button>
      }
    >
      <Answered question={question}>
        {({ pages: [detail, ...more] }) =>
          detail === undefined ? null : (
            <Whole
              detail={detail}
              linked={[detail, ...more].flatMap((page) => page.linked.items)}
              more={
                <LoadMore
                  shown={[detail, ...more].reduce((sum, page) => sum + page.linked.items.length, 0)}
                  total={detail.linked.total}
                  hasMore={question.hasNextPage}
                  loading={question.isFetchingNextPage}
                  onMore={() => void question.fetchNextPage()}
                />
              }
            />
          )
        }
      </Answered>
    </Page>
  )
}

function Whole({
  detail,
  linked,
  more,
}: {
  readonly detail: CaseDetail
  readonly linked: CaseDetail['linked']['items']
  readonly more: ReactNode
}) {
  const text = useText()
  const may = useMay()
  const search = route.useSearch()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(search.add)
  const close = () => {
    setAdding(undefined)
    if (search.add !== undefined) navigate({ to: '/cases/$id', params: { id: detail.record.id }, replace: true })
  }
  const add = (kind: string, label: string): ReactNode =>
    may('record.create') ? (
      <Button variant="default" size="xs" onClick={() => setAdding(kind)}>
        {label}
      </Button>
    ) : undefined
  return (
    <div className="stack">
      <Head detail={detail} />
      <Warnings detail={detail} />
      <CustodyCard custody={detail.custody} actions={add('custody-event', text('cases.add.custody'))} />
      <NoticesCard detail={detail} />
      <PathwayCard pathways={detail.pathways} actions={add('legal-pathway', text('cases.add.pathway'))} />
      <ProceedingsCard detail={detail} actions={add('procedural-step', text('cases.add.step'))} />
      <SpecialityCard detail={detail} />
      <Requests id={detail.record.id} requests={detail.requests} />
      <RolesCard roles={detail.roles} actions={add('act-role', text('cases.add.role'))} />
      <WantedCard wanted={detail.wanted} actions={add('wanted-status', text('cases.add.wanted'))} />
      <PassportCard id={detail.record.id} />
      <Suspense fallback={null}>
        <RightsCard id={detail.record.id} />
        <LedgerCard id={detail.record.id} />
      </Suspense>
      <Card title={text('cases.linked')} lead={text('cases.linked.lead', { total: detail.linked.total })} flush>
        <ul>
          {linked.map((record) => (
            <RecordRow key={record.id} record={record} />
          ))}
        </ul>
        {detail.linked.total > 0 ? <div className={classes.foot}>{more}</div> : null}
      </Card>
      {adding === undefined ? null : (
        <AddDialog detail={detail} kindName={adding} given={adding === search.add ? givenByAddress(search) : {}} onClose={close} />
      )}
    </div>
  )
}

/** Who and how they stand, in one sentence that follows from the records alone. */
function Head({ detail }: { readonly detail: CaseDetail }) {
  const text = useText()
  const words = useCaseWords()
  const parties = useParties()
  const { standing, custody, about } = detail
  return (
    <Card>
      <div className="stack-tight">
        <p className={classes.sentence}>
          {detail.person === null ? null : (
            <>
              <Link to="/records/$id" params={{ id: detail.person.id }}>
                {detail.person.title}
              </Link>
              {': '}
            </>
          )}
          {words.person(standing.status, standing.offence)}. {words.custody(custody.state, custody.holder, parties.nameOf)}
          {custody.since === null ? null : (
            <>
              {' '}
              {text('cases.since')} <Time at={custody.since} />
            </>
          )}
          .
        </p>
        <span className="cluster small">
          {about.workstream === '' ? null : <Tag>{words.workstream(about.workstream)}</Tag>}
          {about.soughtBy === null ? null : <span>{text('cases.sought_by', { party: parties.nameOf(about.soughtBy) })}</span>}
          {about.reference === null ? null : <span>{about.reference}</span>}
          <PartyMark party={detail.record.from} />
          {detail.reach === 'home' ? <Tag>{text('cases.reach.home')}</Tag> : null}
        </span>
        {standing.basis === 'stated' ? (
          <p className="small soft">
            {text('cases.stated', { party: parties.nameOf(detail.record.from), status: words.status(standing.stated) })}
            {about.statusBasis === null ? null : ` ${about.statusBasis}`}
          </p>
        ) : null}
        {about.description === '' ? null : <p>{about.description}</p>}
      </div>
    </Card>
  )
}

function Warnings({ detail }: { readonly detail: CaseDetail }) {
  const text = useText()
  const words = useCaseWords()
  if (detail.warnings.length === 0) return null
  return (
    <Notice tone="warn" title={text('cases.warnings', { count: detail.warnings.length })}>
      <ul className={classes.plain}>
        {detail.warnings.map(({ code, of }) => (
          <li key={code}>
            {words.warning(code)} <span className="small soft">{text('cases.warning.of', { count: of.length })}</span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Requests({ id, requests }: { readonly id: string; readonly requests: CaseDetail['requests'] }) {
  const text = useText()
  const may = useMay()
  const parties = useParties()
  const forms = useRequestWords()
  return (
    <Card
      title={text('cases.requests')}
      lead={text('cases.requests.lead')}
      actions={
        may('record.create') ? (
          <Button variant="default" size="xs" renderRoot={(props) => <Link to="/requests/new" search={{ about: id }} {...props} />}>
            {text('cases.requests.ask')}
          </Button>
        ) : undefined
      }
    >
      {requests.length === 0 ? (
        <p className="soft">{text('cases.requests.none')}</p>
      ) : (
        <ul className={classes.plain}>
          {requests.map(({ record, form, state, turn, dueAt, lastDay, open, custody }) => (
            <li key={record.id}>
              <Link to="/requests/$id" params={{ id: record.id }}>
                {record.title || forms.form(form)}
              </Link>{' '}
              <Tag tone={open ? 'info' : 'plain'}>{forms.state(form, state)}</Tag>{' '}
              <span className="small">
                {custody === null ? null : <DayTag custody={custody} />}{' '}
                {dueAt === null || !open ? null : <Limit at={dueAt} lastDay={lastDay} />}
                {turn === null ? null : ` · ${text('cases.turn', { party: parties.nameOf(turn) })}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
