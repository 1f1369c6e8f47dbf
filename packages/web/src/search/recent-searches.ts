import { useSyncExternalStore } from 'react'

const key = 'enlace.searches'
const most = 8
const none: readonly string[] = []
const listeners = new Set<() => void>()
let held: { readonly raw: string | null; readonly words: readonly string[] } = { raw: null, words: none }

/** What was searched for in this tab, newest first. Kept by the browser until the tab closes or the person signs out; never sent anywhere. */
export function useRecentSearches(): readonly string[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, read)
}

/** Notes a search that was made. */
export function noteSearch(words: string): void {
  const trimmed = words.trim()
  if (trimmed === '') return
  write([trimmed, ...read().filter((other) => other !== trimmed)].slice(0, most))
}

/** Forgets every search of this tab: on the reader's word, and when they sign out. */
export function forgetSearches(): void {
  write(none)
}

function write(words: readonly string[]): void {
  try {
    if (words.length === 0) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(words))
  } catch {
    // A browser that keeps nothing loses only a convenience.
  }
  for (const listener of listeners) listener()
}

function read(): readonly string[] {
  let raw: string | null = null
  try {
    raw = sessionStorage.getItem(key)
  } catch {
    return none
  }
  if (raw === held.raw) return held.words
  held = { raw, words: parse(raw) }
  return held.words
}

function parse(raw: string | null): readonly string[] {
  try {
    const value: unknown = JSON.parse(raw ?? '[]')
    return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string').slice(0, most) : none
  } catch {
    return none
  }
}
