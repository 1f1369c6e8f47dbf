import type { SeriesDetail } from '@enlace/api'
import { Button, useComputedColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Suspense } from 'react'
import { askSeries, askSeriesList, type SeriesChoice, seriesTableAddress } from '../api/list-questions.ts'
import { formatDay, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useListTitle } from '../lists/list-title.ts'
import { SourceCard } from '../lists/source-card.tsx'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import { Card } from '../parts/card.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { IconChartLine, IconDownload, IconPrinter } from '../parts/icon.tsx'
import { late } from '../parts/late.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { saveFile } from '../parts/save-file.ts'
import { chartOption, mostDrawn } from '../series/chart-options.ts'
import { FiguresTable } from '../series/figures-table.tsx'
import { RowRanking } from '../series/row-ranking.tsx'
import { sayPeriod } from '../series/say-period.ts'
import { sayChart } from '../series/sentence.ts'
import { SeriesControls } from '../series/series-controls.tsx'
import { factorTo } from '../series/units.ts'

const route = getRouteApi('/desk/series/$series')
const Chart = late(() => import('../series/chart.tsx'))

/** One published series: chart, the same in words, the figures behind it, its editions and what its publisher warns of. */
export function SeriesPage() {
  const text = useText()
  const { series } = route.useParams()
  const { unit, ...choice } = route.useSearch()
  const title = useListTitle()(series)
  const question = useQuery(askSeries(series, choice))
  return (
    <div className="stack">
      <Breadcrumbs trail={[{ label: text('lists.series.title'), to: '/series' }]} here={title} />
      <Page
        title={title}
        lead={question.data?.publisher ?? undefined}
        actions={question.data === undefined ? undefined : <Actions shown={question.data} choice={choice} />}
      >
        <Answered question={question}>{(shown) => <Shown shown={shown} choice={choice} unit={unit} />}</Answered>
      </Page>
    </div>
  )
}

function Actions({ shown, choice }: { readonly shown: SeriesDetail; readonly choice: SeriesChoice }) {
  const text = useText()
  return (
    <>
      <Button
        component="a"
        variant="default"
        href={seriesTableAddress(shown.series, choice)}
        download
        leftSection={<IconDownload size={18} />}
      >
        {text('lists.download.csv')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconDownload size={18} />}
        onClick={() => saveFile(`${shown.series}-${shown.measure}.json`, 'application/json', JSON.stringify(shown, null, 2))}
      >
        {text('lists.download.json')}
      </Button>
      <Button variant="default" leftSection={<IconPrinter size={18} />} onClick={() => print()}>
        {text('lists.print')}
      </Button>
    </>
  )
}

