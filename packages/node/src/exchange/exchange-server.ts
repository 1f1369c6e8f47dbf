import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import type { Refusals } from './count-refusals.ts'

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
  /** What of it was refused; a partner that sends little else is made to wait. */
  readonly refusals: Refusals
  /** Answers one request of this partner. `path` has no query; the body is whole and bounded. */
  answer(method: string, path: string, body: Uint8Array): Promise<Reply>
}

/** Most bytes of one request: 32 entry packages of the largest leaves fit, and a batch of bodies. */
export const maxRequestBytes = 36_000_000
/** Requests of one partner that are read or answered at a time, whether or not it still waits for them: what it can make this node hold. */
const maxRequestsPerPartner = 6
/** Connections of one partner; its own sender opens four. Nobody can take the places of the others. */
const maxConnectionsPerPartner = 16
const maxConnections = 512
const handshakeTimeoutMs = 5_000

/**
 * The exchange's own HTTPS server: TLS 1.3 only, client certificate required and pinned to a paired partner. Bodies are bounded,
 * slow senders are cut, and no partner takes more than its share. Anything unexpected in an answer is a 500 with no text; refusals are the
 * partners' own replies.
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
  const tls = { ...context, ca: trust(), requestCert: true, rejectUnauthorized: true, handshakeTimeout: handshakeTimeoutMs }
  const server = createServer(tls, (request, response) => {
    serve(request, response).catch((cause) => {
      // Who left before the end is nobody to answer, and no error of ours.
      if (request.destroyed && !request.complete) return response.destroy()
      options.onError(cause)
      if (!response.headersSent) response.writeHead(500).end()
      else response.destroy()
    })
  })
  server.requestTimeout = 120_000
  server.headersTimeout = 10_000
  server.keepAliveTimeout = 60_000
  server.maxConnections = maxConnections
  server.on('tlsClientError', () => undefined)

  // Those still in their handshake too, which the server's own closing forgets: finished a moment later they would keep it open for good.
  const sockets = new Set<Duplex>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })

  const connections = new Map<string, number>()
  server.on('secureConnection', (socket) => {
    const party = partnerOf(socket)?.party
    const open = connections.get(party ?? '') ?? 0
    if (party === undefined || open >= maxConnectionsPerPartner) return socket.destroy()
    connections.set(party, open + 1)
    socket.once('close', () => connections.set(party, (connections.get(party) ?? 1) - 1))
  })

  function partnerOf(socket: TLSSocket): ExchangePartner | undefined {
    const fingerprint = socket.getPeerCertificate().fingerprint256
    return fingerprint === undefined ? undefined : options.partners().find((candidate) => candidate.fingerprint === fingerprint)
  }

  const underWay = new Map<string, number>()
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const partner = partnerOf(request.socket as TLSSocket)
    if (partner === undefined) return send(response, { status: 403, headers: { connection: 'close' } })
    const count = underWay.get(partner.party) ?? 0
    if (count >= maxRequestsPerPartner) return send(response, { status: 429, headers: { 'retry-after': '1', connection: 'close' } })
    const wait = partner.refusals.waitSeconds()
    if (wait > 0) return send(response, { status: 429, headers: { 'retry-after': String(wait), connection: 'close' } })
    underWay.set(partner.party, count + 1)
    try {
      const body = await readBody(request)
      const path = (request.url ?? '').split('?')[0] as string
      const reply: Reply =
        body === undefined ? { status: 413, headers: { connection: 'close' } } : await partner.answer(request.method ?? '', path, body)
      partner.refusals.note(reply)
      send(response, reply)
    } finally {
      underWay.set(partner.party, (underWay.get(partner.party) ?? 1) - 1)
    }
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
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxRequestBytes) return undefined
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
