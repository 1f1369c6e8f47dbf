import { randomBytes, randomUUID } from 'node:crypto'
import type { AddressInfo, Socket } from 'node:net'
import { Fault, faults } from '@enlace/core'
import fastify, { type FastifyBaseLogger, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { chooseLanguage, type Messages } from '../store/messages.ts'
import { createRequestCounter, type RequestCounter } from './metrics.ts'
import { problemOf, toFault } from './problem.ts'
import { dataPolicy, pagePolicy, scriptPolicy, securityHeaders } from './security-headers.ts'
import type { Site } from './site.ts'
import type { Pages } from './static-pages.ts'

export type ServerOptions = {
  readonly host: string
  readonly port: number
  readonly messages: Messages
  readonly pages: Pages
  readonly log: FastifyBaseLogger
  readonly readActor: Site['readActor']
  /** Origins of this node's own pages, once the port is known. */
  readonly ownOrigins: (port: number) => readonly string[]
  readonly mountRoutes: (site: Site, counter: RequestCounter) => void
}

export type HttpServer = {
  readonly port: number
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** Listens for people and programs: API, pages, health and metrics. Every refusal is a problem document in the caller's language. */
export async function startServer(options: ServerOptions): Promise<HttpServer> {
  const { messages, log } = options
  const counter = createRequestCounter()
  const server = fastify({
    loggerInstance: log,
    // The framework's own lines hold addresses with their query strings.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    exposeHeadRoutes: true,
    // A STIX id is at most a type name of 250 characters and a UUID.
    routerOptions: { maxParamLength: 320, ignoreTrailingSlash: false, querystringParser: () => ({}) },
    // A whole request must arrive within this time, its headers sooner: slow senders are cut.
    requestTimeout: 30_000,
    // How often the HTTP server looks for requests that took too long; its default would double the limit.
    http: { connectionsCheckingInterval: 5_000, headersTimeout: 10_000 },
    connectionTimeout: 0,
    keepAliveTimeout: 65_000,
    forceCloseConnections: true,
    clientErrorHandler: answerMalformed,
    frameworkErrors: (error, request, reply) => {
      const path = request.url.split('?', 1)[0] as string
      // A person who followed a broken link gets the page that says so; a program gets the problem document.
      const shows = error.code === 'FST_ERR_BAD_URL' && request.method === 'GET' && !isApi(path) && accepts(request, 'text/html')
      if (!shows) return refuse(error, request, reply)
      sendIndex(request, reply, options.pages, messages, 400).catch((cause: unknown) => refuse(cause, request, reply))
    },
  })
  server.server.maxConnections = 2000
  server.server.maxHeadersCount = 100
  // Bodies are read by the routes that want one, as bytes: nothing is parsed before the caller is known and the size is bounded.
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined))

  const isApi = (path: string): boolean => path.startsWith('/api/') || path === '/healthz' || path === '/metrics'
  const refuse = (thrown: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const fault = toFault(thrown)
    const language = chooseLanguage(request.headers['accept-language'], messages.languages)
    const { status } = faults[fault.code]
    if (status >= 500) log.error(describeFault(fault, request), 'refused')
    if (reply.raw.headersSent) {
      reply.raw.destroy()
      return
    }
    reply.headers(securityHeaders).header('content-security-policy', dataPolicy).header('cache-control', 'no-store')
    reply.header('content-language', language).header('vary', 'accept-language')
    if (fault.code === 'method_not_allowed') reply.header('allow', String(fault.values.allowed))
    if (faults[fault.code].retry) reply.header('retry-after', String(fault.values.seconds ?? 1))
    if (status === 401) reply.header('www-authenticate', 'Bearer')
    reply
      .code(status)
      .type('application/problem+json')
      .send(JSON.stringify(problemOf(fault, messages, language, request.id)))
  }
  server.setErrorHandler(refuse)
  server.addHook('onResponse', async (request, reply) => {
    counter.count(`${request.method} ${request.routeOptions.url ?? 'none'}`, reply.statusCode, reply.elapsedTime / 1000)
  })

  let origins: readonly string[] = []
  const site: Site = {
    server,
    messages,
    readActor: options.readActor,
    refuseOtherSites: (request) => refuseOtherSites(request, origins),
    routes: [],
  }
  options.mountRoutes(site, counter)
  server.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?', 1)[0] as string
    const allowed = allowedMethods(site.routes, path)
    if (allowed.length > 0) throw new Fault('method_not_allowed', { allowed: allowed.join(', ') })
    if (isApi(path) || (request.method !== 'GET' && request.method !== 'HEAD')) throw new Fault('route_unknown')
    return await sendPage(request, reply, options.pages, messages, path)
  })

  await server.listen({ host: options.host, port: options.port })
  const { port } = server.server.address() as AddressInfo
  origins = options.ownOrigins(port)
  return { port, [Symbol.asyncDispose]: async () => await server.close() }
}

