/** One field that the node refused, in the reader's words. `field` is a JSON Pointer into the request. */
export type FieldMessage = { readonly field: string; readonly code: string; readonly message: string }

/** What the node answered when it said no (RFC 9457), or what we say when there was no answer at all. */
export class Problem extends Error {
  readonly status: number
  /** The fault's code; `offline` when the node was not reached, `unreadable` when the answer was not JSON. */
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly fields: readonly FieldMessage[]
  /** Something was only asked for, so that nothing could have been stored or sent. */
  readonly reading: boolean

  constructor(facts: {
    readonly status: number
    readonly code: string
    readonly title?: string
    readonly detail?: string
    readonly fields?: readonly FieldMessage[]
    readonly reading?: boolean
  }) {
    super(`${facts.status} ${facts.code}`)
    this.name = 'Problem'
    this.status = facts.status
    this.code = facts.code
    this.title = facts.title ?? ''
    this.detail = facts.detail ?? ''
    this.fields = facts.fields ?? []
    this.reading = facts.reading ?? false
  }
}

/** Reads a problem document; a stranger's proxy may answer with anything, so every member is checked. */
export function parseProblem(status: number, body: unknown, reading = false): Problem {
  if (typeof body !== 'object' || body === null) return new Problem({ status, code: 'unreadable', reading })
  const { code, title, detail, problems } = body as Record<string, unknown>
  const fields = Array.isArray(problems) ? problems.flatMap((entry) => parseFieldMessage(entry)) : []
  return new Problem({ status, code: words(code) || 'unreadable', title: words(title), detail: words(detail), fields, reading })
}

function parseFieldMessage(entry: unknown): readonly FieldMessage[] {
  if (typeof entry !== 'object' || entry === null) return []
  const { field, code, message } = entry as Record<string, unknown>
  return [{ field: words(field), code: words(code), message: words(message) || words(code) }]
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The message for an input: the first whose pointer is it or lies inside it. */
export function findFieldMessage(problem: Problem | undefined, pointer: string): string | undefined {
  return problem?.fields.find(({ field }) => field === pointer || field.startsWith(`${pointer}/`))?.message
}
