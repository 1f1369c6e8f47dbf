import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { TLSSocket } from 'node:tls'

export type Reply = {
  readonly status: number
  readonly contentType?: string
  readonly body?: Uint8Array | string
  readonly headers?: Record<string, string>
}

export type ExchangePartner = {
  readonly party: string
  readonly certificate: string
  readonly fingerprint: string
  /** Answers one request of this partner. `path` has no query; the body is whole and bounded. */
  answer(method: string, path: string, body: Uint8Array): Promise<Reply>
}

/** Most bytes of one request: 32 entry packages of the largest leaves fit, and a batch of bodies. */
export const maxRequestBytes = 36_000_000

/**
 * The exchange's own HTTPS server: TLS 1.3 only, client certificate required and pinned to a paired partner. Bodies are bounded,
 * slow senders are cut. Anything unexpected in an answer is a 500 with no text; refusals are the partners' own replies.
 */
export async function startExchangeServer(options: {
  readonly host: string
  readonly port: number
  readonly key: string
  readonly certificate: string
  readonly partners: () => readonly ExchangePartner[]
  readonly onError: (cause: unknown) => void
}): Promise<{ readonly port: number; readonly server: Server; close(): Promise<void>; reloadPartners(): void }> {
  const trust = () => options.partners().map((partner) => partner.certificate)
  const context = { key: options.key, cert: options.certificate, minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' } as const
  const server = createServer({ ...context, ca: trust(), requestCert: true, rejectUnauthorized: true }, (request, response) => {
    serve(request, response).catch((cause) => {
      options.onError(cause)
      if (!response.headersSent) response.writeHead(500).end()
      else response.destroy()
    })
  })
  server.requestTimeout = 30_000
  server.headersTimeout = 10_000
  server.keepAliveTimeout = 60_000
  server.maxConnections = 64
  server.on('tlsClientError', () => undefined)

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fingerprint = (request.socket as TLSSocket).getPeerCertificate().fingerprint256
    const partner = options.partners().find((candidate) => candidate.fingerprint === fingerprint)
    if (partner === undefined) return send(response, { status: 403 })
    const body = await readBody(request)
    if (body === undefined) return send(response, { status: 413, headers: { connection: 'close' } })
    const path = (request.url ?? '').split('?')[0] as string
    send(response, await partner.answer(request.method ?? '', path, body))
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => resolve())
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    server,
    reloadPartners: () => server.setSecureContext({ ...context, ca: trust() }),
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxRequestBytes) return undefined
    chunks.push(chunk)
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
}

function send(response: ServerResponse, reply: Reply): void {
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : Buffer.from(reply.body ?? new Uint8Array(0))
  response.writeHead(reply.status, {
    ...(reply.contentType === undefined ? {} : { 'content-type': reply.contentType }),
    'content-length': body.length,
    ...reply.headers,
  })
  response.end(body)
}
