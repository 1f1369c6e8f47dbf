import type { PeerCertificate } from 'node:tls'
import { Client, type Dispatcher, Pool } from 'undici'

export type LinkIdentity = {
  /** Own transport key and certificate, PEM. */
  readonly key: string
  readonly certificate: string
  /** The partner's certificate as pinned at pairing, PEM, and its SHA-256 fingerprint in upper-case hex with colons. */
  readonly partnerCertificate: string
  readonly partnerFingerprint: string
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
const maxAnswerBytes = 1_048_576
/** A whole request, from the first byte out to the last byte in: a partner that drips bytes does not hold the link for ever. */
const maxRequestMs = 120_000

/** A mutual TLS 1.3 client for one partner, whose certificate is pinned: no name and no authority is trusted beside it. */
export function openLinkClient(url: string, identity: LinkIdentity): LinkClient {
  const common = {
    headersTimeout: 30_000,
    bodyTimeout: 30_000,
    keepAliveTimeout: 30_000,
    connect: {
      key: identity.key,
      cert: identity.certificate,
      ca: identity.partnerCertificate,
      minVersion: 'TLSv1.3',
      maxVersion: 'TLSv1.3',
      timeout: 5_000,
      checkServerIdentity: (_host: string, certificate: PeerCertificate) =>
        certificate.fingerprint256 === identity.partnerFingerprint ? undefined : new Error('not the paired certificate'),
    },
  }
  const pool = new Pool(url, { ...common, connections: 4, pipelining: 1 })
  const line = new Client(url, { ...common, pipelining: maxInLine })

  async function ask(
    through: Dispatcher,
    method: 'GET' | 'POST',
    path: string,
    body?: Uint8Array,
    maxBytes: number = maxAnswerBytes,
  ): Promise<Answer> {
    const response = await through.request({
      method,
      path,
      body: body === undefined ? null : Buffer.from(body.buffer, body.byteOffset, body.byteLength),
      headers: body === undefined ? {} : { 'content-type': 'application/octet-stream' },
      idempotent: true,
      signal: AbortSignal.timeout(maxRequestMs),
    })
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
