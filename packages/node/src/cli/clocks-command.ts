import type { Label, SimulatedClockView, SimulationAnswer } from '@enlace/api'
import { readLawPacks } from '../store/instrument-packs.ts'
import { playClocks } from '../store/play-clocks.ts'
import { sayClockStep } from '../store/say-clock-step.ts'
import { type Command, type Given, misused, textOf } from './command.ts'
import type { Terminal } from './terminal.ts'

/**
 * `enlace clocks list` names the instruments and their events; `enlace clocks simulate` says what falls due when for supposed events, step by step. Needs
 * no node and stores nothing. What cannot be computed is an answer, not a failure: exit code 0.
 */
export const clocksCommand: Command = {
  options: {
    requesting: { type: 'string' },
    requested: { type: 'string' },
    event: { type: 'string', multiple: true },
    now: { type: 'string' },
    'known-on': { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  run: async (given) => {
    const [what, instrument, ...rest] = given.positionals
    if (what === 'list' && instrument === undefined) return list(given)
    if (what === 'simulate' && instrument !== undefined && rest.length === 0) return simulate(given, instrument)
    return misused(given, 'clocks')
  },
}

function list({ terminal, values }: Given): number {
  const word = wordIn(terminal)
  const instruments = [...readLawPacks().instruments.values()]
  if (values.json === true) {
    terminal.print(`${JSON.stringify(instruments.map(({ id, title, events }) => ({ id, title, events })))}\n`)
    return 0
  }
  for (const { id, title, events } of instruments)
    terminal.say('clocks.instrument', { id, title: word(title), events: Object.keys(events).join(' ') })
  return 0
}

function simulate(given: Given, instrument: string): number {
  const { terminal, values } = given
  const [requesting, requested] = [textOf(given, 'requesting'), textOf(given, 'requested')]
  const told = Array.isArray(values.event) ? values.event.map(String) : []
  if (requesting === undefined || requested === undefined) return misused(given, 'clocks')
  const events = told.map((text) => ({ code: text.split('=', 1)[0] ?? '', at: text.slice(text.indexOf('=') + 1) }))
  const [now, knownOn] = [textOf(given, 'now'), textOf(given, 'known-on')]
  const asked = {
    instrument,
    requesting,
    requested,
    ...(now === undefined ? {} : { now }),
    ...(knownOn === undefined ? {} : { knownOn }),
    lines: [{ events }],
  }
  const played = playClocks(readLawPacks(), asked, new Date().toISOString().slice(0, 10))
  if (!played.ok) {
    const { messages, language } = terminal
    const key = played.reason === 'instrument_unknown' ? played.reason : `problem.${played.reason}`
    terminal.say('clocks.wrong', { field: played.detail?.field ?? '', why: messages.say(language, 'faults', key) })
    return 2
  }
  if (values.json === true) terminal.print(`${JSON.stringify(played.value)}\n`)
  else for (const clock of played.value.lines.flatMap(({ clocks }) => clocks)) tell(terminal, played.value, clock)
  return 0
}

function tell(terminal: Terminal, answer: SimulationAnswer, clock: SimulatedClockView): void {
  const { messages, language } = terminal
  const word = wordIn(terminal)
  const say = (key: string, filled: Readonly<Record<string, string | number>> = {}) => messages.say(language, 'clocks', key, filled)
  const eventNames = (codes: readonly string[]) =>
    codes
      .map((code) => word(answer.events[code]))
      .filter((name) => name !== '')
      .join(' / ')
  const owner = messages.find(language, 'clocks', `owner.${clock.owner}`) ?? clock.owner
  terminal.say('clocks.clock', {
    title: word(clock.title),
    instrument: word(answer.instruments.find(({ id }) => id === clock.instrument)?.short),
    article: clock.article,
    state: say(`state.${clock.state}`),
    due: clock.dueAt === null ? '' : messages.say(language, 'cli', 'clocks.due', { on: clock.lastDay ?? clock.dueAt }),
    owner: clock.authority === null ? owner : `${owner} (${word(clock.authority)})`,
  })
  const { needs, assumes, left, leftIn, late, lacks } = clock
  const calendar = answer.calendars.find(({ id }) => id === clock.calendar)
  const lines = [
    ...(needs === null ? [] : [say(`needs.${needs.what}`, { events: eventNames(needs.events) })]),
    ...(assumes === null ? [] : [say('assumes', { event: eventNames([assumes.event]), on: assumes.on })]),
    ...clock.steps.map((step) => sayClockStep(messages, language, step, answer.events)),
    ...(left === null ? [] : [say('left', { time: say(`unit.${leftIn}`, { count: left }) })]),
    ...(lacks.length === 0 ? [] : [say('lacks')]),
    ...(late === null ? [] : [say('late', { who: messages.find(language, 'clocks', `owner.${late}`) ?? late })]),
    ...(clock.verified ? [] : [say('unverified')]),
    ...(clock.methodVerified ? [] : [say('method_unverified')]),
    ...(clock.standing === 'proposed' ? [say('proposed')] : []),
    ...(needs === null && calendar !== undefined
      ? [say('edition', { calendar: word(calendar.title), known: calendar.edition.known })]
      : []),
  ]
  for (const text of lines) terminal.say('clocks.detail', { text })
}

function wordIn({ language }: Terminal): (label: Label | undefined) => string {
  return (label) => (label === undefined ? '' : language === 'es' ? label.es : label.en)
}
