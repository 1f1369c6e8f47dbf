import type { Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Sql } from 'postgres'
import { type DatabaseAddress, openDatabaseSocket } from './database-socket.ts'

/** Makes the driver's pool, over sockets that we open. */
export type MakePool = (openSocket: () => Promise<Socket>) => Sql

type Generation = { pool: Sql | undefined; over: Promise<void> | undefined }

/**
 * A pool that is thrown away whole when one of its connections ends by itself, and made anew at the next use. The driver alone would give a
 * transaction whose connection died, once that has reconnected, statements outside any transaction; would write to a socket that is gone; and
 * would leave queries waiting for ever. In a pool that is over every statement, also a late one of such a transaction, is refused.
 */
export function renewingPool(address: DatabaseAddress, makePool: MakePool): Sql {
  let current: Generation = { pool: undefined, over: undefined }
  let ended: Promise<void> | undefined

  const poolOf = (generation: Generation): Sql => {
    generation.pool ??= makePool(() => openSocket(generation))
    return generation.pool
  }

  async function openSocket(generation: Generation): Promise<Socket> {
    const socket = await openDatabaseSocket(address, () => giveUp(generation))
    // Opened for a query that was refused meanwhile.
    if (generation.over !== undefined) socket.destroy()
    return socket
  }

  // Every socket of a pool that is over waits until the driver has refused all that was under way on any of them.
  async function giveUp(generation: Generation): Promise<void> {
    if (generation.over === undefined && ended === undefined) {
      current = { pool: undefined, over: undefined }
      generation.over = generation.pool?.end({ timeout: 0 })
    }
    await generation.over
    // What still wrote to the socket gets its turn.
    await nextTurn()
    await nextTurn()
  }

  // After a crash the driver waits for ever for connections that are gone; a limit lets it drop them.
  const end = (how: { readonly timeout?: number } = {}): Promise<void> => {
    ended ??= poolOf(current).end({ timeout: 5, ...how })
    return ended
  }

  const refer = (): Sql => poolOf(current)
  return new Proxy((() => undefined) as unknown as Sql, {
    apply: (_target, _self, values: unknown[]) => Reflect.apply(refer(), undefined, values),
    get: (_target, name) => (name === 'end' || name === 'close' ? end : Reflect.get(refer(), name)),
  })
}
