import type { SessionDetail, SessionTold } from '@enlace/api'
import { precisionOf } from '@enlace/records'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { OwnerStates } from '../commitments/owner-states.tsx'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { Tag } from '../parts/tag.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { AgendaDialog } from './agenda-dialog.tsx'
import { askProgrammeSession } from './ask-programme.ts'
import { Delegations } from './delegations.tsx'
import { ItemDialog, type ItemType, itemTypes } from './item-dialog.tsx'
import classes from './programme.module.css'
import { useProgrammeId } from './programme-pages.tsx'
import { programmePath } from './programme-path.ts'
import { PublishButton } from './publish-button.tsx'
import { SessionItems } from './session-items.tsx'
import { SessionDay, SessionStanding, SessionWarnings, useName } from './session-row.tsx'

type Doing = 'tell' | 'build' | ItemType

/** One session: what each party tells of it, what led to it, who came, its agenda, decisions, documents and minutes, and what is due by it. */
export function SessionPage() {
  const text = useText()
  const may = useMay()
  const nameOf = useName()
  const id = useProgrammeId()
  const [doing, setDoing] = useState<Doing>()
  const question = useQuery(askProgrammeSession(id))
  const session = question.data?.told.session
  const writes = may('record.create')
  return (
    <Page
      title={session === undefined ? text('programme.session') : nameOf({ names: session.names, title: session.record.title })}
      trail={[
        { label: text('programme.title'), to: '/programme' },
        ...(session?.mechanism == null
          ? []
          : [{ label: nameOf(session.mechanism), to: programmePath('mechanisms', session.mechanism.id) }]),
      ]}
      actions={
        <>
          {writes ? <Button onClick={() => setDoing('tell')}>{text('programme.tell')}</Button> : null}
          <PrintList list="session" id={id} />
          <PublishButton record={session?.record} />
          <Button variant="default" renderRoot={(props) => <Link to="/records/$id" params={{ id }} {...props} />}>
            {text('programme.record')}
          </Button>
        </>
      }
    >
      <Answered question={question}>
        {(detail) => (
          <>
            <Whole detail={detail} writes={writes} open={setDoing} />
            {doing === 'tell' ? <AccountDialog detail={detail} onClose={() => setDoing(undefined)} /> : null}
            {doing === 'build' ? <AgendaDialog detail={detail} onClose={() => setDoing(undefined)} /> : null}
            {doing === undefined || doing === 'tell' || doing === 'build' ? null : (
              <ItemDialog detail={detail} type={doing} onClose={() => setDoing(undefined)} />
            )}
          </>
        )}
      </Answered>
    </Page>
  )
}

type Shown = { readonly detail: SessionDetail; readonly writes: boolean; readonly open: (doing: Doing) => void }

function Whole({ detail, writes, open }: Shown) {
  const text = useText()
  const nameOf = useName()
  const { told, before, after, changed, circular } = detail
  const may = useMay()
  const { session, reviews } = told
  return (
    <div className="stack">
      {circular ? <Notice tone="warn" title={text('programme.warning.circular')} /> : null}
      {session.standing === 'unknown' ? (
        <Notice tone="warn" title={text('programme.unknown', { day: formatDay(session.lastDay ?? '', text.tag) })} />
      ) : null}
      <Card title={text('programme.accounts')}>
        <div className="stack">
          <span className="cluster">
            <SessionStanding standing={session.standing} />
            <SessionDay session={session} />
            {session.place === null ? null : <span>{session.place}</span>}
          </span>
          <SessionWarnings codes={session.warnings} />
          {reviews === null ? null : (
            <p>
              {text('programme.reviews')} <Link to={programmePath('sessions', reviews.id)}>{nameOf(reviews)}</Link>
            </p>
          )}
          <ul className={classes.items}>
            {detail.accounts.map((account) => (
              <Account key={account.record.id} account={account} />
            ))}
          </ul>
          <span className="cluster">
            {before === null ? null : (
              <Link to={programmePath('sessions', before.id)}>{text('programme.before', { name: nameOf(before) })}</Link>
            )}
            {changed === null || !may('brief.delta') ? null : (
              <Link to={programmePath('brief', 'delta')} search={changed}>
                {text('programme.changed', { day: formatDay(changed.since, text.tag) })}
              </Link>
            )}
            {after === null ? null : (
              <Link to={programmePath('sessions', after.id)}>{text('programme.after', { name: nameOf(after) })}</Link>
            )}
          </span>
        </div>
      </Card>
      <Chain detail={detail} />
      <Card title={text('programme.delegations')}>
        <Delegations delegations={told.delegations} told={session.parties.length} />
      </Card>
      {itemTypes.map((type) => (
        <SessionItems
          key={type}
          detail={detail}
          type={type}
          actions={
            writes ? (
              <span className="cluster" data-no-print>
                {type === 'agenda' ? (
                  <Button variant="default" onClick={() => open('build')}>
                    {text('programme.agenda.build')}
                  </Button>
                ) : null}
                <Button variant="default" onClick={() => open(type)}>
                  {text('programme.item.add')}
                </Button>
              </span>
            ) : undefined
          }
        />
      ))}
      <DueCard detail={detail} />
    </div>
  )
}

