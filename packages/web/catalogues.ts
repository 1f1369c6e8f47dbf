import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

/** The areas a page needs, and what goes before their keys so that two areas never collide. */
const areas = { web: '', faults: 'faults.', decisions: 'decisions.', imports: 'imports.', verify: 'verify.' } as const

const localesFolder = join(import.meta.dirname, '../../packs/locales')
const listId = 'virtual:locales'
const oneId = 'virtual:catalogue/'
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
    ['locale', 'kinds', ...Object.keys(areas)].map((area) => join(folder, language, `${area}.json`)).filter((path) => existsSync(path)),
  )
}

/** The raw ICU messages of one language, every area together, keys prefixed by area. */
export function readCatalogue(language: string, folder: string = localesFolder): Record<string, string> {
  const messages: Record<string, string> = {}
  for (const [area, prefix] of Object.entries(areas)) {
    for (const [key, text] of Object.entries(readMessages(join(folder, language, `${area}.json`)))) messages[prefix + key] = text
  }
  return messages
}

function readMessages(path: string): Record<string, string> {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {}
}

/** Vite plugin: serves the locale packs as compiled Lingui catalogues, one lazily loaded chunk a language. */
export function catalogues(): Plugin {
  return {
    name: 'enlace-catalogues',
    resolveId: (id) => (id === listId || id.startsWith(oneId) || id.startsWith(kindWordsId) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${listId}`) {
        const entries = listLanguages().map((language) => {
          const { format = language, name = language } = readMessages(join(localesFolder, language, 'locale.json'))
          const about = `tag: ${JSON.stringify(format)}, name: ${JSON.stringify(name)}`
          return `${JSON.stringify(language)}: { ${about}, load: () => import('${oneId}${language}') }`
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
      if (!id.startsWith(`\0${oneId}`)) return undefined
      for (const path of listCatalogueFiles()) this.addWatchFile(path)
      const compiled = Object.entries(readCatalogue(id.slice(oneId.length + 1))).map(([key, text]) => [key, compileMessage(text)])
      return `export const messages = ${JSON.stringify(Object.fromEntries(compiled))}`
    },
  }
}
