import { Fault, type FieldProblem } from '@enlace/core'

/** The parts of a parameter's JSON Schema that decide how its text is read. */
type ParameterSchema = { readonly type?: string }
type ObjectSchema = { readonly properties: Readonly<Record<string, ParameterSchema>> }

const maxQueryLength = 8192

/**
 * Reads a query string against the parameters that a route names: whole numbers become numbers, the rest stays text. Throws Fault
 * `parameter_invalid` naming each parameter that is unknown, given twice, not well-formed or not a whole number.
 */
export function readQuery(query: string, schema: ObjectSchema): Record<string, string | number> {
  if (query.length > maxQueryLength)
    throw new Fault('parameter_invalid', {}, { problems: [{ field: '', code: 'too_long', values: { limit: maxQueryLength } }] })
  const problems: FieldProblem[] = []
  const values: Record<string, string | number> = {}
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name, text] = pair.split('=', 2).map(decode)
    if (name === undefined || name === '' || !Object.hasOwn(schema.properties, name)) {
      problems.push({ field: pointerTo(name ?? ''), code: 'unknown_parameter' })
      continue
    }
    const field = pointerTo(name)
    if (Object.hasOwn(values, name)) problems.push({ field, code: 'given_twice' })
    const value = readValue(text, schema.properties[name])
    if (value === undefined)
      problems.push({ field, code: schema.properties[name]?.type === 'integer' ? 'not_a_whole_number' : 'text_not_well_formed' })
    else values[name] = value
  }
  if (problems.length > 0) throw new Fault('parameter_invalid', {}, { problems })
  return values
}

function readValue(text: string | undefined, schema: ParameterSchema | undefined): string | number | undefined {
  if (text === undefined || text.includes('\0')) return undefined
  if (schema?.type !== 'integer') return text
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** Percent and plus decoding (URL standard, application/x-www-form-urlencoded); undefined for bytes that are not UTF-8. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** JSON Pointer to a parameter; a stranger's name is cut short. */
function pointerTo(name: string): string {
  return `/${name.slice(0, 64).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}`
}
