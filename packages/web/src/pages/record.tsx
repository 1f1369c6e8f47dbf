import type { Json, JsonObject } from '@enlace/core'
import { draftStatuses, fieldMarksOf, kinds, tearLinesOf, titleOf } from '@enlace/records'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { Problem } from '../api/problem.ts'
import { askNode, askRecord } from '../api/questions.ts'
import { parseEnvelope, type RecordDetail } from '../api/shapes.ts'
import { useMay } from '../api/use-may.ts'
import { ClearancesCard } from '../clearance/clearances-card.tsx'
import { Facts } from '../kinds/facts.tsx'
import { useKindTitle } from '../kinds/kind-title.ts'
import { RecordTitles } from '../kinds/record-titles.ts'
import { withWords } from '../language/language.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconEyeOff } from '../parts/icon.tsx'
import { late } from '../parts/late.tsx'
import { MarkingBanner } from '../parts/marking-banner.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Loading, NoPermission } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { OnDutyCard } from '../people/on-duty-card.tsx'
import { CaseworkLink } from '../record/casework-link.tsx'
import { codeWords } from '../record/code-words.ts'
import { EvidenceLink } from '../record/evidence-link.tsx'
import { FilesCard } from '../record/files-card.tsx'
import { HiddenNotice } from '../record/hidden-notice.tsx'
import { LimitsCard } from '../record/limits-card.tsx'
import { newsOf } from '../record/news.ts'
import { RawCard } from '../record/raw-card.tsx'
import { RecordActions } from '../record/record-actions.tsx'
import { RecordNewsLine } from '../record/record-news.tsx'
import { isExplained, RecordStates } from '../record/record-states.tsx'
import { RelationsCard } from '../record/relations-card.tsx'
import { ReleasesCard } from '../record/releases-card.tsx'
import { SourceStrip } from '../record/source-strip.tsx'
import { Timeline } from '../record/timeline.tsx'
import { useSeen } from '../record/use-seen.ts'
import { type Compared, VersionsCard } from '../record/versions-card.tsx'
import { RecordTerms } from '../terms/record-terms.tsx'
import classes from './record.module.css'

const AnswersCard = late(() => import('../recall/answers-card.tsx'))
const LedgerCard = late(withWords('claims', () => import('../claims/ledger-card.tsx')))
const TransferCard = late(withWords('groups', () => import('../groups/transfer-card.tsx')))
const RightsCard = late(withWords('rights', () => import('../rights/rights-card.tsx')))
const OnwardCard = late(() => import('../third/onward-card.tsx'))
const AnswerRequest = late(() => import('../third/answer-request.tsx'))
const PassedOn = late(() => import('../third/passed-on.tsx'))
const PartVersions = late(() => import('../third/part-versions.tsx'))
const ProofPanel = late(withWords('verify', () => import('../record/proof-panel.tsx')))
const route = getRouteApi('/desk/records/$id')
const FillReport = late(async () => ({ default: (await import('../call/fill-report.tsx')).FillReport }))
const aboutPassingOn: ReadonlySet<string> = new Set(['onward-request', 'onward-consent'])
const none: ReadonlySet<string> = new Set()

/** What officers of two parties exchange by themselves; a call is one whoever called. */
const contacts: ReadonlySet<string> = new Set(['mirror-alert', 'response', 'feedback', 'request', 'request-step', 'report'])

function isContact({ kind, from, releases }: RecordDetail, own: string | undefined): boolean {
  return kind === 'call-record' || (contacts.has(kind) && (from !== own || releases.some(({ outcome }) => outcome === 'release')))
}

/** One record: facts first, what binds the reader always in sight, then what happened to it and what can be proved. */
export function RecordPage() {
  const { id } = route.useParams()
  return <RecordById key={id} id={id} />
}

