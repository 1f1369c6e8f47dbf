import type { SimulatedClockView, SimulationAnswer } from '@enlace/api'
import { formatDay, formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { useParties } from '../parts/party.ts'
import { Tag } from '../parts/tag.tsx'
import { lineNames } from './plan.ts'
import { sayEvents, sayOwner, sayTerm, toneOf } from './say-clock.ts'
import { SourceTags } from './source-tags.tsx'

/** Every clock once, each line of events a column: what falls due when, and what the other line changes. */
export function Compared({ answer }: { readonly answer: SimulationAnswer }) {
  const text = useText()
  const { nameOf } = useParties()
  const rows = answer.lines[0]?.clocks ?? []
  const lines = answer.lines.map(
    ({ clocks }, i): Column<SimulatedClockView> => ({
      id: `line-${i}`,
      header: answer.lines.length === 1 ? text('clocks.due') : text('clocks.line', { name: (lineNames[i] ?? '').toUpperCase() }),
      cell: (row) => {
        const clock = clocks.find(({ id, instrument }) => id === row.id && instrument === row.instrument)
        return clock === undefined ? null : <Due clock={clock} answer={answer} />
      },
    }),
  )
  return (
    <DataTable
      caption={text('clocks.compared')}
      rows={rows}
      keyOf={(row) => `${row.instrument} ${row.id}`}
      columns={[
        {
          id: 'clock',
          header: text('clocks.clock'),
          rowHeader: true,
          cell: (row) => (
            <span className="stack-tight">
              <span>{text.of(row.title)}</span>
              <span className="soft small">
                {text.of(answer.instruments.find(({ id }) => id === row.instrument)?.short)} · {sayTerm(row.term, text)}
              </span>
              <SourceTags {...row} />
            </span>
          ),
        },
        {
          id: 'owner',
          header: text('clocks.owner'),
          cell: (row) => (
            <>
              {sayOwner(row.owner, nameOf, text)}
              {row.authority === null ? null : <div className="soft small">{text.of(row.authority)}</div>}
            </>
          ),
        },
        ...lines,
      ]}
    />
  )
}

function Due({ clock, answer }: { readonly clock: SimulatedClockView; readonly answer: SimulationAnswer }) {
  const text = useText()
  const { nameOf } = useParties()
  const { needs, assumes, late, dueAt, lastDay, left, leftIn, lacks } = clock
  return (
    <span className="stack-tight">
      {dueAt === null ? null : (
        <strong className="nowrap">{lastDay === null ? formatInstant(dueAt, text.tag) : formatDay(lastDay, text.tag)}</strong>
      )}
      <span>
        <Tag tone={toneOf[clock.state]}>{text(`clocks.state.${clock.state}`)}</Tag>
      </span>
      {late === null ? null : <span className="small">{text('clocks.late', { who: sayOwner(late, nameOf, text) })}</span>}
      {left === null ? null : <span className="small">{text('clocks.left', { time: sayTerm({ count: left, unit: leftIn }, text) })}</span>}
      {lacks.length === 0 ? null : <span className="small">{text('clocks.lacks')}</span>}
      {needs === null ? null : (
        <span className="small">
          {text.find(`clocks.needs.${needs.what}`, { events: sayEvents(needs.events, answer.events, text) }) ?? needs.what}
        </span>
      )}
      {assumes === null ? null : (
        <span className="soft small">
          {text('clocks.assumes', { event: sayEvents([assumes.event], answer.events, text), on: formatDay(assumes.on, text.tag) })}
        </span>
      )}
    </span>
  )
}
