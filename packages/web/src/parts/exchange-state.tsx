import type { WorkItem } from '../api/shapes.ts'
import { formatDuration, formatInstant, formatTimeOfDay } from '../language/format.ts'
import { type Text, useText } from '../language/text.ts'
import classes from './exchange-state.module.css'
import { type IconCheck, IconChecks, IconClockPause, IconHandStop, IconHourglassEmpty, IconLinkOff, IconLock, IconSend } from './icon.tsx'

const icons: Readonly<Record<string, typeof IconCheck>> = {
  held: IconLinkOff,
  awaiting_release: IconClockPause,
  waiting: IconHourglassEmpty,
  sent: IconSend,
  receipted: IconChecks,
  withheld: IconLock,
  paused: IconHandStop,
}

/** Whether it got across, in one line: «waiting since 14:02, link held», «receipted in 0.4 s». */
export function ExchangeState({ item }: { readonly item: Pick<WorkItem, 'exchange' | 'startedAt' | 'direction'> }) {
  const text = useText()
  const { state, since } = item.exchange
  const Icon = icons[state] ?? IconSend
  return (
    <span className={classes.state} data-state={state} title={formatInstant(since, text.tag, { seconds: true })}>
      <Icon size={16} aria-hidden="true" />
      <span>{sayExchange(item, text)}</span>
    </span>
  )
}

/** The sentence. A receipt within ten minutes is told by how long it took, a later one by its hour. */
export function sayExchange(
  { exchange, startedAt, direction }: Pick<WorkItem, 'exchange' | 'startedAt' | 'direction'>,
  text: Text,
): string {
  const time = formatTimeOfDay(exchange.since, text.tag)
  if (direction === 'received') return text('exchange.arrived', { time: formatTimeOfDay(startedAt, text.tag) })
  if (exchange.state === 'receipted') {
    const took = Date.parse(exchange.since) - Date.parse(startedAt)
    return took >= 0 && took < 600_000
      ? text('exchange.receiptedIn', { time: formatDuration(took, text.tag) })
      : text('exchange.receiptedAt', { time })
  }
  return text.find(`exchange.${exchange.state}`, { time }) ?? exchange.state
}
