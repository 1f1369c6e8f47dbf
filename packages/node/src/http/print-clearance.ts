import type { ClearanceDetail } from '@enlace/api'
import type { Cell } from '@enlace/documents'
import { agency, and, both, facts, heading, inLine, instant, note, party, say, several, text } from './print-cells.ts'
import type { SheetPrint } from './print-sheets.ts'

type Step = ClearanceDetail['steps'][number]
type Values = Readonly<Record<string, string | number | Cell>>

const word = (key: string, values: Values = {}) => say('clearance', key, values)

/** The sheet of a clearance: the offices of the route in order with their answers, what silence does, what was said, where it would go. */
export const clearancePrint: SheetPrint = {
  source: ({ id }) => ({ path: `/api/v1/clearances/${encodeURIComponent(id)}` }),
  unknown: 'clearance_unknown',
  read: (answer) => {
    const detail: ClearanceDetail = JSON.parse(answer)
    const { record, route, state, round, author, steps, events, recipients, openedAt } = detail
    return {
      title: text(record.title),
      tlps: [record.tlp],
      parts: [
        facts(
          [word('document'), several({ type: 'kind', value: record.kind }, text(record.id))],
          [word('route'), both(route.title)],
          [say('documents', 'sheet.state'), several(word(`state.${state}`), ...(round > 1 ? [word('round', { round })] : []))],
          [word('event.open'), several(instant(openedAt), ...(author === null ? [] : [word('author', { user: author })]))],
        ),
        heading(word('route')),
        facts(...steps.map((step, i) => [labelOf(step, i), stepOf(step, i, detail)] as const)),
        heading(word('said')),
        facts(
          ...events.map(
            ({ act, at, by, step, words, reference }) =>
              [
                instant(at),
                several(
                  inLine(': ', word(`event.${act}`), titleOf(step === null ? undefined : steps[step])),
                  ...(by === null ? [] : [word('by', { user: by })]),
                  ...(reference === null ? [] : [word('event.reference', { reference })]),
                  text(words),
                ),
              ] as const,
          ),
        ),
        heading(word('recipients')),
        recipients.length === 0
          ? note('plain', word('recipients.none'))
          : facts(...recipients.map(({ partner, explanation }) => [party(partner), explain(explanation)] as const)),
      ],
    }
  },
}

function titleOf(step: Step | undefined): Cell {
  return step === undefined ? text('') : both(step.title)
}

function labelOf(step: Step, index: number): Cell {
  return several(
    inLine(' ', text(`${index + 1}.`), titleOf(step)),
    inLine(' · ', agency(step.agency), say('web', `role.${step.role}`, {}, step.role)),
  )
}

function stepOf({ state, how, by, answeredAt, dueAt, silence, attach }: Step, index: number, detail: ClearanceDetail): Cell {
  const answered = how === 'silence' ? word('bySilence') : by === null ? text('') : word('by', { user: by })
  const needed = attach.map(({ member, missing }) => {
    const name = say('clearance', `attach.${member}`, {}, member)
    return missing && member !== 'reference' ? inLine(' ', name, inLine('', text('('), word('attach.missing'), text(')'))) : name
  })
  const current = detail.state === 'open' && detail.step?.index === index
  return several(
    inLine(' ', word(`step.${state}`), answered),
    instant(answeredAt),
    ...(needed.length === 0 ? [] : [inLine(': ', word('attach'), and(needed))]),
    ...(current ? silenceOf(detail, silence) : state === 'waiting' ? [word(`silenceMeans.${silence}`)] : []),
    ...(current && dueAt !== null ? [inLine(': ', word('due'), instant(dueAt))] : []),
  )
}

/** What silence does to the open step, with its hour. */
function silenceOf({ silence }: ClearanceDetail, rule: Step['silence']): Cell[] {
  if (silence !== null) return [word(`silence.${silence.means}`, { time: instant(silence.at) })]
  return [word(rule === 'wait' ? 'silence.wait' : 'silence.blocked')]
}

function explain({ code, values }: ClearanceDetail['recipients'][number]['explanation']): Cell {
  const named: Readonly<Record<string, (value: string) => Cell>> = {
    agency,
    recipient: party,
    from: party,
    marking: (value) => text(`TLP:${value.toUpperCase()}`),
    ceiling: (value) => text(`TLP:${value.toUpperCase()}`),
    on: (value) => ({ type: 'day', value }),
    use: (value) => say('web', `use.${value}`, {}, value),
    requirement: (value) => say('decisions', `requirement_${value}`, {}, value),
  }
  const said: Values = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? (named[name]?.(value) ?? value) : value]),
  )
  return say('decisions', code, said)
}
