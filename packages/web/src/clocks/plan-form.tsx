import type { InstrumentDetail, InstrumentList, Label, LegalClockRuleView } from '@enlace/api'
import { Button, NativeSelect } from '@mantine/core'
import { fromLocalInput, toLocalInput } from '../kinds/local-instant.ts'
import { useText } from '../language/text.ts'
import { DayField, InstantField } from '../parts/day-field.tsx'
import { IconPlus, IconX } from '../parts/icon.tsx'
import { useParties } from '../parts/party.ts'
import classes from './clocks.module.css'
import { lineNames, maxEvents, type Plan, type PlannedEvent, type PlannedLine } from './plan.ts'

/** What is supposed: the instrument, who asks whom, under which edition of the calendars, and the events of each line. */
export function PlanForm({
  plan,
  list,
  laws,
  events,
  today,
  onChange,
}: {
  readonly plan: Plan & { readonly law: string; readonly ask: string; readonly of: string }
  readonly list: InstrumentList
  readonly laws: readonly InstrumentDetail[]
  readonly events: Readonly<Record<string, Label>>
  readonly today: string
  readonly onChange: (plan: Plan) => void
}) {
  const text = useText()
  const { nameOf } = useParties()
  const parties = [...new Set(list.calendars.map(({ party }) => party))].map((value) => ({ value, label: nameOf(value) }))
  const clocks = laws.flatMap((law) => law.clocks)
  const setLine = (at: number, line: PlannedLine) => onChange({ ...plan, lines: plan.lines.map((one, i) => (i === at ? line : one)) })
  return (
    <form className="stack" onSubmit={(event) => event.preventDefault()}>
      <div className={classes.fields}>
        <NativeSelect
          label={text('clocks.law')}
          value={plan.law}
          onChange={(event) => onChange({ ...plan, law: event.currentTarget.value, lines: [[]] })}
          data={list.items.filter((item) => item.clocks > 0).map((item) => ({ value: item.id, label: text.of(item.short) }))}
        />
        <NativeSelect
          label={text('clocks.requesting')}
          value={plan.ask}
          onChange={(event) => onChange(otherSide(plan, 'ask', event.currentTarget.value))}
          data={parties}
        />
        <NativeSelect
          label={text('clocks.requested')}
          value={plan.of}
          onChange={(event) => onChange(otherSide(plan, 'of', event.currentTarget.value))}
          data={parties}
        />
        <DayField
          label={text('clocks.known')}
          description={text('clocks.known.detail')}
          value={plan.known ?? ''}
          onChange={(event) => onChange({ ...plan, known: event.currentTarget.value || undefined })}
        />
      </div>
      {plan.lines.map((line, i) => (
        // A line is its place.
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own
        <fieldset key={i} className={classes.line}>
          <legend>{text('clocks.line', { name: (lineNames[i] ?? '').toUpperCase() })}</legend>
          <LineEvents line={line} events={events} clocks={clocks} onChange={(next) => setLine(i, next)} />
          <div className="cluster">
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={16} />}
              disabled={line.length >= maxEvents}
              onClick={() => setLine(i, [...line, nextEvent(line, events, clocks, today)])}
            >
              {text('clocks.event.add')}
            </Button>
            {plan.lines.length < lineNames.length ? (
              <Button variant="default" size="xs" onClick={() => onChange({ ...plan, lines: [...plan.lines, line] })}>
                {text('clocks.line.compare')}
              </Button>
            ) : null}
            {plan.lines.length > 1 ? (
              <Button variant="subtle" size="xs" onClick={() => onChange({ ...plan, lines: plan.lines.filter((_, at) => at !== i) })}>
                {text('clocks.line.remove')}
              </Button>
            ) : null}
          </div>
        </fieldset>
      ))}
    </form>
  )
}

function LineEvents({
  line,
  events,
  clocks,
  onChange,
}: {
  readonly line: PlannedLine
  readonly events: Readonly<Record<string, Label>>
  readonly clocks: readonly LegalClockRuleView[]
  readonly onChange: (line: PlannedLine) => void
}) {
  const text = useText()
  const choices = Object.entries(events).map(([value, words]) => ({ value, label: text.of(words) }))
  const set = (at: number, event: PlannedEvent) => onChange(line.map((one, i) => (i === at ? event : one)))
  return (
    <ul className={classes.events}>
      {line.map((one, i) => {
        const hour = needsHour(one.code, clocks)
        const When = hour ? InstantField : DayField
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an event is its place in the line
          <li key={i}>
            <NativeSelect
              label={text('clocks.event')}
              value={one.code}
              onChange={(event) => set(i, withDate({ ...one, code: event.currentTarget.value }, clocks))}
              data={choices}
            />
            <When
              label={text(hour ? 'clocks.event.at' : 'clocks.event.on')}
              value={hour ? toLocalInput(one.at) : one.at.slice(0, 10)}
              onChange={(event) => {
                const written = event.currentTarget.value
                const at = hour ? fromLocalInput(written)?.slice(0, 16).concat('Z') : written
                if (at !== undefined && at !== '') set(i, { ...one, at })
              }}
            />
            {setsDay(one.code, clocks) ? (
              <DayField
                label={text('clocks.event.until')}
                value={one.until ?? ''}
                onChange={(event) => {
                  const { until: _until, ...rest } = one
                  const until = event.currentTarget.value
                  set(i, until === '' ? rest : { ...rest, until })
                }}
              />
            ) : null}
            <Button
              variant="subtle"
              color="gray"
              aria-label={text('clocks.event.remove', { event: text.of(events[one.code]) })}
              onClick={() => onChange(line.filter((_, at) => at !== i))}
            >
              <IconX size={18} />
            </Button>
          </li>
        )
      })}
    </ul>
  )
}

/** A term that runs day and night needs the hour of what starts it. */
function needsHour(code: string, clocks: readonly LegalClockRuleView[]): boolean {
  return clocks.some(({ term, starts }) => ['seconds', 'minutes', 'hours'].includes(term.unit) && starts.includes(code))
}

/** A term without a length of its own ends on the day that its start sets. */
function setsDay(code: string, clocks: readonly LegalClockRuleView[]): boolean {
  return clocks.some(({ term, starts }) => term.unit === 'stated' && starts.includes(code))
}

function withDate(event: PlannedEvent, clocks: readonly LegalClockRuleView[]): PlannedEvent {
  const { until, ...rest } = event
  const day = event.at.slice(0, 10)
  const set = until !== undefined && setsDay(event.code, clocks) ? { until } : {}
  return { ...rest, ...set, at: needsHour(event.code, clocks) ? `${day}T12:00Z` : day }
}

/** The next event that the line does not have, on the day of the last. */
function nextEvent(
  line: PlannedLine,
  events: Readonly<Record<string, Label>>,
  clocks: readonly LegalClockRuleView[],
  today: string,
): PlannedEvent {
  const code = Object.keys(events).find((name) => !line.some((one) => one.code === name)) ?? Object.keys(events)[0] ?? ''
  return withDate({ code, at: line.at(-1)?.at ?? today }, clocks)
}

/** Who asks is not who is asked: choosing one moves the other. */
function otherSide(plan: Plan, side: 'ask' | 'of', party: string): Plan {
  const other = side === 'ask' ? 'of' : 'ask'
  return { ...plan, [side]: party, [other]: plan[other] === party ? plan[side] : plan[other], lines: plan.lines }
}
