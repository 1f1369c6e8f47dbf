import type { CommitmentDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { useMay } from '../api/use-may.ts'
import { askCommitment } from '../commitments/ask-commitments.ts'
import { AskDialog } from '../commitments/ask-dialog.tsx'
import classes from '../commitments/commitments.module.css'
import { DueWords } from '../commitments/due-words.tsx'
import { openByOwner } from '../commitments/open-by-owner.ts'
import { OwnerState } from '../commitments/owner-states.tsx'
import { type Word, WordDialog } from '../commitments/word-dialog.tsx'
import { formatDay } from '../language/format.ts'
import { halfIn } from '../language/half-in.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Definition, DefinitionList } from '../parts/definition-list.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { RecordRow } from '../parts/record-row.tsx'
import { Tag } from '../parts/tag.tsx'
import { Timeline, type TimelineEvent } from '../parts/timeline.tsx'
import { ProgrammeNav } from '../programme/programme-nav.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { PublishButton } from '../programme/publish-button.tsx'

const route = getRouteApi('/desk/commitments/$id')

/** One commitment: the text agreed, each party’s own standing, what others found about it, and how each party reads it. */
export function CommitmentPage() {
  const text = useText()
  const { id } = route.useParams()
  const may = useMay()
  const question = useQuery(askCommitment(id))
  const [asks, setAsks] = useState(false)
  const commitment = question.data?.commitment
  const mayAsk = commitment !== undefined && may('record.create') && openByOwner([commitment], nodeNow().toISOString()).length > 0
  return (
    <Page
      title={commitment === undefined ? text('commitments.one') : halfIn(commitment.record.title, text.language)}
      above={<ProgrammeNav />}
      trail={[{ label: text('commitments.title'), to: '/commitments' }]}
      actions={
        <>
          {mayAsk ? (
            <Button variant="default" onClick={() => setAsks(true)}>
              {text('commitments.ask')}
            </Button>
          ) : null}
          <PublishButton record={commitment?.record} />
          <Button variant="default" renderRoot={(props) => <Link to="/records/$id" params={{ id }} {...props} />}>
            {text('commitments.record')}
          </Button>
        </>
      }
    >
      {asks && commitment !== undefined ? <AskDialog commitments={[commitment]} onClose={() => setAsks(false)} /> : null}
      <Answered question={question}>{(detail) => <Whole detail={detail} />}</Answered>
    </Page>
  )
}

function Whole({ detail }: { readonly detail: CommitmentDetail }) {
  const text = useText()
  const may = useMay()
  const [word, setWord] = useState<Word>()
  const { commitment, dependsOn } = detail
  const writes = may('record.create')
  return (
    <div className="stack">
      {commitment.warnings.map((code) => (
        <Notice key={code} tone="warn" title={text.find(`commitments.warning.${code}`) ?? code} />
      ))}
      <TextCard detail={detail} />
      <OwnersCard detail={detail} writes={writes} open={setWord} />
      <ReadingsCard detail={detail} writes={writes} open={setWord} />
      <HistoryCard detail={detail} />
      {dependsOn.length === 0 ? null : (
        <Card title={text('commitments.dependsOn')}>
          <ul>
            {dependsOn.map((record) => (
              <RecordRow key={record.id} record={record} />
            ))}
          </ul>
        </Card>
      )}
      {word === undefined ? null : <WordDialog detail={detail} word={word} onClose={() => setWord(undefined)} />}
    </div>
  )
}

function TextCard({ detail: { commitment, source, belongs, deliverable, baseline, verifiers } }: { readonly detail: CommitmentDetail }) {
  const text = useText()
  const { modality, warnings } = commitment
  const name = halfIn(source.name, text.language)
  const items: readonly (Definition | undefined)[] = [
    {
      term: text('commitments.source'),
      detail: source.clause === null ? name : text('commitments.clause.of', { source: name, clause: source.clause }),
    },
    {
      term: text.find(`commitments.modality.${modality}`) ?? modality,
      detail: <DueWords commitment={commitment} />,
    },
    source.dueWords === null ? undefined : { term: text('commitments.dueWords'), detail: `“${source.dueWords}”` },
    deliverable === null ? undefined : { term: text('commitments.deliverable'), detail: deliverable },
    baseline === null && !warnings.includes('no_baseline')
      ? undefined
      : { term: text('commitments.baseline'), detail: baseline ?? text('commitments.baseline.none') },
    verifiers.length === 0 ? undefined : { term: text('commitments.verifiers'), detail: verifiers.join(', ') },
    source.earlier === null ? undefined : { term: text('commitments.earlier'), detail: source.earlier },
    ...belongs
      .filter(({ as }) => as !== 'due_by_ref' || commitment.dueBy === null)
      .map(({ as, id, kind, title }) => ({
        term: text.find(`programme.belongs.${as}`) ?? as,
        detail: <Link to={programmePath(kind === 'session' ? 'sessions' : 'programmes', id)}>{halfIn(title, text.language)}</Link>,
      })),
  ]
  return (
    <Card title={text('commitments.text')}>
      <div className="stack">
        <div className={classes.texts}>
          {Object.entries(commitment.text).map(([tag, words]) => (
            <blockquote key={tag} lang={tag}>
              {words}
            </blockquote>
          ))}
        </div>
        <DefinitionList items={items.filter((item) => item !== undefined)} />
      </div>
    </Card>
  )
}

type Opens = { readonly detail: CommitmentDetail; readonly writes: boolean; readonly open: (word: Word) => void }

function OwnersCard({ detail: { commitment, party: own }, writes, open }: Opens) {
  const text = useText()
  return (
    <Card title={text('commitments.owners')}>
      {commitment.owners.map((owner) => (
        <section key={owner.party} className={classes.part}>
          <span className="cluster">
            <PartyMark party={owner.party} />
            <OwnerState owner={owner} lastDay={commitment.lastDay} />
          </span>
          {owner.office === null && owner.part === null ? null : (
            <p className="soft">{[owner.office, owner.part].filter((words) => words !== null).join(': ')}</p>
          )}
          {writes && owner.party === own ? (
            <span>
              <Button onClick={() => open({ what: 'status' })}>{text('commitments.say')}</Button>
            </span>
          ) : null}
          {writes && owner.party !== own && owner.said !== null && ['delivered', 'verified', 'disputed'].includes(owner.status) ? (
            <span>
              <Button variant="default" onClick={() => open({ what: 'judgement', of: owner.said ?? '', party: owner.party })}>
                {text('commitments.verify')}
              </Button>
            </span>
          ) : null}
        </section>
      ))}
    </Card>
  )
}

function ReadingsCard({ detail: { readings, party: own }, writes, open }: Opens) {
  const text = useText()
  const parties = useParties()
  const tones = { unilateral: 'warn', agreed: 'good', rejected: 'bad' } as const
  return (
    <Card
      title={text('commitments.readings')}
      lead={readings.length === 0 ? text('commitments.readings.none') : undefined}
      actions={
        writes ? (
          <Button variant="default" onClick={() => open({ what: 'reading' })}>
            {text('commitments.read')}
          </Button>
        ) : undefined
      }
    >
      {readings.map(({ id, from, words, source, saidOn, standing, answers }) => (
        <section key={id} className={classes.part}>
          <span className="cluster">
            <PartyMark party={from} />
            <Tag tone={tones[standing]}>{text(`commitments.reading.${standing}`)}</Tag>
          </span>
          <p>{words}</p>
          {source === null ? null : <p className="small soft">{saidOn === null ? source : `${source}, ${formatDay(saidOn, text.tag)}`}</p>}
          {answers.map((answer) => (
            <p key={answer.id} className="small">
              {text(answer.says === 'accepts' ? 'commitments.answer.accepts' : 'commitments.answer.rejects', {
                party: parties.nameOf(answer.from),
              })}
              {answer.words === '' ? null : `: ${answer.words}`}
            </p>
          ))}
          {writes && from !== own ? (
            <span className="cluster">
              <Button variant="default" onClick={() => open({ what: 'answer', of: id, says: 'accepts' })}>
                {text('commitments.accept')}
              </Button>
              <Button variant="default" onClick={() => open({ what: 'answer', of: id, says: 'rejects' })}>
                {text('commitments.reject')}
              </Button>
            </span>
          ) : null}
        </section>
      ))}
    </Card>
  )
}

/** Every status and every judgement by its time, each with whether it counts. */
function HistoryCard({ detail: { statuses, judgements } }: { readonly detail: CommitmentDetail }) {
  const text = useText()
  const parties = useParties()
  const line = (words: string | null, key: 'commitments.evidence' | 'commitments.next' | 'commitments.how' | 'commitments.instead') =>
    words === null ? null : <p className="small">{text(key, { words })}</p>
  const events: readonly TimelineEvent[] = [
    ...statuses.map(({ id, from, at, words, status, asOf, evidence, next, counts, current }): TimelineEvent => {
      const said = text.find(`commitments.status.${status}`) ?? status
      const idle = counts ? (current ? null : text('commitments.standing.former')) : text('commitments.standing.foreign')
      return {
        id,
        at,
        title: text('commitments.said', { party: parties.nameOf(from), status: said }),
        by: asOf === null ? undefined : text('commitments.asOf', { day: formatDay(asOf, text.tag) }),
        status: current ? 'active' : 'plain',
        detail: (
          <>
            {words === '' ? null : <p>{words}</p>}
            {line(evidence, 'commitments.evidence')}
            {line(next, 'commitments.next')}
            {idle === null ? null : <p className={classes.idle}>{idle}</p>}
          </>
        ),
      }
    }),
    ...judgements.map(({ id, from, at, words, says, body, how, instead, standing }): TimelineEvent => {
      return {
        id,
        at,
        title: text(says === 'confirms' ? 'commitments.judged.confirms' : 'commitments.judged.disputes', {
          party: body ?? parties.nameOf(from),
        }),
        by: body === null ? undefined : text('commitments.judged.body', { body, party: parties.nameOf(from) }),
        status: standing === 'counts' ? (says === 'confirms' ? 'good' : 'warn') : 'off',
        detail: (
          <>
            {words === '' ? null : <p>{words}</p>}
            {line(how, 'commitments.how')}
            {line(instead, 'commitments.instead')}
            {standing === 'counts' ? null : <p className={classes.idle}>{text(`commitments.standing.${standing}`)}</p>}
          </>
        ),
      }
    }),
  ].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return (
    <Card title={text('commitments.history')} lead={events.length === 0 ? text('commitments.history.none') : undefined}>
      {events.length === 0 ? null : <Timeline events={events} />}
    </Card>
  )
}