function Account({ account }: { readonly account: SessionTold }) {
  const text = useText()
  const { record, state, day, place, postponedTo, reason, words, evidence, dates, counts } = account
  const facts = [
    text.find(`programme.standing.${state}`) ?? state,
    ...[day, postponedTo].flatMap((one) => (one === null ? [] : [formatDay(one, text.tag)])),
    ...[place, reason].flatMap((one) => one ?? []),
  ]
  return (
    <li className="stack-tight">
      <span className="cluster">
        <PartyMark party={record.from} />
        <Link to="/records/$id" params={{ id: record.id }}>
          {facts.join(' · ')}
        </Link>
        {counts ? null : <Tag>{text('programme.account.former')}</Tag>}
      </span>
      {words === '' ? null : <span>{words}</span>}
      {evidence.length === 0 ? (
        <Tag tone="warn">{text('programme.warning.no_evidence')}</Tag>
      ) : (
        evidence.map(({ what, url, record: about }) => (
          <span key={what} className="small">
            {text('programme.evidence')} {url === null ? what : <a href={url}>{what}</a>}
            {about === null ? null : (
              <>
                {' '}
                <Link to="/records/$id" params={{ id: about }}>
                  {text('programme.record')}
                </Link>
              </>
            )}
          </span>
        ))
      )}
      {dates.map(({ words: said, saidOn, means, precision, agrees, source }) => (
        <span key={`${said}${saidOn}`} className="small">
          “{said}”{source === null ? '' : ` (${source})`}
          {means === null ? null : ` = ${formatDay(means, text.tag)}`}
          {precision === null ? null : ` · ${text.find(`programme.precision.${precision}`) ?? precision}`}
          {saidOn === null ? null : ` · ${text('programme.saidOn', { day: formatDay(saidOn, text.tag), part: precisionOf(saidOn) })}`}
          {agrees || means === null ? null : (
            <>
              {' '}
              <Tag tone="warn">{text('programme.date.differs')}</Tag>
            </>
          )}
        </span>
      ))}
    </li>
  )
}

function Chain({ detail: { chain } }: { readonly detail: SessionDetail }) {
  const text = useText()
  const nameOf = useName()
  if (chain.length < 2) return null
  return (
    <Card title={text('programme.chain')}>
      <ol className={classes.chain}>
        {chain.map(({ session, depth, source }) => (
          <li key={session.record.id} aria-current={depth === 0}>
            <span className="cluster">
              <SessionDay session={session} />
              {depth === 0 ? (
                <strong>{nameOf({ names: session.names, title: session.record.title })}</strong>
              ) : (
                <Link to={programmePath('sessions', session.record.id)}>
                  {nameOf({ names: session.names, title: session.record.title })}
                </Link>
              )}
              <SessionStanding standing={session.standing} />
            </span>
            {source === null ? null : <span className="soft small">{source}</span>}
          </li>
        ))}
      </ol>
    </Card>
  )
}

function DueCard({ detail: { due, agreed } }: { readonly detail: SessionDetail }) {
  const text = useText()
  const left = (days: number | null) =>
    days === null ? '' : days < 0 ? text('programme.due.late', { days: -days }) : text('programme.due.left', { days })
  return (
    <>
      <Card title={text('programme.due')} lead={due.length === 0 ? text('programme.due.none') : undefined} flush>
        <ul>
          {due.map(({ commitment, daysLeft }) => (
            <li key={commitment.record.id} className={classes.row}>
              <strong>{left(daysLeft)}</strong>
              <div className="stack-tight">
                <Link to="/commitments/$id" params={{ id: commitment.record.id }} className={classes.name}>
                  {text.of(commitment.text) || commitment.record.title}
                </Link>
              </div>
              <OwnerStates commitment={commitment} />
            </li>
          ))}
        </ul>
      </Card>
      {agreed.length === 0 ? null : (
        <Card title={text('programme.agreed')} flush>
          <ul>
            {agreed.map((commitment) => (
              <li key={commitment.record.id} className={classes.row}>
                <span>{commitment.lastDay === null ? '' : formatDay(commitment.due ?? commitment.lastDay, text.tag)}</span>
                <Link to="/commitments/$id" params={{ id: commitment.record.id }} className={classes.name}>
                  {text.of(commitment.text) || commitment.record.title}
                </Link>
                <OwnerStates commitment={commitment} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}
