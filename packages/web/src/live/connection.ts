import { useSyncExternalStore } from 'react'
import { nodeNow } from '../api/node-clock.ts'

/** How the page hears of news. `since` is when it began; `waiting` means: lost, trying again by itself. */
export type Connection = { readonly state: 'connecting' | 'live' | 'waiting' | 'signed_out'; readonly since: string }

let current: Connection = { state: 'connecting', since: nodeNow().toISOString() }
const listeners = new Set<() => void>()

/** Says how the connection stands; the same state again keeps its `since`. */
export function setConnection(next: Connection): void {
  if (next.state === current.state) return
  current = next
  for (const listener of listeners) listener()
}

/** How the connection stands now. */
export function readConnection(): Connection {
  return current
}

/** The connection, followed by a component. */
export function useConnection(): Connection {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, readConnection)
}
