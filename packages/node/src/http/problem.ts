import { Fault, type FaultCode, faults } from '@enlace/core'
import type { Messages } from '../store/messages.ts'

/** A problem document (RFC 9457) with our members: the fault's `code`, and one entry for each field that needs correction. */
export type Problem = {
  readonly type: string
  readonly status: number
  readonly code: FaultCode
  readonly title: string
  readonly detail: string
  readonly instance: string
  readonly retry: boolean
  readonly problems: readonly { readonly field: string; readonly code: string; readonly message: string }[]
}

/**
 * Says a fault in one language. `reference` is the request's id, by which the node's own log can be asked.
 * Sentences come from the catalogue `faults`: `<code>`, `<code>.detail` and, for fields, `problem.<code>`.
 */
export function problemOf(fault: Fault, messages: Messages, language: string, reference: string): Problem {
  const { status, retry } = faults[fault.code]
  const values = { count: fault.problems.length, reference, ...fault.values, ...languageNamed(fault.values.language, language) }
  const title = messages.say(language, 'faults', fault.code, values)
  const problems = fault.problems.map(({ field, code, values: told }) => ({
    field,
    code,
    message:
      messages.find(language, 'faults', `problem.${code}`, told) ??
      messages.find(language, 'faults', code, told) ??
      messages.find(language, 'decisions', `withhold_${code}`, told) ??
      messages.find(language, 'decisions', code, told) ??
      messages.say(language, 'faults', 'problem', { code }),
  }))
  const why = typeof fault.values.reason === 'string' ? messages.find(language, 'decisions', fault.values.reason, fault.values) : undefined
  return {
    type: `urn:enlace:problem:${fault.code}`,
    status,
    code: fault.code,
    title,
    detail: why ?? messages.find(language, 'faults', `${fault.code}.detail`, values) ?? problems[0]?.message ?? title,
    instance: `urn:uuid:${reference}`,
    retry,
    problems,
  }
}

/** A language that a sentence names, by its name in the reader's: BCP 47 tags are for machines. */
function languageNamed(tag: unknown, language: string): { readonly language?: string } {
  if (typeof tag !== 'string') return {}
  return { language: new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(tag) ?? tag }
}

/** The fault of anything thrown: faults as they are, what the framework refuses by its meaning, the rest as `internal`. */
export function toFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown
  const code = codeOf(thrown)
  const known = frameworkFaults[code]
  if (known !== undefined) return new Fault(known, {}, { cause: thrown })
  if (storeCodes.has(code) || /^(08|53|57P)/.test(code)) return new Fault('store_unavailable', {}, { cause: thrown })
  return new Fault('internal', {}, { cause: thrown })
}

function codeOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : ''
}

const frameworkFaults: Readonly<Record<string, FaultCode>> = {
  FST_ERR_BAD_URL: 'request_malformed',
  FST_ERR_MAX_PARAM_LENGTH: 'route_unknown',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'content_type_unsupported',
  FST_ERR_CTP_EMPTY_TYPE: 'content_type_unsupported',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request_malformed',
}

// Raised by the driver or its socket when the database went away under a query; SQLSTATE classes 08, 53 and 57P are tested apart. A caller
// who hangs up in the middle of a body is told apart where the body is read.
const storeCodes = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
])
