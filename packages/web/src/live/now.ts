import { useSyncExternalStore } from 'react'
import { nodeNow } from '../api/node-clock.ts'

let now = nodeNow().getTime()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    now = nodeNow().getTime()
    timer = setInterval(() => {
      now = nodeNow().getTime()
      for (const each of listeners) each()
    }, 1000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The present in ms since 1970 by the node's clock, once a second; all clocks on a page share one timer and so tick together. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
