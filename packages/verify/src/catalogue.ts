import { readdirSync, readFileSync } from 'node:fs'

export type Values = Readonly<Record<string, string | number>>

/** The verifier's sentences in one language; a key without a sentence is shown as itself. */
export type Catalogue = (key: string, values?: Values) => string

const folder = new URL('../../../packs/locales/', import.meta.url)

/** Codes of the languages on the shelf. */
export function languages(): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
}

/** Opens the catalogue `verify` of a language. Its messages use plain blanks only: `{name}` and `{name, number}`. */
export function openCatalogue(language: string): Catalogue {
  const messages = readJson(`${language}/verify.json`)
  const format = new Intl.NumberFormat(readJson(`${language}/locale.json`).format ?? language)
  return (key, values = {}) =>
    (messages[key] ?? key).replaceAll(/\{(\w+)(, number)?\}/g, (blank, name: string, number: string | undefined) => {
      const value = values[name]
      if (value === undefined) return blank
      return number !== undefined && typeof value === 'number' ? format.format(value) : String(value)
    })
}

function readJson(name: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Readonly<Record<string, string>>
}
