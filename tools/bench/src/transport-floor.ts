import { readFile } from 'node:fs/promises'
import { Agent, createServer, request } from 'node:https'
import { dataFolder } from '@enlace/node'
import { medianMs } from './floors.ts'

/**
 * What one request of 4 KiB over an open mutual TLS 1.3 connection takes between two parties of a fleet, in milliseconds. Both ends are in this
 * process, so that only the transport is measured.
 */
export async function measureRoundTrip(folders: { readonly from: string; readonly to: string }): Promise<number> {
  const [from, to] = await Promise.all([readIdentity(folders.from), readIdentity(folders.to)])
  const version = { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' } as const
  const server = createServer({ ...to, ...version, ca: from.cert, requestCert: true, rejectUnauthorized: true }, (asked, answer) => {
    asked.resume().on('end', () => answer.end('ok'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const agent = new Agent({ ...from, ...version, ca: to.cert, keepAlive: true, maxSockets: 1, checkServerIdentity: () => undefined })
  const body = Buffer.alloc(4096)
  const ask = () =>
    new Promise<void>((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port, method: 'POST', agent }, (answer) => answer.resume().on('end', resolve))
      call.on('error', reject).end(body)
    })
  try {
    await ask()
    return await medianMs(200, ask)
  } finally {
    agent.destroy()
    server.closeAllConnections()
    server.close()
  }
}

async function readIdentity(folder: string): Promise<{ readonly key: string; readonly cert: string }> {
  const { transportKey, transportCertificate } = dataFolder(folder)
  return { key: await readFile(transportKey, 'utf8'), cert: await readFile(transportCertificate, 'utf8') }
}
