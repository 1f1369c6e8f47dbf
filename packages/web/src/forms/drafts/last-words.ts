import type { LocalDraft } from './keep-drafts.ts'

/**
 * What was typed in the last moment before a page went away: the shelf writes in its own time and a closing page gives it none, so this one
 * write is done at once. The next page that looks for drafts puts it on the shelf.
 */
const prefix = 'enlace.last-words.'

/** Writes down a draft before the page is gone. */
export function saveLastWords(account: string, local: LocalDraft): void {
  try {
    localStorage.setItem(`${prefix}${account}/${local.id}`, JSON.stringify(local))
  } catch {
    // Full or forbidden: the shelf has all but the last moment.
  }
}

/** The last words of an account, which then are gone from here. */
export function takeLastWords(account: string): readonly LocalDraft[] {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${prefix}${account}/`))
    return keys.flatMap((key) => {
      const kept = localStorage.getItem(key)
      localStorage.removeItem(key)
      return kept === null ? [] : [JSON.parse(kept) as LocalDraft]
    })
  } catch {
    return []
  }
}

/** Forgets the last words of one draft. */
export function forgetLastWords(account: string, id: string): void {
  try {
    localStorage.removeItem(`${prefix}${account}/${id}`)
  } catch {
    // Nothing was kept then.
  }
}
