import { setTimeout as pause } from 'node:timers/promises'

/** Looks again and again, soon at first and then ten times a second, until `look` gives something; throws with `what` after `limitMs`. */
export async function waitUntil<T>(what: string, look: () => Promise<T | undefined | false>, limitMs = 30_000): Promise<T> {
  const deadline = Date.now() + limitMs
  for (let wait = 20; ; wait = Math.min(wait * 1.25, 100)) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > deadline) throw new Error(`waited ${limitMs} ms in vain: ${what}`)
    await pause(wait)
  }
}
