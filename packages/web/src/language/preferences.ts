import { useSyncExternalStore } from 'react'

/** What a person chose in this browser: how dense lists are, and in which language records and documents speak where they have several. */
export type Preferences = {
  readonly density: 'comfortable' | 'compact'
  /** `interface` follows the language of the pages. */
  readonly content: string
}

const keys = { density: 'enlace.density', content: 'enlace.content' } as const
const listeners = new Set<() => void>()
let current: Preferences = {
  density: recall(keys.density) === 'compact' ? 'compact' : 'comfortable',
  content: recall(keys.content) ?? 'interface',
}

/** Shows the density that was chosen; called before the first paint. */
export function startPreferences(): void {
  document.documentElement.dataset.density = current.density
}

/** Changes some preferences, at once and for later visits. */
export function changePreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  startPreferences()
  for (const name of ['density', 'content'] as const) {
    try {
      localStorage.setItem(keys[name], current[name])
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
  }
  for (const listener of listeners) listener()
}

/** The preferences, followed by a component. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}

function recall(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
