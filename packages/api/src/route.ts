import type { FaultCode } from '@enlace/core'
import type { Static, TObject, TSchema } from 'typebox'

export type Method = 'GET' | 'POST' | 'DELETE'

/** A request body: what it may be and how many bytes of it are read. `schema` describes one line when `lines` is set. */
export type Body<Schema extends TSchema = TSchema> = {
  /** `*`/`*`: the bytes of a file as they are; its handler reads and bounds them. */
  readonly contentType: 'application/json' | 'application/x-ndjson' | '*/*'
  readonly schema: Schema
  readonly maxBytes: number
  readonly maxLines?: number
}

/** What a good request is answered with. */
export type Answer<Schema extends TSchema = TSchema> = {
  readonly status: 200 | 201 | 204
  readonly contentType:
    | 'application/json'
    | 'application/stix+json;version=2.1'
    | 'application/octet-stream'
    | 'text/csv'
    | 'text/event-stream'
    | 'text/html'
    | 'text/plain'
    | null
  readonly schema: Schema
}

/**
 * One route as data. Handlers, permission tests, OpenAPI and the pages read it; none of them repeats it.
 * `action` is what `mayDo` of the policy shelf is asked, and the operation's id in OpenAPI.
 */
export type Route<
  Params extends TObject = TObject,
  Query extends TObject = TObject,
  BodySchema extends TSchema = TSchema,
  AnswerSchema extends TSchema = TSchema,
> = {
  readonly action: string
  readonly method: Method
  /** OpenAPI form, with `{name}` for each parameter. */
  readonly path: string
  /** One English sentence for the documentation. */
  readonly summary: string
  /** `none`: open to anyone who reaches the port. `operator`: a connection from the same machine, or a signed-in person who may. */
  readonly signIn: 'required' | 'none' | 'operator'
  readonly params: Params
  readonly query: Query
  readonly body: Body<BodySchema> | null
  readonly answer: Answer<AnswerSchema>
  /** Faults of its own; `commonFaults` and, with sign-in, `signInFaults` come on top. */
  readonly faults: readonly FaultCode[]
}

export type ParamsOf<R extends Route> = Static<R['params']>
export type QueryOf<R extends Route> = Static<R['query']>
/** `unknown` for a route without a body. */
export type BodyOf<R extends Route> = NonNullable<R['body']> extends Body<infer Schema> ? Static<Schema> : never
export type AnswerOf<R extends Route> = Static<R['answer']['schema']>

/** Faults that any route may answer. */
export const commonFaults = ['parameter_invalid', 'too_many_requests', 'node_busy', 'store_unavailable', 'internal'] as const

/** Faults that any route behind a sign-in may answer. */
export const signInFaults = ['sign_in_required', 'session_expired', 'not_permitted', 'cross_site_request'] as const

/** Faults that any route with a body may answer. */
export const bodyFaults = [
  'body_invalid',
  'body_malformed',
  'body_too_deep',
  'body_too_large',
  'content_type_unsupported',
  'duplicate_key',
  'text_not_well_formed',
] as const

/** Every fault that a route may answer, each once. */
export function faultsOf(route: Route): readonly FaultCode[] {
  const all = [
    ...route.faults,
    ...(route.body === null ? [] : bodyFaults),
    ...(route.signIn === 'none' ? [] : signInFaults),
    ...commonFaults,
  ]
  return [...new Set<FaultCode>(all)]
}
