import type { Proposal } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { askProposals } from '../api/people-questions.ts'
import { type Text, useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Definition, DefinitionList } from '../parts/definition-list.tsx'
import { IconCircleCheck } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { type Status, StatusMark } from '../parts/status-mark.tsx'
import { Time } from '../parts/time.tsx'
import { DecideDialog, type Deciding } from '../people/decide-dialog.tsx'
import { PasswordOnce } from '../people/password-once.tsx'
import { PreviewLink } from '../people/preview-link.tsx'
import { useRoleName } from '../people/role-name.ts'
import { useSayProposal } from '../people/say-proposal.ts'
import { programmePath } from '../programme/programme-path.ts'

/** Changes that one person proposed and another confirms: mine to decide first, then my own, then what was decided. */
export function Proposals() {
  const text = useText()
  const proposals = useQuery(askProposals)
  const [deciding, setDeciding] = useState<Deciding>()
  const [password, setPassword] = useState<{ readonly user: string; readonly password: string }>()
  return (
    <Page title={text('people.proposals.title')} lead={text('people.proposals.lead')}>
      <Answered question={proposals} shape="cards">
        {(items) => {
          const open = items.filter((one) => one.state === 'open')
          const over = items.filter((one) => one.state !== 'open')
          return (
            <div className="stack">
              {open.length === 0 ? (
                <Card>
                  <Empty icon={<IconCircleCheck size={32} />} title={text('people.proposals.empty')}>
                    {text('people.proposals.empty.detail')}
                  </Empty>
                </Card>
              ) : null}
              {[...open]
                .sort((a, b) => Number(b.mayDecide) - Number(a.mayDecide))
                .map((one) => (
                  <ProposalCard key={one.id} proposal={one} onAsk={(outcome) => setDeciding({ proposal: one, outcome })} />
                ))}
              {over.length === 0 ? null : <h2>{text('people.proposals.over')}</h2>}
              {over.map((one) => (
                <ProposalCard key={one.id} proposal={one} />
              ))}
            </div>
          )
        }}
      </Answered>
      {deciding === undefined ? null : (
        <DecideDialog
          {...deciding}
          onClose={() => setDeciding(undefined)}
          onPassword={(made) => setPassword({ user: deciding.proposal.subject ?? '', password: made })}
        />
      )}
      {password === undefined ? null : <PasswordOnce {...password} onClose={() => setPassword(undefined)} />}
    </Page>
  )
}

const states: Readonly<Record<Proposal['state'], Status>> = {
  open: 'waiting',
  confirmed: 'good',
  refused: 'bad',
  withdrawn: 'off',
  expired: 'off',
}

function ProposalCard({ proposal, onAsk }: { readonly proposal: Proposal; readonly onAsk?: (outcome: Deciding['outcome']) => void }) {
  const text = useText()
  const { publication } = proposal
  const say = useSayProposal()
  const roleName = useRoleName()
  const list = new Intl.ListFormat(text.tag, { type: 'disjunction' })
  return (
    <Card
      title={say(proposal)}
      tone={proposal.mayDecide ? 'warn' : undefined}
      actions={<StatusMark status={states[proposal.state]}>{text(`people.proposal.${proposal.state}`)}</StatusMark>}
    >
      <div className="stack">
        <DefinitionList
          items={[
            ...(proposal.retention === null
              ? []
              : [{ term: text('people.proposal.retention'), detail: sayPeriod(proposal.retention, text) }]),
            ...(publication === null ? [] : sayPublication(publication, text)),
            // A publication has its reason in both languages, or none.
            ...(publication === null ? [{ term: text('form.reason'), detail: proposal.reason }] : []),
            {
              term: text('people.proposal.by'),
              detail: (
                <>
                  <span className="mono">{proposal.proposedBy}</span> · <Time at={proposal.proposedAt} brief />
                </>
              ),
            },
            { term: text('people.proposal.why'), detail: text.find(`decisions.second_${proposal.why}`) ?? proposal.why },
            ...(proposal.state === 'open'
              ? [
                  { term: text('people.proposal.until'), detail: <Time at={proposal.expiresAt} brief /> },
                  { term: text('people.proposal.who'), detail: list.format(proposal.seconds.map(roleName)) },
                ]
              : []),
            ...(proposal.decidedBy === null
              ? []
              : [
                  {
                    term: text('people.proposal.decidedBy'),
                    detail: (
                      <>
                        <span className="mono">{proposal.decidedBy}</span>
                        {proposal.decidedAt === null ? null : (
                          <>
                            {' '}
                            · <Time at={proposal.decidedAt} brief />
                          </>
                        )}
                      </>
                    ),
                  },
                ]),
          ]}
        />
        {proposal.record === null ? null : (
          <p>
            {proposal.what === 'joint_release' ? (
              <Link to={programmePath('drafts', proposal.record)}>{text('people.proposal.draft')}</Link>
            ) : (
              <Link to="/records/$id" params={{ id: proposal.record }}>
                {text('people.proposal.record')}
              </Link>
            )}
          </p>
        )}
        {onAsk === undefined ? null : proposal.mayDecide ? (
          <div className="cluster">
            <Button onClick={() => onAsk('confirmed')}>{text('people.proposal.confirm')}</Button>
            <Button variant="default" onClick={() => onAsk('refused')}>
              {text('people.proposal.refuse')}
            </Button>
          </div>
        ) : proposal.mine ? (
          <div className="cluster">
            <Button variant="default" onClick={() => onAsk('withdrawn')}>
              {text('people.proposal.withdraw')}
            </Button>
          </div>
        ) : null}
      </div>
    </Card>
  )
}

/** So many records stand in sight; more are one touch away. */
const inSight = 6

function sayPublication({ does, items, publishAt, reason }: NonNullable<Proposal['publication']>, text: Text): readonly Definition[] {
  const list = (
    <ul className="stack-tight">
      {items.map(({ id, title, hasPage }) => (
        <li key={id}>
          <Link to="/records/$id" params={{ id }}>
            {title}
          </Link>{' '}
          {hasPage && does !== 'withdraw' ? <PreviewLink id={id} title={title} /> : null}
        </li>
      ))}
    </ul>
  )
  return [
    {
      term: text('people.proposal.records'),
      detail:
        items.length <= inSight ? (
          list
        ) : (
          <details>
            <summary>{text('people.proposal.records.count', { count: items.length })}</summary>
            {list}
          </details>
        ),
    },
    { term: text('people.proposal.publishAt'), detail: <Time at={publishAt} /> },
    ...(reason === null ? [] : [{ term: text('people.proposal.toPublic'), detail: text.of(reason) }]),
  ]
}

function sayPeriod({ days, atEnd }: NonNullable<Proposal['retention']>, text: Text): string {
  if (days === null) return text('people.proposal.retention.always')
  return text(atEnd === 'erase' ? 'people.proposal.retention.erase' : 'people.proposal.retention.review', { days })
}
