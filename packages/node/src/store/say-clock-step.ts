import type { ClockStepView, Label } from '@enlace/api'
import type { Messages } from './messages.ts'

/** One step of a count as a sentence; `eventTitles` are the words of the instruments' events. Days stay as ISO dates, which every language reads. */
export function sayClockStep(
  messages: Messages,
  language: string,
  step: ClockStepView,
  eventTitles: Readonly<Record<string, Label>>,
): string {
  const word = (label: Label | undefined) => (label === undefined ? '' : language === 'es' ? label.es : label.en)
  const { code, event, from = '', to = '', count = 0, title, court = '', number = '' } = step
  const key = code === 'rolls' && title !== undefined ? 'step.rolls_holiday' : `step.${code}`
  const values = { from, to, count, title: word(title), event: event === undefined ? '' : word(eventTitles[event]) }
  const said = messages.say(language, 'clocks', key, values)
  return court === '' && number === '' ? said : `${said} ${messages.say(language, 'clocks', 'step.court', { court, number })}`
}
