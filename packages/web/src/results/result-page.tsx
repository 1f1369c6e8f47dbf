import type { CountJob, ResultDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { send } from '../api/send.ts'
import { useMay } from '../api/use-may.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { envelopeOfCase } from '../cases/envelope-of-case.ts'
import { formatDay, formatInstant } from '../language/format.ts'
import { withWords } from '../language/language.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { useProgrammeId } from '../programme/programme-pages.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { PublishButton } from '../programme/publish-button.tsx'
import { askResult } from './ask-results.ts'
import { EvidencePart } from './evidence-part.tsx'
import { JobCard } from './job-card.tsx'
import { sayFigure } from './say-figure.ts'

// The check in the browser and its words come only to who looks behind a number.
const withVerifier = withWords('evidence', async () => ({ default: (await import('./inspector-card.tsx')).InspectorCard }))
const InspectorCard = lazy(withWords('verify', withVerifier))

/** One sealed result: the number, exactly what it counts, who signed it, what was found about it, what stands behind it and what it does not prove. */
export function ResultPage() {
  const text = useText()
  const id = useProgrammeId()
  const question = useQuery(askResult(id))
  const title = question.data?.result.title
  return (
    <Page
      title={text.of(title ?? undefined) || question.data?.result.query || text('results.one')}
      trail={[{ label: text('results.title'), to: programmePath('results') }]}
      actions={<PublishButton record={question.data?.result.record} />}
    >
      <Answered question={question}>{(detail) => <Whole id={id} detail={detail} />}</Answered>
    </Page>
  )
}

function Whole({ id, detail }: { readonly id: string; readonly detail: ResultDetail }) {
  const text = useText()
  const may = useMay()
  const { result, query } = detail
  return (
    <div className="stack">
      {detail.sameRule ? null : <Notice tone="warn" title={text('results.otherRule')} />}
      <Card title={text('results.number')} lead={query === null ? undefined : text.of(query.counts)}>
        <div className="stack">
          <DefinitionList
            items={[
              {
                term: text('results.figure'),
                detail: <strong>{sayFigure(text, result.figure, result.unit)}</strong>,
              },
              { term: text('results.events'), detail: result.count },
              {
                term: text('results.period'),
                detail: `${formatDay(result.period.from, text.tag)} – ${formatDay(result.period.to, text.tag)}`,
              },
              { term: text('results.sealedAt'), detail: formatInstant(detail.sealedAt, text.tag, { seconds: true }) },
            ]}
          />
          <details>
            <summary>{text('results.bytes')}</summary>
            <DefinitionList
              items={[
                { term: text('results.root'), detail: <span className="mono small">{detail.root ?? '–'}</span> },
                { term: text('results.card'), detail: <span className="mono small">{detail.card}</span> },
                { term: text('results.logs'), detail: detail.logs.map(({ origin, size }) => `${origin} (${size})`).join(', ') },
              ]}
            />
          </details>
          {query === null ? null : <p className="soft">{text.of(query.limits)}</p>}
          {query?.form === 'median' ? <p className="soft">{text('results.mean')}</p> : null}
        </div>
      </Card>
      <EvidencePart id={id} own={detail.party} evidence={detail.evidence} unit={result.unit} />
      <Notice tone="info" title={text('results.doesNot')}>
        {text('results.doesNot.detail')}
      </Notice>
      {may('result.recount') ? <RecountCard id={id} detail={detail} /> : null}
      {may('result.open') ? (
        <Suspense fallback={null}>
          {/* Once it is counted here, what stands behind it opens. */}
          <InspectorCard key={String(detail.countedHere)} id={id} detail={detail} />
        </Suspense>
      ) : null}
    </div>
  )
}

function RecountCard({ id, detail }: { readonly id: string; readonly detail: ResultDetail }) {
  const text = useText()
  const may = useMay()
  const parties = useParties()
  const usual = useUsualEnvelope({ home: false })
  const [job, setJob] = useState<string>()
  const [problem, setProblem] = useState<unknown>()
  const start = async (path: string, body?: object) => {
    setProblem(undefined)
    try {
      setJob(
        (await send<{ job: string }>('POST', `/programme/seals/${encodeURIComponent(id)}/${path}`, body === undefined ? {} : { body })).job,
      )
    } catch (cause) {
      setProblem(cause)
    }
  }
  const isTheirs = detail.result.record.from !== detail.party
  const maySign = isTheirs && may('result.sign') && !detail.signedBy.includes(detail.party) && usual !== undefined
  return (
    <Card title={text('results.recount')} lead={text('results.recount.lead')}>
      <div className="stack">
        <div className="cluster">
          <Button variant="default" onClick={() => void start('recount')}>
            {text('results.recount.do')}
          </Button>
          {maySign ? (
            <Button onClick={() => void start('sign', { envelope: envelopeOfCase(undefined, usual, undefined) })}>
              {text('results.sign', { party: parties.nameOf(detail.party) })}
            </Button>
          ) : null}
        </div>
        {problem === undefined ? null : <ProblemNotice problem={problem} />}
        {job === undefined ? null : (
          <JobCard key={job} job={job} label={text('results.counting')}>
            {({ recounted, written }) => (
              <div className="stack">
                {written === null ? null : <Notice tone="good" title={text('results.signedNow')} />}
                {recounted === null ? null : <Recounted recounted={recounted} detail={detail} />}
              </div>
            )}
          </JobCard>
        )}
      </div>
    </Card>
  )
}

function Recounted({ recounted, detail }: { readonly recounted: NonNullable<CountJob['recounted']>; readonly detail: ResultDetail }) {
  const text = useText()
  if (recounted.agrees) return <Notice tone="good" title={text('results.agrees', { count: recounted.count })} />
  const { difference } = recounted
  const say = (value: number | null) => (value === null ? text('results.notCounted') : String(value / 10 ** detail.scale))
  return (
    <Notice tone="bad" title={text('results.differs', { theirs: detail.result.figure ?? '–', ours: recounted.figure ?? '–' })}>
      {difference === null
        ? text('results.differs.somewhere', { unreadable: recounted.unreadable })
        : text('results.differs.at', {
            place: `${difference.origin} ${difference.seq}`,
            theirs: say(difference.theirs),
            ours: say(difference.ours),
          })}
    </Notice>
  )
}
