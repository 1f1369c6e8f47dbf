import type { SimulatedClockView, SimulationAnswer } from '@enlace/api'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Tag } from '../parts/tag.tsx'
import classes from './clocks.module.css'
import type { PlannedLine } from './plan.ts'
import { sayStep, toneOf } from './say-clock.ts'
import { SourceTags } from './source-tags.tsx'

const dayMs = 86_400_000
/** Units of the drawing from the first day to the last. */
const width = 1000

/** One line of events drawn in time: each clock a bar with the events on it, the days off of both parties below, and every count step by step. */
export function LineCard({
  title,
  clocks,
  line,
  answer,
  open,
}: {
  readonly title: string
  readonly clocks: readonly SimulatedClockView[]
  readonly line: PlannedLine
  readonly answer: SimulationAnswer
  /** Whether every count shows its steps. */
  readonly open: boolean
}) {
  const text = useText()
  const days = [
    ...clocks.flatMap(({ startedOn, dueOn, stoppedOn }) => [startedOn, dueOn, stoppedOn].filter((day) => day !== null)),
    ...line.map(({ at }) => at.slice(0, 10)),
  ].sort()
  const [first, last] = [days[0], days.at(-1)]
  const computed = clocks.filter(({ startedOn }) => startedOn !== null)
  if (first === undefined || last === undefined || computed.length === 0) {
    return (
      <Card title={title}>
        <p className="soft">{text('clocks.line.nothing')}</p>
      </Card>
    )
  }
  const span = Math.max(1, numberOf(last) - numberOf(first) + 1)
  const at = (day: string) => ((numberOf(day) - numberOf(first)) / span) * width
  return (
    <Card title={title} lead={text('clocks.line.lead', { from: formatDay(first, text.tag), to: formatDay(last, text.tag) })}>
      <div className={classes.rows}>
        {computed.map((clock) => (
          <div key={`${clock.instrument} ${clock.id}`} className={classes.row}>
            <span className="cluster">
              <strong>{text.of(clock.title)}</strong>
              <Tag tone={toneOf[clock.state]}>{text(`clocks.state.${clock.state}`)}</Tag>
              <SourceTags {...clock} />
            </span>
            <Bar clock={clock} line={line} at={at} label={`${text.of(clock.title)}: ${sayEnds(clock, text)}`} />
            <span className={classes.ends}>
              <span>{formatDay(clock.startedOn ?? '', text.tag)}</span>
              <span>{clock.dueOn === null ? text('clocks.open') : formatDay(clock.dueOn, text.tag)}</span>
            </span>
            <Steps clock={clock} answer={answer} open={open} />
          </div>
        ))}
        {answer.calendars.map((calendar) => (
          <DaysOff key={calendar.id} calendar={calendar} answer={answer} at={at} first={first} last={last} open={open} />
        ))}
      </div>
    </Card>
  )
}

function Bar({
  clock,
  line,
  at,
  label,
}: {
  readonly clock: SimulatedClockView
  readonly line: PlannedLine
  readonly at: (day: string) => number
  readonly label: string
}) {
  const [from, to] = [at(clock.startedOn ?? ''), clock.dueOn === null ? width : at(clock.dueOn)]
  return (
    <svg
      className={classes.bar}
      viewBox={`0 0 ${width} 20`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      data-state={clock.state}
    >
      <rect x={from} y="5" width={Math.max(4, to - from)} height="10" rx="2" />
      {line.map((event) => {
        const x = at(event.at.slice(0, 10))
        return <line key={`${event.code} ${event.at}`} x1={x} x2={x} y1="0" y2="20" />
      })}
    </svg>
  )
}

function Steps({ clock, answer, open }: { readonly clock: SimulatedClockView; readonly answer: SimulationAnswer; readonly open: boolean }) {
  const text = useText()
  const calendar = answer.calendars.find(({ id }) => id === clock.calendar)
  return (
    <details open={open}>
      <summary>{text('clocks.steps')}</summary>
      <ol className={classes.steps}>
        {clock.steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one count never move
          <li key={i}>{sayStep(step, answer.events, text)}</li>
        ))}
      </ol>
      <p className="small">
        {text('clocks.atEnd', { end: text.of(clock.atEnd) })} {clock.cure === null ? null : text.of(clock.cure)}
      </p>
      <p className="soft small">
        {calendar === undefined
          ? null
          : text('clocks.edition', { calendar: text.of(calendar.title), known: formatDay(calendar.edition.known, text.tag) })}{' '}
        {text('clocks.source', { source: clock.source })}
      </p>
    </details>
  )
}

function DaysOff({
  calendar,
  answer,
  at,
  first,
  last,
  open,
}: {
  readonly calendar: SimulationAnswer['calendars'][number]
  readonly answer: SimulationAnswer
  readonly at: (day: string) => number
  readonly first: string
  readonly last: string
  readonly open: boolean
}) {
  const text = useText()
  const days = answer.daysOff.filter((day) => day.calendar === calendar.id && day.on >= first && day.on <= last)
  return (
    <div className={classes.row}>
      <span className="small">{text('clocks.daysOff', { calendar: text.of(calendar.title), count: days.length })}</span>
      <svg
        className={classes.bar}
        viewBox={`0 0 ${width} 20`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text('clocks.daysOff', { calendar: text.of(calendar.title), count: days.length })}
      >
        {days.map(({ on }) => (
          <line key={on} data-off x1={at(on)} x2={at(on)} y1="2" y2="18" />
        ))}
      </svg>
      {days.length === 0 ? null : (
        <details open={open}>
          <summary>{text('clocks.daysOff.list')}</summary>
          <ul>
            {days.map(({ on, title }) => (
              <li key={on} className="small">
                {formatDay(on, text.tag)}: {text.of(title)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function sayEnds({ startedOn, dueOn }: SimulatedClockView, text: ReturnType<typeof useText>): string {
  return `${formatDay(startedOn ?? '', text.tag)} – ${dueOn === null ? text('clocks.open') : formatDay(dueOn, text.tag)}`
}

function numberOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs
}