/** The same for a panel beside a list. */
export function RecordById({ id }: { readonly id: string }) {
  const text = useText()
  const question = useQuery(askRecord(id))
  const { error } = question
  const trail = [{ label: text('nav.records'), to: '/records' }]
  // Erased or another agency's: the content is gone or not ours, but what happened to it can still be proved. The answer outranks what was read before.
  if (error instanceof Problem && error.status === 410) {
    return (
      <Page title={text('record.erased')} trail={trail} actions={<EvidenceLink id={id} />}>
        <Notice tone="info" title={error.title}>
          {text('record.state.erased.what')}
        </Notice>
        <p className="soft small">
          {text('record.id')} <code className={classes.id}>{id}</code>
        </p>
        <Suspense fallback={<Loading lines={3} />}>
          <ProofPanel id={id} envelope={undefined} stamp="erased" />
        </Suspense>
      </Page>
    )
  }
  if (error instanceof Problem && error.status === 404) {
    return (
      <Page title={text('record.title')} trail={trail}>
        <div className="card">
          <NoPermission problem={error}>
            <div className="stack-tight">
              <p className="soft">{text('record.state.unknown.detail')}</p>
              <Link to="/records">{text('record.state.unknown.back')}</Link>
            </div>
          </NoPermission>
        </div>
      </Page>
    )
  }
  if (question.data === undefined) {
    return (
      <Page title={text('record.title')} trail={trail}>
        <Answered question={question}>{() => null}</Answered>
      </Page>
    )
  }
  return <Whole detail={question.data} />
}

