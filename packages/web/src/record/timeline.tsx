import type { RecordDetail, WorkItem } from '../api/shapes.ts'
import { StepButtons } from '../inbox/step-buttons.tsx'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { useText } from '../language/text.ts'
import { ClockLine } from '../parts/clock.tsx'
import { ExchangeState } from '../parts/exchange-state.tsx'
import { useParties } from '../parts/party.ts'
import { Time } from '../parts/time.tsx'
import { WorkStateTag } from '../parts/work-state.tsx'
import { ClockLaw } from './clock-law.tsx'
import { Said } from './said.tsx'
import classes from './timeline.module.css'

/** What happened to an alert or a request so far, by whom and when, its clocks, and the next step where it is ours. */
export function Timeline({ work, relations }: { readonly work: WorkItem; readonly relations: RecordDetail['relations'] }) {
  const text = useText()
  const parties = useParties()
  const stepWord = useCodeWords('request-step')
  const events = [...work.events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  // What the other side, or we, found it to be worth: nobody has to look for whether a tip helped.
  const judged = relations.filter(({ record, direction }) => record.kind === 'feedback' && direction === 'from')
  // One line for each instrument, however many of its clocks run.
  const laws = [...new Map(work.clocks.map((clock) => [clock.law?.instrument, clock])).values()]
  return (
    <section className="card pad stack" aria-labelledby="timeline">
      <div className="spread">
        <h2 id="timeline">{text('timeline.title')}</h2>
        <WorkStateTag state={work.state} />
      </div>
      <div className={classes.body}>
        <ol className={classes.events}>
          {events.map((event) => (
            <li key={`${event.code}${event.at}`}>
              <Time at={event.at} seconds />
              <span>
                <strong>{text.find(`event.${event.code}`) ?? text.find(`work.${event.code}`) ?? stepWord?.('step', event.code)}</strong>
                {event.by === undefined || event.by === '' ? null : <span className="soft"> · {nameOf(event.by, parties)}</span>}
              </span>
              <Said response={relations.find(({ record }) => record.kind === 'response' && record.modified === event.at)?.record.id} />
            </li>
          ))}
          {judged.map(({ record }) => (
            <li key={record.id}>
              <Time at={record.modified} seconds />
              <span>
                <strong>{text('event.feedback')}</strong>
                <span className="soft"> · {nameOf(record.from, parties)}</span>
              </span>
              <Said response={record.id} as="feedback" />
            </li>
          ))}
        </ol>
        <div className={classes.clocks}>
          <ExchangeState item={work} />
          {work.clocks.map((clock) => (
            <ClockLine key={clock.id} clock={clock} />
          ))}
          {laws.map((clock) => (
            <ClockLaw key={clock.law?.instrument} clock={clock} />
          ))}
        </div>
      </div>
      <StepButtons item={work} />
    </section>
  )
}

/** `us`, `us/dhs` or a unit's name, as the event says it. */
function nameOf(by: string, parties: ReturnType<typeof useParties>): string {
  const [party = '', agency] = by.split('/')
  if (!/^[a-z]{2,8}$/.test(party)) return by
  return agency === undefined ? parties.nameOf(party) : `${parties.nameOf(party)}, ${parties.agencyName(agency, party)}`
}
