import type { ClockStepView, Label, SimulatedClockView, SimulationAnswer } from '@enlace/api'
import { formatDay } from '../language/format.ts'
import type { Text } from '../language/text.ts'
import type { Tone } from '../parts/tag.tsx'

/** One step of a count as a sentence. */
export function sayStep(step: ClockStepView, events: SimulationAnswer['events'], text: Text): string {
  const { code, event, from = '', to = '', count = 0, title, court = '', number = '' } = step
  const key = code === 'rolls' && title !== undefined ? 'clocks.step.rolls_holiday' : `clocks.step.${code}`
  const day = (iso: string) => (iso === '' ? '' : formatDay(iso, text.tag))
  const values = {
    from: day(from),
    to: day(to),
    count,
    title: text.of(title),
    event: event === undefined ? '' : sayEvents([event], events, text),
  }
  const said = text.find(key, values) ?? code
  return court === '' && number === '' ? said : `${said} ${text('clocks.step.court', { court, number })}`
}

/** Events by their names; a code that two instruments share has one. */
export function sayEvents(codes: readonly string[], events: Readonly<Record<string, Label>>, text: Text): string {
  return codes.map((code) => text.of(events[code]) || code).join(' / ')
}

/** A length of time in the unit of its rule. */
export function sayTerm({ count, unit }: { readonly count: number; readonly unit: string }, text: Text): string {
  return text.find(`clocks.unit.${unit}`, { count }) ?? `${count} ${unit}`
}

/** Who a clock belongs to: a party by its name, or a role of the instrument. */
export function sayOwner(owner: string, nameOf: (party: string) => string, text: Text): string {
  return text.find(`clocks.owner.${owner}`) ?? nameOf(owner)
}

/** The tone of a state; its words say the same. */
export const toneOf: Readonly<Record<SimulatedClockView['state'], Tone>> = {
  cannot_compute: 'plain',
  foreseen: 'plain',
  running: 'info',
  paused: 'warn',
  met: 'good',
  late: 'bad',
  missed: 'bad',
  lapsed: 'plain',
  cured: 'warn',
  ended: 'plain',
}
