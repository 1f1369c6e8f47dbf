import type { Readable } from 'node:stream'
import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from '@enlace/api'
import { Fault, type JsonRefusal, type ParsedJson, parseJson } from '@enlace/core'
import { type Action, type Actor, actions, mayDo } from '@enlace/policy'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { chooseLanguage } from '../store/messages.ts'
import { mediaTypeOf, readBody } from './read-body.ts'
import { readQuery } from './read-parameters.ts'
import { securityHeaders } from './security-headers.ts'
import { compileShape, type ShapeCheck } from './shape-check.ts'
import type { Site } from './site.ts'

/** What a handler is given: everything was read, bounded and checked against the route. */
export type Call<R extends Route> = {
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
  /** The body exactly as it came, and where the members of its outermost object lie. Empty for routes without a body. */
  readonly bytes: Uint8Array
  readonly members: ParsedJson['members']
  readonly language: string
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** An answer as a handler hands it over: nobody changes it on its way. */
type Unchanged<T> = T extends readonly (infer Item)[]
  ? readonly Unchanged<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Unchanged<T[Name]> }
    : T

const asIs = Symbol('sent as it is')

/** Bytes or text that a handler sends as they are, instead of JSON; `null` for an answer without content. */
type Payload = Uint8Array | string | Readable | null
export type Sent = { readonly [asIs]: Payload }

/** Marks what is not to become JSON. */
export function sendAsIs(payload: Payload): Sent {
  return { [asIs]: payload }
}

function isSent(answer: unknown): answer is Sent {
  return typeof answer === 'object' && answer !== null && asIs in answer
}

/**
 * Mounts a route behind sign-in. Before the handler runs, the caller is known, their role may do the action, and parameters and body are
 * bounded, parsed and of the route's shape. Whether they may do it to *this* record is for the handler, who asks `mayDo` again.
 */
export function mount<R extends Route>(
  site: Site,
  route: R,
  handle: (call: Call<R>, actor: Actor) => Promise<Unchanged<AnswerOf<R>> | Sent>,
): void {
  const action = actions.find((known) => known === route.action)
  if (action === undefined || route.signIn === 'none') throw new TypeError(`${route.action} is not an action behind a sign-in`)
  mountWith(site, route, async (request, read) => {
    const actor = await site.readActor(request)
    refuseRole(actor, action)
    return await handle(await read(), actor)
  })
}

/** Mounts a route that anyone who reaches the port may ask. */
export function mountOpen<R extends Route>(site: Site, route: R, handle: (call: Call<R>) => Promise<Unchanged<AnswerOf<R>> | Sent>): void {
  if (route.signIn === 'required') throw new TypeError(`${route.action} is behind a sign-in`)
  mountWith(site, route, async (request, read) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') site.refuseOtherSites(request)
    return await handle(await read())
  })
}

/** Throws Fault `not_permitted` when the role can do this to nothing at all. */
export function refuseRole(actor: Actor, action: Action): void {
  const permission = mayDo(actor, action, { agency: actor.agency })
  if (!permission.allowed) throw new Fault('not_permitted', { reason: `may_not_${permission.reason}`, role: actor.role })
}

type Reading<R extends Route> = () => Promise<Call<R>>

function mountWith<R extends Route>(
  site: Site,
  route: R,
  serve: (request: FastifyRequest, read: Reading<R>) => Promise<Unchanged<AnswerOf<R>> | Sent>,
): void {
  const read = compileReading(site, route)
  site.routes.push({ method: route.method, path: route.path })
  site.server.route({
    method: route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    // A stream has no end that a HEAD could wait for.
    ...(route.answer.contentType === 'text/event-stream' ? { exposeHeadRoute: false } : {}),
    handler: async (request, reply) => {
      const answer = await serve(request, () => read(request, reply))
      if (reply.sent || reply.raw.headersSent) return reply
      return await send(reply, route, answer)
    },
  })
}

async function send(reply: FastifyReply, route: Route, answer: unknown): Promise<FastifyReply> {
  const { status, contentType } = route.answer
  reply.code(status).headers(securityHeaders)
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  const payload = isSent(answer) ? answer[asIs] : JSON.stringify(answer)
  if (payload === null) return await reply.send()
  if (contentType !== null && !reply.hasHeader('content-type'))
    reply.type(/^text\/(csv|plain)$/.test(contentType) ? `${contentType}; charset=utf-8` : contentType)
  return await reply.send(payload)
}

function compileReading<R extends Route>(site: Site, route: R) {
  const checkParams = compileShape(route.params, 'parameter_invalid')
  const checkQuery = compileShape(route.query, 'parameter_invalid')
  const checkBody = route.body === null ? undefined : compileShape(route.body.schema, 'body_invalid')
  return async (request: FastifyRequest, reply: FastifyReply): Promise<Call<R>> => {
    const language = chooseLanguage(request.headers['accept-language'], site.messages.languages)
    const params = request.params as ParamsOf<R>
    checkParams(params)
    const query = readQuery(request.url.split('?', 2)[1] ?? '', route.query) as QueryOf<R>
    checkQuery(query)
    const given = await readGiven(request, route, checkBody)
    return { params, query, ...given, body: given.body as BodyOf<R>, language, request, reply }
  }
}

const noMembers: ParsedJson['members'] = new Map()

/** The body's bytes, and for JSON its checked value. A body of lines is left to its handler: each line stands alone. */
async function readGiven(request: FastifyRequest, route: Route, check: ShapeCheck | undefined) {
  if (route.body === null || check === undefined) return { body: undefined, bytes: new Uint8Array(0), members: noMembers }
  const expected = route.body.contentType
  if (expected === '*/*') return { body: undefined, bytes: new Uint8Array(0), members: noMembers }
  if (mediaTypeOf(request.headers['content-type']) !== expected) throw new Fault('content_type_unsupported', { expected })
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') throw new Fault('content_type_unsupported', { expected })
  const bytes = await readBody(request.raw, route.body.maxBytes)
  if (expected !== 'application/json') return { body: undefined, bytes, members: noMembers }
  const parsed = readJson(bytes, route.body.maxBytes)
  check(parsed.value)
  return { body: parsed.value, bytes, members: parsed.members }
}

/** Parses a stranger's JSON; throws the fault that names what is wrong with it and where. */
export function readJson(bytes: Uint8Array, maxBytes: number): ParsedJson {
  const parsed = parseJson(bytes, { maxBytes, maxDepth: 32 })
  if (parsed.ok) return parsed.value
  const code: JsonRefusal = parsed.reason
  const { field = '', limit } = parsed.detail ?? {}
  throw new Fault(code, typeof limit === 'number' ? { limit } : {}, { problems: [{ field, code }] })
}
