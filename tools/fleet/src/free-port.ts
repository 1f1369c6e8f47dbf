import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * Below the ports that the system gives to whoever calls out (Linux: 32768 and up): one of those may be taken by a caller between now and the moment at
 * which a node listens on it.
 */
const lowest = 20_000
const highest = 32_000
const attempts = 50

/** A port of the loopback interface that nothing listens on now. Throws when fifty in a row are taken. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const port = randomInt(lowest, highest)
    if (await isFree(port)) return port
  }
  throw new Error(`${attempts} ports in a row are taken`)
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  const listens = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
  })
  if (listens) await new Promise<void>((resolve) => server.close(() => resolve()))
  return listens
}
