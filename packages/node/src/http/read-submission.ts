import { Fault, type FieldProblem, isJsonObject, type Json, type ParsedJson } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import { maxAttachedFiles } from '@enlace/records'
import type { Submission } from './services.ts'

/**
 * Takes a request body of `{"object", "envelope"}` apart: the stored object is the exact slice of the request's bytes. Throws Fault `body_invalid`
 * when a part is missing, or when the envelope names an author agency that is not the caller's.
 */
export function readSubmission(bytes: Uint8Array, body: unknown, members: ParsedJson['members'], actor: Actor): Submission {
  const { object, envelope, files, base } = isJsonObject(body) ? body : {}
  const span = members.get('object')
  const problems: FieldProblem[] = []
  const isNoObject = (field: string, value: unknown): FieldProblem =>
    value === undefined ? { field, code: 'required' } : { field, code: 'wrong_type', values: { expected: 'object' } }
  if (!isJsonObject(object) || span === undefined) problems.push(isNoObject('/object', object))
  if (!isJsonObject(envelope)) problems.push(isNoObject('/envelope', envelope))
  else if (envelope.author_agency !== undefined && envelope.author_agency !== actor.agency) {
    problems.push({ field: '/envelope/author_agency', code: 'not_your_agency' })
  }
  if (problems.length > 0 || span === undefined || !isJsonObject(object) || !isJsonObject(envelope))
    throw new Fault('body_invalid', {}, { problems })
  return {
    objectBytes: bytes.slice(span.start, span.end),
    object,
    envelope,
    actor,
    ...(typeof base === 'number' ? { base } : {}),
    ...(Array.isArray(files) ? { files: readNames(files) } : {}),
  }
}

// The shape of a request was checked; a line of a batch has no shape of its own, so what names no file is refused here as a file that is not there.
function readNames(files: readonly Json[]): { sha256: string; name: string }[] {
  return files.slice(0, maxAttachedFiles + 1).map((file) => {
    const { sha256, name } = isJsonObject(file) ? file : {}
    return { sha256: typeof sha256 === 'string' ? sha256 : '', name: typeof name === 'string' ? name : '' }
  })
}
