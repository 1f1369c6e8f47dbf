import type { ResultDetail } from '@enlace/api'
import { parseJson } from '@enlace/core'
import { checkResult, parseResultDocument, type ResultVerdict } from '@enlace/proof/browser'
import { Button, Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { fetchBytes, send } from '../api/send.ts'
import { useMay } from '../api/use-may.ts'
import { ResultView } from '../evidence/result-view.tsx'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { saveFile } from '../parts/save-file.ts'
import { askEvents, fileOf } from './ask-results.ts'

type What = 'none' | 'all' | 'event' | 'amount'
type Event = NonNullable<ReturnType<typeof useEvents>>['items'][number]

function useEvents(id: string, from: number, ready: boolean) {
  return useQuery({ ...askEvents(id, from), enabled: ready }).data
}

/** What an inspector does with a sealed result: opens its events, counts the total again, draws the sample, files what was found. */
export function InspectorCard({ id, detail }: { readonly id: string; readonly detail: ResultDetail }) {
  const text = useText()
  const may = useMay()
  const [looked, setLooked] = useState<ReadonlySet<number>>(new Set())
  return (
    <>
      <FileCard id={id} detail={detail} onShown={(indices) => setLooked(new Set([...looked, ...indices]))} />
      {detail.countedHere ? (
        <EventsCard id={id} looked={looked} setLooked={setLooked} />
      ) : (
        <Notice tone="info" title={text('results.notHere')} />
      )}
      {may('result.find') ? <FindingCard id={id} looked={looked} /> : null}
    </>
  )
}

/** Fetches the file, checks it here with the code of the public verifier, and hands it over. */
function FileCard({
  id,
  detail,
  onShown,
}: {
  readonly id: string
  readonly detail: ResultDetail
  readonly onShown: (indices: readonly number[]) => void
}) {
  const text = useText()
  const [what, setWhat] = useState<What>(detail.countedHere ? 'all' : 'none')
  const [sample, setSample] = useState(10)
  const [signature, setSignature] = useState('')
  const [state, setState] = useState<{
    readonly busy?: true
    readonly problem?: unknown
    readonly verdict?: ResultVerdict
    readonly bytes?: Uint8Array<ArrayBuffer>
  }>({})
  const draws = what === 'event' || what === 'amount'
  const check = async () => {
    setState({ busy: true })
    try {
      const bytes = await fetchBytes(fileOf(id, draws ? { events: what, sample: String(sample), signature } : { events: what }))
      const json = parseJson(bytes, { maxBytes: 67_108_864, maxDepth: 8 })
      const document = json.ok ? parseResultDocument(json.value.value) : json
      if (!document.ok) throw new Error(document.reason)
      setState({ bytes, verdict: await checkResult(document.value) })
      onShown(document.value.events.map(({ index }) => index))
    } catch (problem) {
      setState({ problem })
    }
  }
  return (
    <Card title={text('results.check')} lead={text('results.check.lead')}>
      <div className="stack">
        <NativeSelect
          label={text('results.check.what')}
          value={what}
          onChange={(event) => setWhat(event.currentTarget.value as What)}
          data={(detail.countedHere ? (['none', 'all', 'event', 'amount'] as const) : (['none'] as const)).map((value) => ({
            value,
            label: text(`results.check.${value}`),
          }))}
        />
        {draws ? (
          <>
            {detail.beacon === null ? null : (
              <p className="soft">
                {text('results.beacon', { round: detail.beacon.round, at: formatInstant(detail.beacon.at, text.tag) })}
              </p>
            )}
            {detail.beacon?.known === true ? <Notice tone="warn" title={text('results.beacon.known')} /> : null}
            <NumberInput
              label={text('results.sample')}
              value={sample}
              min={1}
              max={1000}
              onChange={(value) => setSample(Number(value) || 1)}
            />
            <TextInput
              label={text('results.signature')}
              description={text('results.signature.help')}
              value={signature}
              onChange={(event) => setSignature(event.currentTarget.value)}
            />
          </>
        ) : null}
        <div className="cluster">
          <Button onClick={() => void check()} loading={state.busy === true}>
            {text('results.check.do')}
          </Button>
          {state.bytes === undefined ? null : (
            <Button variant="default" onClick={() => saveFile('result.json', 'application/json', state.bytes ?? '')}>
              {text('results.download')}
            </Button>
          )}
        </div>
        {state.problem === undefined ? null : <ProblemNotice problem={state.problem} />}
        {state.verdict === undefined ? null : <ResultView verdict={state.verdict} />}
      </div>
    </Card>
  )
}

function EventsCard({
  id,
  looked,
  setLooked,
}: {
  readonly id: string
  readonly looked: ReadonlySet<number>
  readonly setLooked: (looked: ReadonlySet<number>) => void
}) {
  const text = useText()
  const [from, setFrom] = useState(0)
  const page = useEvents(id, from, true)
  const mark = (index: number, is: boolean) => {
    const next = new Set(looked)
    if (is) next.add(index)
    else next.delete(index)
    setLooked(next)
  }
  const record = ({ record: one, erased }: Event) =>
    one !== null ? (
      <Link to="/records/$id" params={{ id: one.id }}>
        {one.title}
      </Link>
    ) : (
      text(erased ? 'results.erased' : 'results.closed')
    )
  return (
    <Card title={text('results.behind')} lead={text('results.behind.lead')} flush>
      <DataTable
        caption={text('results.behind')}
        rows={page?.items ?? []}
        keyOf={({ index }) => String(index)}
        columns={[
          { id: 'index', header: text('results.index'), rowHeader: true, cell: ({ index }) => `#${index}` },
          { id: 'value', header: text('results.value'), align: 'number', cell: ({ value }) => value },
          {
            id: 'place',
            header: text('results.place'),
            cell: ({ origin, seq }) => <span className="mono small">{`${origin} ${seq}`}</span>,
          },
          { id: 'record', header: text('results.record'), cell: record },
          {
            id: 'looked',
            header: text('results.looked'),
            cell: ({ index }) => (
              <Checkbox
                aria-label={text('results.looked.one', { index })}
                checked={looked.has(index)}
                onChange={(event) => mark(index, event.currentTarget.checked)}
              />
            ),
          },
        ]}
      />
      {page === undefined || page.of <= 25 ? null : (
        <div className="cluster">
          <Button variant="default" disabled={from === 0} onClick={() => setFrom(Math.max(0, from - 25))}>
            {text('results.earlier')}
          </Button>
          <Button variant="default" disabled={from + 25 >= page.of} onClick={() => setFrom(from + 25)}>
            {text('results.later')}
          </Button>
        </div>
      )}
    </Card>
  )
}

function FindingCard({ id, looked }: { readonly id: string; readonly looked: ReadonlySet<number> }) {
  const text = useText()
  const client = useQueryClient()
  const [says, setSays] = useState<'confirms' | 'disputes'>('confirms')
  const [values, setValues] = useState<Readonly<Record<'words' | 'figure' | 'body', string>>>({ words: '', figure: '', body: '' })
  const [state, setState] = useState<{ readonly number?: string; readonly problem?: unknown }>({})
  const set = (name: keyof typeof values) => (event: { readonly currentTarget: { readonly value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value })
  const file = async () => {
    const more = {
      ...(says === 'disputes' ? { reason: 'counting' } : {}),
      ...(values.figure.trim() === '' ? {} : { figure: values.figure.trim() }),
      ...(values.body.trim() === '' ? {} : { body: values.body.trim() }),
    }
    const body = { says, words: values.words, looked: [...looked].toSorted((a, b) => a - b), ...more }
    try {
      const { number } = await send<{ number: string }>('POST', `/programme/results/${encodeURIComponent(id)}/findings`, { body })
      setState({ number })
      await client.invalidateQueries({ queryKey: ['record'] })
    } catch (problem) {
      setState({ problem })
    }
  }
  return (
    <Card title={text('results.find')} lead={text('results.find.lead', { count: looked.size })}>
      <div className="stack">
        <NativeSelect
          label={text('results.finding')}
          value={says}
          onChange={(event) => setSays(event.currentTarget.value === 'disputes' ? 'disputes' : 'confirms')}
          data={(['confirms', 'disputes'] as const).map((value) => ({ value, label: text(`results.finding.${value}`) }))}
        />
        {says === 'disputes' ? (
          <TextInput label={text('results.otherFigure')} value={values.figure} onChange={set('figure')} maxLength={100} />
        ) : null}
        <TextInput
          label={text('results.body')}
          description={text('results.body.help')}
          value={values.body}
          onChange={set('body')}
          maxLength={200}
        />
        <Textarea label={text('results.words')} value={values.words} onChange={set('words')} rows={3} maxLength={2000} required />
        <div>
          <Button onClick={() => void file()} disabled={values.words.trim() === ''}>
            {text('results.find.do')}
          </Button>
        </div>
        {state.number === undefined ? null : <Notice tone="good" title={text('results.find.done', { number: state.number })} />}
        {state.problem === undefined ? null : <ProblemNotice problem={state.problem} />}
      </div>
    </Card>
  )
}
