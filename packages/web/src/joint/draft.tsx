import type { JointClause, JointDraftDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import classes from '../commitments/commitments.module.css'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { useProgrammeId } from '../programme/programme-pages.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { askDraft } from './ask-joint.ts'
import { ClauseDialog, type ClauseWord } from './clause-dialog.tsx'
import { ReleaseCard } from './release-card.tsx'

/** One joint statement while it is drafted and released: its clauses with both languages side by side, and where its release stands. */
export function DraftPage() {
  const text = useText()
  const id = useProgrammeId()
  const question = useQuery(askDraft(id))
  const title = question.data === undefined ? '' : text.of(question.data.draft.title)
  return (
    <Page title={title || text('joint.title')} trail={[{ label: text('joint.title'), to: programmePath('drafts') as '/programme' }]}>
      <Answered question={question}>{(detail) => <Whole detail={detail} />}</Answered>
    </Page>
  )
}

function Whole({ detail }: { readonly detail: JointDraftDetail }) {
  const text = useText()
  const may = useMay()
  const writes = may('record.create')
  const [word, setWord] = useState<ClauseWord>()
  const place = Math.max(0, ...detail.clauses.flatMap(({ heads }) => heads.map(({ version }) => version.place))) + 10
  return (
    <div className="stack">
      <ReleaseCard detail={detail} />
      {detail.foreign === 0 ? null : <Notice tone="warn" title={text('joint.foreign', { count: detail.foreign })} />}
      {detail.clauses.map((clause, i) => (
        <ClauseCard key={clause.id} detail={detail} clause={clause} number={i + 1} writes={writes} open={setWord} />
      ))}
      {writes ? (
        <span>
          <Button variant="default" onClick={() => setWord({ what: 'version', place })}>
            {text('joint.clause.new')}
          </Button>
        </span>
      ) : null}
      {word === undefined ? null : <ClauseDialog detail={detail} word={word} onClose={() => setWord(undefined)} />}
    </div>
  )
}

const tones = { stands: 'good', proposed: 'warn', rejected: 'bad', conflict: 'bad' } as const

function ClauseCard({
  detail,
  clause,
  number,
  writes,
  open,
}: {
  readonly detail: JointDraftDetail
  readonly clause: JointClause
  readonly number: number
  readonly writes: boolean
  readonly open: (word: ClauseWord) => void
}) {
  const text = useText()
  const parties = useParties()
  const versions = clause.versions.filter(({ id }) => !clause.heads.some(({ version }) => version.id === id))
  const about = [clause.id, ...clause.versions.map(({ id }) => id)]
  const comments = detail.comments.filter((one) => about.includes(one.about))
  return (
    <Card
      title={text('joint.clause', { number })}
      actions={<Tag tone={tones[clause.state]}>{text(`joint.state.${clause.state}`)}</Tag>}
      lead={clause.state === 'proposed' ? text('joint.waits', { parties: clause.waitsFor.map(parties.nameOf).join(', ') }) : undefined}
    >
      {clause.heads.map(({ version, acceptedBy, rejectedBy, warnings }) => (
        <section key={version.id} className={classes.part}>
          <span className="cluster">
            <PartyMark party={version.from} />
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
          <div className={classes.texts}>
            <blockquote lang="es">{version.es}</blockquote>
            <blockquote lang="en">{version.en}</blockquote>
          </div>
          {version.why === '' ? null : <p className="soft small">{version.why}</p>}
          {warnings.map((warning) => (
            <Notice
              key={`${warning.code} ${warning.family} ${warning.es} ${warning.en}`}
              tone="warn"
              title={text(`joint.warn.${warning.code as 'term'}`)}
            >{`${warning.es ?? '–'} / ${warning.en ?? '–'}`}</Notice>
          ))}
          {writes ? (
            <span className="cluster">
              {acceptedBy.includes(detail.party) ? null : (
                <Button onClick={() => open({ what: 'word', says: 'accepts', about: version.id, sha256: version.sha256 })}>
                  {text('joint.accept')}
                </Button>
              )}
              {rejectedBy.includes(detail.party) ? null : (
                <Button variant="default" onClick={() => open({ what: 'word', says: 'rejects', about: version.id })}>
                  {text('joint.reject')}
                </Button>
              )}
              <Button
                variant="default"
                onClick={() =>
                  open({
                    what: 'version',
                    place: version.place,
                    replaces: clause.heads.map((head) => head.version.id),
                    words: { es: version.es, en: version.en },
                  })
                }
              >
                {text('joint.propose')}
              </Button>
              <Button
                variant="default"
                onClick={() =>
                  open({
                    what: 'removal',
                    place: version.place,
                    replaces: clause.heads.map((head) => head.version.id),
                    words: { es: version.es, en: version.en },
                  })
                }
              >
                {text('joint.remove')}
              </Button>
              <Button variant="default" onClick={() => open({ what: 'word', says: 'comments', about: version.id })}>
                {text('joint.comment')}
              </Button>
            </span>
          ) : null}
        </section>
      ))}
      {comments.map(({ id, from, words, settledBy }) => (
        <section key={id} className={classes.part}>
          <span className="cluster">
            <PartyMark party={from} />
            {settledBy === null ? null : <Tag tone="good">{text('joint.settled', { party: parties.nameOf(settledBy) })}</Tag>}
          </span>
          <p>{words}</p>
          {writes && settledBy === null ? (
            <span>
              <Button variant="default" onClick={() => open({ what: 'word', says: 'settles', about: id })}>
                {text('joint.settle')}
              </Button>
            </span>
          ) : null}
        </section>
      ))}
      {versions.length === 0 ? null : (
        <details>
          <summary>{text('joint.versions', { count: versions.length })}</summary>
          {versions.map((version) => (
            <section key={version.id} className={classes.part}>
              <PartyMark party={version.from} />
              <div className={classes.texts}>
                <blockquote lang="es">{version.es}</blockquote>
                <blockquote lang="en">{version.en}</blockquote>
              </div>
            </section>
          ))}
        </details>
      )}
    </Card>
  )
}
