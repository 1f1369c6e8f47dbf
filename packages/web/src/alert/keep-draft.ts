/**
 * Drafts live in this tab's session storage, one for each account: they survive a reload, never outlive the browser session, and no
 * other account sees them. Storage that is full or forbidden costs the draft's survival, not the draft.
 */
const prefix = 'enlace.draft.'

/** The kept draft of a name, or undefined; rubbish counts as none. */
export function readDraft(name: string): unknown {
  try {
    const kept = sessionStorage.getItem(prefix + name)
    return kept === null ? undefined : JSON.parse(kept)
  } catch {
    return undefined
  }
}

/** Keeps a draft. */
export function keepDraft(name: string, draft: unknown): void {
  try {
    sessionStorage.setItem(prefix + name, JSON.stringify(draft))
  } catch {
    // Nothing to do: the page still holds it.
  }
}

/** Forgets the draft of a name, or every draft when somebody signs out. */
export function forgetDrafts(name?: string): void {
  try {
    if (name !== undefined) sessionStorage.removeItem(prefix + name)
    else for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key)
  } catch {
    // Nothing was kept then.
  }
}
