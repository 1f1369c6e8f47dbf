import type { InstrumentDetail, InstrumentList, SimulationAnswer } from '@enlace/api'
import { Button, TextInput } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { nodeNow } from '../api/node-clock.ts'
import { askNode } from '../api/questions.ts'
import { askInstrument, askInstruments, askSimulation } from '../clocks/ask-clocks.ts'
import classes from '../clocks/clocks.module.css'
import { Compared } from '../clocks/compared.tsx'
import { LineCard } from '../clocks/line-card.tsx'
import { laterBy, lineNames, type Plan, readPlan, writePlan } from '../clocks/plan.ts'
import { PlanForm } from '../clocks/plan-form.tsx'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconPrinter } from '../parts/icon.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Loading } from '../parts/page-state.tsx'
import { PrintList } from '../parts/print-list.tsx'

const route = getRouteApi('/desk/simulator')
const first = 'extradition-treaty-1978'
type Chosen = Plan & { readonly law: string; readonly ask: string; readonly of: string }

/** What falls due when under a treaty or a law, for supposed events; the address holds the whole of it and no name or case number. */
export function Simulator() {
  const text = useText()
  const list = useQuery(askInstruments)
  const [open, setOpen] = useState(false)
  const print = () => {
    // Paper shows only what is open.
    flushSync(() => setOpen(true))
    window.print()
  }
  return (
    <Page
      title={text('clocks.simulator.title')}
      lead={text('clocks.simulator.lead')}
      actions={
        <>
          <Button variant="default" aria-pressed={open} onClick={() => setOpen(!open)}>
            {text(open ? 'clocks.steps.hide' : 'clocks.steps.show')}
          </Button>
          <Button variant="default" leftSection={<IconPrinter size={18} />} onClick={print}>
            {text('clocks.print')}
          </Button>
        </>
      }
    >
      <Answered question={list} shape="cards">
        {(shown) => <Chooser list={shown} open={open} />}
      </Answered>
    </Page>
  )
}

function Chooser({ list, open }: { readonly list: InstrumentList; readonly open: boolean }) {
  const plan = readPlan(route.useSearch())
  const { data: node } = useQuery(askNode)
  const parties = [...new Set(list.calendars.map(({ party }) => party))]
  const of = plan.of ?? (node !== undefined && parties.includes(node.party) ? node.party : parties[0]) ?? ''
  const ask = plan.ask ?? parties.find((party) => party !== of) ?? ''
  const law = plan.law ?? list.items.find(({ id }) => id === first)?.id ?? list.items[0]?.id ?? ''
  const main = useQuery(askInstrument(law))
  const beside = useQueries({ queries: (main.data?.beside[of] ?? []).map(askInstrument) })
  if (main.isError) return <ProblemNotice problem={main.error} />
  if (main.data === undefined || beside.some(({ isPending }) => isPending)) return <Loading shape="cards" />
  const laws = [main.data, ...beside.flatMap(({ data }) => data ?? [])]
  return <Played plan={{ ...plan, law, ask, of }} list={list} laws={laws} open={open} />
}

function Played({
  plan,
  list,
  laws,
  open,
}: {
  readonly plan: Chosen
  readonly list: InstrumentList
  readonly laws: readonly InstrumentDetail[]
  readonly open: boolean
}) {
  const text = useText()
  const navigate = useNavigate()
  // Of a case, and so never in the address.
  const [file, setFile] = useState({ court: '', number: '' })
  const today = nodeNow().toISOString().slice(0, 10)
  const change = (next: Plan) => void navigate({ to: '/simulator', search: writePlan(next), replace: true })
  const pausing = new Set(laws.flatMap(({ clocks }) => clocks.flatMap(({ pauses }) => pauses.flatMap(({ by }) => by))))
  const told = Object.fromEntries(Object.entries(file).filter(([, value]) => value.trim() !== ''))
  const asked = (file: Readonly<Record<string, string>>) => ({
    instrument: plan.law,
    requesting: plan.ask,
    requested: plan.of,
    ...(plan.known === undefined ? {} : { knownOn: plan.known }),
    lines: plan.lines.map((line) => ({ events: line.map((event) => (pausing.has(event.code) ? { ...event, ...file } : event)) })),
  })
  const question = useQuery(askSimulation(asked(told)))
  // The document is asked for by an address too.
  const printed = new URLSearchParams({ plan: JSON.stringify(asked({})) }).toString()
  const events = Object.assign({}, ...laws.map((law) => law.events)) as InstrumentDetail['events']
  const paused = plan.lines.some((line) => line.some(({ code }) => pausing.has(code)))
  return (
    <div className="stack">
      <Notice tone="warn" title={text('clocks.notLaw')}>
        {text('clocks.notLaw.detail')}{' '}
        <Link to="/instruments/$id" params={{ id: plan.law }}>
          {text('clocks.read')}
        </Link>
      </Notice>
      <Card
        title={text('clocks.suppose')}
        lead={text('clocks.suppose.lead')}
        actions={
          <Button variant="default" size="xs" onClick={() => change(examplePlan(today))}>
            {text('clocks.example')}
          </Button>
        }
      >
        <div className="stack">
          <PlanForm plan={plan} list={list} laws={laws} events={events} today={today} onChange={change} />
          {paused ? (
            <div className={classes.fields}>
              <TextInput
                label={text('clocks.court')}
                description={text('clocks.court.detail')}
                value={file.court}
                maxLength={200}
                onChange={(event) => setFile({ ...file, court: event.currentTarget.value })}
              />
              <TextInput
                label={text('clocks.number')}
                description={text('clocks.court.detail')}
                value={file.number}
                maxLength={100}
                onChange={(event) => setFile({ ...file, number: event.currentTarget.value })}
              />
            </div>
          ) : null}
        </div>
      </Card>
      {question.isError ? <ProblemNotice problem={question.error} /> : null}
      {question.data === undefined ? null : <Shown answer={question.data} plan={plan} open={open} printed={printed} />}
    </div>
  )
}

function Shown({
  answer,
  plan,
  open,
  printed,
}: {
  readonly answer: SimulationAnswer
  readonly plan: Chosen
  readonly open: boolean
  /** The query of the document. */
  readonly printed: string
}) {
  const text = useText()
  return (
    <>
      <Card title={text('clocks.compared')} flush actions={<PrintList list="simulation" of={printed} />}>
        <Compared answer={answer} />
      </Card>
      {answer.lines.map(({ clocks }, i) => (
        <LineCard
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own
          key={i}
          title={text('clocks.line', { name: (lineNames[i] ?? '').toUpperCase() })}
          clocks={clocks}
          line={plan.lines[i] ?? []}
          answer={answer}
          open={open}
        />
      ))}
    </>
  )
}

/** «If we ask for provisional arrest today, what falls due when, and what if an amparo comes on day 20?» */
function examplePlan(today: string): Plan {
  const line = [
    { code: 'arrested', at: today },
    { code: 'heard_by_judge', at: laterBy(today, 5) },
  ]
  const amparo = [...line, { code: 'amparo_suspension', at: laterBy(today, 20) }, { code: 'amparo_resolved', at: laterBy(today, 80) }]
  return { law: first, ask: 'us', of: 'mx', known: undefined, lines: [line, amparo] }
}
