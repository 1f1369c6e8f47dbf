/** One supposed event of a simulation: its code, the day or instant as the reader chose it, and the last day that it sets, for what has no length of its own. */
export type PlannedEvent = { readonly code: string; readonly at: string; readonly until?: string }
export type PlannedLine = readonly PlannedEvent[]

/** What a simulation asks, as it stands in the address: an instrument, who asks whom, and up to four lines of events. Never a name or a case number. */
export type Plan = {
  readonly law: string | undefined
  readonly ask: string | undefined
  readonly of: string | undefined
  readonly known: string | undefined
  readonly lines: readonly PlannedLine[]
}

/** Names of the lines in the address, in order. */
export const lineNames = ['a', 'b', 'c', 'd'] as const
export const maxEvents = 40
export type PlanSearch = Partial<Record<'law' | 'ask' | 'of' | 'known' | (typeof lineNames)[number], string | undefined>>

const event = /^([a-z][a-z0-9_]{0,63})\.(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}Z)?)(?:\.(\d{4}-\d{2}-\d{2}))?$/

/** Longest text of one parameter of an address that is read. */
const maxWritten = 3_000

/** The parameters of an address that are text; an address is a stranger's input. */
export function parsePlanSearch(search: Readonly<Record<string, unknown>>): PlanSearch {
  const text = (name: string) => {
    const value = search[name]
    return typeof value === 'string' && value !== '' ? value.slice(0, maxWritten) : undefined
  }
  return Object.fromEntries(['law', 'ask', 'of', 'known', ...lineNames].map((name) => [name, text(name)]))
}

/** Reads the plan of an address; what it cannot read is left out, for anybody may have written it. */
export function readPlan(search: PlanSearch): Plan {
  const lines = lineNames.flatMap((name) => (search[name] === undefined ? [] : [readLine(search[name])]))
  return { law: search.law, ask: search.ask, of: search.of, known: search.known, lines: lines.length === 0 ? [[]] : lines }
}

/** The address of a plan. */
export function writePlan({ lines, ...rest }: Plan): PlanSearch {
  const written = lines.map((line) => line.map(({ code, at, until }) => `${code}.${at}${until === undefined ? '' : `.${until}`}`).join('~'))
  return { ...rest, ...Object.fromEntries(lineNames.map((name, i) => [name, written[i]])) }
}

function readLine(text: string): PlannedLine {
  return text.split('~', maxEvents).flatMap((part) => {
    const [, code, at, until] = event.exec(part) ?? []
    return code === undefined || at === undefined ? [] : [{ code, at, ...(until === undefined ? {} : { until }) }]
  })
}

/** A day so many days later, as ISO. */
export function laterBy(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
