import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Witness } from './witness.ts'

/** A checkpoint with 64 signature lines and 63 hashes fits. */
const maxBodyBytes = 270_000
const maxConnections = 256
const maxAtOnce = 16

/**
 * The witness's HTTP interface: `POST <prefix>/add-checkpoint` and nothing else. Bodies are bounded and slow senders cut; what goes wrong inside is a 500
 * without a word, and nothing was signed. TLS belongs to a proxy before it.
 */
export async function startWitnessServer(options: {
  readonly witness: Witness
  readonly host: string
  readonly port: number
  readonly onError: (cause: unknown) => void
}): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  let underWay = 0
  const server = createServer((request, response) => {
    serve(request, response).catch((cause: unknown) => {
      if (!request.destroyed) options.onError(cause)
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    })
  })
  server.headersTimeout = 10_000
  server.requestTimeout = 20_000
  server.maxConnections = maxConnections

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? ''
    if (!path.endsWith('/add-checkpoint')) return void response.writeHead(404, { connection: 'close' }).end()
    if (request.method !== 'POST') return void response.writeHead(405, { allow: 'POST', connection: 'close' }).end()
    if (underWay >= maxAtOnce) return void response.writeHead(503, { 'retry-after': '1', connection: 'close' }).end()
    underWay++
    try {
      const body = await readBody(request)
      if (body === undefined) return void response.writeHead(413, { connection: 'close' }).end()
      const answer = await options.witness.addCheckpoint(body)
      response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body)
    } finally {
      underWay--
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => resolve())
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBodyBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
