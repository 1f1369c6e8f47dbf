/**
 * What is being written in a dialog lives in this tab's session storage, one for each account: it survives a reload, never outlives the browser
 * session, and no other account sees it. Storage that is full or forbidden costs the survival, not the words.
 */
const prefix = 'enlace.here.'

/** What was kept under a name, or undefined; rubbish counts as none. */
export function readHere(name: string): unknown {
  try {
    const kept = sessionStorage.getItem(prefix + name)
    return kept === null ? undefined : JSON.parse(kept)
  } catch {
    return undefined
  }
}

/** Keeps something under a name. */
export function keepHere(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(prefix + name, JSON.stringify(value))
  } catch {
    // Nothing to do: the page still holds it.
  }
}

/** Forgets what was kept under a name. */
export function forgetHere(name: string): void {
  try {
    sessionStorage.removeItem(prefix + name)
  } catch {
    // Nothing was kept then.
  }
}
