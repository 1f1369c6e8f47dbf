import type { FieldProblem, JsonObject } from '@enlace/core'
import { fieldLabel, type Kind, type PlacedField, predefinedExtensions, validateObject } from '@enlace/records'
import type { FieldMessage } from '../api/problem.ts'
import type { SayLabel } from '../kinds/kind-words.ts'
import type { Text } from '../language/text.ts'

/** One thing to correct: where its input stands (`identifiers/0/value`; empty for the record as a whole), and the sentence beside it. */
export type FormError = { readonly at: string; readonly label: string; readonly message: string }

/** What would be refused, checked here before anything is sent; the node checks again. */
export function findErrors(kind: Kind, object: JsonObject, say: SayLabel, text: Text): readonly FormError[] {
  const checked = validateObject(object)
  return checked.ok
    ? []
    : toErrors(
        kind,
        checked.problems.map((problem) => ({ field: problem.field, message: sayProblem(problem, text) })),
        say,
      )
}

/** The node's refusal as errors of the form; what belongs to the envelope is left to the limits (`envelopeError`). */
export function errorsOfProblem(kind: Kind, fields: readonly FieldMessage[], say: SayLabel): readonly FormError[] {
  const own = fields.filter(({ field }) => !field.startsWith('/envelope'))
  return toErrors(
    kind,
    own.map(({ field, message }) => ({ field: field.replace(/^\/object(?=\/|$)/, ''), message })),
    say,
  )
}

/** The node's sentence for a member of the envelope. */
export function envelopeError(fields: readonly FieldMessage[], member: string): string | undefined {
  return fields.find(({ field }) => field === `/envelope/${member}` || field.startsWith(`/envelope/${member}/`))?.message
}

function sayProblem({ code, values = {} }: FieldProblem, text: Text): string {
  return text.find(`faults.problem.${code}`, values) ?? text.find('faults.problem', { code }) ?? code
}

function toErrors(
  kind: Kind,
  problems: readonly { readonly field: string; readonly message: string }[],
  say: SayLabel,
): readonly FormError[] {
  const found = problems.map(({ field, message }) => {
    const steps = field
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    const placed = fieldAt(kind, steps)
    if (placed === undefined) return { at: '', label: steps.at(-1) ?? '', message }
    const at = [placed.name, ...steps.slice(placed.path.length)].join('/')
    return { at, label: say(fieldLabel(kind, [placed.name], placed.field)), message }
  })
  // A rule may be broken in several ways at one place; one sentence is enough there.
  return found.filter(
    (error, index) => found.findIndex((other) => other.at === error.at && (error.at !== '' || other.message === error.message)) === index,
  )
}

/** The field that a path leads into: the one with the longest path of its own. */
function fieldAt(kind: Kind, steps: readonly string[]): PlacedField | undefined {
  return [...kind.fields, ...predefinedExtensions(kind)]
    .filter(({ path, name }) => name !== 'extensions' && path.every((step, i) => steps[i] === step))
    .sort((a, b) => b.path.length - a.path.length)[0]
}
