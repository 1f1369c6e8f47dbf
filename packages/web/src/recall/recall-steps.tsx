import type { Recall } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import { RecallBranches } from './recall-branches.tsx'
import classes from './recall-steps.module.css'
import { sayReason, sayRecallState, toneOf } from './say-recall.ts'
import { type RecallStep, StepList } from './step-list.tsx'

/** Recalls as a tree of who was told: each partner with how far it has come, what it said, and what proves it. */
export function RecallTree({ recalls, linked }: { readonly recalls: readonly Recall[]; readonly linked: boolean }) {
  const text = useText()
  return (
    <ul className={classes.branches}>
      {recalls.map((recall) => (
        <li key={recall.id} className="stack-tight">
          <span className="cluster">
            <PartyMark party={recall.partner} />
            <Tag tone={toneOf(recall)}>{sayRecallState(recall, text)}</Tag>
            <span>{sayReason(recall.reason, text)}</span>
          </span>
          <RecallSteps recall={recall} />
          <RecallWords recall={recall} />
          {linked ? (
            <span>
              <Link to="/recalls/$id" params={{ id: recall.id }}>
                {text('recall.open')}
              </Link>
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** Told, received, hidden, answered: with its time, or still to come by a deadline. */
export function RecallSteps({ recall }: { readonly recall: Recall }) {
  const text = useText()
  const sent = recall.direction === 'sent'
  const over = recall.state === 'withdrawn' || recall.state === 'replaced'
  const steps: readonly (RecallStep | undefined)[] = [
    { id: sent ? 'told' : 'asked', at: recall.toldAt },
    sent ? { id: 'received', at: recall.receivedAt } : undefined,
    { id: 'hidden', at: recall.hiddenAt },
    { id: recall.answeredAt === null ? 'purged' : answered(recall), at: recall.answeredAt },
    recall.answeredAt === null ? undefined : { id: 'countersigned', at: recall.countersignedAt },
  ]
  return (
    <div className="stack-tight">
      <StepList steps={steps.filter((step) => step !== undefined)} />
      {over || recall.endedAt !== null ? null : (
        <span className="soft small">
          {text('recall.purgeBy')} <Time at={recall.purgeBy} />
        </span>
      )}
      {recall.refusedFor === null ? null : (
        <span>{text.find(`quarantine.reason.${recall.refusedFor}`) ?? text('quarantine.reason.other', { code: recall.refusedFor })}</span>
      )}
      {recall.purgedVersions === null ? null : <span>{text('recall.purged.count', { count: recall.purgedVersions })}</span>}
      {recall.derived === 0 ? null : <span>{text('recall.derived.count', { count: recall.derived })}</span>}
      <RecallBranches recall={recall} />
    </div>
  )
}

function answered({ state }: Recall): RecallStep['id'] {
  return state === 'held' || state === 'objected' || state === 'already_erased' || state === 'never_received' || state === 'never_readable'
    ? state
    : 'purged'
}

/** Whose recall a holder passes on, and what that party's own word is worth that came with it. */
export function RecallAuthor({ recall }: { readonly recall: Recall }) {
  const text = useText()
  const parties = useParties()
  if (recall.author === null) return null
  const said = { holder: parties.nameOf(recall.partner), author: parties.nameOf(recall.author) }
  return (
    <p>
      {text(recall.direction === 'sent' ? 'recall.author.sent' : 'recall.author', said)}{' '}
      {recall.authorWord === null ? null : text(`recall.word.${recall.authorWord}`, said)}
    </p>
  )
}

function RecallWords({ recall }: { readonly recall: Recall }) {
  const text = useText()
  return (
    <>
      <RecallAuthor recall={recall} />
      {recall.words ? <p dir="auto">{text('recall.said', { words: recall.words })}</p> : null}
      {recall.answerWords ? <p dir="auto">{text('recall.answered', { words: recall.answerWords })}</p> : null}
    </>
  )
}
