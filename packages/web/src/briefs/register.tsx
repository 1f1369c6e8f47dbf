import type { RegisterShape } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { type Status, StatusMark } from '../parts/status-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { askRegister } from './ask-briefs.ts'
import { Below } from './below.tsx'
import { ToSource } from './brief-line.tsx'
import classes from './briefs.module.css'
import { RaiseDialog, type Raised } from './raise-dialog.tsx'
import { SaidList } from './said-list.tsx'
import { SayDialog, type Saying } from './say-dialog.tsx'
import { usePlaces } from './use-places.ts'

type Expectation = RegisterShape['expectations'][number]
type Issue = RegisterShape['issues'][number]
type Opens = { readonly own: string; readonly open: ((saying: Saying) => void) | undefined }

const shapes: Readonly<Record<string, Status>> = {
  open: 'waiting',
  accepted: 'active',
  refused: 'warn',
  met: 'good',
  withdrawn: 'off',
  raised: 'waiting',
  shared: 'active',
  asked: 'active',
  declined: 'off',
  workstream: 'good',
  closed: 'off',
}

/** What the parties expect of each other and what has come up, each with every answer; whoever may answer does so here. */
export function RegisterPage() {
  const text = useText()
  const may = useMay()
  const [saying, setSaying] = useState<Saying>()
  const question = useQuery(askRegister)
  const writes = may('record.create')
  const [raising, setRaising] = useState<Raised>()
  const places = usePlaces() ?? []
  const begin = (kind: Raised, label: string) =>
    !writes ? undefined : places.length > 0 ? (
      <Button variant="default" onClick={() => setRaising(kind)}>
        {label}
      </Button>
    ) : (
      // Without a body to raise it in, the whole form asks what it is about.
      <Button variant="default" renderRoot={(props) => <Link to="/new/$kind" params={{ kind }} {...props} />}>
        {label}
      </Button>
    )
  const open = writes ? setSaying : undefined
  return (
    <Page title={text('briefs.register')} lead={text('briefs.register.lead')}>
      <Answered question={question} shape="rows">
        {({ expectations, issues, party: own, parties: all }) => (
          <div className="stack">
            <Card
              title={text('briefs.register.expectations')}
              lead={expectations.length === 0 ? text('briefs.register.expectations.none') : undefined}
              actions={begin('expectation', text('briefs.register.expect'))}
            >
              {expectations.map((one) => (
                <ExpectationItem key={one.id} one={one} own={own} open={open} />
              ))}
            </Card>
            <Card
              title={text('briefs.register.issues')}
              lead={issues.length === 0 ? text('briefs.register.issues.none') : undefined}
              actions={begin('emerging-issue', text('briefs.register.raise'))}
            >
              {issues.map((one) => (
                <IssueItem key={one.id} one={one} own={own} open={open} />
              ))}
            </Card>
            {raising === undefined ? null : (
              <RaiseDialog
                kind={raising}
                places={places}
                others={all.filter((party) => party !== own)}
                onClose={() => setRaising(undefined)}
              />
            )}
            {saying === undefined ? null : <SayDialog saying={saying} party={own} onClose={() => setSaying(undefined)} />}
          </div>
        )}
      </Answered>
    </Page>
  )
}

/** One of the register, called by its words; the one that the address names is brought into view. */
function Item({ id, words, children }: { readonly id: string; readonly words: string; readonly children: ReactNode }) {
  const may = useMay()
  const { hash } = useLocation()
  const isNamed = hash === id
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isNamed) place.current?.scrollIntoView({ block: 'center' })
  }, [isNamed])
  return (
    <section ref={place} id={id} className={classes.item} data-named={isNamed}>
      <p>
        {may('record.read') ? (
          <Link to="/records/$id" params={{ id }}>
            {words}
          </Link>
        ) : (
          <strong>{words}</strong>
        )}
      </p>
      {children}
    </section>
  )
}

function ExpectationItem({ one, own, open }: { readonly one: Expectation } & Opens) {
  const text = useText()
  const parties = useParties()
  const codes = useCodeWords('expectation-answer')
  const { id, from, of, status, ground, lastDay, overdue, commitments, answers, warnings } = one
  const isOpen = status === 'open' || status === 'accepted'
  const may =
    of === own
      ? isOpen
        ? [...(status === 'open' ? ['accepts'] : []), 'refuses', 'met']
        : status === 'refused'
          ? ['accepts']
          : []
      : from === own && status !== 'withdrawn'
        ? ['withdraws']
        : []
  return (
    <Item id={id} words={text.of(one.words)}>
      <span className="cluster">
        <span className="soft small">{text('briefs.register.of', { from: parties.nameOf(from), of: parties.nameOf(of) })}</span>
        <StatusMark status={shapes[status] ?? 'plain'}>
          {text(`briefs.expectation.${status as 'open'}`)}
          {ground === null ? null : `: ${codes?.('ground', ground) ?? ground}`}
        </StatusMark>
        {lastDay === null ? null : (
          <Tag tone={overdue ? 'bad' : 'plain'}>
            {text(overdue ? 'commitments.late' : 'commitments.due', { day: formatDay(lastDay, text.tag) })}
          </Tag>
        )}
        {commitments.map((commitment) => (
          <ToSource key={commitment} kind="commitment" id={commitment}>
            {text('briefs.register.became')}
          </ToSource>
        ))}
      </span>
      <SaidList said={answers} />
      <Below
        warnings={warnings}
        may={may}
        say={open === undefined ? undefined : (says) => open({ kind: 'expectation-answer', about: id, says })}
      />
    </Item>
  )
}

function IssueItem({ one, own, open }: { readonly one: Issue } & Opens) {
  const text = useText()
  const parties = useParties()
  const codes = useCodeWords('emerging-issue')
  const { id, from, since, status, seenBy, askedBy, workstream, commitments, steps, warnings } = one
  const isOver = status === 'workstream' || status === 'closed'
  const may = isOver
    ? []
    : [
        ...(seenBy.includes(own) ? [] : ['supports']),
        ...(askedBy === null ? ['asks'] : askedBy === own ? [] : ['agrees', 'declines']),
        ...(from === own ? ['closes'] : []),
      ]
  return (
    <Item id={id} words={text.of(one.words)}>
      <span className="cluster">
        <StatusMark status={shapes[status] ?? 'plain'}>{text(`briefs.issue.${status as 'raised'}`)}</StatusMark>
        {workstream === null ? null : <Tag>{codes?.('workstream', workstream) ?? workstream}</Tag>}
        <span className="soft small">
          {[
            text('briefs.register.raised', { from: parties.nameOf(from) }),
            ...(since === null ? [] : [text('briefs.register.seenSince', { day: formatDay(since, text.tag) })]),
          ].join(', ')}
        </span>
        {seenBy.map((party) => (
          <PartyMark key={party} party={party} short />
        ))}
        {commitments.map((commitment) => (
          <ToSource key={commitment} kind="commitment" id={commitment}>
            {text('briefs.register.became')}
          </ToSource>
        ))}
      </span>
      <SaidList said={steps} />
      <Below warnings={warnings} may={may} say={open === undefined ? undefined : (says) => open({ kind: 'issue-step', about: id, says })} />
    </Item>
  )
}
