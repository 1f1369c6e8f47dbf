import { Fault, type FaultCode, type FieldProblem } from '@enlace/core'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'

// Our own schemas, written by types: `shape-check.test.ts` compiles every one of them.
const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, validateSchema: false, meta: false })
/** Most problems listed for one request. */
const maxProblems = 50

/** Checks a value against a route's schema; compiled once, when the route is first asked: a node has hundreds of them, and starts without waiting for one. Throws the fault with one problem for each field. */
export type ShapeCheck = (value: unknown) => void

/** Compiles a schema into a check that throws a fault of `code`. */
export function compileShape(schema: object, code: FaultCode): ShapeCheck {
  // Route schemas carry symbols and methods of their library; what JSON keeps is plain JSON Schema.
  const compile = () => ajv.compile(JSON.parse(JSON.stringify(schema)) as object)
  let validate: ValidateFunction | undefined
  return (value) => {
    validate ??= compile()
    if (validate(value)) return
    throw new Fault(code, {}, { problems: toProblems(validate.errors ?? []) })
  }
}

/** One problem for each place: a failed union hides the failures of its branches. */
function toProblems(errors: readonly ErrorObject[]): FieldProblem[] {
  const unions = new Set(errors.filter((error) => error.keyword === 'anyOf').map((error) => error.instancePath))
  const problems = new Map<string, FieldProblem>()
  for (const error of errors) {
    if (error.keyword !== 'anyOf' && unions.has(error.instancePath)) continue
    const problem = toProblem(error)
    if (!problems.has(problem.field) && problems.size < maxProblems) problems.set(problem.field, problem)
  }
  return [...problems.values()]
}

const limited: Readonly<Record<string, string>> = {
  maxLength: 'too_long',
  minLength: 'too_short',
  minimum: 'below_minimum',
  maximum: 'above_maximum',
  minItems: 'too_few',
  maxItems: 'too_many',
}

/** What JSON Schema calls a type, as the sentence of `wrong_type` calls it. */
const words: Readonly<Record<string, string>> = { string: 'text', array: 'list', integer: 'number' }

function toProblem({ keyword, instancePath, params }: ErrorObject): FieldProblem {
  const field = cut(instancePath)
  if (keyword === 'required') return { field: cut(`${instancePath}/${String(params.missingProperty)}`), code: 'required' }
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty).replaceAll('~', '~0').replaceAll('/', '~1')
    return { field: cut(`${instancePath}/${name}`), code: 'unknown_field' }
  }
  const bound = limited[keyword]
  if (bound !== undefined) return { field, code: bound, values: { limit: Number(params.limit) } }
  if (keyword === 'anyOf' || keyword === 'enum' || keyword === 'const') return { field, code: 'not_a_choice' }
  if (keyword === 'type') return { field, code: 'wrong_type', values: { expected: words[String(params.type)] ?? String(params.type) } }
  return { field, code: 'pattern' }
}

function cut(pointer: string): string {
  return pointer.slice(0, 256).toWellFormed()
}
