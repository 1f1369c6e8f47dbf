import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Keys of messages that some modules say. */
export type SaidKeys = { readonly has: (key: string) => boolean }

const imported = /^(?:import|export)\s+(?!type\s)(?:[^'"]*?from\s+)?'(\.[^']+\.tsx?)'/gm
const literal = /'([a-z][A-Za-z]*(?:\.[A-Za-z0-9_-]+)+)'/g
const beginning = /`([a-z][A-Za-z]*\.(?:[A-Za-z0-9_.-]*))\$\{/g

/**
 * The keys that stand in these modules and in all that they import, not counting what is fetched when it is needed: written out, or by their
 * beginning (`inbox.group.` and a code).
 */
export function saidKeys(entries: readonly string[]): SaidKeys {
  const keys = new Set<string>()
  const beginnings = new Set<string>()
  const seen = new Set<string>()
  const waiting = [...entries]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file) || !existsSync(file)) continue
    seen.add(file)
    const source = readFileSync(file, 'utf8')
    for (const [, path = ''] of source.matchAll(imported)) waiting.push(join(dirname(file), path))
    for (const [, key = ''] of source.matchAll(literal)) keys.add(key)
    for (const [, start = ''] of source.matchAll(beginning)) beginnings.add(start)
  }
  return { has: (key) => keys.has(key) || beginnings.values().some((start) => key.startsWith(start)) }
}