function Whole({ detail }: { readonly detail: RecordDetail }) {
  const text = useText()
  const kindTitle = useKindTitle()
  const parties = useParties()
  const { data: node } = useQuery(askNode)
  const may = useMay()
  const before = useSeen(detail)
  const news = newsOf(detail, before)
  const [compared, setCompared] = useState<Compared>()
  const kind = kinds.get(detail.kind)
  const object = detail.object as JsonObject
  const envelope = parseEnvelope(detail.envelope)
  const hidden = detail.view === 'hidden' ? detail.hidden : undefined
  const whole = detail.view !== 'metadata' && detail.view !== 'hidden' && Object.keys(object).length > 0
  const found = whole ? titleOf(kind, object) : undefined
  const title = found === undefined || found === kind?.title ? kindTitle(detail.kind) : found
  const latest = detail.versions[0]?.seq
  const { draftStatus } = envelope
  const compare = (next: Compared | undefined) => {
    setCompared(next)
    if (next !== undefined) setTimeout(() => document.getElementById('versions')?.scrollIntoView({ block: 'start' }))
  }
  return (
    <Page
      title={title}
      trail={[{ label: text('nav.records'), to: '/records' }]}
      actions={whole || hidden !== undefined ? <RecordActions detail={detail} /> : <EvidenceLink id={detail.id} />}
      lead={
        <span className="cluster">
          <Tag>{kindTitle(detail.kind)}</Tag>
          <PartyMark party={detail.from} />
          {detail.from === node?.party && envelope.agency === detail.agency ? null : (
            <span className="small">{text('record.for', { agency: detail.agency.toUpperCase() })}</span>
          )}
          {(detail.sharedWith ?? []).length === 0 ? null : (
            <span className="small">
              {text('record.share.with')} {(detail.sharedWith ?? []).map((agency) => parties.agencyName(agency)).join(', ')}
            </span>
          )}
          {detail.flags
            .filter((flag) => !isExplained(flag))
            .map((flag) => (
              <Tag key={flag} tone="warn">
                {text.find(`flag.${flag}`) ?? flag}
              </Tag>
            ))}
        </span>
      }
    >
      {whole ? (
        <MarkingBanner
          marking={envelope.marking?.value}
          tlp={envelope.tlp}
          uses={envelope.permittedUse}
          draft={draftStatus === undefined ? undefined : codeWords(text, 'record.draft', draftStatuses, draftStatus)}
          sticky
        />
      ) : null}
      <RecordStates flags={detail.flags} />
      {whole && detail.flags.includes('passed_on') ? (
        <Suspense fallback={null}>
          <PassedOn detail={detail} />
        </Suspense>
      ) : null}
      {news === undefined ? null : (
        <RecordNewsLine news={news} onCompare={(from) => compare(latest === undefined ? undefined : { from, to: latest })} />
      )}
      {whole ? <SourceStrip detail={detail} envelope={envelope} /> : null}
      <div className={classes.columns}>
        <div className="stack">
          {whole ? (
            <Card title={text('record.facts')} id="facts">
              {kind === undefined ? (
                <UnknownKind object={object} />
              ) : (
                <RecordTitles value={new Map(detail.relations.map(({ record }) => [record.id, record.title]))}>
                  <Facts kind={kind} object={object} title={title} />
                </RecordTitles>
              )}
              <RecordTerms kind={kind} object={object} />
            </Card>
          ) : hidden !== undefined ? (
            <HiddenNotice hidden={hidden} agency={detail.agency} />
          ) : (
            <Notice tone="info" title={text('record.metadataOnly')} icon={<IconEyeOff size={20} />}>
              {text('record.metadataOnly.detail')}
            </Notice>
          )}
          {whole && detail.relations.some(({ direction, record }) => direction === 'from' && record.kind === 'claim') ? (
            <Suspense fallback={null}>
              <LedgerCard id={detail.id} />
            </Suspense>
          ) : null}
          {whole && detail.kind === 'group-transfer' ? (
            <Suspense fallback={null}>
              <TransferCard object={object} />
            </Suspense>
          ) : null}
          {whole ? <CaseworkLink id={detail.id} kind={detail.kind} /> : null}
          {whole && object.type === 'identity' && may('case.list') ? (
            <p>
              <Link to="/cases" search={{ person: detail.id }}>
                {text('record.cases')}
              </Link>
            </p>
          ) : null}
          {whole && may('record.read_rights') ? (
            <Suspense fallback={null}>
              <RightsCard id={detail.id} raises={detail.kind !== 'rights-flag'} />
            </Suspense>
          ) : null}
          {whole && isContact(detail, node?.party) ? (
            <Suspense fallback={null}>
              <p>
                <FillReport id={detail.id} kind={detail.kind} />
              </p>
            </Suspense>
          ) : null}
          {may('record.read_answers') ? (
            <Suspense fallback={null}>
              <AnswersCard detail={detail} />
            </Suspense>
          ) : null}
          {whole && !aboutPassingOn.has(detail.kind) ? (
            <Suspense fallback={null}>
              <OnwardCard detail={detail} />
            </Suspense>
          ) : null}
          {whole && detail.kind === 'onward-request' && detail.from !== node?.party && may('record.create') ? (
            <Suspense fallback={null}>
              <AnswerRequest detail={detail} />
            </Suspense>
          ) : null}
          <FilesCard files={detail.files} />
          {detail.work === undefined || detail.work === null ? null : <Timeline work={detail.work} relations={detail.relations} />}
          {whole ? <RelationsCard id={detail.id} kind={detail.kind} relations={detail.relations} fresh={news?.relations ?? none} /> : null}
          {whole && detail.from === node?.party && object.granular_markings !== undefined ? (
            <Suspense fallback={null}>
              <PartVersions parts={partsOf(object)} kindName={detail.kind} />
            </Suspense>
          ) : null}
          {detail.from === node?.party || detail.releases.length > 0 ? (
            <ReleasesCard id={detail.id} releases={detail.releases} kind={detail.kind} readable={whole} />
          ) : null}
          <VersionsCard
            id={detail.id}
            versions={detail.versions}
            newSince={before?.seq}
            readable={whole}
            compared={compared}
            onCompare={compare}
          />
          <Suspense fallback={<Loading lines={3} />}>
            <ProofPanel id={detail.id} envelope={whole ? (detail.envelope as Json) : undefined} stamp={proofStamp(detail)} />
          </Suspense>
          {whole ? <RawCard id={detail.id} /> : null}
        </div>
        <aside className={classes.side} aria-label={text('limits.title')}>
          {whole ? <LimitsCard envelope={envelope} from={detail.from} /> : null}
          {detail.work === undefined || detail.work === null ? null : <OnDutyCard agency={detail.agency} />}
          {whole && detail.from === node?.party ? <ClearancesCard id={detail.id} /> : null}
          <p className="soft small">
            {text('record.id')} <code className={classes.id}>{detail.id}</code>
          </p>
        </aside>
      </div>
    </Page>
  )
}

function partsOf(object: JsonObject) {
  const lines = tearLinesOf(object)
  return fieldMarksOf(object).map(({ selector, label }) => {
    return { selector, tlp: label, tearLine: lines.find((line) => line.selector === selector)?.tlp ?? null }
  })
}

/** Changes when a new proof may exist: a new version, or a receipt that came. */
function proofStamp(detail: RecordDetail): string {
  return `${detail.versions.length}/${detail.releases.map((release) => release.receiptedAt ?? '').join()}`
}

function UnknownKind({ object }: { readonly object: JsonObject }) {
  const text = useText()
  return (
    <div className="stack-tight">
      <p className="soft">{text('record.kindNewer')}</p>
      <pre className={classes.json}>{JSON.stringify(object, null, 2)}</pre>
    </div>
  )
}
