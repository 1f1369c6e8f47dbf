import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { answerPath, type Language, languages, reportAnswer, type Say, type SiteModel } from '@enlace/site'
import { keepQuestion } from '../store/public-questions.ts'
import { buildPublicModel, type PublicSource } from './public-model.ts'
import { siteWords } from './site-words.ts'

/** How often it is looked whether something changed, and the most that a request may bring. */
const lookEveryMs = 1_000
const maxBodyBytes = 16_384
const maxPathLength = 2_000
/** Pages kept ready; the oldest goes first. */
const maxKept = 2_000
/** Reports from one address in an hour. */
const maxReports = 5
const hourMs = 3_600_000

export type PublicServer = { readonly port: number; readonly [Symbol.asyncDispose]: () => Promise<void> }

type Kept = {
  readonly status: number
  readonly type: string
  readonly bytes: Buffer
  readonly gzipped: Buffer
  readonly etag: string
  readonly to?: string
}

const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'interest-cohort=(), geolocation=(), camera=(), microphone=()',
}

const verifierPath = '/verify.html'

/** The one page with a script, and the one that needs it: its own script and style are named by their hashes, and it may load and send nothing. */
function verifierHeaders(page: string): Readonly<Record<string, string | number>> {
  const hashOf = (tag: string) => {
    const [, text = ''] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page) ?? []
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  }
  return {
    ...headers,
    'content-security-policy': `default-src 'none'; script-src ${hashOf('script')}; style-src ${hashOf('style')}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(page),
    'cache-control': 'public, max-age=60',
  }
}

/**
 * Serves the public site: what two persons agreed to publish, and nothing else. A server of its own without sign-in, sessions, cookies or scripts; it reads the model of the site
 * and never the node's routes. Pages are kept ready and made anew when something public changes, an embargo ends or a day begins. `changed` tells that the journal grew.
 */
export async function startPublicServer(options: {
  readonly source: PublicSource
  readonly host: string
  readonly port: number
  /** Agency that reads what the public writes. */
  readonly agency: string
  readonly origin: string | null
  readonly now: () => Date
  /** `now`: what changed is to be shown in the same second. */
  readonly onChange: (listener: (now: boolean) => void) => () => void
  readonly onError: (cause: unknown) => void
  /** The page that checks sealed results, a file by itself; undefined where it was not built. */
  readonly verifier?: string | undefined
}): Promise<PublicServer> {
  const { source, now, verifier } = options
  const say = (language: Language): Say => siteWords(source.messages, language)
  let origin = options.origin ?? ''
  let model: SiteModel | undefined
  let content = ''
  let dirty = true
  let changesAt: Date | null = null
  let day = ''
  const kept = new Map<string, Kept>()
  const reports = new Map<string, readonly number[]>()

  async function look(): Promise<void> {
    const at = now()
    const today = at.toISOString().slice(0, 10)
    if (model !== undefined && !dirty && today === day && (changesAt === null || changesAt > at)) return
    dirty = false
    const built = await buildPublicModel({ ...source, hasVerifier: verifier !== undefined }, origin, at)
    const { at: _at, ...shown } = built.model
    const print = createHash('sha256').update(JSON.stringify(shown)).digest('hex')
    changesAt = built.changesAt
    if (print !== content || today !== day) kept.clear()
    if (print !== content || model === undefined || today !== day) model = built.model
    content = print
    day = today
  }
  let looking: Promise<void> | undefined
  const lookOnce = async (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = undefined
    })
    await looking
  }

  const server = createServer({ maxHeaderSize: 8_192, requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    serve(request, response).catch((cause: unknown) => {
      options.onError(cause)
      if (!response.headersSent) response.writeHead(500, headers)
      response.end()
    })
  })
  server.maxConnections = 1_000

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (model === undefined) await lookOnce()
    const url = (request.url ?? '/').length > maxPathLength ? null : URL.parse(request.url ?? '/', 'http://public.invalid')
    if (model === undefined || url === null) return refuse(response, url === null ? 414 : 503)
    const path = url.pathname.length > 1 && url.pathname.endsWith('/') ? url.pathname.slice(0, -1) : url.pathname
    if (request.method === 'POST') return await receive(request, response, model, path)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, { allow: 'GET, HEAD' })
    if (path === verifierPath && verifier !== undefined)
      return void response.writeHead(200, verifierHeaders(verifier)).end(request.method === 'HEAD' ? undefined : verifier)
    const page = answer(model, path, url.searchParams, request.headers['accept-language'])
    const common = {
      ...headers,
      etag: page.etag,
      'cache-control': 'public, max-age=2',
      vary: path === '/' ? 'accept-encoding, accept-language' : 'accept-encoding',
    }
    if (page.to !== undefined) return void response.writeHead(page.status, { ...common, location: page.to }).end()
    if (request.headers['if-none-match'] === page.etag) return void response.writeHead(304, common).end()
    const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')) && page.bytes.length > 600
    const bytes = zipped ? page.gzipped : page.bytes
    response.writeHead(page.status, {
      ...common,
      'content-type': page.type,
      'content-length': bytes.length,
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    })
    response.end(request.method === 'HEAD' ? undefined : bytes)
  }

  function answer(shown: SiteModel, path: string, query: URLSearchParams, accept: string | undefined): Kept {
    const accepted = chooseTongue(accept)
    // Of a query only what a page reads is looked at, so a made-up one is no new page.
    const asked = path.endsWith('/search')
      ? (query.get('q') ?? '').slice(0, 100)
      : path.endsWith('/report')
        ? (query.get('about') ?? '').slice(0, 200)
        : ''
    const key = JSON.stringify([path, asked, path === '/' ? accepted : ''])
    const known = kept.get(key)
    if (known !== undefined) return known
    const { status, type, body, to } = answerPath(shown, path, query, say, accepted)
    const bytes = Buffer.from(body)
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    const made = { status, type, bytes, gzipped: gzipSync(bytes), etag, ...(to === undefined ? {} : { to }) }
    const [oldest] = kept.keys()
    if (kept.size >= maxKept && oldest !== undefined) kept.delete(oldest)
    if (status !== 404) kept.set(key, made)
    return made
  }

  async function receive(request: IncomingMessage, response: ServerResponse, shown: SiteModel, path: string): Promise<void> {
    const language = languages.find((one) => path === `/${one}/report`)
    if (language === undefined) return refuse(response, 405, { allow: 'GET, HEAD' })
    const form = await readForm(request)
    if (form === undefined) return refuse(response, 413)
    const field = (name: string, most: number) => (form.get(name) ?? '').toWellFormed().trim().slice(0, most)
    const [words, about] = [field('words', 4_000), field('about', 200)]
    const send = (status: number, state: Parameters<typeof reportAnswer>[4]) =>
      void response
        .writeHead(status, { ...headers, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
        .end(reportAnswer(shown, language, say(language), about, state))
    if (words === '') return send(422, 'empty')
    // A machine that fills in every field is thanked and forgotten.
    if (field('website', 10) !== '') return send(200, { number: 0 })
    if (!mayReport(request.socket.remoteAddress ?? '')) return send(429, 'busy')
    const contact = field('contact', 200)
    const number = await keepQuestion(source.sql, source.keystore, options.agency, {
      ...{ at: now(), about: /^\/[\w/.-]*$/.test(about) ? about : '', language, words },
      contact: contact === '' ? null : contact,
    })
    send(number === undefined ? 429 : 200, number === undefined ? 'busy' : { number })
  }

  function mayReport(address: string): boolean {
    const at = now().getTime()
    for (const [one, times] of reports) if ((times.at(-1) ?? 0) < at - hourMs) reports.delete(one)
    const recent = (reports.get(address) ?? []).filter((time) => time > at - hourMs)
    if (recent.length >= maxReports || reports.size > 10_000) return false
    reports.set(address, [...recent, at])
    return true
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  if (options.origin === null) origin = `http://${options.host === '0.0.0.0' ? 'localhost' : options.host}:${port}`
  const stop = options.onChange((now) => {
    dirty = true
    if (now) void (looking ?? Promise.resolve()).then(lookOnce).catch(options.onError)
  })
  const timer = setInterval(() => void lookOnce().catch(options.onError), lookEveryMs)
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      stop()
      clearInterval(timer)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await looking?.catch(() => undefined)
    },
  }
}

function refuse(response: ServerResponse, status: number, more: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { ...headers, ...more, 'content-length': 0 }).end()
}

function chooseTongue(header: string | undefined): Language {
  const wanted = (header ?? '').slice(0, 200).toLowerCase()
  const places = languages.map((one) => ({ one, at: wanted.search(new RegExp(`(^|[ ,])${one}\\b`)) })).filter(({ at }) => at >= 0)
  return places.toSorted((a, b) => a.at - b.at)[0]?.one ?? 'es'
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (!String(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) return undefined
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > maxBodyBytes) return undefined
    parts.push(part)
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'))
}
