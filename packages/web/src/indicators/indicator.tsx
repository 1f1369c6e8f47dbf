import type { IndicatorDetail } from '@enlace/api'
import type { JsonObject } from '@enlace/core'
import { kinds } from '@enlace/records'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { Facts } from '../kinds/facts.tsx'
import { useFieldNames } from '../kinds/field-names.ts'
import { formatDay, formatInstant } from '../language/format.ts'
import { withWords } from '../language/language.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { late } from '../parts/late.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { Tag } from '../parts/tag.tsx'
import { useProgrammeId } from '../programme/programme-pages.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { PublishButton } from '../programme/publish-button.tsx'
import { AnswerDialog } from './answer-dialog.tsx'
import { askIndicator } from './ask-indicators.ts'
import { CauseCard } from './cause-card.tsx'
import { chartShape } from './chart-shape.ts'
import { IndicatorChart } from './indicator-chart.tsx'
import { SidesCard } from './sides-card.tsx'
import { ValueDialog } from './value-dialog.tsx'
import { ValuesCard } from './values-card.tsx'

const LatestEvidence = late(withWords('results', () => import('./latest-evidence.tsx')))

/** One indicator: both sides beside each other, every figure with what it restated, what may be said of its cause, and the card in full. */
export function IndicatorPage() {
  const text = useText()
  const id = useProgrammeId()
  const question = useQuery(askIndicator(id))
  const row = question.data?.indicator
  return (
    <Page
      title={row === undefined ? text('indicators.one') : text.of(row.title) || row.record.title}
      lead={row?.direction == null ? undefined : text.find(`indicators.direction.${row.direction}`)}
      trail={[{ label: text('indicators.title'), to: '/programme/indicators' }]}
      actions={
        <>
          <PrintList list="indicator" id={id} />
          <PublishButton record={row?.record} />
          <Button variant="default" renderRoot={(props) => <Link to="/records/$id" params={{ id }} {...props} />}>
            {text('indicators.card.record')}
          </Button>
        </>
      }
    >
      <Answered question={question}>{(detail) => <Whole detail={detail} />}</Answered>
    </Page>
  )
}

function Whole({ detail }: { readonly detail: IndicatorDetail }) {
  const text = useText()
  const may = useMay()
  const fieldName = useFieldNames('indicator-card')
  const [asked, setAsked] = useState<'value' | 'agrees' | 'objects'>()
  const { indicator } = detail
  const writes = may('record.create')
  return (
    <div className="stack">
      {indicator.verifiable ? null : (
        <Notice tone="warn" title={text('indicators.missing', { names: indicator.missing.map(fieldName).join(', ') })} />
      )}
      {indicator.marks.map((code) => (
        <Notice key={code} tone={code === 'came_late' ? 'info' : 'warn'} title={text.find(`indicators.mark.${code}`) ?? code} />
      ))}
      {indicator.contextOnly ? <Notice tone="info" title={text('indicators.level.context')} /> : null}
      <SidesCard detail={detail} answer={writes ? setAsked : undefined} />
      <ChartCard detail={detail} />
      <ValuesCard
        detail={detail}
        actions={writes ? <Button onClick={() => setAsked('value')}>{text('indicators.write')}</Button> : undefined}
      />
      {may('result.read') ? (
        <Suspense>
          <LatestEvidence detail={detail} />
        </Suspense>
      ) : null}
      <CauseCard detail={detail} />
      <RelatedCard detail={detail} />
      <VersionsCard detail={detail} />
      <FullCard detail={detail} />
      {asked === 'value' ? <ValueDialog detail={detail} onClose={() => setAsked(undefined)} /> : null}
      {asked === 'agrees' || asked === 'objects' ? <AnswerDialog detail={detail} says={asked} onClose={() => setAsked(undefined)} /> : null}
    </div>
  )
}

function ChartCard({ detail: { indicator, lines } }: { readonly detail: IndicatorDetail }) {
  const text = useText()
  const targets = indicator.sides.flatMap(({ side, target }) => (target?.value == null ? [] : [{ side, value: target.value }]))
  const shape = chartShape(
    lines,
    targets.map(({ value }) => value),
  )
  return (
    <Card title={text('indicators.chart')} lead={shape === undefined ? text('indicators.chart.empty') : text('indicators.chart.level')}>
      {shape === undefined ? null : (
        <IndicatorChart shape={shape} targets={targets} unit={indicator.unit} title={text.of(indicator.title) || indicator.record.title} />
      )}
    </Card>
  )
}

function RelatedCard({ detail: { pairs, overlaps } }: { readonly detail: IndicatorDetail }) {
  const text = useText()
  const list = (title: 'indicators.related' | 'indicators.overlaps', all: IndicatorDetail['pairs']) =>
    all.length === 0 ? null : (
      <section className="stack-tight">
        <h3>{text(title)}</h3>
        <ul>
          {all.map(({ code, id, title: words }) => (
            <li key={code}>{id === null ? code : <Link to={programmePath('indicators', id)}>{text.of(words) || code}</Link>}</li>
          ))}
        </ul>
      </section>
    )
  if (pairs.length + overlaps.length === 0) return null
  return (
    <Card>
      <div className="stack">
        {list('indicators.related', pairs)}
        {list('indicators.overlaps', overlaps)}
      </div>
    </Card>
  )
}

function VersionsCard({ detail: { versions, answers } }: { readonly detail: IndicatorDetail }) {
  const text = useText()
  const parties = useParties()
  return (
    <Card title={text('indicators.versions')}>
      <ul className="stack-tight">
        {versions.map(({ id, at, from, since, standing, marks }) => (
          <li key={`${id} ${at}`} className="cluster">
            <PartyMark party={from} short />
            <Link to="/records/$id" params={{ id }}>
              {formatInstant(at, text.tag)}
            </Link>
            <span>{text.find(`indicators.version.${standing}`, { day: formatDay(since, text.tag) })}</span>
            {marks.map((code) => (
              <Tag key={code} tone={code === 'came_late' ? 'plain' : 'warn'}>
                {text.find(`indicators.mark.${code}`) ?? code}
              </Tag>
            ))}
          </li>
        ))}
        {answers.map(({ id, from, at, says, words }) => (
          <li key={id} className="cluster">
            <PartyMark party={from} short />
            <Link to="/records/$id" params={{ id }}>
              {formatInstant(at, text.tag)}
            </Link>
            <span>
              {text(says === 'agrees' ? 'indicators.answer.agrees' : 'indicators.answer.objects', { party: parties.nameOf(from) })}
              {words === '' ? null : `: ${words}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function FullCard({ detail: { card } }: { readonly detail: IndicatorDetail }) {
  const text = useText()
  const kind = kinds.get('indicator-card')
  if (kind === undefined) return null
  const object: JsonObject = { extensions: { [String(kind.extension)]: card.fields as JsonObject } }
  return (
    <Card title={text('indicators.card')}>
      <Facts kind={kind} object={object} />
    </Card>
  )
}
