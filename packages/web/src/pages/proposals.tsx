import type { Proposal } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { askProposals } from '../api/people-questions.ts'
import { send } from '../api/send.ts'
import { formatInstant } from '../language/format.ts'
import { type Text, useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { IconCircleCheck } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { ReasonField, readReason } from '../parts/reason-field.tsx'
import { type Status, StatusMark } from '../parts/status-mark.tsx'
import { Time } from '../parts/time.tsx'
import { showToast } from '../parts/toast.ts'
import { PasswordOnce } from '../people/password-once.tsx'
import { useRoleName } from '../people/role-name.ts'
import { useSayProposal } from '../people/say-proposal.ts'
import { programmePath } from '../programme/programme-path.ts'

type Outcome = 'confirmed' | 'refused' | 'withdrawn'
type Asking = { readonly proposal: Proposal; readonly outcome: Outcome }

/** Changes that one person proposed and another confirms: mine to decide first, then my own, then what was decided. */
export function Proposals() {
  const text = useText()
  const client = useQueryClient()
  const proposals = useQuery(askProposals)
  const [asking, setAsking] = useState<Asking>()
  const [password, setPassword] = useState<{ readonly user: string; readonly password: string }>()
  const decide = async ({ proposal, outcome }: Asking, reason: string) => {
    const answer = await send<{ password: string | null }>('POST', `/proposals/${proposal.id}`, { body: { outcome, reason } })
    await client.invalidateQueries()
    showToast(text(`people.proposal.said.${outcome}`), { tone: 'good' })
    if (answer.password !== null) setPassword({ user: proposal.subject ?? '', password: answer.password })
  }
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
                  <ProposalCard key={one.id} proposal={one} onAsk={(outcome) => setAsking({ proposal: one, outcome })} />
                ))}
              {over.length === 0 ? null : <h2>{text('people.proposals.over')}</h2>}
              {over.map((one) => (
                <ProposalCard key={one.id} proposal={one} />
              ))}
            </div>
          )
        }}
      </Answered>
      {asking === undefined ? null : (
        <DecideDialog asking={asking} onClose={() => setAsking(undefined)} onDecide={(reason) => decide(asking, reason)} />
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

function ProposalCard({ proposal, onAsk }: { readonly proposal: Proposal; readonly onAsk?: (outcome: Outcome) => void }) {
  const text = useText()
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
            { term: text('form.reason'), detail: proposal.reason },
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

function DecideDialog({
  asking,
  onClose,
  onDecide,
}: {
  readonly asking: Asking
  readonly onClose: () => void
  readonly onDecide: (reason: string) => Promise<void>
}) {
  const text = useText()
  const say = useSayProposal()
  const [reason, setReason] = useState('')
  const { proposal, outcome } = asking
  const will =
    outcome === 'confirmed'
      ? [
          say(proposal),
          text.find(`people.confirms.${proposal.what}`, {
            until: holdEnd(proposal, text.tag),
            count: proposal.retention?.wouldErase ?? 0,
          }) ?? '',
          text('people.confirms.signed'),
        ].filter((sentence) => sentence !== '')
      : [text(`people.decides.${outcome}`)]
  return (
    <Confirm
      title={text(`people.proposal.title.${outcome}`)}
      will={will}
      action={text(
        outcome === 'confirmed' ? 'people.proposal.confirm' : outcome === 'refused' ? 'people.proposal.refuse' : 'people.proposal.withdraw',
      )}
      grave={outcome === 'confirmed' && ['erase', 'retention', 'account_disable'].includes(proposal.what)}
      onClose={onClose}
      onConfirm={async () => onDecide(readReason(reason))}
    >
      <ReasonField value={reason} onChange={setReason} />
    </Confirm>
  )
}

function sayPeriod({ days, atEnd }: NonNullable<Proposal['retention']>, text: Text): string {
  if (days === null) return text('people.proposal.retention.always')
  return text(atEnd === 'erase' ? 'people.proposal.retention.erase' : 'people.proposal.retention.review', { days })
}

function holdEnd(proposal: Proposal, tag: string): string {
  const ms = Date.parse(proposal.proposedAt) + (proposal.hours ?? 0) * 3_600_000
  return formatInstant(new Date(ms).toISOString(), tag)
}
