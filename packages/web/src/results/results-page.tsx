import type { ResultRow } from '@enlace/api'
import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'
import { useMay } from '../api/use-may.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { envelopeOfCase } from '../cases/envelope-of-case.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { DayField } from '../parts/day-field.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { askQueries, askResults } from './ask-results.ts'
import { AllView, CountView } from './count-view.tsx'
import { JobCard } from './job-card.tsx'
import { LevelMark } from './level-mark.tsx'
import { sayFigure } from './say-figure.ts'

/** Results: count a stated query over what both parties hold, seal it, and every sealed result of both. */
export function ResultsPage() {
  const text = useText()
  const may = useMay()
  const question = useQuery(askResults)
  return (
    <Page title={text('results.title')} lead={text('results.lead')}>
      <div className="stack">
        {may('result.count') ? <CountForm maySeal={may('result.seal')} /> : null}
        <Answered question={question} shape="rows">
          {({ items, more }) => (
            <Card title={text('results.sealed')} flush>
              {items.length === 0 ? <Empty title={text('results.empty')}>{text('results.empty.detail')}</Empty> : <Sealed items={items} />}
              {more ? <p className="soft">{text('results.more')}</p> : null}
            </Card>
          )}
        </Answered>
      </div>
    </Page>
  )
}

function Sealed({ items }: { readonly items: readonly ResultRow[] }) {
  const text = useText()
  const columns: readonly Column<ResultRow>[] = [
    {
      id: 'what',
      header: text('results.what'),
      rowHeader: true,
      cell: ({ record, title, query }) => <Link to={programmePath('results', record.id)}>{text.of(title ?? undefined) || query}</Link>,
    },
    {
      id: 'period',
      header: text('results.period'),
      cell: ({ period }) => `${formatDay(period.from, text.tag)} – ${formatDay(period.to, text.tag)}`,
    },
    {
      id: 'figure',
      header: text('results.figure'),
      align: 'number',
      cell: ({ figure, unit }) => sayFigure(text, figure, unit),
    },
    { id: 'count', header: text('results.events'), align: 'number', cell: ({ count }) => count },
    { id: 'from', header: text('results.by'), cell: ({ record }) => <PartyMark party={record.from} /> },
    { id: 'level', header: text('results.level'), cell: ({ level, code }) => <LevelMark level={level} code={code} /> },
  ]
  return <DataTable caption={text('results.sealed')} rows={items} keyOf={({ record }) => record.id} columns={columns} />
}

function CountForm({ maySeal }: { readonly maySeal: boolean }) {
  const text = useText()
  const { data } = useQuery(askQueries)
  const usual = useUsualEnvelope({ home: false })
  const year = nodeNow().getUTCFullYear()
  const [values, setValues] = useState({ query: '', from: `${year}-01-01`, to: `${year}-12-31` })
  const [job, setJob] = useState<string>()
  const [problem, setProblem] = useState<unknown>()
  if (data === undefined) return null
  const query = data.items.find(({ id }) => id === values.query) ?? data.items[0]
  if (query === undefined) return null
  const set = (name: keyof typeof values) => (event: { readonly currentTarget: { readonly value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value })
  const start = async (path: string, more: object) => {
    setProblem(undefined)
    try {
      const { from, to } = values
      const { job: begun } = await send<{ job: string }>('POST', path, { body: { from, to, ...more } })
      setJob(begun)
    } catch (cause) {
      setProblem(cause)
    }
  }
  return (
    <Card title={text('results.count')} lead={text('results.count.lead')}>
      <div className="stack">
        <NativeSelect
          label={text('results.query')}
          value={query.id}
          onChange={set('query')}
          data={data.items.map(({ id, title }) => ({ value: id, label: text.of(title) }))}
        />
        <p>{text.of(query.counts)}</p>
        <p className="soft small">{text.of(query.limits)}</p>
        <div className="cluster">
          <DayField label={text('results.from')} value={values.from} onChange={set('from')} />
          <DayField label={text('results.to')} value={values.to} onChange={set('to')} />
        </div>
        <div className="cluster">
          <Button variant="default" onClick={() => void start('/programme/counts', { query: query.id })}>
            {text('results.count.do')}
          </Button>
          <Button variant="default" onClick={() => void start('/programme/counts', {})}>
            {text('results.count.all')}
          </Button>
          {maySeal && usual !== undefined ? (
            <Button
              onClick={() => void start('/programme/seals', { query: query.id, envelope: envelopeOfCase(undefined, usual, undefined) })}
            >
              {text('results.seal.do')}
            </Button>
          ) : null}
        </div>
        {problem === undefined ? null : <ProblemNotice problem={problem} />}
        {job === undefined ? null : (
          <JobCard key={job} job={job} label={text('results.counting')}>
            {({ counted, all, written }) => (
              <div className="stack">
                {written === null ? null : (
                  <p role="status">
                    {text('results.sealedNow')} <Link to={programmePath('results', written)}>{text('results.open')}</Link>
                  </p>
                )}
                {counted === null ? null : <CountView counted={counted} unit={query.unit} />}
                {all === null ? null : (
                  <>
                    <AllView all={all} />
                    <p className="soft small">{text('results.all.lead')}</p>
                  </>
                )}
              </div>
            )}
          </JobCard>
        )}
      </div>
    </Card>
  )
}
