import type { Json, JsonObject } from '@enlace/core'
import { kinds, titleOf } from '@enlace/records'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Problem } from '../api/problem.ts'
import { askNode, askRecord } from '../api/questions.ts'
import { parseEnvelope, type RecordDetail } from '../api/shapes.ts'
import { Facts } from '../kinds/facts.tsx'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useText } from '../language/text.ts'
import { IconEyeOff } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Loading } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import { Tlp } from '../parts/tlp.tsx'
import { LimitsCard } from '../record/limits-card.tsx'
import { RawCard } from '../record/raw-card.tsx'
import { RelationsCard } from '../record/relations-card.tsx'
import { ReleasesCard } from '../record/releases-card.tsx'
import { Timeline } from '../record/timeline.tsx'
import { VersionsCard } from '../record/versions-card.tsx'
import classes from './record.module.css'

const ProofPanel = lazy(() => import('../record/proof-panel.tsx'))
const route = getRouteApi('/desk/records/$id')

/** One record: facts first, what binds the reader beside them, then what happened to it and what can be proved. */
export function RecordPage() {
  const text = useText()
  const { id } = route.useParams()
  const question = useQuery(askRecord(id))
  const { error } = question
  // Erased or another agency's: the content is gone or not ours, but what happened to it can still be proved.
  if (question.data === undefined && error instanceof Problem && error.status === 410) {
    return (
      <Page title={text('record.erased')}>
        <Notice tone="info" title={error.title}>
          {error.detail}
        </Notice>
        <Suspense fallback={<Loading lines={3} />}>
          <ProofPanel id={id} envelope={undefined} stamp="erased" />
        </Suspense>
      </Page>
    )
  }
  if (question.data === undefined) {
    return (
      <Page title={text('record.title')}>
        <Answered question={question}>{() => null}</Answered>
      </Page>
    )
  }
  return <Whole detail={question.data} />
}

function Whole({ detail }: { readonly detail: RecordDetail }) {
  const text = useText()
  const kindTitle = useKindTitle()
  const { data: node } = useQuery(askNode)
  const kind = kinds.get(detail.kind)
  const object = detail.object as JsonObject | undefined
  const envelope = parseEnvelope(detail.envelope)
  const bodyShown = object !== undefined && Object.keys(object).length > 0
  const found = bodyShown ? titleOf(kind, object) : undefined
  const title = found === undefined || found === kind?.title ? kindTitle(detail.kind) : found
  return (
    <Page
      title={title}
      lead={
        <span className="cluster">
          <Tag>{kindTitle(detail.kind)}</Tag>
          <PartyMark party={detail.from} />
          {envelope.agency === undefined ? null : <span>{envelope.agency.toUpperCase()}</span>}
          {envelope.marking === undefined ? null : <strong>{envelope.marking.value}</strong>}
          <Tlp label={envelope.tlp} />
          <span className="small">
            {text('record.heldSince', { agency: detail.agency.toUpperCase() })} <Time at={detail.addedAt} seconds />
          </span>
          {detail.flags.map((flag) => (
            <Tag key={flag} tone="warn">
              {text.find(`flag.${flag}`) ?? flag}
            </Tag>
          ))}
        </span>
      }
    >
      <div className={classes.columns}>
        <div className="stack">
          {bodyShown ? (
            <section className="card pad stack" aria-labelledby="facts">
              <h2 id="facts">{text('record.facts')}</h2>
              {kind === undefined ? <UnknownKind object={object} /> : <Facts kind={kind} object={object} title={title} />}
            </section>
          ) : (
            <Notice tone="info" title={text('record.metadataOnly')} icon={<IconEyeOff size={20} />}>
              {text('record.metadataOnly.detail')}
            </Notice>
          )}
          {detail.work === undefined || detail.work === null ? null : <Timeline work={detail.work} relations={detail.relations} />}
          <Suspense fallback={<Loading lines={3} />}>
            <ProofPanel id={detail.id} envelope={bodyShown ? (detail.envelope as Json) : undefined} stamp={proofStamp(detail)} />
          </Suspense>
          {detail.from === node?.party || detail.releases.length > 0 ? (
            <ReleasesCard releases={detail.releases} kind={detail.kind} />
          ) : null}
          <RelationsCard relations={detail.relations} />
          <VersionsCard versions={detail.versions} />
          {bodyShown ? <RawCard id={detail.id} /> : null}
        </div>
        <aside className={classes.side}>
          {bodyShown ? <LimitsCard envelope={envelope} /> : null}
          <p className="soft small">
            {text('record.id')} <code className={classes.id}>{detail.id}</code>
          </p>
        </aside>
      </div>
    </Page>
  )
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
