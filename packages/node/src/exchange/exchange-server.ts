import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Duplex } from 'node:stream'
import { createSecureContext, type SecureContext, type SecureContextOptions, type TLSSocket } from 'node:tls'
import type { TransportIdentity } from '../store/own-transport.ts'
import { type CertificateRefusal, serverNameOf } from '../store/transport-ring.ts'
import type { Refusals } from './count-refusals.ts'
import { pinnedTls } from './pinned-tls.ts'

export type Reply = {
  readonly status: number
  readonly contentType?: string
  readonly body?: Uint8Array | string
  readonly headers?: Record<string, string>
}

export type ExchangePartner = {
  readonly party: string
  /** Every certificate it ever had, PEM: those that are no longer good are met by name. */
  readonly certificates: () => readonly string[]
  /** Whether a certificate, by its fingerprint, is one of its own: good, or why no longer. */
  readonly judge: (fingerprint: string) => 'good' | CertificateRefusal | undefined
  /** Connections turned away because of their certificate: nobody else's fault makes the partner wait. */
  readonly turnedAway: Refusals
  /** What of it was refused; a partner that sends little else is made to wait. */
  readonly refusals: Refusals
  /** Answers one request of this partner. `path` has no query; the body is whole and bounded. */
  answer(method: string, path: string, body: Uint8Array): Promise<Reply>
}

type ServerOptions = {
  readonly host: string
  readonly port: number
  /** What the server shows of itself; the first to whoever asks for none by name. */
  readonly identities: () => readonly TransportIdentity[]
  readonly partners: () => readonly ExchangePartner[]
  readonly onError: (cause: unknown) => void
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
export async function startExchangeServer(
  options: ServerOptions,
): Promise<{ readonly port: number; readonly server: Server; close(): Promise<void>; refresh(): void }> {
  let shown = readContexts(options)
  const tls = {
    ...shown.first,
    requestCert: true,
    rejectUnauthorized: true,
    handshakeTimeout: handshakeTimeoutMs,
    // A partner asks by name for the certificate that it pinned last.
    SNICallback: (name: string, done: (error: Error | null, context?: SecureContext) => void) => done(null, shown.byName.get(name)),
  }
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
    const party = welcome(socket)?.party
    const open = connections.get(party ?? '') ?? 0
    if (party === undefined || open >= maxConnectionsPerPartner) return socket.destroy()
    connections.set(party, open + 1)
    socket.once('close', () => connections.set(party, (connections.get(party) ?? 1) - 1))
  })

  /** What each connection showed: reading it anew costs as much as a signature, and TLS 1.3 never changes it. */
  const fingerprints = new WeakMap<TLSSocket, string>()
  function fingerprintOf(socket: TLSSocket): string {
    // What still came over one that was turned away is nobody's.
    if (socket.destroyed) return ''
    const known = fingerprints.get(socket) ?? socket.getPeerCertificate().fingerprint256 ?? ''
    fingerprints.set(socket, known)
    return known
  }

  /** The partner whose good certificate stands behind a connection, asked for each request: what was good at its beginning may be so no longer. */
  function welcome(socket: TLSSocket): ExchangePartner | undefined {
    const fingerprint = fingerprintOf(socket)
    for (const partner of options.partners()) {
      const judged = partner.judge(fingerprint)
      if (judged === 'good') return partner
      if (judged !== undefined) partner.turnedAway.note({ status: 403, body: `${judged}\n` })
    }
    return undefined
  }

  const underWay = new Map<string, number>()
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const partner = welcome(request.socket as TLSSocket)
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
    refresh: () => {
      const next = readContexts(options, shown)
      if (next === shown) return
      shown = next
      server.setSecureContext(shown.first)
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

type Contexts = {
  readonly first: SecureContextOptions
  readonly byName: ReadonlyMap<string, SecureContext>
  /** What they were made of. */
  readonly of: string
}

/** What the server shows and whom it lets in; the same value when nothing has changed. */
function readContexts({ identities, partners }: Pick<ServerOptions, 'identities' | 'partners'>, before?: Contexts): Contexts {
  const ca = partners().flatMap((partner) => partner.certificates())
  const own = identities()
  const of = [...own.map(({ fingerprint }) => fingerprint), '', ...ca].join('\n')
  if (of === before?.of) return before
  const all = own.map(({ key, certificate: cert, fingerprint }) => ({
    name: serverNameOf(fingerprint),
    options: { key, cert, ca, ...pinnedTls },
  }))
  return { first: all[0]?.options ?? {}, byName: new Map(all.map((one) => [one.name, createSecureContext(one.options)])), of }
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
