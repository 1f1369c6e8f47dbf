import type { InboxEntry } from '@enlace/api'
import type { JsonObject } from '@enlace/core'
import { kinds } from '@enlace/records'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askRecord, askSession } from '../api/questions.ts'
import { parseEnvelope, type RecordDetail, type Session } from '../api/shapes.ts'
import { useMay } from '../api/use-may.ts'
import { DutyDeeds } from '../call/duty-deeds.tsx'
import { Facts } from '../kinds/facts.tsx'
import { useText } from '../language/text.ts'
import { ClockLine } from '../parts/clock.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { Notice } from '../parts/notice.tsx'
import { Answered } from '../parts/page-state.tsx'
import { OnDutyCard } from '../people/on-duty-card.tsx'
import { CaseworkLink } from '../record/casework-link.tsx'
import { ClockLaw } from '../record/clock-law.tsx'
import { LimitsCard } from '../record/limits-card.tsx'
import { Timeline } from '../record/timeline.tsx'
import { sayState, sayTask, useEntryTitle } from './say-entry.ts'
import { StepButtons } from './step-buttons.tsx'

/** What the item is about, beside the list: what is asked, its clocks, the next steps, then the record. */
export default function ItemPanel({ entry, onFinish }: { readonly entry: InboxEntry; readonly onFinish: () => void }) {
  const text = useText()
  const may = useMay()
  const title = useEntryTitle()(entry)
  const { data: session } = useQuery(askSession)
  return (
    <div className="stack">
      <div className="stack-tight">
        <span className="soft">
          {sayTask(entry, text)}
          {entry.clearance === undefined ? null : <> · {sayState(entry.state, text)}</>}
        </span>
        {entry.clocks
          .filter((clock) => clock.stoppedAt === null)
          .map((clock) => (
            <span key={`${clock.law?.instrument} ${clock.id}`} className="stack-tight">
              <ClockLine clock={clock} />
              <ClockLaw clock={clock} />
            </span>
          ))}
        {entry.assignee === null ? null : <span className="soft small">{text('inbox.of', { user: entry.assignee })}</span>}
      </div>
      <div className="cluster">
        {entry.work === null ? null : <StepButtons item={entry.work} />}
        {entry.task === undefined ? null : (
          <Link to="/release/$id" params={{ id: entry.task.id }}>
            {text(entry.waits ? 'inbox.decide' : 'inbox.clear.see')}
          </Link>
        )}
        {entry.clearance === undefined ? null : (
          <Link to="/clearance/$id" params={{ id: entry.clearance.id }}>
            {text(entry.waits ? 'inbox.clear.answer' : 'inbox.clear.see')}
          </Link>
        )}
        {entry.recall === undefined ? null : (
          <Link to="/recalls/$id" params={{ id: entry.recall.id }}>
            {text(entry.waits ? 'inbox.recall.answer' : 'recall.open')}
          </Link>
        )}
        {entry.proposal === undefined ? null : <Link to="/proposals">{text('inbox.decide')}</Link>}
        {entry.source === 'duty' && entry.open && may('record.create') ? <DutyDeeds entry={entry} onFinish={onFinish} /> : null}
        {entry.record === null || isShownByRoute(entry, session) ? null : (
          <>
            <CaseworkLink id={entry.record.id} kind={entry.record.kind} />
            <Link to="/records/$id" params={{ id: entry.record.id }}>
              {text('inbox.openPage')}
            </Link>
          </>
        )}
      </div>
      {entry.proposal !== undefined ? (
        <DefinitionList
          items={[
            { term: text('form.reason'), detail: entry.proposal.reason },
            { term: text('people.proposal.by'), detail: <span className="mono">{entry.proposal.proposedBy}</span> },
            {
              term: text('people.proposal.why'),
              detail: text.find(`decisions.second_${entry.proposal.why}`) ?? entry.proposal.why,
            },
          ]}
        />
      ) : isShownByRoute(entry, session) ? (
        <p>{text('inbox.clear.shown')}</p>
      ) : entry.recall !== undefined ? (
        <p>{text(entry.direction === 'received' ? 'inbox.recall.received' : 'inbox.recall.sent')}</p>
      ) : entry.record === null ? (
        <Notice tone="info" title={text('inbox.untitled')}>
          {text('inbox.untitled.detail')}
        </Notice>
      ) : (
        <Record id={entry.record.id} title={title} />
      )}
    </div>
  )
}

/** A route shows a document to an office of another agency on the page of its clearance, and nothing of the record beside it. */
function isShownByRoute(entry: InboxEntry, session: Session | null | undefined): boolean {
  return entry.clearance !== undefined && entry.record !== null && entry.record.agency !== session?.account.agency
}

function Record({ id, title }: { readonly id: string; readonly title: string }) {
  const question = useQuery(askRecord(id))
  return <Answered question={question}>{(detail) => <Detail detail={detail} title={title} />}</Answered>
}

function Detail({ detail, title }: { readonly detail: RecordDetail; readonly title: string }) {
  const text = useText()
  const kind = kinds.get(detail.kind)
  const object = detail.object as JsonObject | undefined
  const shown = object !== undefined && Object.keys(object).length > 0
  return (
    <div className="stack">
      {shown ? <LimitsCard envelope={parseEnvelope(detail.envelope)} from={detail.from} /> : null}
      {shown && kind !== undefined ? (
        <section className="stack-tight" aria-label={text('record.facts')}>
          <Facts kind={kind} object={object} title={title} />
        </section>
      ) : (
        <Notice tone="info" title={text('record.metadataOnly')}>
          {text('record.metadataOnly.detail')}
        </Notice>
      )}
      {detail.work === undefined || detail.work === null ? null : (
        <>
          <Timeline work={detail.work} relations={detail.relations} />
          <OnDutyCard agency={detail.agency} />
        </>
      )}
    </div>
  )
}
