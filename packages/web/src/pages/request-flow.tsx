import type { RequestFlow as Flow } from '@enlace/api'
import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { IconClipboardText } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { saveFile } from '../parts/save-file.ts'
import { askRequestFlow } from '../requests/ask-requests.ts'
import { printFlow } from '../requests/print-flow.ts'
import { useRequestWords } from '../requests/say-request.tsx'

const route = getRouteApi('/desk/requests/flow')
const ways = ['received', 'sent'] as const
const sums = ['open', 'closed', 'heldLong', 'lapsed', 'assurances'] as const
type Form = Flow['forms'][number]
type Stage = Form['stages'][number]

/** Where requests wait and how long, both ways side by side, so that neither party is shown without the other. */
export function RequestFlow() {
  const text = useText()
  const words = useRequestWords()
  const navigate = useNavigate()
  const { days } = route.useSearch()
  const question = useQuery(askRequestFlow(days))
  const save = (flow: Flow) => {
    const say = { form: words.form, state: words.state, waits: (place: string) => text.find(`requests.waits.${place}`) ?? place }
    const head = ['form', 'direction', 'state', 'waits', 'now', 'passed', 'median', 'longest'].map((name) =>
      text(`requests.flow.${name as 'now'}`),
    )
    const way = (direction: string) => text(`requests.direction.${direction as 'sent'}`)
    saveFile(`flow-${flow.asOf.slice(0, 10)}.csv`, 'text/csv;charset=utf-8', printFlow(flow, head, { ...say, way }))
  }
  return (
    <Page
      title={text('requests.flow')}
      trail={[{ label: text('requests.title'), to: '/requests' }]}
      lead={text('requests.flow.lead')}
      actions={
        question.data === undefined || question.data.forms.length === 0 ? undefined : (
          <>
            <Button variant="default" onClick={() => question.data !== undefined && save(question.data)}>
              {text('requests.flow.csv')}
            </Button>
            <PrintList list="flow" of={days === undefined ? '' : `heldDays=${days}`} />
          </>
        )
      }
    >
      <NativeSelect
        label={text('requests.flow.held')}
        value={days ?? '730'}
        onChange={(event) => navigate({ to: '/requests/flow', search: { days: event.currentTarget.value } })}
        data={['30', '90', '180', '365', '730'].map((value) => ({ value, label: text('requests.flow.days', { days: Number(value) }) }))}
      />
      <Answered question={question}>
        {(flow) =>
          flow.forms.length === 0 ? (
            <div className="card">
              <Empty icon={<IconClipboardText size={32} />} title={text('requests.flow.empty')} />
            </div>
          ) : (
            <div className="stack">
              {flow.forms.map((form) => (
                <FormFlow key={form.form} form={form} heldDays={flow.heldDays} />
              ))}
            </div>
          )
        }
      </Answered>
    </Page>
  )
}

function FormFlow({ form, heldDays }: { readonly form: Form; readonly heldDays: number }) {
  const text = useText()
  const words = useRequestWords()
  const name = words.form(form.form)
  const totalOf = (way: string) => form.totals.find(({ direction }) => direction === way)
  const longest = Math.max(1, ...form.stages.flatMap(({ over, sides }) => (over ? [] : sides.map(({ median }) => median))))
  return (
    <Card title={name} flush>
      <DataTable
        caption={text('requests.flow.sums', { form: name })}
        rows={sums}
        keyOf={(sum) => sum}
        columns={[
          {
            id: 'sum',
            header: text('requests.flow.what'),
            rowHeader: true,
            cell: (sum) => text(`requests.flow.${sum}`, { days: heldDays }),
          },
          ...ways.map((way) => ({
            id: way,
            header: text(`requests.direction.${way}`),
            align: 'number' as const,
            cell: (sum: (typeof sums)[number]) => {
              const total = totalOf(way)
              const count = total?.[sum] ?? 0
              const search = {
                form: form.form,
                direction: way,
                show: sum === 'open' || sum === 'assurances' ? 'open' : sum === 'heldLong' ? 'open' : 'closed',
                ...(sum === 'heldLong' ? { state: 'suspended' } : sum === 'lapsed' ? { state: 'lapsed' } : {}),
              }
              return count === 0 ? (
                '0'
              ) : (
                <Link to="/requests" search={search}>
                  {sum === 'heldLong' ? text('requests.flow.share', { count, share: share(count, total?.open ?? 0) }) : count}
                </Link>
              )
            },
          })),
        ]}
      />
      <DataTable
        caption={text('requests.flow.stages', { form: name })}
        rows={form.stages}
        keyOf={({ state }) => state}
        columns={[
          {
            id: 'state',
            header: text('requests.flow.state'),
            rowHeader: true,
            cell: ({ state, waits }) => (
              <span className="stack-tight">
                <span>{words.state(form.form, state)}</span>
                {waits === null ? null : <span className="small soft">{text.find(`requests.waits.${waits}`) ?? waits}</span>}
              </span>
            ),
          },
          ...ways.map((way) => ({
            id: way,
            header: text(`requests.direction.${way}`),
            cell: (stage: Stage) => <Stood stage={stage} form={form.form} way={way} longest={longest} />,
          })),
        ]}
      />
    </Card>
  )
}

/** How many stand in a state now, and how long it usually and at most took. */
function Stood({
  stage,
  form,
  way,
  longest,
}: {
  readonly stage: Stage
  readonly form: string
  readonly way: (typeof ways)[number]
  readonly longest: number
}) {
  const text = useText()
  const words = useRequestWords()
  const side = stage.sides.find(({ direction }) => direction === way)
  if (side === undefined) return <span className="soft">{text('requests.flow.none')}</span>
  const label = text('requests.flow.median.of', { state: words.state(form, stage.state), days: side.median })
  return (
    <span className="stack-tight">
      {side.now === 0 ? (
        <span>{text('requests.flow.stand', { count: 0 })}</span>
      ) : (
        <Link to="/requests" search={{ form, direction: way, state: stage.state, show: stage.over ? 'closed' : 'open' }}>
          {text('requests.flow.stand', { count: side.now })}
        </Link>
      )}
      {stage.over ? null : (
        <>
          <meter min={0} max={longest} value={side.median} aria-label={label} />
          <span className="small soft">{text('requests.flow.took', { median: side.median, longest: side.longest })}</span>
        </>
      )}
    </span>
  )
}

function share(count: number, of: number): number {
  return of === 0 ? 0 : count / of
}
