import { locales } from 'virtual:locales'
import { i18n } from '@lingui/core'
import { setPseudo, toPseudo } from './pseudo.ts'

/** Languages to choose from, each by its own name. */
export const languages: readonly { readonly code: string; readonly name: string }[] = Object.entries(locales).map(([code, entry]) => ({
  code,
  name: entry.name,
}))

const storageKey = 'enlace.language'
const pseudoCode = 'pseudo'

/** The made-up language, offered where a node is a demonstration: what it does not change never went through a catalogue. */
export const pseudoLanguage: { readonly code: string; readonly name: string } = {
  code: pseudoCode,
  name: String(toPseudo({ name: locales.en?.name ?? '' }).name),
}

let wantsRest = false
let shown = ''

/** The language to start in: the last one chosen in this browser, else the first of the browser's that we have, else the first we have. */
export function chooseLanguage(remembered: string | null, preferred: readonly string[], known: readonly string[]): string {
  if (remembered !== null && (known.includes(remembered) || remembered === pseudoCode)) return remembered
  const wished = preferred.map((tag) => tag.split('-')[0]!.toLowerCase())
  return wished.find((code) => known.includes(code)) ?? known[0]!
}

/** The code of the language shown now, the made-up one included. */
export function shownLanguage(): string {
  return shown
}

/** Loads and shows a language, and remembers it. The page's `lang` follows, so that a screen reader speaks it. */
export async function showLanguage(code: string): Promise<void> {
  const base = code === pseudoCode ? 'en' : code
  const entry = locales[base]
  if (entry === undefined) return
  const parts = await Promise.all([entry.load(), wantsRest ? entry.loadRest() : undefined])
  setPseudo(code === pseudoCode)
  const messages = Object.assign({}, ...parts.map((part) => part?.messages))
  i18n.loadAndActivate({ locale: base, locales: entry.tag, messages: code === pseudoCode ? toPseudo(messages) : messages })
  document.documentElement.lang = entry.tag
  shown = code
  rememberLanguage(code)
}

/** Loads what the pages behind the sign-in say, once; every later language comes whole. */
export async function loadRestOfLanguage(): Promise<void> {
  if (wantsRest) return
  wantsRest = true
  await showLanguage(shown)
}

/** Starts the language before the first paint. */
export async function startLanguage(): Promise<void> {
  await showLanguage(chooseLanguage(recallLanguage(), navigator.languages, Object.keys(locales)))
}

function rememberLanguage(code: string): void {
  try {
    localStorage.setItem(storageKey, code)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

function recallLanguage(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}
