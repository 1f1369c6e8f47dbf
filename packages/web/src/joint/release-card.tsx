import type { JointDraftDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Definition, DefinitionList } from '../parts/definition-list.tsx'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconClock } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { Tag } from '../parts/tag.tsx'
import { programmePath } from '../programme/programme-path.ts'
import classes from './joint.module.css'
import { FirstKeyDialog, SecondKeyDialog, TakeBackDialog } from './key-dialogs.tsx'
import { releaseTone } from './release-tone.ts'
import { shownAt } from './shown-at.ts'
import { stepsOfRelease } from './steps-of-release.ts'

const icons = { done: IconCircleCheck, now: IconClock, later: IconCircleDashed, bad: IconAlertTriangle } as const

type Asking =
  | { readonly what: 'sign' | 'back' }
  | { readonly what: 'second'; readonly outcome: 'confirmed' | 'refused'; readonly at: number }

/** The way of the text to its release: what is done, what is next and by whom, what stands in the way, and what became of it at the instant. */
export function ReleaseCard({ detail }: { readonly detail: JointDraftDetail }) {
  const text = useText()
  const may = useMay()
  const parties = useParties()
  const [asking, setAsking] = useState<Asking>()
  const { release, text: exact, draft, keys, party } = detail
  const isOver = release.state === 'published' || release.state === 'due'
  const isDead = release.state === 'lapsed' || release.state === 'withdrawn'
  const isSigned = !isDead && release.signed.some((one) => one.party === party && one.withdrawnAt === null)
  const signs =
    may('joint.sign') &&
    exact !== null &&
    !isOver &&
    !isSigned &&
    keys.length === 0 &&
    !detail.clocks.some(({ state }) => state === 'beyond')
  const withdraws = may('joint.withdraw') && isSigned && !isOver
  return (
    <Card
      title={text('joint.release')}
      lead={text(`joint.release.${release.state}.lead`)}
      actions={<Tag tone={releaseTone(release.state)}>{text(`joint.release.${release.state}`)}</Tag>}
    >
      <div className="stack">
        <Obstacles detail={detail} />
        <ol className={classes.steps}>
          {stepsOfRelease(detail).map(({ code, state, party: of }) => {
            const Icon = icons[state]
            const words = text(`joint.step.${code}.${state === 'done' ? 'done' : 'open'}`, {
              party: parties.nameOf(of ?? party),
              standing: draft.standing,
              clauses: draft.clauses,
            })
            return (
              <li key={`${code} ${of ?? ''}`} data-state={state}>
                <Icon size={18} aria-hidden="true" />
                <span>
                  <span className="unseen">{text(`joint.stepState.${state}`)}: </span>
                  {words}
                </span>
              </li>
            )
          })}
        </ol>
        {keys.map((key, at) => (
          <Notice key={key.proposal.id} tone="info" title={text('joint.secondKey')}>
            <div className="stack-tight">
              <span>
                {text('joint.key.by', { who: key.proposal.proposedBy, at: shownAt(key.at, text.tag) })}
                {key.embargo === '' ? '' : ` ${text('joint.embargo.said', { words: key.embargo })}`}
              </span>
              <span className="soft">{key.proposal.reason}</span>
              {key.sha256 === exact?.sha256 ? null : <strong>{text('joint.key.stale')}</strong>}
              {key.proposal.mayDecide ? (
                <span className="cluster">
                  <Button size="xs" onClick={() => setAsking({ what: 'second', outcome: 'confirmed', at })}>
                    {text('joint.key.confirm')}
                  </Button>
                  <Button size="xs" variant="default" onClick={() => setAsking({ what: 'second', outcome: 'refused', at })}>
                    {text('joint.key.refuse')}
                  </Button>
                </span>
              ) : (
                <Link to="/proposals">{text('people.nav.proposals')}</Link>
              )}
            </div>
          </Notice>
        ))}
        <Facts detail={detail} />
        <span className="cluster" data-no-print>
          {signs ? <Button onClick={() => setAsking({ what: 'sign' })}>{text('joint.sign')}</Button> : null}
          {withdraws ? (
            <Button variant="default" onClick={() => setAsking({ what: 'back' })}>
              {text('joint.back')}
            </Button>
          ) : null}
          {detail.published === null ? null : (
            <>
              <Button
                component="a"
                download="statement.json"
                href={`data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(detail.published.document))}`}
              >
                {text('joint.file')}
              </Button>
              <Link to={programmePath('statements', draft.record.id)}>{text('joint.beside')}</Link>
              <Link to="/verify">{text('joint.verify')}</Link>
            </>
          )}
        </span>
      </div>
      {asking?.what === 'sign' ? <FirstKeyDialog detail={detail} onClose={() => setAsking(undefined)} /> : null}
      {asking?.what === 'back' ? <TakeBackDialog detail={detail} onClose={() => setAsking(undefined)} /> : null}
      {asking?.what === 'second' ? (
        <SecondKeyDialog detail={detail} at={asking.at} outcome={asking.outcome} onClose={() => setAsking(undefined)} />
      ) : null}
    </Card>
  )
}

