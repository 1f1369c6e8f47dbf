import { Link } from '@tanstack/react-router'
import type { WorkItem } from '../api/shapes.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useText } from '../language/text.ts'
import { ClockLine } from '../parts/clock.tsx'
import { ExchangeState } from '../parts/exchange-state.tsx'
import { IconArrowDownLeft, IconArrowUpRight } from '../parts/icon.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Time } from '../parts/time.tsx'
import { Tlp } from '../parts/tlp.tsx'
import { WorkStateTag } from '../parts/work-state.tsx'
import { StepButtons } from './step-buttons.tsx'
import classes from './work-row.module.css'

/** One piece of work: what, from whom, how it stands, how long is left, and the next step. `data-work` marks the link that j and k walk. */
export function WorkRow({ item }: { readonly item: WorkItem }) {
  const text = useText()
  const kindTitle = useKindTitle()
  const received = item.direction === 'received'
  const Arrow = received ? IconArrowDownLeft : IconArrowUpRight
  // Stopped clocks are history; a closed item shows only its last.
  const running = item.clocks.filter((clock) => clock.stoppedAt === null)
  const shown = running.length > 0 ? running.slice(0, 2) : item.clocks.slice(-1)
  return (
    <li className={classes.row} data-direction={item.direction}>
      <div className={classes.what}>
        <span className={classes.meta}>
          <span className={classes.direction}>
            <Arrow size={16} aria-hidden="true" />
            {text(received ? 'inbox.from' : 'inbox.sentByUs')}
          </span>
          {received ? <PartyMark party={item.record.from} /> : null}
          <span className="soft">{kindTitle(item.record.kind)}</span>
          <Time at={item.startedAt} brief />
        </span>
        <Link to="/records/$id" params={{ id: item.record.id }} className={classes.title} data-work={item.record.id}>
          {item.record.title}
        </Link>
        <span className={classes.meta}>
          <WorkStateTag state={item.state} />
          <Tlp label={item.record.tlp} />
          {item.record.flags.map((flag) => (
            <span key={flag} className="soft small">
              {text.find(`flag.${flag}`) ?? flag}
            </span>
          ))}
        </span>
      </div>
      <div className={classes.clocks}>
        {shown.map((clock) => (
          <ClockLine key={clock.id} clock={clock} />
        ))}
      </div>
      <div className={classes.end}>
        <ExchangeState item={item} />
        <StepButtons item={item} brief />
      </div>
    </li>
  )
}