/**
 * A cookie is sent by the browser whoever asks; only this node's own pages may ask for a change (Fetch standard, Origin header). With
 * `must_say`, a request that names no origin is refused too: every browser names one for a change.
 */
export function refuseOtherSites(
  request: FastifyRequest,
  origins: readonly string[],
  silence: 'may_be_silent' | 'must_say' = 'may_be_silent',
): void {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  const foreign = origin === undefined ? silence === 'must_say' : !origins.includes(origin)
  if (foreign || (site !== undefined && site !== 'same-origin' && site !== 'none')) throw new Fault('cross_site_request')
}

function allowedMethods(routes: Site['routes'], path: string): string[] {
  const methods = routes.filter((route) => matches(route.path, path)).map((route) => route.method)
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].sort()
}

function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  return wanted.length === given.length && wanted.every((part, i) => (part.startsWith('{') ? given[i] !== '' : part === given[i]))
}

async function sendPage(request: FastifyRequest, reply: FastifyReply, pages: Pages, messages: Messages, path: string) {
  reply.headers(securityHeaders)
  const file = await pages.find(path)
  if (file !== undefined) {
    reply.header('cache-control', file.cacheControl).header('etag', file.etag).header('vary', 'accept-encoding')
    reply.header('content-security-policy', file.contentType.startsWith('text/javascript') ? scriptPolicy : dataPolicy)
    if (request.headers['if-none-match'] === file.etag) return await reply.code(304).send()
    const encoded = await file.encode(String(request.headers['accept-encoding'] ?? ''))
    if (encoded !== undefined) reply.header('content-encoding', encoded.encoding)
    return await reply.type(file.contentType).send(encoded?.bytes ?? file.bytes)
  }
  // A name with an extension is a file that is not there; anything else is a place inside the page.
  if (/\.[a-z0-9]{1,12}$/i.test(path)) throw new Fault('route_unknown')
  return await sendIndex(request, reply, pages, messages)
}

/** The page itself, whatever the address: it finds its place, or says why there is none. */
async function sendIndex(request: FastifyRequest, reply: FastifyReply, pages: Pages, messages: Messages, status = 200) {
  reply.headers(securityHeaders)
  const nonce = randomBytes(18).toString('base64')
  const language = chooseLanguage(request.headers['accept-language'], messages.languages)
  const html = (await pages.index(nonce)) ?? pageNotBuilt(messages, language)
  reply.header('cache-control', 'no-store').header('content-security-policy', pagePolicy(nonce))
  return await reply.code(status).type('text/html; charset=utf-8').send(html)
}

function accepts(request: FastifyRequest, type: string): boolean {
  return request.headers.accept?.includes(type) ?? false
}

function pageNotBuilt(messages: Messages, language: string): string {
  const title = messages.say(language, 'faults', 'page_not_built')
  const detail = messages.say(language, 'faults', 'page_not_built.detail', { command: 'npm run build -w @enlace/web' })
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Enlace</title></head><body><h1>${title}</h1><p>${detail}</p></body></html>\n`
}

/** What the node's own log keeps of a fault: codes and places, never a text, a name or a query. */
function describeFault(fault: Fault, request: FastifyRequest): Record<string, unknown> {
  const cause = fault.cause
  return {
    code: fault.code,
    route: `${request.method} ${request.routeOptions?.url ?? 'none'}`,
    request: request.id,
    ...(cause instanceof Error
      ? { cause: cause.name, at: placeOf(cause), sqlstate: 'code' in cause ? String(cause.code) : undefined }
      : {}),
  }
}

// The first frames of a stack name files and lines; its first line is the message, which may quote what somebody sent.
function placeOf(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim())
}

/** Bytes that are not HTTP get a short answer and a closed connection. */
function answerMalformed(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? '408 Request Timeout'
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? '431 Request Header Fields Too Large'
        : '400 Bad Request'
  const code = status.startsWith('408') ? 'request_timeout' : 'request_malformed'
  const body = JSON.stringify({
    type: `urn:enlace:problem:${code}`,
    status: Number(status.slice(0, 3)),
    code,
    title: status.slice(4),
    detail: '',
    problems: [],
  })
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
