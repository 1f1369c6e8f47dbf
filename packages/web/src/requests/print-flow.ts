import type { RequestFlow } from '@enlace/api'

type Words = {
  readonly form: (form: string) => string
  readonly state: (form: string, state: string) => string
  readonly way: (direction: string) => string
  readonly waits: (place: string) => string
}

/** The flow as CSV (RFC 4180) with a byte order mark, one row a form, direction and state; a cell that a spreadsheet would take for a formula is quoted by an apostrophe. */
export function printFlow(flow: RequestFlow, head: readonly string[], words: Words): string {
  const rows = flow.forms.flatMap(({ form, stages }) =>
    stages.flatMap(({ state, waits, sides }) =>
      sides.map(({ direction, now, passed, median, longest }) => [
        words.form(form),
        words.way(direction),
        words.state(form, state),
        waits === null ? '' : words.waits(waits),
        String(now),
        String(passed),
        String(median),
        String(longest),
      ]),
    ),
  )
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
