import type { InboxEntry } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { type MouseEvent, memo } from 'react'
import { useKindTitle } from '../kinds/kind-title.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { ClockLine } from '../parts/clock.tsx'
import { ExchangeState } from '../parts/exchange-state.tsx'
import { IconArrowDownLeft, IconArrowUpRight, IconClipboardText, IconClockPause, IconFlag, IconUser } from '../parts/icon.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Tlp } from '../parts/tlp.tsx'
import { WorkStateTag } from '../parts/work-state.tsx'
import classes from './inbox-row.module.css'
import type { InboxSearch } from './inbox-search.ts'
import { sayState, sayTask, useEntryTitle } from './say-entry.ts'
import { StepButtons } from './step-buttons.tsx'

const icons = { received: IconArrowDownLeft, sent: IconArrowUpRight, task: IconClipboardText, own: IconFlag } as const

/** One item of the inbox: what is asked, from whom, how it stands, how long is left, whose it is, and the next step. */
export const InboxRow = memo(function InboxRow({
  entry,
  index,
  search,
  selected,
  current,
  pending,
  onSelect,
  onFocus,
}: {
  readonly entry: InboxEntry
  readonly index: number
  readonly search: InboxSearch
  readonly selected: boolean
  readonly current: boolean
  /** Will be acknowledged in a moment, unless it is taken back. */
  readonly pending: boolean
  readonly onSelect: (index: number, event: { readonly shiftKey: boolean }) => void
  readonly onFocus: (index: number) => void
}) {
  const text = useText()
  const kindTitle = useKindTitle()
  const Icon = icons[entry.direction]
  const title = useEntryTitle()(entry)
  const clock = nextClock(entry)
  const custody = entry.work?.custody
  const open = search.item === entry.key
  const choose = (event: MouseEvent<HTMLInputElement>) => onSelect(index, event)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes that the focus is inside
    <div
      className={classes.row}
      data-selected={selected || undefined}
      data-open={open || undefined}
      data-pending={pending || undefined}
      onFocus={() => onFocus(index)}
    >
      <label className={classes.choose}>
        <input type="checkbox" checked={selected} readOnly onClick={choose} aria-label={text('inbox.select', { title })} />
      </label>
      <div className={classes.what}>
        <Link
          to="/inbox"
          search={{ ...search, item: entry.key }}
          resetScroll={false}
          className={classes.title}
          aria-current={open || undefined}
          tabIndex={current ? 0 : -1}
          data-entry={index}
          dir="auto"
        >
          {title}
        </Link>
        <span className={classes.meta}>
          <span className={classes.direction}>
            <Icon size={16} aria-hidden="true" />
            <span className={classes.task} title={sayTask(entry, text)}>
              {sayTask(entry, text)}
            </span>
          </span>
          {entry.direction === 'received' ? <PartyMark party={entry.from} short /> : null}
          {entry.source === 'alert' ? <WorkStateTag state={entry.state} /> : null}
          {custody === undefined ? null : (
            <Tag tone={custody.held ? 'plain' : 'warn'}>{text('inbox.day', { day: custody.day, of: custody.of })}</Tag>
          )}
          {entry.state === 'awaiting_second' ? <Tag tone={entry.waits ? 'warn' : 'plain'}>{sayState(entry.state, text)}</Tag> : null}
          {entry.recall === undefined ? null : <Tag tone={entry.waits ? 'warn' : 'plain'}>{sayState(entry.state, text)}</Tag>}
          {entry.clearance === undefined ? null : <Tag tone={entry.waits ? 'warn' : 'plain'}>{sayState(entry.state, text)}</Tag>}
          {entry.source === 'alert' || entry.source === 'proposal' ? null : (
            <span className={`soft ${classes.kind}`} title={kindTitle(entry.kind)}>
              {kindTitle(entry.kind)}
            </span>
          )}
          {entry.record === null ? null : (
            <span className={classes.marking}>
              <Tlp label={entry.record.tlp} />
            </span>
          )}
          {entry.assignee === null ? null : (
            <span className={classes.whose}>
              <IconUser size={14} aria-hidden="true" />
              {entry.assignee}
            </span>
          )}
          {entry.snoozedUntil === null ? null : (
            <span className={classes.whose}>
              <IconClockPause size={14} aria-hidden="true" />
              {text('inbox.until', { time: formatInstant(entry.snoozedUntil, text.tag) })}
            </span>
          )}
        </span>
      </div>
      <div className={classes.clock}>{clock === undefined ? null : <ClockLine clock={clock} />}</div>
      <div className={classes.end}>
        {pending ? (
          <span className="soft small">{text('inbox.pending')}</span>
        ) : entry.work === null ? (
          <span className="soft small">{entry.waits ? text('inbox.waits') : null}</span>
        ) : entry.direction === 'received' && entry.open ? (
          <StepButtons item={entry.work} brief />
        ) : entry.direction === 'sent' && entry.waits ? (
          <span className="soft small">{text('inbox.waits')}</span>
        ) : (
          <StepButtons item={entry.work} brief otherwise={<ExchangeState item={entry.work} />} />
        )}
      </div>
    </div>
  )
})

/** A place whose item is on its way. */
export function WaitingRow() {
  return (
    <div className={classes.row} aria-hidden="true">
      <span className={classes.ghost} />
    </div>
  )
}

/** The clock to look at: of those that run the one due first, else the last that stopped. */
function nextClock(entry: InboxEntry): InboxEntry['clocks'][number] | undefined {
  const running = entry.clocks.filter((clock) => clock.stoppedAt === null).sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))
  return running[0] ?? entry.clocks.at(-1)
}