/** What stops the release, or would: each in words, with where two texts first differ. */
function Obstacles({ detail: { release, clocks, draft, party, text: exact } }: { readonly detail: JointDraftDetail }) {
  const text = useText()
  const parties = useParties()
  const { difference } = release
  const place = difference === null ? '' : /^clause_(\d+)$/.exec(difference.where)?.[1]
  const where =
    place !== undefined && place !== ''
      ? text('joint.clause', { number: Number(place) })
      : text(difference?.where === 'title' ? 'joint.where.title' : 'joint.where.form')
  const isOver = release.state === 'published' || release.state === 'due'
  return (
    <>
      {exact === null && !isOver && draft.problems.length > 0 ? (
        <Notice tone="info" title={text('joint.open.title')}>
          {draft.problems.map((code) => text.find(`joint.problem.${code}`) ?? code).join(' ')}
        </Notice>
      ) : null}
      {release.faults.map(({ code, of }) => (
        <Notice key={`${code} ${of}`} tone="bad" title={text.find(`joint.fault.${code}`, { party: parties.nameOf(of) }) ?? code}>
          {text.find(`joint.fault.${code}.do`, { party: parties.nameOf(of) })}
        </Notice>
      ))}
      {difference === null ? null : (
        <Notice
          tone="bad"
          title={text('joint.difference', {
            where,
            language: difference.language === null ? '' : text(`joint.where.${difference.language}`),
            offset: difference.offset + 1,
          })}
        >
          <span lang={difference.language ?? undefined}>
            «{difference.ours}» / «{difference.theirs}»
          </span>
        </Notice>
      )}
      {clocks
        .filter(({ state }) => state === 'beyond' && !isOver && !release.faults.some(({ code }) => code === 'clocks_differ'))
        .map(({ party: of }) => (
          <Notice key={of} tone="bad" title={text('joint.fault.clocks_differ', { party: parties.nameOf(of) })}>
            {text('joint.fault.clocks_differ.do', { party: parties.nameOf(of) })}
          </Notice>
        ))}
      {release.unseen
        .filter((of) => of !== party)
        .map((of) => (
          <Notice key={of} tone="warn" title={text('joint.unseen', { party: parties.nameOf(of) })}>
            {text('joint.unseen.lead')}
          </Notice>
        ))}
    </>
  )
}

function Facts({ detail: { release, text: exact, clocks, party } }: { readonly detail: JointDraftDetail }) {
  const text = useText()
  const parties = useParties()
  const at = (instant: string) => shownAt(instant, text.tag)
  const sha256 = exact?.sha256 ?? release.sha256
  const items: readonly (Definition | undefined)[] = [
    release.at === null ? undefined : { term: text('joint.at'), detail: at(release.at) },
    ...release.published.map(({ party: of, at: when, lateSeconds }) => ({
      term: text('joint.published', { party: parties.nameOf(of) }),
      detail: text(lateSeconds < 1 ? 'joint.publishedOn' : 'joint.publishedAt', { at: at(when), late: lateSeconds }),
    })),
    ...release.signed.map(({ party: of, made, receiptedAt, withdrawnAt, embargo, sha256: hash }) => ({
      term: text('joint.certificate', { party: parties.nameOf(of) }),
      detail: [
        withdrawnAt === null ? text('joint.signedAt', { at: at(made) }) : text('joint.withdrawnAt', { at: at(withdrawnAt) }),
        of === party ? text(receiptedAt === null ? 'joint.unreceipted' : 'joint.receipted') : '',
        hash === sha256 ? '' : text('joint.hash.other', { start: hash.slice(0, 12) }),
        embargo === '' ? '' : text('joint.embargo.said', { words: embargo }),
      ]
        .filter((words) => words !== '')
        .join(' '),
    })),
    sha256 === null ? undefined : { term: text('joint.sha256'), detail: <code className={classes.hash}>{sha256}</code> },
    ...clocks.map(({ party: of, state, aheadMs }) => ({
      term: text('joint.clock', { party: parties.nameOf(of) }),
      detail: text(`joint.clock.${state}`, { seconds: Math.abs(Math.round((aheadMs ?? 0) / 1000)) }),
    })),
  ]
  return <DefinitionList items={items.filter((item) => item !== undefined)} />
}
