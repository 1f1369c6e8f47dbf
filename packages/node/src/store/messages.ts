import { readdirSync, readFileSync } from 'node:fs'
import { type I18n, setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'

/** The catalogues of `packs/locales`: one folder for each language, one file for each area, ICU messages under flat keys. */
export type Messages = {
  /** Codes of the languages on the shelf, English first. */
  readonly languages: readonly string[]
  /** The sentence of `key`, or undefined when no catalogue has it. Missing in a language, English answers. */
  readonly find: (language: string, area: string, key: string, values?: Values) => string | undefined
  /** The sentence of `key`; the key itself when nobody wrote one, so that a gap is seen and never fatal. */
  readonly say: (language: string, area: string, key: string, values?: Values) => string
  /** The words of one area as they stand in the file: for labels, which have no blanks. */
  readonly catalogue: (language: string, area: string) => Readonly<Record<string, string>>
}

type Values = Readonly<Record<string, string | number>>
type Shelf = { readonly words: Readonly<Record<string, string>>; readonly i18n: I18n }

const shippedFolder = new URL('../../../../packs/locales/', import.meta.url)

/** Opens the catalogues. Files are read when an area is first asked for; a third language is one more folder. */
export function openMessages(folder: URL = shippedFolder): Messages {
  const languages = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort((a, b) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b))
  const shelves = new Map<string, Shelf>()

  const shelfOf = (language: string, area: string): Shelf => {
    const name = `${language}/${area}`
    const known = shelves.get(name)
    if (known !== undefined) return known
    const shelf = openShelf(folder, language, area)
    shelves.set(name, shelf)
    return shelf
  }
  const find = (language: string, area: string, key: string, values: Values = {}): string | undefined => {
    for (const candidate of language === 'en' ? ['en'] : [language, 'en']) {
      if (!languages.includes(candidate)) continue
      const shelf = shelfOf(candidate, area)
      if (Object.hasOwn(shelf.words, key)) return shelf.i18n._(key, { ...values })
    }
    return undefined
  }
  return {
    languages,
    find,
    say: (language, area, key, values) => find(language, area, key, values) ?? key,
    catalogue: (language, area) => (languages.includes(language) ? shelfOf(language, area).words : {}),
  }
}

function openShelf(folder: URL, language: string, area: string): Shelf {
  const messages = readCatalogue(new URL(`${language}/${area}.json`, folder))
  // Mexican Spanish writes 1,000 where plain `es` writes 1.000: a language says in `locale.json` how its numbers and dates are written.
  const format = readCatalogue(new URL(`${language}/locale.json`, folder)).format ?? language
  const i18n = setupI18n({ locale: language, locales: [format], messages: { [language]: messages } })
  i18n.setMessagesCompiler(compileMessage)
  return { words: messages, i18n }
}

function readCatalogue(file: URL): Record<string, string> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return {}
  }
  return JSON.parse(text) as Record<string, string>
}

/** The best language for an `Accept-Language` header (RFC 9110 section 12.5.4) among those on the shelf; the first when none fits. */
export function chooseLanguage(header: string | undefined, languages: readonly string[]): string {
  const wanted = (header ?? '')
    .slice(0, 256)
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.trim().split(';')
      const weight = parameters.map((parameter) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1]).find((q) => q !== undefined)
      return { range: range.trim().toLowerCase(), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ range, weight }) => range !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { range } of wanted) {
    const found = languages.find((language) => range === language || range.startsWith(`${language}-`))
    if (found !== undefined) return found
    if (range === '*') break
  }
  return languages[0] ?? 'en'
}
