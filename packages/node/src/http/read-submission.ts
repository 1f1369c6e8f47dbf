import { Fault, type FieldProblem, isJsonObject, type ParsedJson } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import type { Submission } from './services.ts'

/**
 * Takes a request body of `{"object", "envelope"}` apart: the stored object is the exact slice of the request's bytes. Throws Fault `body_invalid`
 * when a part is missing, or when the envelope names an author agency that is not the caller's.
 */
export function readSubmission(bytes: Uint8Array, body: unknown, members: ParsedJson['members'], actor: Actor): Submission {
  const { object, envelope } = isJsonObject(body) ? body : {}
  const span = members.get('object')
  const problems: FieldProblem[] = []
  if (!isJsonObject(object) || span === undefined)
    problems.push({ field: '/object', code: object === undefined ? 'required' : 'wrong_type' })
  if (!isJsonObject(envelope)) problems.push({ field: '/envelope', code: envelope === undefined ? 'required' : 'wrong_type' })
  else if (envelope.author_agency !== undefined && envelope.author_agency !== actor.agency) {
    problems.push({ field: '/envelope/author_agency', code: 'not_your_agency' })
  }
  if (problems.length > 0 || span === undefined || !isJsonObject(object) || !isJsonObject(envelope))
    throw new Fault('body_invalid', {}, { problems })
  return { objectBytes: bytes.slice(span.start, span.end), object, envelope, actor }
}
