import type { MechanismDetail, ToldSession } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Definition, DefinitionList } from '../parts/definition-list.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { askMechanism } from './ask-programme.ts'
import { BeatLine } from './beat-line.tsx'
import { Delegations } from './delegations.tsx'
import classes from './programme.module.css'
import { useProgrammeId } from './programme-pages.tsx'
import { programmePath } from './programme-path.ts'
import { SessionDay, SessionLine, SessionStanding, SessionWarnings, useName } from './session-row.tsx'

/** One body: its mandate, whether it meets as agreed, and every session of its series with who came, what was on the agenda and what came of it. */
export function MechanismPage() {
  const text = useText()
  const id = useProgrammeId()
  const nameOf = useName()
  const question = useQuery(askMechanism(id))
  const mechanism = question.data?.mechanism
  return (
    <Page
      title={mechanism === undefined ? text('programme.body') : nameOf({ names: mechanism.names, title: mechanism.record.title })}
      trail={[{ label: text('programme.title'), to: '/programme' }]}
      actions={
        <Button variant="default" renderRoot={(props) => <Link to="/records/$id" params={{ id }} {...props} />}>
          {text('programme.record')}
        </Button>
      }
    >
      <Answered question={question}>{(detail) => <Whole detail={detail} />}</Answered>
    </Page>
  )
}

function Whole({ detail }: { readonly detail: MechanismDetail }) {
  const text = useText()
  const nameOf = useName()
  const { mechanism, mandate, mandateSource, beatWords, beatSource, children, sessions, chain } = detail
  const { beat } = mechanism
  const facts: readonly (Definition | undefined)[] = [
    ...Object.entries(mechanism.names).map(([tag, name]) => ({
      term: text('programme.name', { tag: tag.toUpperCase() }),
      detail: <span lang={tag}>{name}</span>,
    })),
    mechanism.others.length === 0 ? undefined : { term: text('programme.others'), detail: mechanism.others.join('; ') },
    { term: text('programme.level'), detail: text.find(`programme.level.${mechanism.level}`) ?? mechanism.level },
    Object.keys(mandate).length === 0
      ? undefined
      : { term: text('programme.mandate'), detail: mandateSource === null ? text.of(mandate) : `${text.of(mandate)} (${mandateSource})` },
    Object.keys(beatWords).length === 0 && beatSource === null
      ? undefined
      : { term: text('programme.rhythm'), detail: [text.of(beatWords), beatSource ?? ''].filter(Boolean).join(' · ') },
    mechanism.parent === null
      ? undefined
      : {
          term: text('programme.parent'),
          detail: <Link to={programmePath('mechanisms', mechanism.parent.id)}>{nameOf(mechanism.parent)}</Link>,
        },
    mechanism.programme === null
      ? undefined
      : {
          term: text('programme.of'),
          detail: <Link to={programmePath('programmes', mechanism.programme.id)}>{nameOf(mechanism.programme)}</Link>,
        },
    children.length === 0 ? undefined : { term: text('programme.children'), detail: children.map(nameOf).join('; ') },
  ]
  return (
    <div className="stack">
      {beat?.missed === true ? (
        <Notice
          tone="bad"
          title={text(beat.lastHeld === null ? 'programme.beat.never' : 'programme.beat.missed', {
            days: beat.days ?? 0,
            agreed: beat.everyDays,
          })}
        />
      ) : null}
      <Card title={text('programme.about')}>
        <div className="stack">
          {beat === null ? <p className="soft">{text('programme.beat.unknown')}</p> : <BeatLine beat={beat} />}
          <DefinitionList items={facts.filter((item) => item !== undefined)} />
        </div>
      </Card>
      {sessions.length === 0 ? <p className="soft">{text('programme.sessions.none')}</p> : null}
      {sessions.map((told) => (
        <SessionCard key={told.session.record.id} told={told} />
      ))}
      {chain.length < 2 ? null : (
        <Card title={text('programme.chain')} flush>
          <ul>
            {chain.map((session) => (
              <SessionLine key={session.record.id} session={session} />
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}

const groups = ['agenda', 'decision', 'document', 'review'] as const

function SessionCard({ told: { session, delegations, items, reviews } }: { readonly told: ToldSession }) {
  const text = useText()
  const nameOf = useName()
  const name = nameOf({ names: session.names, title: session.record.title })
  return (
    <Card
      title={session.number === null ? name : text('programme.numbered', { number: session.number, name })}
      actions={<Link to={programmePath('sessions', session.record.id)}>{text('programme.open')}</Link>}
    >
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
        <Delegations delegations={delegations} told={session.parties.length} />
        <div className={classes.parts}>
          {groups.map((type) => {
            const those = items.filter((item) => item.type === type)
            if (those.length === 0) return null
            return (
              <section key={type} aria-label={text(`programme.items.${type}`)}>
                <h3>{text(`programme.items.${type}`)}</h3>
                <ol className={classes.people}>
                  {those.map((item) => (
                    <li key={item.record.id}>{text.of(item.words)}</li>
                  ))}
                </ol>
              </section>
            )
          })}
        </div>
      </div>
    </Card>
  )
}
