import type { JointClause, JointDraftDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import type { ClauseWord } from './clause-dialog.tsx'
import classes from './joint.module.css'
import { TwoChanges, TwoTexts, Warnings } from './two-texts.tsx'

const tones = { stands: 'good', proposed: 'warn', rejected: 'bad', conflict: 'bad' } as const

type Shown = {
  readonly detail: JointDraftDetail
  readonly clause: JointClause
  /** Undefined where nothing can be written: the text is out, or the role writes nothing. */
  readonly open: ((word: ClauseWord) => void) | undefined
}

/** One clause: how it reads in both languages, what changed, who accepts it, what was said of it, and its earlier versions. */
export function ClauseCard({ number, ...shown }: Shown & { readonly number: number }) {
  const text = useText()
  const parties = useParties()
  const { clause } = shown
  const waits = clause.waitsFor.map(parties.nameOf).join(', ')
  return (
    <Card
      title={text('joint.clause', { number })}
      actions={<Tag tone={tones[clause.state]}>{text(`joint.state.${clause.state}`)}</Tag>}
      lead={clause.state === 'proposed' ? text('joint.waits', { parties: waits }) : text.find(`joint.state.${clause.state}.lead`)}
    >
      {clause.heads.map((head) => (
        <Head key={head.version.id} {...shown} head={head} />
      ))}
      <Comments {...shown} />
      <Versions clause={clause} />
    </Card>
  )
}

function Head({ detail, clause, head, open }: Shown & { readonly head: JointClause['heads'][number] }) {
  const text = useText()
  const parties = useParties()
  const { version, acceptedBy, rejectedBy, warnings } = head
  const before = clause.versions.find(({ id }) => version.replaces.includes(id))
  const replaces = clause.heads.map((each) => each.version.id)
  const words = { es: version.es, en: version.en }
  const isConflict = clause.state === 'conflict'
  const isOurs = acceptedBy.includes(detail.party)
  return (
    <section className={classes.part}>
      <span className="cluster">
        <PartyMark party={version.from} />
        <span className="soft small">
          <Time at={version.at} />
        </span>
        {acceptedBy.map((party) => (
          <Tag key={party} tone="good">
            {text('joint.accepted', { party: parties.nameOf(party) })}
          </Tag>
        ))}
        {rejectedBy.map((party) => (
          <Tag key={party} tone="bad">
            {text('joint.rejected', { party: parties.nameOf(party) })}
          </Tag>
        ))}
      </span>
      {version.removed ? <p>{text('joint.removed')}</p> : null}
      <TwoTexts words={words} warnings={warnings} removed={version.removed} />
      <Warnings warnings={warnings} />
      {version.why === '' ? null : <p className="soft small">{text('joint.why.said', { words: version.why })}</p>}
      {head.said.map(({ from, at, says, words: why }) => (
        <p key={`${from} ${at}`} className="small">
          {text.find(`joint.said.${says}`, { party: parties.nameOf(from), words: why })}
        </p>
      ))}
      {before === undefined || version.removed ? null : (
        <details className={classes.more} open={clause.state !== 'stands'}>
          <summary>{text('joint.changes')}</summary>
          <TwoChanges before={before} after={version} />
        </details>
      )}
      {open === undefined ? null : (
        <span className="cluster" data-no-print>
          {isConflict ? (
            <Button
              size="xs"
              onClick={() => open({ what: 'version', clause: clause.id, place: version.place, replaces, words, conflict: true })}
            >
              {text('joint.choose')}
            </Button>
          ) : null}
          {isOurs || isConflict ? null : (
            <Button
              size="xs"
              onClick={() =>
                open({ what: 'word', says: 'accepts', about: version.id, sha256: version.sha256, words, removes: version.removed })
              }
            >
              {text(version.removed ? 'joint.accept.removal' : 'joint.accept')}
            </Button>
          )}
          {isConflict || rejectedBy.includes(detail.party) ? null : (
            <Button size="xs" variant="default" onClick={() => open({ what: 'word', says: 'rejects', about: version.id, words })}>
              {text(isOurs ? 'joint.unaccept' : 'joint.reject')}
            </Button>
          )}
          {isConflict ? null : (
            <Button
              size="xs"
              variant="default"
              onClick={() => open({ what: 'version', clause: clause.id, place: version.place, replaces, words })}
            >
              {text('joint.propose')}
            </Button>
          )}
          {version.removed || isConflict ? null : (
            <Button size="xs" variant="default" onClick={() => open({ what: 'removal', place: version.place, replaces, words })}>
              {text('joint.remove')}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => open({ what: 'word', says: 'comments', about: version.id, words })}>
            {text('joint.comment')}
          </Button>
        </span>
      )}
    </section>
  )
}

function Comments({ detail, clause, open }: Shown) {
  const text = useText()
  const parties = useParties()
  const heads = clause.heads.map(({ version }) => version.id)
  const about = [...heads, ...clause.versions.map(({ id }) => id)]
  const comments = detail.comments.filter((one) => about.includes(one.about))
  if (comments.length === 0) return null
  return (
    <section className={classes.part} aria-label={text('joint.comments')}>
      {comments.map(({ id, from, at, words, settledBy, about: of }) => (
        <div key={id} className="stack-tight">
          <span className="cluster">
            <PartyMark party={from} />
            <span className="soft small">
              <Time at={at} />
            </span>
            {heads.includes(of) ? null : <Tag>{text('joint.comment.earlier')}</Tag>}
            {settledBy === null ? (
              <Tag tone="warn">{text('joint.comment.open')}</Tag>
            ) : (
              <Tag tone="good">{text('joint.settled', { party: parties.nameOf(settledBy) })}</Tag>
            )}
          </span>
          <p className={settledBy === null ? undefined : classes.settled}>{words}</p>
          {open !== undefined && settledBy === null ? (
            <span data-no-print>
              <Button size="xs" variant="default" onClick={() => open({ what: 'word', says: 'settles', about: id })}>
                {text('joint.settle')}
              </Button>
            </span>
          ) : null}
        </div>
      ))}
    </section>
  )
}

function Versions({ clause }: { readonly clause: JointClause }) {
  const text = useText()
  const earlier = clause.versions.filter(({ id }) => !clause.heads.some(({ version }) => version.id === id)).toReversed()
  if (earlier.length === 0) return null
  return (
    <details className={classes.more}>
      <summary>{text('joint.versions', { count: earlier.length })}</summary>
      {earlier.map((version) => {
        const before = clause.versions.find(({ id }) => version.replaces.includes(id))
        return (
          <section key={version.id} className={classes.part}>
            <span className="cluster">
              <PartyMark party={version.from} />
              <span className="soft small">
                <Time at={version.at} />
              </span>
            </span>
            {before === undefined ? <TwoTexts words={version} removed={version.removed} /> : <TwoChanges before={before} after={version} />}
            {version.why === '' ? null : <p className="soft small">{text('joint.why.said', { words: version.why })}</p>}
          </section>
        )
      })}
    </details>
  )
}
