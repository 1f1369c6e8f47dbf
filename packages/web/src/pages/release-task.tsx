import type { JsonObject } from '@enlace/core'
import { kinds } from '@enlace/records'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { askRecord, askReleaseTask } from '../api/questions.ts'
import { parseEnvelope, type ReleaseTaskDetail } from '../api/shapes.ts'
import { Facts } from '../kinds/facts.tsx'
import { RecordTitles } from '../kinds/record-titles.ts'
import { formatBytes } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { late } from '../parts/late.tsx'
import { MarkingBanner } from '../parts/marking-banner.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { ScrollText } from '../parts/scroll-text.tsx'
import { TabPanels } from '../parts/tab-panels.tsx'
import { useExplain } from '../parts/use-explain.ts'
import { DecideCard } from '../release/decide-card.tsx'
import { titleOf } from '../release/note-pair.tsx'
import { PartnerTabs } from '../release/partner-tabs.tsx'
import { ReleaseLimits } from '../release/release-limits.tsx'
import { StandingNotices } from '../release/standing-notices.tsx'
import { StrikeCard } from '../release/strike-card.tsx'
import { RecordTerms } from '../terms/record-terms.tsx'
import classes from './release-task.module.css'

const PartVersions = late(() => import('../third/part-versions.tsx'))
const route = getRouteApi('/desk/release/$id')

/** One decision for one partner: exactly what would leave, to whom, under what; strike more, release, or keep it home, always with a reason. */
export function ReleaseTaskPage() {
  const { id } = route.useParams()
  return <OneTask key={id} id={id} />
}

function OneTask({ id }: { readonly id: string }) {
  const text = useText()
  const [more, setMore] = useState<readonly string[]>()
  const whole = useQuery(askReleaseTask(id))
  // The second person starts from what the first would strike.
  const without = more ?? whole.data?.choice?.without.filter((name) => !whole.data.removed.includes(name)) ?? []
  const cut = useQuery({ ...askReleaseTask(id, without), enabled: without.length > 0, placeholderData: keepPreviousData })
  const task = without.length > 0 && cut.data !== undefined ? cut : whole
  return (
    <Page
      title={whole.data === undefined ? text('release.task.title') : titleOf(whole.data, text) || text('release.task.title')}
      trail={[{ label: text('release.title'), to: '/release' }]}
    >
      <Answered question={task}>{(detail) => <Decide detail={detail} without={without} onStrike={setMore} />}</Answered>
    </Page>
  )
}

function Decide({
  detail,
  without,
  onStrike,
}: {
  readonly detail: ReleaseTaskDetail
  readonly without: readonly string[]
  readonly onStrike: (names: readonly string[]) => void
}) {
  const text = useText()
  const envelope = parseEnvelope(readObject(detail.outgoingEnvelope))
  const explain = useExplain()
  const draft = detail.draftStatus
  return (
    <>
      <MarkingBanner
        marking={envelope.marking?.value}
        tlp={detail.record.tlp}
        uses={detail.limits.permittedUse}
        draft={draft === null ? undefined : (text.find(`clearance.draft.${draft}`) ?? draft)}
        sticky
      />
      <PartnerTabs detail={detail} />
      <div className={classes.columns}>
        <div className="stack">
          <Notice tone="info" title={explain(detail.explanation)} />
          <StandingNotices detail={detail} />
          <Suspense fallback={null}>
            <PartVersions parts={detail.parts} kindName={detail.record.kind} />
          </Suspense>
          <Outgoing detail={detail} cut={without.length > 0} />
        </div>
        <div className="stack">
          <ReleaseLimits detail={detail} leavingId={String(readObject(detail.outgoing).id ?? '')} />
          <StrikeCard detail={detail} without={without} onStrike={onStrike} />
          <DecideCard detail={detail} without={without} />
        </div>
      </div>
    </>
  )
}

function Outgoing({ detail, cut }: { readonly detail: ReleaseTaskDetail; readonly cut: boolean }) {
  const text = useText()
  const parties = useParties()
  const object = readObject(detail.outgoing)
  const kind = kinds.get(detail.record.kind)
  const id = typeof object.id === 'string' ? object.id : ''
  const { data: own } = useQuery(askRecord(detail.record.id))
  const titles = new Map((own?.relations ?? []).map(({ record }) => [record.id, record.title]))
  return (
    <>
      <Card
        title={text('release.outgoing')}
        id="outgoing"
        lead={text('release.outgoing.detail', { party: parties.nameOf(detail.partner) })}
        actions={<span className="soft small">{formatBytes(new TextEncoder().encode(detail.outgoing).length, text.tag)}</span>}
      >
        {cut ? <p className="small">{text('clearance.release.strikeNow')}</p> : null}
        <RecordTerms kind={kind} object={object} />
        <TabPanels
          label={text('clearance.release.view')}
          panels={[
            {
              name: 'rendered',
              label: text('clearance.release.rendered'),
              content: () =>
                kind === undefined ? (
                  <ScrollText label={text('release.outgoing')} content={pretty(detail.outgoing)} />
                ) : (
                  <RecordTitles value={titles}>
                    <Facts kind={kind} object={object} />
                  </RecordTitles>
                ),
            },
            {
              name: 'raw',
              label: text('clearance.release.raw'),
              content: () => (
                <div className="stack">
                  <ScrollText label={text('release.outgoing')} content={pretty(detail.outgoing)} />
                  <h3>{text('release.envelope')}</h3>
                  <ScrollText label={text('release.envelope')} content={pretty(detail.outgoingEnvelope)} />
                </div>
              ),
            },
          ]}
        />
      </Card>
      <Card title={text('clearance.release.ids.title')} level={3}>
        <div className="stack-tight">
          <code className={classes.id}>{id}</code>
          {/* The fifth version of UUID is made from the content (STIX 2.1, 2.9). */}
          <p className="soft small">{text(isDerived(id) ? 'clearance.release.ids.derived' : 'clearance.release.ids.random')}</p>
        </div>
      </Card>
    </>
  )
}

function isDerived(id: string): boolean {
  return /--[0-9a-f]{8}-[0-9a-f]{4}-5/.test(id)
}

function readObject(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject
  } catch {
    return {}
  }
}

/** Indented for reading; the bytes that leave are the node's, not these. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
