import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'
import { type SaidKeys, saidKeys } from './said-keys.ts'

/** Areas that the sign-in and the frame need: the first thing a browser loads. Every other area follows behind the sign-in. */
const firstAreas: readonly string[] = ['web', 'shell', 'parts']

/** Areas that come with the pages and parts that say them (`withWords`), so that the first pages stay light. */
const ownAreas: readonly string[] = [
  'briefs',
  'cases',
  'clocks',
  'claims',
  'commitments',
  'courier',
  'design',
  'epochs',
  'evidence',
  'groups',
  'help',
  'identifiers',
  'indicators',
  'joint',
  'signing',
  'lists',
  'notes',
  'offices',
  'programme',
  'quarantine',
  'reports',
  'requests',
  'results',
  'retention',
  'rights',
  'sealed',
  'statements',
  'verify',
]

/** What the frame and the inbox say at once; every other page and part waits for `more` as well. */
const atOnce: readonly string[] = ['app/main.tsx', 'pages/inbox.tsx', 'forms/outbox-mark.tsx'].map((name) =>
  join(import.meta.dirname, 'src', name),
)

/** Packs that no page reads: words of the command line and of the witness, the demonstration and printed documents, names of languages, labels of kinds (a chunk of their own). */
const elsewhere: readonly string[] = ['cli', 'demo', 'documents', 'kinds', 'locale', 'witness']

const localesFolder = join(import.meta.dirname, '../../packs/locales')
const listId = 'virtual:locales'
const oneId = 'virtual:catalogue/'
const restId = 'virtual:catalogue-rest/'
const ownId = 'virtual:catalogue-own/'
const kindWordsId = 'virtual:kind-words'

/** Languages that have a `web` catalogue: a third one is a folder, no code. */
export function listLanguages(folder: string = localesFolder): string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'web.json')))
    .sort()
}

/** Every file that the built pages depend on, so that a build knows when it is stale. */
export function listCatalogueFiles(folder: string = localesFolder): string[] {
  return listLanguages(folder).flatMap((language) =>
    ['locale', 'kinds', ...listAreas(language, folder)]
      .map((area) => join(folder, language, `${area}.json`))
      .filter((path) => existsSync(path)),
  )
}

/**
 * The raw ICU messages of one language. Keys of `web` stand as they are, those of every other area after its name: `snooze` of `inbox.json`
 * is `inbox.snooze`. `part` takes those of the first load; those behind the sign-in that the inbox needs (`rest`); those of an area that comes by
 * itself, or all others (`more`); or all. Throws when two areas say one key.
 */
export function readCatalogue(
  language: string,
  folder: string = localesFolder,
  part: 'first' | 'rest' | 'all' | { readonly own: string } = 'all',
  said: SaidKeys = saidKeys(atOnce),
): Record<string, string> {
  const messages = new Map<string, { readonly text: string; readonly area: string }>()
  for (const area of listAreas(language, folder)) {
    for (const [name, text] of Object.entries(readMessages(join(folder, language, `${area}.json`)))) {
      const key = area === 'web' ? name : `${area}.${name}`
      if (messages.has(key)) throw new Error(`${language}: ${area}.json says ${key}, which another area says already`)
      messages.set(key, { text, area })
    }
  }
  const partOf = (key: string, area: string): string => {
    if (firstAreas.includes(area)) return 'first'
    if (ownAreas.includes(area)) return area
    return said.has(key) ? 'rest' : 'more'
  }
  const wanted = typeof part === 'object' ? part.own : part
  const chosen = [...messages].filter(([key, { area }]) => wanted === 'all' || partOf(key, area) === wanted)
  return Object.fromEntries(chosen.map(([key, { text }]) => [key, text]))
}

function listAreas(language: string, folder: string): string[] {
  return readdirSync(join(folder, language))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace(/\.json$/, ''))
    .filter((area) => !elsewhere.includes(area))
    .sort()
}

function readMessages(path: string): Record<string, string> {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {}
}

/** Vite plugin: serves the locale packs as compiled Lingui catalogues, in lazily loaded chunks. */
export function catalogues(): Plugin {
  return {
    name: 'enlace-catalogues',
    resolveId: (id) => (id === listId || [oneId, restId, ownId, kindWordsId].some((known) => id.startsWith(known)) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${listId}`) {
        const entries = listLanguages().map((language) => {
          const { format = language, name = language } = readMessages(join(localesFolder, language, 'locale.json'))
          const about = `tag: ${JSON.stringify(format)}, name: ${JSON.stringify(name)}`
          const loads = `load: () => import('${oneId}${language}'), loadRest: () => import('${restId}${language}')`
          const own = ['more', ...ownAreas].map((area) => `${area}: () => import('${ownId}${language}/${area}')`)
          return `${JSON.stringify(language)}: { ${about}, ${loads}, own: { ${own.join(', ')} } }`
        })
        return `export const locales = { ${entries.join(', ')} }`
      }
      if (id === `\0${kindWordsId}`) {
        const entries = listLanguages().map((language) => `${JSON.stringify(language)}: () => import('${kindWordsId}/${language}')`)
        return `export const kindWords = { ${entries.join(', ')} }`
      }
      if (id.startsWith(`\0${kindWordsId}/`)) {
        // Plain words, no ICU: labels of kinds, read only by pages that draw a record.
        const path = join(localesFolder, id.slice(kindWordsId.length + 2), 'kinds.json')
        return `export const words = ${JSON.stringify(readMessages(path))}`
      }
      const named = [oneId, restId, ownId].find((known) => id.startsWith(`\0${known}`))
      if (named === undefined) return undefined
      for (const path of listCatalogueFiles()) this.addWatchFile(path)
      const [language = '', own = ''] = id.slice(named.length + 1).split('/')
      const part = named === oneId ? 'first' : named === restId ? 'rest' : { own }
      const compiled = Object.entries(readCatalogue(language, localesFolder, part)).map(([key, text]) => [key, compileMessage(text)])
      return `export const messages = ${JSON.stringify(Object.fromEntries(compiled))}`
    },
  }
}
