import type { PeerCertificate } from 'node:tls'
import { buildConnector, Client, type Dispatcher, Pool } from 'undici'
import { serverNameOf } from '../store/transport-ring.ts'
import { openPartnerClock, type PartnerClock } from './partner-clock.ts'
import { pinnedTls } from './pinned-tls.ts'

/** A pinned certificate, PEM, and its SHA-256 fingerprint in upper-case hex with colons. */
export type PinnedCertificate = { readonly certificate: string; readonly fingerprint: string }

/** Who calls whom; both come and go as certificates are rotated, so each connection asks anew. */
export type LinkIdentity = {
  /** Own transport keys and certificates, PEM, in the order of trying: the next one where the partner refuses. */
  readonly own: () => readonly (PinnedCertificate & { readonly key: string })[]
  /** The partner's certificates that are good now, the newest first. */
  readonly partner: () => readonly PinnedCertificate[]
}

export type Answer = {
  readonly status: number
  readonly contentType: string
  readonly retryAfterMs: number | null
  readonly body: Uint8Array
}

export type LinkClient = {
  /** `maxBytes`: an answer of more is refused, 1 MiB unless told. */
  request(method: 'GET' | 'POST', path: string, body?: Uint8Array, maxBytes?: number): Promise<Answer>
  /**
   * Sends requests one behind the other over one connection without waiting for answers in between (RFC 9112 section 9.3.2): the partner meets
   * them in this order. For requests that may be repeated, as a broken connection leaves open which were met.
   */
  requestInOrder(requests: readonly { readonly path: string; readonly body: Uint8Array }[]): Promise<Answer>[]
  close(): Promise<void>
}

/** Requests that travel one behind the other: a checkpoint, its bodies, its entries. */
const maxInLine = 3
/** Between two changes of the certificate that is shown. */
const minTurnMs = 500
const maxAnswerBytes = 1_048_576
/** A whole request, from the first byte out to the last byte in: a partner that drips bytes does not hold the link for ever. */
const maxRequestMs = 120_000

/** A mutual TLS 1.3 client for one partner, whose certificates are pinned: no name and no authority is trusted beside them. */
export function openLinkClient(
  url: string,
  identity: LinkIdentity,
  clock: PartnerClock = openPartnerClock(),
  now: () => number = Date.now,
): LinkClient {
  /** How often the partner turned a connection away: which of the own certificates is tried next. */
  let turns = 0
  let turnedAt = Number.NEGATIVE_INFINITY
  let newest: string | undefined

  function connect(to: buildConnector.Options, done: buildConnector.Callback): void {
    const [own, partner] = [identity.own(), identity.partner()]
    if (own[0]?.fingerprint !== newest) turns = 0
    newest = own[0]?.fingerprint
    const [mine, theirs] = [own[turns % Math.max(1, own.length)], partner[0]]
    if (mine === undefined || theirs === undefined) {
      done(new Error('no certificate is good now'), null)
      return
    }
    const connector = buildConnector({
      key: mine.key,
      cert: mine.certificate,
      ca: partner.map(({ certificate }) => certificate),
      ...pinnedTls,
      timeout: 5_000,
      allowH2: false,
      // A resumed session would not show its certificate to the check below.
      maxCachedSessions: 0,
      checkServerIdentity: (_host: string, certificate: PeerCertificate) =>
        partner.some(({ fingerprint }) => certificate.fingerprint256 === fingerprint) ? undefined : new Error('not the paired certificate'),
    })
    connector({ ...to, servername: serverNameOf(theirs.fingerprint) }, done)
  }

  const common = {
    headersTimeout: 30_000,
    bodyTimeout: 30_000,
    keepAliveTimeout: 30_000,
    connect,
  }
  const pool = new Pool(url, { ...common, connections: 4, pipelining: 1 })
  const line = new Client(url, { ...common, pipelining: maxInLine })

  /** One request; a partner that turns it away at the door is shown another certificate at the next one. */
  async function answered(through: Dispatcher, request: Dispatcher.RequestOptions) {
    const response = await through.request(request).catch((cause: unknown) => {
      turn()
      throw cause
    })
    if (response.statusCode === 403) turn()
    return response
  }

  /** Requests that fail together are one reason to try the next. */
  function turn(): void {
    if (performance.now() - turnedAt < minTurnMs) return
    turnedAt = performance.now()
    turns++
  }

  async function ask(
    through: Dispatcher,
    method: 'GET' | 'POST',
    path: string,
    body?: Uint8Array,
    maxBytes: number = maxAnswerBytes,
  ): Promise<Answer> {
    const askedAt = now()
    const response = await answered(through, {
      method,
      path,
      body: body === undefined ? null : Buffer.from(body.buffer, body.byteOffset, body.byteLength),
      headers: body === undefined ? {} : { 'content-type': 'application/octet-stream' },
      idempotent: true,
      signal: AbortSignal.timeout(maxRequestMs),
    })
    clock.note(String(response.headers.date ?? ''), askedAt, now())
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > maxBytes) throw new Error('the partner answers without end')
      chunks.push(chunk)
    }
    const retryAfter = Number(response.headers['retry-after'] ?? Number.NaN)
    return {
      status: response.statusCode,
      contentType: String(response.headers['content-type'] ?? ''),
      retryAfterMs: Number.isFinite(retryAfter) && retryAfter >= 0 ? retryAfter * 1000 : null,
      body: Buffer.concat(chunks),
    }
  }

  return {
    request: (method, path, body, maxBytes) => ask(pool, method, path, body, maxBytes),
    requestInOrder: (requests) => requests.map(({ path, body }) => ask(line, 'POST', path, body)),
    close: async () => {
      await Promise.all([pool.destroy(), line.destroy()])
    },
  }
}
