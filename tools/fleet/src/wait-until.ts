import { setTimeout as pause } from 'node:timers/promises'

/** Looks again and again until `look` gives something; throws with `what` after `limitMs`. */
export async function waitUntil<T>(what: string, look: () => Promise<T | undefined | false>, limitMs = 30_000): Promise<T> {
  const deadline = Date.now() + limitMs
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > deadline) throw new Error(`waited ${limitMs} ms in vain: ${what}`)
    await pause(20)
  }
}
