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

/** What was asked for beyond the frame: the words behind the sign-in (`rest`) and those that come with their pages. */
const areasShown = new Set<string>()
let shown = ''
/** One change of words after the other: each shows all that there is. */
let showing: Promise<void> = Promise.resolve()

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
export function showLanguage(code: string): Promise<void> {
  return afterTheLast(() => show(code, [...areasShown]))
}

/** Fetches a page or a part together with words of an area that comes by itself, or with all that neither the frame nor the inbox says (`more`). */
export function withWords<T>(area: string, load: () => Promise<T>): () => Promise<T> {
  return async () => {
    const [loaded] = await Promise.all([load(), needWords(area)])
    return loaded
  }
}

/** Loads what the pages behind the sign-in say, once; every later language comes whole. */
export function loadRestOfLanguage(): Promise<void> {
  return needWords('rest')
}

/** The words of some areas of one language. */
export function loadAreas(entry: (typeof locales)[string], areas: readonly string[]) {
  return areas.map((area) => {
    const load = area === 'rest' ? entry.loadRest : entry.own[area]
    if (load === undefined) throw new Error(`no words of its own: ${area}`)
    return load()
  })
}

async function needWords(area: string): Promise<void> {
  if (areasShown.has(area)) return
  await afterTheLast(async () => {
    if (!areasShown.has(area)) await show(shown, [...areasShown, area])
    areasShown.add(area)
  })
}

function afterTheLast(work: () => Promise<void>): Promise<void> {
  const done = showing.then(work)
  showing = done.catch(() => undefined)
  return done
}

async function show(code: string, areas: readonly string[]): Promise<void> {
  const base = code === pseudoCode ? 'en' : code
  const entry = locales[base]
  if (entry === undefined) return
  const parts = await Promise.all([entry.load(), ...loadAreas(entry, areas)])
  setPseudo(code === pseudoCode)
  const messages = Object.assign({}, ...parts.map((part) => part.messages))
  i18n.loadAndActivate({ locale: base, locales: entry.tag, messages: code === pseudoCode ? toPseudo(messages) : messages })
  document.documentElement.lang = entry.tag
  shown = code
  rememberLanguage(code)
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
