import { connect, createServer, type Socket } from 'node:net'

/** What a link does to what passes it. */
export type LinkState =
  | { readonly does: 'pass' }
  /** Nobody gets through, and whoever was is cut off. */
  | { readonly does: 'drop' }
  | { readonly does: 'delay'; readonly ms: number }
  /** Every connection ends after so many bytes in one direction. */
  | { readonly does: 'truncate'; readonly bytes: number }

export type BadLink = { readonly port: number; readonly turn: (state: LinkState) => void; readonly close: () => Promise<void> }

/** A wire on loopback between a client and `target`, which can be cut, made slow or made to end in the middle of a request. */
export async function badLink(target: number): Promise<BadLink> {
  let state: LinkState = { does: 'pass' }
  const open = new Set<Socket>()
  const cutAll = () => {
    for (const socket of open) socket.destroy()
  }
  const server = createServer((client) => {
    if (state.does === 'drop') return client.destroy()
    const partner = connect(target, '127.0.0.1')
    for (const [socket, other] of [
      [client, partner],
      [partner, client],
    ] as const) {
      open.add(socket)
      let passed = 0
      let last: Promise<unknown> = Promise.resolve()
      socket.on('data', (bytes) => {
        passed += bytes.length
        if (state.does === 'truncate' && passed > state.bytes) {
          other.end(bytes.subarray(0, Math.max(0, bytes.length - (passed - state.bytes))))
          socket.destroy()
          return
        }
        const waitMs = state.does === 'delay' ? state.ms : 0
        last = last.then(() => new Promise((resolve) => setTimeout(() => resolve(other.write(bytes)), waitMs)))
      })
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    turn: (next) => {
      state = next
      // What is under way meets the new state by connecting anew.
      if (next.does !== 'pass') cutAll()
    },
    close: async () => {
      cutAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
