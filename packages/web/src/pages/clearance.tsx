import type { JsonObject } from '@enlace/core'
import { kinds } from '@enlace/records'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { askClearance, askRecord, askSession } from '../api/questions.ts'
import { type ClearanceDetail, parseEnvelope } from '../api/shapes.ts'
import { AnswerCard } from '../clearance/answer-card.tsx'
import { ClearanceState } from '../clearance/clearance-state.tsx'
import { RouteSteps } from '../clearance/route-steps.tsx'
import { Facts } from '../kinds/facts.tsx'
import { RecordTitles } from '../kinds/record-titles.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { MarkingBanner } from '../parts/marking-banner.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { PrintList } from '../parts/print-list.tsx'
import type { Status } from '../parts/status-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { useExplain } from '../parts/use-explain.ts'
import { LimitsCard } from '../record/limits-card.tsx'
import { RecordTerms } from '../terms/record-terms.tsx'
import classes from './release-task.module.css'

const route = getRouteApi('/desk/clearance/$id')

/** One document on its way through the party: what it says, which offices it passes, what was said, and the reader's answer. */
export function ClearancePage() {
  const text = useText()
  const { id } = route.useParams()
  const question = useQuery(askClearance(id))
  return (
    <Page
      title={question.data?.record.title || text('clearance.title')}
      trail={[{ label: text('clearance.nav'), to: '/clearance' }]}
      actions={question.data === undefined ? undefined : <PrintList list="clearance" id={id} />}
      lead={
        question.data === undefined ? undefined : (
          <span className="cluster">
            <ClearanceState state={question.data.state} />
            <span>{text.of(question.data.route.title)}</span>
            {question.data.round > 1 ? <Tag>{text('clearance.round', { round: question.data.round })}</Tag> : null}
            {question.data.author === null ? null : (
              <span className="small">{text('clearance.author', { user: question.data.author })}</span>
            )}
          </span>
        )
      }
    >
      <Answered question={question}>{(detail) => <Whole detail={detail} />}</Answered>
    </Page>
  )
}

function Whole({ detail }: { readonly detail: ClearanceDetail }) {
  const text = useText()
  const explain = useExplain()
  const { data: session } = useQuery(askSession)
  const isHolder = session?.account.agency === detail.agency
  const { data: own } = useQuery({ ...askRecord(detail.record.id), enabled: isHolder })
  const envelope = parseEnvelope(detail.envelope)
  const kind = kinds.get(detail.record.kind)
  const object = detail.object as JsonObject
  return (
    <>
      <MarkingBanner
        marking={envelope.marking?.value}
        tlp={envelope.tlp}
        uses={envelope.permittedUse}
        draft={detail.draftStatus === null ? undefined : (text.find(`clearance.draft.${detail.draftStatus}`) ?? detail.draftStatus)}
        sticky
      />
      <div className={classes.columns}>
        <div className="stack">
          {detail.changes === null ? null : <Changes changes={detail.changes} />}
          <Card
            title={text('clearance.document')}
            lead={text('clearance.document.lead')}
            actions={
              isHolder ? (
                <Link to="/records/$id" params={{ id: detail.record.id }}>
                  {text('clearance.openRecord')}
                </Link>
              ) : undefined
            }
          >
            {kind === undefined ? (
              <pre>{JSON.stringify(object, null, 2)}</pre>
            ) : (
              <RecordTitles value={new Map((own?.relations ?? []).map(({ record }) => [record.id, record.title]))}>
                <Facts kind={kind} object={object} />
              </RecordTitles>
            )}
            <RecordTerms kind={kind} object={object} />
          </Card>
          <Card title={text('clearance.said')}>
            <Timeline
              events={detail.events.map((event, i) => ({
                id: String(i),
                at: event.at,
                title: [text(`clearance.event.${event.act}`), event.step === null ? '' : text.of(detail.steps[event.step]?.title)]
                  .filter((words) => words !== '')
                  .join(': '),
                status: statusOf(event.act),
                ...(event.by === null ? {} : { by: event.by }),
                ...(event.words === null && event.reference === null
                  ? {}
                  : {
                      detail: (
                        <div className="stack-tight">
                          {event.reference === null ? null : (
                            <span className="small">{text('clearance.event.reference', { reference: event.reference })}</span>
                          )}
                          {event.words === null ? null : <p dir="auto">{event.words}</p>}
                        </div>
                      ),
                    }),
              }))}
            />
          </Card>
        </div>
        <div className="stack">
          <Card title={text('clearance.route')}>
            <RouteSteps detail={detail} />
          </Card>
          <AnswerCard detail={detail} />
          <Card title={text('clearance.recipients')}>
            {detail.recipients.length === 0 ? <p className="soft">{text('clearance.recipients.none')}</p> : null}
            <ul className="stack-tight">
              {detail.recipients.map((one) => (
                <li key={one.partner} className="stack-tight">
                  <PartyMark party={one.partner} />
                  <span className="soft small">{explain(one.explanation)}</span>
                </li>
              ))}
            </ul>
          </Card>
          <LimitsCard envelope={envelope} />
        </div>
      </div>
    </>
  )
}

function Changes({ changes }: { readonly changes: NonNullable<ClearanceDetail['changes']> }) {
  const text = useText()
  return (
    <Card title={text('clearance.changes')} tone="info">
      {changes.fields.length === 0 ? <p className="soft">{text('clearance.changes.none')}</p> : null}
      <ul className="cluster">
        {changes.fields.map(({ name, label, how }) => (
          <li key={name}>
            <Tag tone="info">
              {text.of(label)}: {text(`clearance.how.${how}`)}
            </Tag>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function statusOf(act: ClearanceDetail['events'][number]['act']): Status {
  if (act === 'concur' || act === 'silence') return 'good'
  if (act === 'non_concur') return 'bad'
  if (act === 'return') return 'warn'
  return act === 'withdraw' || act === 'replace' ? 'off' : 'plain'
}