function Shown({
  shown,
  choice,
  unit,
}: {
  readonly shown: SeriesDetail
  readonly choice: SeriesChoice
  readonly unit: string | undefined
}) {
  const text = useText()
  const navigate = useNavigate()
  const dark = useComputedColorScheme('light') === 'dark'
  const { data: all } = useQuery(askSeriesList)
  const whole = all?.find((one) => one.series === shown.series)
  const factor = factorTo(shown.unit, unit)
  const unitCode = factor === 1 ? shown.unit : (unit ?? shown.unit)
  const unitWords = text.find(`lists.unit.${unitCode}`) ?? unitCode
  const measure = text.find(`lists.measure.${shown.measure}`) ?? shown.measure
  const digits = unitCode === 'count' ? 0 : 1
  const sayScaled = (value: number) => formatNumber(value, text.tag, { maximumFractionDigits: digits })
  const say = (value: number) => sayScaled(value * factor)
  const choose = (change: SeriesChoice & { readonly unit?: string | undefined }) =>
    navigate({ to: '/series/$series', params: { series: shown.series }, search: { ...choice, unit, ...change } })
  const says = sayChart(shown, { measure, unit: unitWords }, text, say)
  const words = {
    unit: unitCode === 'count' ? '' : unitCode,
    earlier: text('lists.chart.earlier'),
    everything: measure,
    factor,
    sayValue: sayScaled,
    sayPeriod: (period: string) => sayPeriod(period, text.tag, true),
  }
  return (
    <div className="stack">
      <SeriesControls
        shown={shown}
        months={whole === undefined ? undefined : { from: whole.from.slice(0, 7), to: whole.to.slice(0, 7) }}
        choice={choice}
        unit={unit}
        onChoice={choose}
      />
      {shown.rows.length === 0 ? (
        <div className="card">
          <Empty icon={<IconChartLine size={32} />} title={text('lists.noRows')}>
            {text('lists.noRows.detail')}
          </Empty>
        </div>
      ) : (
        <>
          <Card
            title={text('lists.chart')}
            lead={
              shown.rowsFound > mostDrawn
                ? text('lists.chart.reduced', { shown: mostDrawn, found: formatNumber(shown.rowsFound, text.tag) })
                : undefined
            }
          >
            <Suspense fallback={<p role="status">{text('lists.chart.loading')}</p>}>
              <Chart option={chartOption(shown, { ...words, dark })} onPaper={chartOption(shown, { ...words, dark: false })} says={says} />
            </Suspense>
            <p className="small">
              <strong>{text('lists.summary.label')}:</strong> {says}
            </p>
            <p className="soft small">{text('lists.chart.provisional')}</p>
            {factor === 1 ? null : <p className="soft small">{text('lists.unit.convertedNote')}</p>}
            <p className="soft small">{sayYears(shown, text)}</p>
          </Card>
          <Card title={text('lists.table')} flush>
            <FiguresTable
              shown={shown}
              caption={text('lists.table.caption', { measure, unit: unitWords, period: text(`lists.period.${shown.period}`) })}
              everything={measure}
              say={say}
            />
          </Card>
          {shown.by === null ? null : (
            <Card title={text('lists.ranking')} lead={shown.additive ? text('lists.ranking.lead') : undefined} flush>
              <RowRanking
                shown={shown}
                say={say}
                onOnly={(name) => {
                  const where = new URLSearchParams({ ...shown.where, [shown.by ?? '']: name })
                  choose({ where: where.toString(), by: undefined })
                }}
              />
            </Card>
          )}
        </>
      )}
      <Editions shown={shown} />
      <Card title={text('lists.caveats')}>
        <div className="stack-tight">
          {shown.caveats.map((caveat) => (
            <p key={caveat}>{caveat}</p>
          ))}
          <p className="soft">{text('lists.caveats.sums')}</p>
        </div>
      </Card>
      <SourceCard list={shown.series} />
    </div>
  )
}

function Editions({ shown }: { readonly shown: SeriesDetail }) {
  const text = useText()
  const number = (value: number) => formatNumber(value, text.tag)
  const columns: readonly Column<SeriesDetail['editions'][number]>[] = [
    { id: 'edition', header: text('lists.history.edition'), rowHeader: true, cell: ({ edition }) => formatDay(edition, text.tag) },
    { id: 'values', header: text('lists.editionsOf.values'), align: 'number', cell: ({ values }) => number(values) },
    { id: 'revised', header: text('lists.editionsOf.revised'), align: 'number', cell: ({ revised }) => number(revised) },
  ]
  return (
    <Card title={text('lists.editionsOf')} lead={text('lists.editionsOf.lead')} flush>
      <DataTable caption={text('lists.editionsOf')} columns={columns} rows={shown.editions} keyOf={({ edition }) => edition} />
    </Card>
  )
}

/** Which year is counted, and by which days: the same «2025» is two different years on either side of the border. */
function sayYears(shown: SeriesDetail, text: ReturnType<typeof useText>): string {
  const starts = shown.fiscalYearStarts
  if (starts === null || starts === 1) return text('lists.calendar')
  const year = Number(/\d{4}/.exec(shown.periods.at(-1) ?? '')?.[0] ?? '2025') - 1
  const month = (of: number, number: number) => sayPeriod(`${of}-${String(number).padStart(2, '0')}`, text.tag)
  const name = new Intl.DateTimeFormat(text.tag, { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, starts - 1, 1)))
  return text('lists.fiscal', { month: name, example: String(year), start: month(year - 1, starts), end: month(year, starts - 1) })
}
